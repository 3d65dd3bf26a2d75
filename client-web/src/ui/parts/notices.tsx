// What is told wherever one has scrolled to: another table, to which people are taken along from the
// old one, and that one has been called.
import { useEffect, useRef } from "preact/hooks";
import { go, say } from "../../model/app";
import { rowsAll, rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { draftsMove } from "./draft";

export function bringUp(selector: string): void {
	document.querySelector(selector)?.scrollIntoView({ block: "nearest" });
}

export function Notices(): null {
	useTable();
	useCalled();
	return null;
}

function useCalled(): void {
	const app = useApp();
	const words = useWords();
	const { person } = app.me.value;
	const board = rowsAll(app.rows, "board")
		.find(({ speaker }) => speaker !== 0 && speaker === person)?.id ?? 0;
	function act(): void {
		go(app, { screen: "board", board });
		window.setTimeout(() => bringUp(".called")); // once the board is drawn
	}
	useEffect(() => {
		if (board !== 0) say(app, words("hand_turn"), { label: "go_there", act });
	}, [board]);
}

function useTable(): void {
	const app = useApp();
	const words = useWords();
	const { table } = app.me.value;
	const board = rowsGet(app.rows, "board", table);
	const before = useRef(table);
	useEffect(() => {
		const old = before.current;
		if (board === undefined) return;
		before.current = table;
		if (table === old) return;
		const route = app.route.value;
		// The first table is given out to those who are together above it.
		const from = old || board.parent;
		if (route.screen === "board" && route.board === from) {
			draftsMove(app, from, table);
			go(app, { screen: "board", board: table });
		}
		// After what else is told at once, as of a new phase: that stands on the card, too.
		window.setTimeout(() => say(app, words("seat_now", { title: board.title })));
	}, [table, board?.id]);
}
