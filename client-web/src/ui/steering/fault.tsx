// What went wrong, beside what was done.
import type { JSX } from "preact";

export function Fault(props: { readonly text: string }): JSX.Element | null {
	return props.text === "" ? null : <p class="fault" role="alert">{props.text}</p>;
}
