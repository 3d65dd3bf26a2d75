// Said once it stands there: what comes together with its region is not read aloud.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

export function Told(props: { readonly what: string }): JSX.Element {
	const [said, say] = useState("");
	useEffect(() => say(props.what), [props.what]);
	return <p role="status">{said}</p>;
}
