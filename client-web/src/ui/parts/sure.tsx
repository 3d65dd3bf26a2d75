// A button that asks once more, in place.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../context";

interface SureProps {
	readonly label: string;
	readonly question: string;
	readonly yes: string;
	readonly onYes: () => void;
}

export function Sure(props: SureProps): JSX.Element {
	const words = useWords();
	const [asking, setAsking] = useState(false);
	const no = useRef<HTMLButtonElement>(null);
	const opener = useRef<HTMLButtonElement>(null);
	const wasAsking = useRef(false);
	useEffect(() => {
		if (asking) no.current?.focus();
		else if (wasAsking.current) opener.current?.focus();
		wasAsking.current = asking;
	}, [asking]);
	if (!asking)
		return (
			<button type="button" class="quiet" ref={opener} onClick={() => setAsking(true)}>
				{props.label}
			</button>
		);
	return (
		<div class="sure" role="group" aria-label={props.question}>
			<p>{props.question}</p>
			<button
				type="button"
				class="danger"
				onClick={() => {
					setAsking(false);
					props.onYes();
				}}
			>
				{props.yes}
			</button>
			<button type="button" class="quiet" ref={no} onClick={() => setAsking(false)}>
				{words("cancel")}
			</button>
		</div>
	);
}
