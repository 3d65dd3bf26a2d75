// What the status line tells of a command of who steers, once it is done: what it was about, by its name.
import { sessionTitle, text, type App } from "../../model/app";
import { rowsGet } from "../../model/rows";
import type { AnyEntry } from "../../sync/outbox";

export function toldOf(app: App, entry: AnyEntry): string {
	switch (entry.kind) {
		case "idea_hide": return text(app, "told_hidden", { id: entry.args.idea });
		case "idea_show": return text(app, "told_shown", { id: entry.args.idea });
		case "comment_hide": return text(app, "told_comment_hidden");
		case "comment_show": return text(app, "told_comment_shown");
		case "idea_lock":
			return text(app, entry.args.locked ? "told_locked" : "told_unlocked", { id: entry.args.idea });
		case "idea_move": return text(app, "told_moved", { id: entry.args.idea });
		case "idea_merge": return text(app, "told_merged", { id: entry.args.idea, into: entry.args.into });
		case "idea_unmerge": return text(app, "told_unmerged", { id: entry.args.idea });
		case "idea_send_up":
			return text(app, "told_sent_up", { id: entry.args.idea, title: boardTitle(app, entry.args.to) });
		case "board_lock":
			return text(app, entry.args.locked ? "told_board_locked" : "told_board_open", {
				title: boardTitle(app, entry.args.board),
			});
		case "session_lock":
			return entry.args.locked ? text(app, "set_locked") : text(app, "told_board_open", { title: sessionTitle(app) });
		case "focus_set": return focusTold(app, entry.args);
		case "tables_set": return text(app, "told_seated", { title: boardTitle(app, entry.args.board) });
		case "board_rules": return text(app, "told_rules", { title: boardTitle(app, entry.args.board) });
		case "board_lead": return text(app, "told_leader", { title: boardTitle(app, entry.args.board) });
		case "session_edit":
		case "board_edit":
		case "topic_edit": return text(app, "told_named", { title: entry.args.title });
		case "town_edit": return text(app, "told_named", { title: entry.args.name });
		case "topic_add": return text(app, "told_topic_new", { title: entry.args.title });
		case "topic_remove": return text(app, "told_topic_gone");
		case "ballot_add":
		case "ballot_edit": return text(app, "told_ballot_new", { title: entry.args.title });
		case "ballot_remove": return text(app, "told_ballot_gone");
		case "ballot_repeat":
			return text(app, "told_ballot_new", {
				title: rowsGet(app.rows, "ballot", entry.args.ballot)?.title ?? "",
			});
		default: return "";
	}
}

function boardTitle(app: App, id: number): string {
	return rowsGet(app.rows, "board", id)?.title ?? "";
}

interface Focus {
	readonly idea: number;
	readonly topic: number;
	readonly ballot: number;
}

function focusTold(app: App, { idea, topic, ballot }: Focus): string {
	if (idea !== 0) return text(app, "told_focus_idea", { id: idea });
	const row = rowsGet(app.rows, "topic", topic) ?? rowsGet(app.rows, "ballot", ballot);
	return row === undefined ? text(app, "told_focus_off") : text(app, "mod_focus_on", { title: row.title });
}
