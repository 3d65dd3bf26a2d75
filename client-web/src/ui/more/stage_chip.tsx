// On the card of an idea that has come further than others: how far.
import type { JSX } from "preact";
import { stageText } from "../../model/stages";
import type { Stage } from "../../protocol/generated";
import { useWords } from "../context";

export function StageChip(props: { readonly stage: Stage }): JSX.Element | null {
	const words = useWords();
	const { stage } = props;
	return stage === "none" ? null : <strong class="topic-chip">{words(stageText[stage])}</strong>;
}
