// Finding one's way among many options: by words, and by looking at what one has chosen only.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { optionsOf, type Paper } from "../../model/paper";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { optionName } from "./words";

const many = 12; // as many are looked through without help

interface Finding {
	readonly options: readonly number[]; // to be shown
	readonly search: JSX.Element | null;
	readonly chosen: JSX.Element | null; // the button that shows only what one has chosen
}

export function useFinding(ballot: BallotRow, paper: Paper): Finding {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const [query, setQuery] = useState("");
	// Those that were chosen when one asked for them: what is taken out then stays in sight.
	const [kept, setKept] = useState<readonly number[] | null>(null);
	const all = optionsOf(ballot);
	if (all.length <= many) return { options: all, search: null, chosen: null };
	const tidy = (text: string): string => text.trim().toLocaleLowerCase();
	const isFound = (option: number): boolean =>
		tidy(query) === "" || `#${option}` === tidy(query) ||
		tidy(optionName(app, words, ballot, option)).includes(tidy(query));
	const options = all.filter((option) => (kept === null ? isFound(option) : kept.includes(option)));
	const n = paper.length;
	return {
		options,
		search: kept !== null ? null : (
			<div class="field">
				<label for={id}>{words("find_option")}</label>
				<input
					id={id}
					type="text"
					autocomplete="off"
					enterkeyhint="search"
					value={query}
					onInput={(event) => setQuery(event.currentTarget.value)}
				/>
				<p class="hint" role="status">
					{query !== "" && words("find_found", { n: options.length, of: all.length })}
				</p>
			</div>
		),
		chosen: n === 0 && kept === null ? null : (
			<button
				type="button"
				class="only"
				aria-pressed={kept !== null}
				onClick={() => setKept(kept === null ? paper.map(([option]) => option) : null)}
			>
				{words(kept === null ? "chosen_only" : "chosen_all", { n })}
			</button>
		),
	};
}
