// The page's state: where it is, as whom, in which language, over which connection. Screens read its
// signals and call its functions.
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { checkShow, joinLinkWrite, returnWrite, tokenRead, tokenWrite } from "../protocol/link";
import { errorNumbers, limits, type CommandKind, type Commands, type Frames } from "../protocol/generated";
import type { AnyCommand } from "../protocol/codec";
import { replicaAll } from "../protocol/replica";
import { liveOpen, type Live, type LiveEvents, type Status, type Who } from "../sync/live";
import type { AnyEntry } from "../sync/outbox";
import {
	languageKept, languageKeep, receiptKeep, seatDrop, seatForget, seatRead, seatsRead, seatWrite,
	type Seat, type Store,
} from "../sync/storage";
import { meKeep, meOf, type Me, type Viewer } from "./me";
import { arrivalRead, pathOf, routeRead, routeWrite, type Route } from "./route";
import { rowSignalsNew, rowsGet, rowsTouch, type RowSignals } from "./rows";
import { towns, type TownMark } from "./towns";
import { browserLanguage, loadLanguage, textFill, textOf, type PageLanguage, type TextKey, type TextValues } from "./texts";

export type Place =
	| { readonly at: "home"; readonly broken: boolean }
	| { readonly at: "session" }
	| { readonly at: "stopped"; readonly code: number; readonly message: string };

export interface JoinForm {
	readonly name: string;
	readonly town: number;
	readonly institution: string;
}

/** What the status line offers to do about what it tells. */
export interface Offer {
	readonly label: TextKey;
	readonly act: () => void;
}

export interface App {
	readonly store: Store;
	readonly language: Signal<PageLanguage>;
	readonly place: Signal<Place>;
	readonly route: Signal<Route>;
	readonly status: Signal<Status>;
	readonly viewer: Signal<Viewer | null>;
	readonly loaded: Signal<boolean>; // all rows have come once
	readonly reading: Signal<boolean>; // chose to read along without joining
	readonly joining: Signal<boolean>;
	readonly joinFault: Signal<string>;
	readonly entries: Signal<readonly AnyEntry[]>;
	readonly offset_ms: Signal<number>;
	readonly joinCode: Signal<number>; // why joining was refused
	readonly invited: Signal<boolean>; // came by an invitation, and has not joined by it yet
	readonly said: Signal<string>; // what the status line tells, then takes back
	readonly offer: Signal<Offer | null>; // what the status line's button does
	readonly lookedAway: Signal<number>; // since when the focus has been that one looked away from
	readonly rows: RowSignals;
	readonly towns: ReadonlySignal<readonly TownMark[]>;
	readonly me: ReadonlySignal<Me>;
	live: Live | null;
	code: string; // of the session; "" while unknown
	token: Uint8Array | null; // one's own; never an invitation's
	invitation: Uint8Array | null;
	sayTimer: number;
	ideaSeen: number; // the idea that was looked at last: where the list goes on
}

export function appNew(store: Store): App {
	const kept = languageKept(store);
	const rows = rowSignalsNew();
	const viewer = signal<Viewer | null>(null);
	let me: Me | null = null;
	return {
		store,
		language: signal(kept ?? browserLanguage(navigator.languages)),
		place: signal<Place>({ at: "home", broken: false }),
		route: signal(routeRead(location.hash)),
		status: signal<Status>({ at: "connecting", again: false }),
		viewer,
		loaded: signal(false),
		reading: signal(false),
		joining: signal(false),
		joinFault: signal(""),
		entries: signal<readonly AnyEntry[]>([]),
		offset_ms: signal(0),
		joinCode: signal(0),
		invited: signal(false),
		said: signal(""),
		offer: signal<Offer | null>(null),
		lookedAway: signal(0),
		rows,
		towns: computed(() => towns(rows)),
		me: computed(() => (me = meKeep(me, meOf(rows, viewer.value)))),
		live: null,
		code: "",
		token: null,
		invitation: null,
		sayTimer: 0,
		ideaSeen: 0,
	};
}

/* ---- words ---- */

export function text(app: App, key: TextKey, values: TextValues = {}): string {
	return textFill(textOf(app.language.value, key), values);
}

/** Tells something in the status line, for eyes and screen readers. */
export function say(app: App, what: string, offer: Offer | null = null): void {
	app.said.value = what;
	app.offer.value = offer;
	fadeLater(app, offer === null ? 6000 : 12000);
}

/** Takes back what was only told, when one goes elsewhere. */
export function hush(app: App): void {
	if (app.offer.value === null) app.said.value = "";
}

