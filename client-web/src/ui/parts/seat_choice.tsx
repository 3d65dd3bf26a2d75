// Taking a place oneself, in a team or at a table, where the moderators leave the choice.
import type { JSX } from "preact";
import { give } from "../../model/app";
import { boardsBelow } from "../../model/boards";
import { rowsAll } from "../../model/rows";
import { routeWrite } from "../../model/route";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";

/** The boards with free places: this one, or those below it. */
export function SeatChoice(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const choices = [props.board, ...boardsBelow(app.rows, props.board.id)].filter(
		({ places }) => places > 0);
	if (!app.me.value.participates || choices.length === 0) return null;
	return (
		<section class="card" aria-labelledby="seats-title">
			<h2 id="seats-title">{words("seats_title")}</h2>
			<ul class="places">
				{choices.map((board) => <Place key={board.id} board={board} />)}
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
