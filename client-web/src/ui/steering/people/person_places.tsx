// Where a person sits, and what they lead.
import type { JSX } from "preact";
import { mayLead } from "../../../model/people";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { optionsOf, SelectField } from "../../parts/select_field";
import type { PersonPartProps } from "./person_panel";

export function PersonSeats(props: PersonPartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { person, asking } = props;
	const seat = rowsGet(app.rows, "seat", person.id);
	const boards = rowsAll(app.rows, "board");
	const field = (sort: "team" | "table", at: number): JSX.Element | null => {
		const choices = boards.filter((board) => board.sort === sort);
		if (choices.length === 0) return null;
		const titled = choices.map((board) => ({ id: board.id, title: tableTitle(boards, board) }));
		return (
			<SelectField
				label={words(sort === "team" ? "board_team" : "board_table")}
				acts
				value={String(at)}
				onValue={(value) => {
					const board = Number(value);
					const args = { board: board || at, person: person.id };
					if (board !== at) asking.give({ kind: board === 0 ? "seat_leave" : "seat_take", args });
				}}
				options={[{ value: "0", label: words("inv_board_none") }, ...optionsOf(titled)]}
			/>
		);
	};
	return (
		<div class="desk-fields">
			{field("team", seat?.team ?? 0)}
			{field("table", seat?.table ?? 0)}
		</div>
	);
}

/** A table's title, and of which board it is a table if there are such of several. */
export function tableTitle(boards: readonly BoardRow[], table: BoardRow): string {
	const isOne = boards.every((other) => other.sort !== "table" || other.parent === table.parent);
	const above = boards.find(({ id }) => id === table.parent);
	return table.sort !== "table" || isOne || above === undefined
		? table.title
		: `${above.title}: ${table.title}`;
}

export function PersonLeads(props: PersonPartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { person, asking, onChanged } = props;
	const boards = rowsAll(app.rows, "board");
	const led = boards.filter(({ leader }) => leader === person.id);
	const free = boards.filter((board) => board.leader !== person.id && mayLead(board, person));
	const lead = (board: number, leader: number): void =>
		asking.give({ kind: "board_lead", args: { board, person: leader } }, () => onChanged());
	return (
		<>
			<SelectField
				label={words("ppl_leading")}
				acts
				value="0"
				onValue={(board) => {
					if (board !== "0") lead(Number(board), person.id);
				}}
				options={[
					{ value: "0", label: words("ppl_lead_choose") },
					...optionsOf(free.map((board) => ({ id: board.id, title: tableTitle(boards, board) }))),
				]}
			/>
			{led.length > 0 && (
				<div class="actions">
					{led.map(({ id, title }) => (
						<button key={id} type="button" class="quiet" onClick={() => lead(id, 0)}>
							{words("ppl_lead_end", { title })}
						</button>
					))}
				</div>
			)}
		</>
	);
}
