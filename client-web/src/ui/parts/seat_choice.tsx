// Taking a place oneself, in a team or at a table, where the moderators leave the choice.
import type { JSX } from "preact";
import { boardsBelow } from "../../model/boards";
import type { BoardRow } from "../../protocol/generated";
import { useApp } from "../context";
import { Late } from "../late";

/** The boards with free places: this one, or those below it. */
export function SeatChoice(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const choices = [props.board, ...boardsBelow(app.rows, props.board.id)].filter(
		({ places }) => places > 0);
	if (!app.me.value.participates || choices.length === 0) return null;
	return (
		<Late piece="more">{({ Places }) => <Places boards={choices} />}</Late>
	);
}
