// The way to a board's picture for the wall, in a window of its own.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import type { BoardRow } from "../../protocol/generated";
import { codeShow } from "../../protocol/link";
import { useApp, useWords } from "../context";

/** None for what only members read: a wall is read by all. */
export function HallLink(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id, audience } = props.board;
	if (audience === "members" || app.code === "") return null;
	const path = `/hall/${codeShow(app.code)}${routeWrite({ screen: "board", board: id })}`;
	return (
		<a class="button" href={path} target="_blank">
			{words("hall_open")}
			<span class="hidden"> {words("new_window")}</span>
		</a>
	);
}
