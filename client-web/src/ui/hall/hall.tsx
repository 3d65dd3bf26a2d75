// The screen on the wall. Nobody operates it: it shows what the board is doing, and keeps the last picture
// while there is no connection.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { serverNowMs, sessionTitle } from "../../model/app";
import { hallBoard } from "../../model/hall";
import { rowsAll } from "../../model/rows";
import { isPageLanguage, loadLanguage, pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Icon } from "../parts/icon";
import { useAwake, usePointerStill } from "./awake";
import { Stage } from "./stage";

export function HallScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const still = usePointerStill();
	const route = app.route.value;
	const status = app.status.value;
	const title = [words("hall_title"), sessionTitle(app), words("app_name")].filter(Boolean).join(" – ");
	useEffect(() => {
		document.title = title;
	}, [title]);
	useAwake();
	useSessionLanguage();
	const board = hallBoard(app.rows, route.screen === "board" ? route.board : 0);
	const since_ms = usePhaseBegin(board?.id ?? 0, board?.step ?? 0);
	if (app.code === "" || status.at === "stopped")
		return (
			<main class="hall alone">
				<h1>{words(app.code === "" || board === undefined ? "hall_wrong" : "hall_stopped")}</h1>
				<p class="hall-say">{status.at === "stopped" ? status.message : words("hall_wrong_what")}</p>
			</main>
		);
	if (board === undefined || !app.loaded.value)
		return (
			<main class="hall alone">
				<h1>{sessionTitle(app) || words("app_name")}</h1>
				<p class="hall-say" role="status">{words("connecting")}</p>
			</main>
		);
	return (
		<div class={still ? "hall still" : "hall"}>
			<Stage key={board.id} board={board} since_ms={since_ms} />
			<Connection />
		</div>
	);
}

// The wall speaks the session's language, not that of the machine beside the projector.
function useSessionLanguage(): void {
	const app = useApp();
	const language = rowsAll(app.rows, "session")[0]?.language ?? null;
	useEffect(() => {
		if (!isPageLanguage(language) || language === app.language.value) return;
		void loadLanguage(language).then(() => (app.language.value = language), () => undefined);
	}, [language]);
}

const longAgoMs = 3600000;

/** When the board's phase began, server time, as far as this screen has seen it; else it is taken to have
 * begun a while ago. */
function usePhaseBegin(board: number, step: number): number {
	const app = useApp();
	const seen = useRef({ board, step, at_ms: serverNowMs(app) - longAgoMs });
	const { current } = seen;
	if (current.board !== board) seen.current = { board, step, at_ms: serverNowMs(app) - longAgoMs };
	else if (current.step !== step) seen.current = { board, step, at_ms: serverNowMs(app) };
	return seen.current.at_ms;
}

function Connection(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const isOnline = app.status.value.at === "online";
	const [seen_ms, see] = useState(Date.now());
	useEffect(() => see(Date.now()), [isOnline]);
	const time = new Date(seen_ms).toLocaleTimeString(
		pageLanguages[app.language.value].tag, { hour: "2-digit", minute: "2-digit" });
	return (
		<div role="status" class="hall-connection">
			{!isOnline && <p><Icon name="cloud" />{words("hall_offline", { time })}</p>}
		</div>
	);
}
