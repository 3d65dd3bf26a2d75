// Who sits where: teams, or the tables of a board. People are moved one by one, or all are seated at once.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { go } from "../../../model/app";
import { boardsAboveTables, seatBoards, seatingOf, titleFree, type SeatGroup } from "../../../model/seats";
import { rowsGet } from "../../../model/rows";
import type { BoardRow, PersonRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { useGrowing } from "../../parts/growing";
import { optionsOf, SelectField } from "../../parts/select_field";
import { useAsking, useDone } from "../ask";
import { Desk } from "../desk";
import { Fault } from "../fault";
import { Chips, MoveDialog } from "./seat_chips";
import { SeatCard } from "./seat_card";
import { SeatingSheet } from "./seating_sheet";
import { TablesForm } from "./tables_form";

export function SeatsScreen(props: { readonly board: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const teams = seatBoards(app.rows, undefined);
	const boards = boardsAboveTables(app.rows);
	const first = teams.length === 0 ? boards.find(({ sort }) => sort === "plenary") : undefined;
	const above = rowsGet(app.rows, "board", props.board) ?? first;
	return (
		<Desk title={words("seat_title")} lead={words("seat_lead")}>
			<div class="seats-of">
				<SelectField
					label={words("seat_of")}
					acts
					value={String(above?.id ?? 0)}
					onValue={(board) => go(app, { screen: "seats", board: Number(board) })}
					options={[
						...(teams.length > 0 ? [{ value: "0", label: words("seat_teams") }] : []),
						...optionsOf(boards.map(({ id, title }) => ({ id, title: words("seat_tables_of", { title }) }))),
					]}
				/>
			</div>
			<Seats key={above?.id ?? 0} above={above} />
		</Desk>
	);
}

const tableLines = 4; // a table takes as long to draw as some lines of a list

interface Move {
	readonly person: PersonRow;
	readonly from: number; // 0: nowhere
	readonly to: number;
}

function chipsOf(board: number): HTMLElement | null {
	return document.querySelector(`[data-seats="${board}"]`);
}

/** Moving people, and looking after the focus: who is put elsewhere takes it along. */
function useMoves(at: (person: number) => number) {
	const asking = useAsking();
	const [moved, setMoved] = useState<Move | null>(null);
	useEffect(() => {
		if (moved === null) return;
		// Once they are drawn there: the rows may be ahead of what is drawn. Of many tables the last ones
		// are not drawn at all; then one goes on where one was.
		const name = `#seat-${moved.person.id}`;
		const chip = chipsOf(moved.to)?.querySelector<HTMLElement>(name);
		const left = chipsOf(moved.to) === null && chipsOf(moved.from)?.querySelector(name) === null;
		if (chip == null && !left) return;
		setMoved(null);
		(chip ?? chipsOf(moved.from)?.querySelector("button"))?.focus();
	});
	function move(person: PersonRow, to: number): void {
		const from = at(person.id);
		if (from === to) return;
		const args = { board: to || from, person: person.id };
		asking.give({ kind: to === 0 ? "seat_leave" : "seat_take", args }, () => setMoved({ person, from, to }));
	}
	return { move, fault: asking.fault };
}

function Seats(props: { readonly above: BoardRow | undefined }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [chosen, setChosen] = useState<PersonRow | null>(null);
	const [shows, setShows] = useState(false);
	const { above } = props;
	const { groups, unseated } = seatingOf(app.rows, above);
	const at = (person: number): number => {
		const seat = rowsGet(app.rows, "seat", person);
		const board = (above === undefined ? seat?.team : seat?.table) ?? 0;
		return groups.some((group) => group.board.id === board) ? board : 0;
	};
	const { move, fault } = useMoves(at);
	const [most, more] = useGrowing(groups.length * tableLines, 0);
	return (
		<>
			{above !== undefined && <TablesForm board={above} tables={groups.map(({ board }) => board)} />}
			<div class="actions seats-actions">
				{groups.length > 0 && (
					<button type="button" onClick={() => setShows(true)}>{words("seat_show")}</button>
				)}
				{above !== undefined && <AddTable above={above} like={groups[0]} />}
			</div>
			<Fault text={fault} />
			{groups.length === 0 && <p class="empty">{words("seat_empty")}</p>}
			<ul class="seat-groups">
				{groups.length > 0 && unseated.length > 0 && (
					<Unseated people={unseated} onChoose={setChosen} onDrop={(person) => move(person, 0)} />
				)}
				{groups.slice(0, most / tableLines).map((group) => (
					<SeatCard
						key={group.board.id}
						group={group}
						onChoose={setChosen}
						onDrop={(person) => move(person, group.board.id)}
					/>
				))}
			</ul>
			{more}
			{chosen !== null && (
				<MoveDialog
					person={chosen}
					at={at(chosen.id)}
					boards={groups.map(({ board }) => board)}
					onMove={(to) => move(chosen, to)}
					onClose={() => setChosen(null)}
				/>
			)}
			{shows && (
				<SeatingSheet
					title={above === undefined ? words("seat_sheet_teams") : words("seat_sheet")}
					groups={groups}
					onClose={() => setShows(false)}
				/>
			)}
		</>
	);
}

interface UnseatedProps {
	readonly people: readonly PersonRow[];
	readonly onChoose: (person: PersonRow) => void;
	readonly onDrop: (person: PersonRow) => void;
}

function Unseated(props: UnseatedProps): JSX.Element {
	const words = useWords();
	const [most, more] = useGrowing(props.people.length, 0);
	return (
		<li class="card seat-group none">
			<h2>{words("seat_none")}</h2>
			<p class="hint">{words("overview_people", { n: props.people.length })}</p>
			<Chips {...props} board={0} people={props.people.slice(0, most)} />
			{more}
		</li>
	);
}

/** One more table, like those there are. */
function AddTable(props: {
	readonly above: BoardRow;
	readonly like: SeatGroup | undefined;
}): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const done = useDone();
	const { above, like } = props;
	const { audience = "everyone", places = 0 } = like?.board ?? {};
	function add(): void {
		// Named as those there are, in the session's language rather than in one's own.
		const stem = like?.board.title.replace(/\s*\d+$/, "");
		const title = titleFree(app.rows, (n) => (stem ? `${stem} ${n}` : words("seat_table", { n })));
		const args = { title, sort: "table" as const, audience, parent: above.id, places };
		asking.give({ kind: "board_add", args }, () => done(words("board_added", { title })));
	}
	return (
		<>
			<button type="button" onClick={add}>{words("seat_add_table")}</button>
			<Fault text={asking.fault} />
		</>
	);
}