// Stays while somebody has the focus on its button.
function fadeLater(app: App, wait_ms: number): void {
	window.clearTimeout(app.sayTimer);
	app.sayTimer = window.setTimeout(() => {
		if (document.activeElement?.closest(".said") != null) return fadeLater(app, wait_ms);
		app.said.value = "";
		app.offer.value = null;
	}, wait_ms);
}

export async function chooseLanguage(app: App, language: PageLanguage): Promise<void> {
	try {
		await loadLanguage(language);
	} catch {
		return say(app, text(app, "late_failed"));
	}
	app.language.value = language;
	// Storage is for those who have joined.
	if (seatsRead(app.store).length > 0) languageKeep(app.store, language);
}

/* ---- where the page is ---- */

/** Reads the address, takes a secret out of it, and goes where it leads. */
export function appStart(app: App): void {
	const arrival = arrivalRead(location.pathname, location.hash);
	if (arrival.returning !== null || arrival.broken)
		history.replaceState(null, "", arrival.code === null ? "/" : pathOf(arrival.code));
	window.addEventListener("hashchange", () => takeHash(app));
	if (arrival.returning !== null) {
		const { session, token } = arrival.returning;
		openSeat(app, {
			session, token: tokenWrite(token),
			code: "", title: "", used_ms: Date.now(), joining: null,
		});
	} else if (arrival.code !== null) openCode(app, arrival.code);
	else app.place.value = { at: "home", broken: arrival.broken };
}

// A return link pasted into a page that is open changes the fragment only.
function takeHash(app: App): void {
	const arrival = arrivalRead("/", location.hash);
	if (arrival.returning !== null) location.reload();
	else app.route.value = routeRead(location.hash);
}

export function go(app: App, route: Route): void {
	if (routeWrite(app.route.value) === routeWrite(route)) return;
	location.hash = routeWrite(route);
	app.route.value = route;
}

/** Names the place that one is at already in the address. */
export function stay(app: App, route: Route): void {
	history.replaceState(null, "", location.pathname + routeWrite(route));
	app.route.value = route;
}

function setPath(code: string): void {
	const path = pathOf(code);
	const screen = location.hash.startsWith("#/") ? location.hash : "";
	if (location.pathname !== path) history.replaceState(null, "", path + screen);
}

export function goHome(app: App): void {
	app.live?.stop();
	forgetSession(app);
	history.replaceState(null, "", "/");
	app.place.value = { at: "home", broken: false };
}

function forgetSession(app: App): void {
	app.live = null;
	app.code = "";
	app.token = null;
	app.invitation = null;
	app.invited.value = false;
	app.viewer.value = null;
	app.loaded.value = false;
	app.reading.value = false;
	app.joining.value = false;
	app.joinFault.value = "";
	app.offer.value = null;
	app.entries.value = [];
	app.rows.replica = null;
	rowsTouch(app.rows, null);
	app.route.value = { screen: "board", board: 0 };
	document.title = text(app, "app_name");
}

/* ---- sessions ---- */

/** A join code: back to the seat that the device has there, or in as a visitor. */
export function openCode(app: App, code: string): void {
	const seat = seatsRead(app.store).find((candidate) => candidate.code === code);
	if (seat !== undefined) {
		openSeat(app, seat);
		return;
	}
	app.code = code;
	setPath(code);
	connect(app, { by: "code", code });
}

export function openSeat(app: App, seat: Seat): void {
	const token = tokenRead(seat.token);
	if (token === null) {
		seatDrop(app.store, seat.session);
		app.place.value = { at: "home", broken: true };
		return;
	}
	app.code = seat.code;
	app.token = token;
	if (seat.code !== "") setPath(seat.code);
	if (seat.joining === null) {
		connect(app, { by: "token", session: seat.session, token });
		return;
	}
	// The page went away while joining: say hello as a visitor and join again with the same token.
	const { invitation, ...form } = seat.joining;
	const by = tokenRead(invitation ?? "");
	app.joining.value = true;
	app.invitation = by;
	connect(app, by === null
		? { by: "code", code: seat.code }
		: { by: "token", session: seat.session, token: by });
	app.live?.join({ token, ...form });
}

function connect(app: App, who: Who): void {
	const scheme = location.protocol === "https:" ? "wss:" : "ws:";
	app.place.value = { at: "session" };
	app.live = liveOpen(
		`${scheme}//${location.host}/live`, app.store, () => app.language.value, who, events(app));
	app.rows.replica = app.live.replica;
}

export function join(app: App, form: JoinForm): void {
	const viewer = app.viewer.value;
	if (app.live === null || viewer === null) return;
	const token = crypto.getRandomValues(new Uint8Array(limits.tokenBytes));
	seatWrite(app.store, {
		session: viewer.session, token: tokenWrite(token), code: app.code,
		title: sessionTitle(app), used_ms: Date.now(),
		joining: app.invitation === null
			? form
			: { ...form, invitation: tokenWrite(app.invitation) },
	});
	joinWith(app, token, form);
}

