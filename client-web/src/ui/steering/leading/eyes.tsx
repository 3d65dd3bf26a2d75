// Puts what the page shows before everybody, and lets them look freely again: one button, for what comes next.
import type { JSX } from "preact";
import { send } from "../../../model/app";
import type { Route } from "../../../model/route";
import { rowsGet } from "../../../model/rows";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";

interface EyesProps {
	readonly board: BoardRow;
	readonly route: Route;
}

export function Eyes(props: EyesProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, route } = props;
	const focus = rowsGet(app.rows, "focus", board.id);
	const idea = route.screen === "idea" ? route.idea : 0;
	const ballot = route.screen === "ballot" ? route.ballot : 0;
	// What is only prepared is nobody's to see.
	const isFit = idea !== 0 || (rowsGet(app.rows, "ballot", ballot)?.state ?? "prepared") !== "prepared";
	const isShown = focus !== undefined && focus.idea === idea && focus.ballot === ballot;
	const look = (to: { idea: number; ballot: number }): void =>
		void send(app, "focus_set", { board: board.id, topic: 0, ...to });
	if (isFit && !isShown)
		return (
			<button type="button" class="lead-eyes" onClick={() => look({ idea, ballot })}>
				<Icon name="eye" />
				<span class="lead-word">{words("mod_focus")}</span>
			</button>
		);
	if (focus === undefined) return null;
	return (
		<button type="button" class="lead-eyes on" onClick={() => look({ idea: 0, ballot: 0 })}>
			<Icon name="eye" />
			<span class="lead-word">{words("lead_focus_off")}</span>
		</button>
	);
}
