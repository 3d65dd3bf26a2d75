// What the status line tells when a command was answered, and what else follows from it.
import { checkShow, tokenWrite } from "../protocol/link";
import type { CommandKind, Commands } from "../protocol/generated";
import type { AnyEntry } from "../sync/outbox";
import { receiptKeep, seatRead, seatWrite } from "../sync/storage";
import { go, say, text, undo, type App } from "./app";
import type { TextKey } from "./texts";

// What is told when a command is done. All of these can be undone but `undo` itself.
const saidWhenDone: { readonly [K in CommandKind]?: TextKey } = {
	idea_add: "idea_sent",
	idea_edit: "idea_changed",
	idea_stage: "idea_changed",
	idea_remove: "done_removed",
	comment_add: "comment_sent",
	comment_remove: "done_removed",
	undo: "undo_done",
};

/** What is told of commands of who steers: the late piece knows, which they come from. "": nothing. */
export const steered = {
	told: (_app: App, _entry: AnyEntry): string => "",
	isQuiet: (_entry: AnyEntry): boolean => false, // one of many: they are told together
};

/** What waits for the answers to its own commands, each until it came; true: it tells a refusal itself. */
export const hearers = new Set<(entry: AnyEntry) => boolean>();

function isHeard(entry: AnyEntry): boolean {
	return [...hearers].some((hear) => hear(entry));
}

export function takeDone(app: App, entry: AnyEntry): void {
	const key = saidWhenDone[entry.kind];
	const what = key === undefined ? steered.told(app, entry) : text(app, key);
	if (what !== "" && !steered.isQuiet(entry))
		say(app, what, entry.kind === "undo" ? null : { label: "undo", act: () => undo(app) });
	// A vote is given anew instead, and what was done before it cannot be undone any more.
	else if (entry.kind === "vote" || entry.kind === "cast") app.offer.value = null;
	if (entry.kind === "leave") app.live?.stop();
	if (entry.kind === "cast") takeReceipt(app, entry.args);
	if (entry.kind === "session_create") takeMade(app, entry.result, entry.args);
	if (!isHeard(entry) && "token" in entry.args) linksUnheard.push([app.live, entry]);
}

/** What made a link while nobody waited for it any more, after a reload: its secret is known here alone.
 * With the connection over which that was told. */
export const linksUnheard: (readonly [App["live"], AnyEntry])[] = [];

// Who makes a session moderates it. The secret is known here alone, so it is kept by whichever page hears
// the answer, one that was opened anew since too.
function takeMade(app: App, session: number, args: Commands["session_create"]): void {
	if (seatRead(app.store, session) === null)
		seatWrite(app.store, {
			session, token: tokenWrite(args.token), code: "", title: args.title, used_ms: Date.now(), joining: null,
		});
}

// A paper that nobody else can read any more: only this device can tell what stands on it.
function takeReceipt(app: App, args: Commands["cast"]): void {
	const { check, choices, withdraw, ballot, slip } = args;
	if (slip !== 0) return; // somebody else's paper: whoever enters it is told there
	const route = app.route.value;
	// Over another ballot it would seem to be about that one.
	if (route.screen !== "ballot" || route.ballot === ballot)
		say(app, text(app, withdraw ? "cast_withdrawn" : "cast_saved"));
	const session = app.viewer.value?.session ?? 0;
	if (withdraw) receiptKeep(app.store, session, ballot, null);
	else if (check.length > 0)
		receiptKeep(app.store, session, ballot, { check: checkShow(check), choices });
}

/** A command was refused. Texts and papers stay in the outbox and come back as drafts; of the rest only is
 * told. */
export function takeRefused(app: App, entry: AnyEntry): void {
	if (isHeard(entry)) return app.live?.dismiss(entry.id);
	switch (entry.kind) {
		case "idea_add":
		case "idea_edit":
		case "comment_add": return say(app, text(app, "refused_title"));
		case "cast":
			if (entry.args.slip !== 0) return tellOfSlip(app, entry.args.ballot);
			say(app, text(app, "vote_refused", { reason: entry.message }), {
				label: "go_there",
				act: () => go(app, { screen: "ballot", ballot: entry.args.ballot }),
			});
			if (!entry.args.withdraw) return;
			break;
		case "vote":
			if (entry.args.slip !== 0) return tellOfSlip(app, entry.args.ballot);
			say(app, text(app, "vote_refused", { reason: entry.message }));
			break;
		default: say(app, text(app, "refused_other", { reason: entry.message }));
	}
	app.live?.dismiss(entry.id);
}

// What a slip says stays in the outbox until whoever entered it has seen why it was refused,
// in the list there.
function tellOfSlip(app: App, ballot: number): void {
	const route = app.route.value;
	if (route.screen === "slips" && route.ballot === ballot) return; // it stands in the list there
	say(app, text(app, "refused_title"), {
		label: "go_there", act: () => go(app, { screen: "slips", ballot }),
	});
}