function joinWith(app: App, token: Uint8Array, form: JoinForm): void {
	app.token = token;
	app.joining.value = true;
	app.joinFault.value = "";
	app.joinCode.value = 0;
	app.live?.join({ token, ...form });
}

/** The place that the device has in the session it was invited to; null without one. */
export function seatHere(app: App): Seat | null {
	const viewer = app.viewer.value;
	const seat = viewer === null ? null : seatRead(app.store, viewer.session);
	return seat?.joining === null ? seat : null;
}

/** Takes up an invitation as the person that the device is already. */
export function joinAsBefore(app: App): void {
	const token = tokenRead(seatHere(app)?.token ?? "");
	if (token !== null) joinWith(app, token, { name: "–", town: 0, institution: "" });
}

/** Gives a command; it is kept until it was answered. Null: nobody has a seat yet. */
export function send<K extends CommandKind>(app: App, kind: K, args: Commands[K]): AnyEntry | null {
	return give(app, { kind, args } as AnyCommand);
}

export function give(app: App, command: AnyCommand): AnyEntry | null {
	return app.live === null ? null : app.live.send(command);
}

export function leave(app: App, erase: boolean): void {
	send(app, "leave", { erase });
}

export function sessionTitle(app: App): string {
	const viewer = app.viewer.value;
	return viewer === null ? "" : (rowsGet(app.rows, "session", viewer.session)?.title ?? "");
}

export function returnLink(app: App): string {
	const viewer = app.viewer.value;
	if (viewer === null || app.token === null) return "";
	return returnWrite(location.origin, { session: viewer.session, token: app.token });
}

export function joinLink(app: App): string {
	return app.code === "" ? "" : joinLinkWrite(location.origin, app.code);
}

export function serverNowMs(app: App): number {
	return Date.now() + app.offset_ms.value;
}

/* ---- what the connection tells ---- */

function events(app: App): LiveEvents {
	return {
		status: (status) => takeStatus(app, status),
		welcome: (welcome) => takeWelcome(app, welcome),
		rows: (changed) => (changed === null ? keepShowing(app) : rowsTouch(app.rows, changed)),
		put: () => takePut(app),
		outbox: () => (app.entries.value = [...(app.live?.outbox()?.entries ?? [])]),
		done: (entry) => takeDone(app, entry),
		refused: (entry) => takeRefused(app, entry),
		joinRefused(code, message) {
			app.joining.value = false;
			app.joinFault.value = message;
			app.joinCode.value = code;
			app.token = null;
			if (app.viewer.value !== null && seatHere(app) === null)
				seatForget(app.store, app.viewer.value.session);
		},
		clock: (clock) => (app.offset_ms.value = clock.offset_ms),
	};
}

function takeStatus(app: App, status: Status): void {
	app.status.value = status;
	if (status.at !== "stopped" || app.place.value.at !== "session") return;
	const seat = seatsRead(app.store).find(isOwnToken(app));
	const session = app.viewer.value?.session ?? seat?.session;
	const { code } = status;
	// The answer to the join may have been lost, and the invitation be over by now.
	if (code === errorNumbers.invitation_over && seat != null && seat.joining !== null)
		return openSeat(app, { ...seat, joining: null });
	if (session !== undefined && app.invitation === null) {
		// Who has left leaves nothing behind; who is not known any more keeps what was not yet sent.
		if (code === errorNumbers.signed_out) seatForget(app.store, session);
		if (code === errorNumbers.token_unknown || code === errorNumbers.link_replaced)
			seatDrop(app.store, session);
	}
	app.place.value = { at: "stopped", code: status.code, message: status.message };
}

function isOwnToken(app: App): (seat: Seat) => boolean {
	const own = app.token === null ? "" : tokenWrite(app.token);
	return (seat) => seat.token === own;
}

function takeWelcome(app: App, welcome: Frames["welcome"]): void {
	const { session, person, role } = welcome;
	if (app.viewer.value?.person !== person) app.loaded.value = false;
	app.viewer.value = { session, person, role };
	if (person === 0) return takeVisit(app);
	app.joining.value = false;
	app.invitation = null;
	app.invited.value = false;
	app.reading.value = false;
	keepSeat(app, session);
}

// A token that belongs to nobody is an invitation's: it opens the door and is not one's own.
function takeVisit(app: App): void {
	if (app.token !== null && !app.joining.value) {
		app.invitation = app.token;
		app.token = null;
	}
	app.invited.value = app.invitation !== null;
}

