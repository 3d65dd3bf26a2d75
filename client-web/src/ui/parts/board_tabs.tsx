// The way from board to board. There may be dozens: then one's own, the plenary and the one shown stand
// in a row, and the others in a list beside it.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { go } from "../../model/app";
import { boardTabs } from "../../model/boards";
import { isOwn } from "../../model/me";
import { routeWrite } from "../../model/route";
import type { BoardRow, BoardSort } from "../../protocol/generated";
import type { TextKey } from "../../model/texts";
import { useApp, useSpoken, useWords } from "../context";
import { useChoice } from "./choice";

const tabsMost = 6;

const sortTexts: { readonly [S in BoardSort]?: TextKey } = {
	town: "boards_towns",
	team: "boards_teams",
};

export function BoardTabs(props: { readonly current: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { current } = props;
	const me = app.me.value;
	const all = boardTabs(app.rows, me, current);
	const shown = useRef<HTMLAnchorElement>(null);
	useEffect(() => {
		const tab = shown.current;
		const row = tab?.parentElement;
		if (tab != null && row != null) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
	}, [current.id]);
	if (all.length < 2) return null;
	const tabs = all.length <= tabsMost ? all : all.filter(
		(board) => board.id === current.id || board.sort === "plenary" || isOwn(me, board));
	const others = all.filter((board) => !tabs.includes(board));
	return (
		<nav class="boards" aria-label={words("boards_label")}>
			<div class="tabs" lang={lang}>
				{tabs.map((board) => (
					<a
						key={board.id}
						href={routeWrite({ screen: "board", board: board.id })}
						{...(board.id === current.id ? { "aria-current": "page" as const, ref: shown } : {})}
					>
						{board.title}
					</a>
				))}
			</div>
			{others.length > 0 && <OtherBoards boards={others} />}
		</nav>
	);
}

function OtherBoards(props: { readonly boards: readonly BoardRow[] }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const sorts = [...new Set(props.boards.map(({ sort }) => sort))];
	const { waits, attributes } = useChoice("", true, (id) => go(app, { screen: "board", board: Number(id) }));
	return (
		<>
			<select aria-label={words("boards_others")} {...attributes}>
				<option value="">{words("boards_others")}</option>
				{sorts.map((sort) => (
					<optgroup key={sort} label={words(sortTexts[sort] ?? "boards_label")}>
						{props.boards.filter((board) => board.sort === sort).map((board) => (
							<option key={board.id} value={board.id}>{board.title}</option>
						))}
					</optgroup>
				))}
			</select>
			{waits && <p class="hint" role="status">{words("choice_waits")}</p>}
		</>
	);
}
