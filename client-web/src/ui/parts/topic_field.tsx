// Under which topic something is put: one of the board's phase, or none.
import type { JSX } from "preact";
import { topicsNow } from "../../model/boards";
import { useApp, useWords } from "../context";
import { optionsOf, SelectField } from "./select_field";

interface TopicFieldProps {
	readonly board: number;
	readonly kept: number; // stays a choice, whatever the phase
	readonly value: number;
	readonly onValue: (topic: number) => void;
}

export function TopicField(props: TopicFieldProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const topics = topicsNow(app.rows, props.board, props.kept);
	if (topics.length === 0) return null;
	return (
		<SelectField
			label={words("idea_topic")}
			value={String(props.value)}
			onValue={(topic) => props.onValue(Number(topic))}
			options={[{ value: "0", label: words("idea_topic_none") }, ...optionsOf(topics)]}
		/>
	);
}
