// Putting a board's people at tables, all at once; each time is a further round.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import type { Arrangement, BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Check } from "../../parts/check";
import { useAsking } from "../ask";
import { Fault } from "../fault";
import { Radios, ValueField } from "../../parts/fields";

type Way = Exclude<Arrangement, "none">;

const ways: readonly (readonly [Way, TextKey, TextKey])[] = [
	["mixed", "tables_mixed", "tables_mixed_means"],
	["alike", "tables_alike", "tables_alike_means"],
	["choice", "tables_choice", "tables_choice_means"],
];

interface TablesProps {
	readonly board: BoardRow;
	readonly tables: readonly BoardRow[]; // those there are
}

export function TablesForm(props: TablesProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const { board, tables } = props;
	const phase = rowsGet(app.rows, "phase", board.phase);
	const foreseen = phase?.tables ?? "none";
	const [way, setWay] = useState<Way>(foreseen === "none" ? "mixed" : foreseen);
	const [typed, setTyped] = useState(String(phase?.table_size || 6));
	const [here, setHere] = useState(false);
	const [members, setMembers] = useState(false);
	const [tried, setTried] = useState(false);
	const [outcome, setOutcome] = useState("");
	const [open] = useState(tables.length === 0);
	const isSize = /^[1-9]\d{0,2}$|^1000$/.test(typed.trim());
	function submit(event: Event): void {
		event.preventDefault();
		setTried(!isSize);
		if (!isSize || asking.waits) return;
		setOutcome("");
		const audience = members ? "members" as const : "everyone" as const;
		const args = { board: board.id, arrangement: way, size: Number(typed.trim()), audience, here };
		asking.give({ kind: "tables_set", args }, (again) => {
			setOutcome(way === "choice" ? words("tables_open") : words("tables_again", { n: again }));
		});
	}
	return (
		<details class="card folded" open={open}>
			<summary>{words(tables.length === 0 ? "tables_set" : "tables_next", { title: board.title })}</summary>
			<form onSubmit={submit} noValidate>
				<Radios<Way>
					legend={words("tables_how")}
					value={way}
					onValue={setWay}
					choices={ways.map(([value, label, hint]) => ({ value, label: words(label), hint: words(hint) }))}
				/>
				<ValueField
					label={words("tables_size")}
					value={typed}
					onValue={setTyped}
					fault={tried && !isSize ? words("tables_size_wrong") : ""}
				/>
				<Check label={words("tables_here")} checked={here} onCheck={setHere} />
				{tables.length === 0 && (
					<Check label={words("board_members")} checked={members} onCheck={setMembers} />
				)}
				<button type="submit" class="main" aria-disabled={asking.waits}>
					{words(way === "choice" ? "tables_choice_yes" : "tables_yes")}
				</button>
				<p role="status">{outcome}</p>
				<Fault text={asking.fault} />
			</form>
		</details>
	);
}