function keepSeat(app: App, session: number): void {
	if (app.token === null) return;
	const kept = seatRead(app.store, session);
	seatWrite(app.store, {
		session,
		token: tokenWrite(app.token),
		code: app.code || (kept?.code ?? ""),
		title: sessionTitle(app) || (kept?.title ?? ""),
		used_ms: Date.now(),
		joining: null,
	});
}

// All rows come anew: until they are complete, the old ones are shown.
function keepShowing(app: App): void {
	if (app.live !== null) app.rows.replica = { ...app.live.replica };
}

function takePut(app: App): void {
	const viewer = app.viewer.value;
	const replica = app.live?.replica;
	if (viewer === null || replica === undefined) return;
	if (app.rows.replica !== replica) {
		app.rows.replica = replica;
		rowsTouch(app.rows, null);
	}
	app.loaded.value = true;
	const session = replicaAll(replica, "session").find((row) => row.id === viewer.session);
	if (session === undefined) return;
	document.title = `${session.title} – ${text(app, "app_name")}`;
	if (app.code === session.code) return;
	// A return link names no code: now it is known, and the address shows the way for others.
	app.code = session.code;
	setPath(session.code);
	if (viewer.person !== 0) keepSeat(app, viewer.session);
}

// What is told when a command is done. All of these can be undone but what `finalKinds` names.
const saidWhenDone: { readonly [K in CommandKind]?: TextKey } = {
	idea_add: "idea_sent",
	idea_edit: "idea_changed",
	idea_remove: "done",
	comment_add: "comment_sent",
	comment_remove: "done",
	undo: "undo_done",
	idea_hide: "done_hidden",
	comment_hide: "done_hidden",
	idea_show: "done_shown",
	comment_show: "done_shown",
	idea_lock: "done",
	board_lock: "done",
	session_lock: "done",
	idea_move: "done",
	idea_merge: "done_merged",
	idea_unmerge: "done_unmerged",
	idea_send_up: "done_sent_up",
	idea_stage: "done",
	focus_set: "done",
	phase_go: "done",
	tables_set: "done",
	board_rules: "done",
	topic_add: "done",
	topic_edit: "done",
	topic_remove: "done",
	ballot_add: "done",
	ballot_edit: "done",
	ballot_remove: "done",
	ballot_repeat: "done",
};
const finalKinds: readonly CommandKind[] = ["undo"];

function takeDone(app: App, entry: AnyEntry): void {
	const key = saidWhenDone[entry.kind];
	const offer: Offer = { label: "undo", act: () => undo(app) };
	if (key !== undefined)
		say(app, text(app, key), finalKinds.includes(entry.kind) ? null : offer);
	// A vote is given anew instead, and what was done before it cannot be undone any more.
	else if (entry.kind === "vote" || entry.kind === "cast") app.offer.value = null;
	if (entry.kind === "leave") app.live?.stop();
	if (entry.kind === "cast") takeReceipt(app, entry.args);
	if (entry.kind === "ballot_add" || entry.kind === "ballot_repeat")
		go(app, { screen: "ballot", ballot: entry.result });
}

// A paper that nobody else can read any more: only this device can tell what stands on it.
function takeReceipt(app: App, args: Commands["cast"]): void {
	const { check, choices, withdraw, ballot } = args;
	const route = app.route.value;
	// Over another ballot it would seem to be about that one.
	if (route.screen !== "ballot" || route.ballot === ballot)
		say(app, text(app, withdraw ? "cast_withdrawn" : "cast_saved"));
	const session = app.viewer.value?.session ?? 0;
	if (withdraw) receiptKeep(app.store, session, ballot, null);
	else if (check.length > 0)
		receiptKeep(app.store, session, ballot, { check: checkShow(check), choices });
}

export function undo(app: App): void {
	app.offer.value = null;
	send(app, "undo", {});
}

// Texts and papers that were refused stay in the outbox and come back as drafts; of the rest only is told.
function takeRefused(app: App, entry: AnyEntry): void {
	switch (entry.kind) {
		case "idea_add":
		case "idea_edit":
		case "comment_add": return say(app, text(app, "refused_title"));
		case "cast":
			say(app, text(app, "vote_refused", { reason: entry.message }), {
				label: "go_there",
				act: () => go(app, { screen: "ballot", ballot: entry.args.ballot }),
			});
			if (!entry.args.withdraw) return;
			break;
		case "vote": say(app, text(app, "vote_refused", { reason: entry.message })); break;
		default: say(app, text(app, "refused_other", { reason: entry.message }));
	}
	app.live?.dismiss(entry.number);
}
