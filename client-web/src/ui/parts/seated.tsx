// Tells who is given another table, and takes them along from the old one.
import { useEffect, useRef } from "preact/hooks";
import { go, say } from "../../model/app";
import { rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { draftsMove } from "./draft";

export function Seated(): null {
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
		say(app, words("seat_now", { title: board.title }));
		const route = app.route.value;
		// The first table is given out to those who are together above it.
		const from = old || board.parent;
		if (route.screen !== "board" || route.board !== from) return;
		draftsMove(app, from, table);
		go(app, { screen: "board", board: table });
	}, [table, board?.id]);
	return null;
}
