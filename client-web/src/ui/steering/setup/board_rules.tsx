// What holds on a board: how much each may write and how fast, who reads first, how many places there are.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { boardRules } from "../../../model/board_rules";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Check } from "../../parts/check";
import { useAsking } from "../ask";
import { Fault } from "../fault";
import { ValueField } from "../../parts/fields";

const slow_s_max = 86400;

/** A number that was typed, 0 for nothing; null for what is none. */
export function countRead(typed: string, most = 1000000): number | null {
	const tidy = typed.trim();
	if (tidy === "") return 0;
	return /^\d{1,7}$/.test(tidy) && Number(tidy) <= most ? Number(tidy) : null;
}

const show = (n: number): string => (n === 0 ? "" : String(n));

// What was changed here, as it was typed: all else is shown and sent as it is.
interface Changes {
	readonly places?: string;
	readonly ideas_max?: string;
	readonly slow_s?: string;
	readonly approval?: boolean;
}

export function BoardRules(props: { readonly board: BoardRow }): JSX.Element {
	const words = useWords();
	const asking = useAsking();
	const app = useApp();
	const { board } = props;
	const [changes, setChanges] = useState<Changes>({});
	const [tried, setTried] = useState(false);
	const change = (made: Changes): void => setChanges((before) => ({ ...before, ...made }));
	const ideas_max = changes.ideas_max === undefined ? board.ideas_max : countRead(changes.ideas_max);
	const slow_s = changes.slow_s === undefined ? board.slow_s : countRead(changes.slow_s, slow_s_max);
	const places = changes.places === undefined ? board.places : countRead(changes.places);
	const { approval = board.approval } = changes;
	const hasSeats = board.sort === "team" || board.sort === "table";
	const wrong = (read: number | null): string =>
		tried && read === null ? words("set_number_wrong") : "";
	function submit(event: Event): void {
		event.preventDefault();
		setTried(true);
		if (ideas_max === null || slow_s === null || places === null || asking.waits) return;
		const args = boardRules(app.rows, board, {
			...(changes.ideas_max === undefined ? {} : { ideas_max }),
			...(changes.slow_s === undefined ? {} : { slow_s }),
			...(changes.places === undefined ? {} : { places }),
			...(changes.approval === undefined ? {} : { approval }),
		});
		asking.give({ kind: "board_rules", args }, () => setChanges((now) => (now === changes ? {} : now)));
	}
	return (
		<form class="set-rules" onSubmit={submit} noValidate>
			<div class="desk-fields">
				<ValueField
					label={words("set_ideas_max")}
					hint={words("set_no_limit")}
					value={changes.ideas_max ?? show(board.ideas_max)}
					onValue={(ideas_max) => change({ ideas_max })}
					fault={wrong(ideas_max)}
				/>
				<ValueField
					label={words("set_slow")}
					hint={words("set_slow_hint")}
					value={changes.slow_s ?? show(board.slow_s)}
					onValue={(slow_s) => change({ slow_s })}
					fault={wrong(slow_s)}
				/>
				{hasSeats && (
					<ValueField
						label={words("set_places")}
						hint={words("set_places_hint")}
						value={changes.places ?? show(board.places)}
						onValue={(places) => change({ places })}
						fault={wrong(places)}
					/>
				)}
			</div>
			<Check label={words("set_approval")} checked={approval} onCheck={(checked) => change({ approval: checked })} />
			<div class="actions">
				<button type="submit" aria-disabled={asking.waits}>{words("set_rules_save")}</button>
			</div>
			<p class="hint">{words("set_rules_hint")}</p>
			<Fault text={asking.fault} />
		</form>
	);
}
