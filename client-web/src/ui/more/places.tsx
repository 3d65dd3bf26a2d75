// Taking a place oneself, in a team or at a table.
import type { JSX } from "preact";
import { give } from "../../model/app";
import { routeWrite } from "../../model/route";
import { rowsAll } from "../../model/rows";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";

export function Places(props: { readonly boards: readonly BoardRow[] }): JSX.Element {
	const words = useWords();
	return (
		<section class="card" aria-labelledby="seats-title">
			<h2 id="seats-title">{words("seats_title")}</h2>
			<ul class="places">
				{props.boards.map((board) => <Place key={board.id} board={board} />)}
			</ul>
		</section>
	);
}

function Place(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title, places } = props.board;
	const { table, team } = app.me.value;
	const isMine = table === id || team === id;
	const taken = rowsAll(app.rows, "seating")
		.filter((row) => row.board === id)
		.reduce((sum, row) => sum + row.persons, 0);
	return (
		<li>
			<a href={routeWrite({ screen: "board", board: id })}>{title}</a>
			<span class="hint">{words("seats_taken", { n: taken, of: places })}</span>
			<button
				type="button"
				aria-pressed={isMine}
				aria-label={words(isMine ? "seat_leave_at" : "seat_take_at", { title })}
				disabled={!isMine && taken >= places}
				onClick={() =>
					give(app, {
						kind: isMine ? "seat_leave" : "seat_take", args: { board: id, person: 0 },
					})}
			>
				{words(isMine ? "seat_leave" : "seat_take")}
			</button>
		</li>
	);
}
