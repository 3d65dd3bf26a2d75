// What holds on a board: how much each may write and how fast, who reads first, how many places there are.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BoardRow } from "../../protocol/generated";
import { useWords } from "../context";
import { Check } from "../parts/check";
import { useAsking, useDone } from "./ask";
import { Fault } from "./desk";
import { ValueField } from "./fields";

const slow_s_max = 86400;

/** A number that was typed, 0 for nothing; null for what is none. */
export function countRead(typed: string, most = 1000000): number | null {
	const tidy = typed.trim();
	if (tidy === "") return 0;
	return /^\d{1,7}$/.test(tidy) && Number(tidy) <= most ? Number(tidy) : null;
}

const show = (n: number): string => (n === 0 ? "" : String(n));

export function BoardRules(props: { readonly board: BoardRow }): JSX.Element {
	const words = useWords();
	const asking = useAsking();
	const done = useDone();
	const { board } = props;
	const [ideas, setIdeas] = useState(show(board.ideas_max));
	const [slow, setSlow] = useState(show(board.slow_s));
	const [seats, setSeats] = useState(show(board.places));
	const [approval, setApproval] = useState(board.approval);
	const [tried, setTried] = useState(false);
	const ideas_max = countRead(ideas);
	const slow_s = countRead(slow, slow_s_max);
	const places = countRead(seats);
	const hasSeats = board.sort === "team" || board.sort === "table";
	const wrong = (read: number | null): string =>
		tried && read === null ? words("set_number_wrong") : "";
	function submit(event: Event): void {
		event.preventDefault();
		setTried(true);
		if (ideas_max === null || slow_s === null || places === null || asking.waits) return;
		const args = { board: board.id, places, ideas_max, slow_s, approval };
		asking.give({ kind: "board_rules", args }, () => done());
	}
	return (
		<form class="set-rules" onSubmit={submit} noValidate>
			<div class="desk-fields">
				<ValueField
					label={words("set_ideas_max")}
					hint={words("set_no_limit")}
					value={ideas}
					onValue={setIdeas}
					fault={wrong(ideas_max)}
				/>
				<ValueField
					label={words("set_slow")}
					hint={words("set_slow_hint")}
					value={slow}
					onValue={setSlow}
					fault={wrong(slow_s)}
				/>
				{hasSeats && (
					<ValueField
						label={words("set_places")}
						hint={words("set_places_hint")}
						value={seats}
						onValue={setSeats}
						fault={wrong(places)}
					/>
				)}
			</div>
			<Check label={words("set_approval")} checked={approval} onCheck={setApproval} />
			<div class="actions">
				<button type="submit" aria-disabled={asking.waits}>{words("set_rules_save")}</button>
			</div>
			<p class="hint">{words("set_rules_hint")}</p>
			<Fault text={asking.fault} />
		</form>
	);
}
