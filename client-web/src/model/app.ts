// The page's state: where it is, as whom, in which language, over which connection. Screens read its
// signals and call its functions. How it gets into a session stands in session.ts.
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { CommandKind, Commands } from "../protocol/generated";
import type { AnyCommand } from "../protocol/codec";
import type { Live, Status } from "../sync/live";
import type { AnyEntry } from "../sync/outbox";
import type { Shelf } from "../sync/shelf";
import { choiceKept, type Choice, type Store } from "../sync/storage";
import { meKeep, meOf, type Me, type Viewer } from "./me";
import { pathOf, routeRead, routeWrite, type Route } from "./route";
import { rowSignalsNew, rowsGet, type RowSignals } from "./rows";
import { towns, type TownMark } from "./towns";
import {
	browserLanguage, isPageLanguage, textFill, textOf, type PageLanguage, type TextKey, type TextValues,
} from "./texts";

export type Place =
	| { readonly at: "home"; readonly broken: boolean }
	| { readonly at: "session" }
	| { readonly at: "hall" } // the screen on the wall; app.status tells if it has to stop
	| {
		readonly at: "stopped";
		readonly code: number;
		readonly message: string;
		readonly session: number | undefined; // whose, where that is known
	};

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
	readonly shelf: Shelf;
	readonly language: Signal<PageLanguage>;
	readonly letters: Signal<number>; // their size in percent
	readonly chosen: Map<Choice, string>; // by hand, in this visit
	readonly place: Signal<Place>;
	readonly route: Signal<Route>;
	readonly status: Signal<Status>;
	readonly viewer: Signal<Viewer | null>;
	readonly loaded: Signal<boolean>; // all rows have come once
	readonly seq: Signal<number>; // how far the session has come that the rows show
	readonly known_ms: Signal<number>; // from when the rows are, until there was a connection; then 0
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
	boardSeen: number; // the board that was looked at last: where moderators come back to
}

export function appNew(store: Store, shelf: Shelf): App {
	const kept = choiceKept(store, "language");
	const rows = rowSignalsNew();
	const viewer = signal<Viewer | null>(null);
	let me: Me | null = null;
	return {
		store,
		shelf,
		language: signal(isPageLanguage(kept) ? kept : browserLanguage(navigator.languages)),
		letters: signal(Number(choiceKept(store, "letters")) || 100),
		chosen: new Map(),
		place: signal<Place>({ at: "home", broken: false }),
		route: signal(routeRead(location.hash)),
		status: signal<Status>({ at: "connecting", again: false }),
		viewer,
		loaded: signal(false),
		seq: signal(0),
		known_ms: signal(0),
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
		boardSeen: 0,
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

// What was told of one screen is over on the next; what leads elsewhere stays.
function hush(app: App): void {
	if (app.offer.value !== null && app.offer.value.label !== "undo") return;
	app.said.value = "";
	app.offer.value = null;
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

/* ---- where the page is ---- */

export function go(app: App, route: Route): void {
	turnTo(app, route);
	location.hash = routeWrite(route);
}

/** Shows what the address names. */
export function turnTo(app: App, route: Route): void {
	if (routeWrite(app.route.value) === routeWrite(route)) return;
	hush(app);
	app.route.value = route;
}

/** Names the place that one is at already in the address. */
export function stay(app: App, route: Route): void {
	history.replaceState(null, "", location.pathname + routeWrite(route));
	app.route.value = route;
}

/** The session's join code in the address, so that it shows the way for others. */
export function setPath(code: string): void {
	const path = pathOf(code);
	const screen = location.hash.startsWith("#/") ? location.hash : "";
	if (location.pathname !== path) history.replaceState(null, "", path + screen);
}

/* ---- commands ---- */

/** Gives a command; it is kept until it was answered. Null: nobody has a seat yet. */
export function send<K extends CommandKind>(app: App, kind: K, args: Commands[K]): AnyEntry | null {
	return give(app, { kind, args } as AnyCommand);
}

export function give(app: App, command: AnyCommand): AnyEntry | null {
	return app.live === null ? null : app.live.send(command);
}

export function undo(app: App): void {
	app.offer.value = null;
	send(app, "undo", {});
}

/* ---- what is known of the session ---- */

/** Is one among those in the session: joined, or reading along? */
export function isInside(app: App): boolean {
	return app.place.value.at === "session" && app.loaded.value &&
		(app.me.value.person !== 0 || app.reading.value);
}

export function sessionTitle(app: App): string {
	const viewer = app.viewer.value;
	return viewer === null ? "" : (rowsGet(app.rows, "session", viewer.session)?.title ?? "");
}

export function serverNowMs(app: App): number {
	return Date.now() + app.offset_ms.value;
}
