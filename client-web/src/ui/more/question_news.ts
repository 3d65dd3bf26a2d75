// Tells who writes or reads on a board, wherever they have scrolled to, that it is asked something else now.
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../model/app";
import { rowsGet } from "../../model/rows";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";

const shownMax = 120; // signs: all of it stands in the phase's card

export function useQuestionNews(board: BoardRow): void {
	const app = useApp();
	const words = useWords();
	const { prompt = "" } = rowsGet(app.rows, "phase", board.phase) ?? {};
	const isOld = app.known_ms.value !== 0;
	const before = useRef({ phase: board.phase, prompt });
	useEffect(() => {
		const isNew = before.current.phase === board.phase && before.current.prompt !== prompt;
		before.current = { phase: board.phase, prompt };
		// Who has just changed it has been told, and keeps the way back.
		const isToldOf = app.me.value.moderates && app.offer.value !== null;
		const signs = [...prompt];
		const shown = signs.length > shownMax ? `${signs.slice(0, shownMax).join("")} …` : prompt;
		if (isNew && !isOld && !isToldOf && prompt !== "") say(app, words("question_new", { prompt: shown }));
	}, [board.phase, prompt, isOld]);
}
