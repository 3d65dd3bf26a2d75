// An option in words, wherever it is voted on or stands in a result.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { rowsGet } from "../../model/rows";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { optionName } from "./words";

export interface OptionProps {
	readonly ballot: BallotRow;
	readonly option: number;
}

export function useOptionName(props: OptionProps): string {
	return optionName(useApp(), useWords(), props.ballot, props.option);
}

/** The same to be read, in the language that it is in. */
export function OptionName(props: OptionProps): JSX.Element {
	const lang = useSpoken();
	const isOurs = props.option === 0 && props.ballot.method === "resistance";
	return <span lang={isOurs ? undefined : lang}>{useOptionName(props)}</span>;
}

/** The way to the whole text, and what deciding nothing means. */
export function OptionMore(props: OptionProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { option, ballot } = props;
	if (option === 0)
		return ballot.method === "resistance" ? <p class="hint">{words("option_passive_means")}</p> : null;
	const idea = rowsGet(app.rows, "idea", option);
	const isLong = idea !== undefined && (idea.title !== "" || idea.text.length > 120);
	return (
		<a class="option-more" href={routeWrite({ screen: "idea", idea: option })}>
			{isLong ? words("option_read", { id: option }) : `#${option}`}
		</a>
	);
}
