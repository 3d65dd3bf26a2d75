// What moderators, and leaders on their boards, do with an idea: the buttons and what they ask.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give, send } from "../../model/app";
import { rowsAll, rowsGet } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import type { AnyCommand } from "../../protocol/codec";
import type { BoardRow, IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { MergeDialog, MoveDialog } from "./gather_dialogs";
import { HideDialog } from "./hide_dialog";

interface ActionsProps {
	readonly idea: IdeaRow;
	readonly board: BoardRow;
}

export function IdeaActionButtons(props: ActionsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [asking, setAsking] = useState<"" | "hide" | "merge" | "move">("");
	const { idea, board } = props;
	const args = { idea: idea.id };
	const { moderates } = app.me.value;
	const isHeld = idea.hold !== "none";
	const isMerged = idea.merged_into !== 0;
	// Boards without one above send up to the plenary.
	const above = rowsGet(app.rows, "board", board.parent) ??
		rowsAll(app.rows, "board").find(({ sort, id }) => sort === "plenary" && id !== board.id);
	const does = (key: TextKey, command: AnyCommand, title = ""): JSX.Element => (
		<button type="button" onClick={() => give(app, command)}>{words(key, { title })}</button>
	);
	const asks = (key: TextKey, what: typeof asking): JSX.Element => (
		<button type="button" onClick={() => setAsking(what)}>{words(key)}</button>
	);
	const close = (): void => setAsking("");
	return (
		<>
			{moderates && isHeld && does(showKey(idea), { kind: "idea_show", args })}
			{moderates && idea.hold !== "hidden" && asks("mod_hide", "hide")}
			{moderates &&
				does(idea.locked ? "mod_unlock" : "mod_lock", {
					kind: "idea_lock", args: { ...args, locked: !idea.locked },
				})}
			{isMerged
				? does("mod_unmerge", { kind: "idea_unmerge", args })
				: !isHeld && asks("mod_merge", "merge")}
			{moderates && asks("mod_move", "move")}
			{above !== undefined && idea.sent_up_to === 0 && !isHeld && !isMerged &&
				does("mod_send_up", { kind: "idea_send_up", args: { ...args, to: above.id } }, above.title)}
			{!isHeld &&
				does("mod_focus", {
					kind: "focus_set", args: { ...args, board: board.id, topic: 0, ballot: 0 },
				})}
			{asking === "hide" && (
				<HideDialog
					onHide={(reason) => send(app, "idea_hide", { ...args, reason })}
					onClose={close}
				/>
			)}
			{asking === "merge" && <MergeDialog idea={idea} onClose={close} />}
			{asking === "move" && <MoveDialog idea={idea} onClose={close} />}
		</>
	);
}

function showKey(idea: IdeaRow): TextKey {
	if (idea.hold === "waiting") return "mod_approve";
	return idea.hold === "alone" ? "idea_show_all" : "mod_show";
}
