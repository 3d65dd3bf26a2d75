// A button that asks once more, in place; and the question by itself.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../context";

interface SureProps {
	readonly label: string;
	readonly main?: boolean; // what is to be done here
	readonly question: string;
	readonly yes: string;
	readonly onYes: () => void;
}

export function Sure(props: SureProps): JSX.Element {
	const [asking, setAsking] = useState(false);
	const opener = useRef<HTMLButtonElement>(null);
	const wasAsking = useRef(false);
	useEffect(() => {
		if (!asking && wasAsking.current) opener.current?.focus();
		wasAsking.current = asking;
	}, [asking]);
	if (!asking)
		return (
			<button type="button" class={props.main === true ? "main" : "quiet"} ref={opener} onClick={() => setAsking(true)}>
				{props.label}
			</button>
		);
	return (
		<Question
			{...props}
			onYes={() => {
				setAsking(false);
				props.onYes();
			}}
			onNo={() => setAsking(false)}
		/>
	);
}

interface QuestionProps extends Omit<SureProps, "label" | "main"> {
	readonly onNo: () => void;
}

/** The focus is on the answer that changes nothing. */
export function Question(props: QuestionProps): JSX.Element {
	const words = useWords();
	const no = useRef<HTMLButtonElement>(null);
	useEffect(() => no.current?.focus(), []);
	return (
		<div class="sure" role="group" aria-label={props.question}>
			<p>{props.question}</p>
			<button type="button" class="danger" onClick={props.onYes}>{props.yes}</button>
			<button type="button" class="quiet" ref={no} onClick={props.onNo}>{words("cancel")}</button>
		</div>
	);
}
