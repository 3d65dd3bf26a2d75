// How the page comes into a session and out of it, and what it does with what the connection tells.
import { joinLinkWrite, returnWrite, tokenRead, tokenWrite } from "../protocol/link";
import { errorNumbers, limits, type Frames } from "../protocol/generated";
import { replicaAll } from "../protocol/replica";
import { liveOpen, type LiveEvents, type Status, type Who } from "../sync/live";
import type { LastKnown } from "../sync/shelf";
import { seatDrop, seatForget, seatRead, seatsRead, seatWrite, type Seat } from "../sync/storage";
import { send, sessionTitle, setPath, turnTo, type App, type JoinForm } from "./app";
import { choicesKeep } from "./choices";
import { arrivalRead, pathOf, routeRead } from "./route";
import { rowsTouch, rowsWith } from "./rows";
import { pageLanguages } from "./texts";
import { takeDone, takeRefused } from "./told";

/* ---- arriving ---- */

/** Reads the address, takes a secret out of it, and goes where it leads. */
export function appStart(app: App): void {
	const arrival = arrivalRead(location.pathname, location.hash);
	if (!arrival.hall && (arrival.returning !== null || arrival.broken))
		history.replaceState(null, "", arrival.code === null ? "/" : pathOf(arrival.code));
	window.addEventListener("hashchange", () => takeHash(app));
	if (arrival.hall) openHall(app, arrival.code);
	else if (arrival.returning !== null) {
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
	else turnTo(app, routeRead(location.hash));
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
	app.boardSeen = 0;
	app.invited.value = false;
	app.viewer.value = null;
	app.loaded.value = false;
	app.known_ms.value = 0;
	app.reading.value = false;
	app.joining.value = false;
	app.joinFault.value = "";
	app.offer.value = null;
	app.entries.value = [];
	app.rows.later.length = 0;
	app.rows.replica = null;
	rowsTouch(app.rows, null);
	app.route.value = { screen: "board", board: 0 };
}

/* ---- into a session ---- */

/** A join code: back to the seat that the device has there, or in as a visitor. */
export function openCode(app: App, code: string): void {
	if (app.live !== null) forgetSession(app); // typed where another session has stopped
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

/** The screen on the wall reads along by the code, whoever has a seat on this device. */
function openHall(app: App, code: string | null): void {
	if (code !== null) {
		app.code = code;
		connect(app, { by: "code", code });
	}
	app.place.value = { at: "hall" };
}

function connect(app: App, who: Who): void {
	const scheme = location.protocol === "https:" ? "wss:" : "ws:";
	app.place.value = { at: "session" };
	const isSeated = who.by === "token" && seatRead(app.store, who.session) !== null;
	app.live = liveOpen(
		`${scheme}//${location.host}/live`, app.shelf,
		() => pageLanguages[app.language.value].spoken, who, isSeated, events(app));
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

export function leave(app: App, erase: boolean): void {
	send(app, "leave", { erase });
}

/* ---- links ---- */

export function returnLink(app: App): string {
	const viewer = app.viewer.value;
	if (viewer === null || app.token === null) return "";
	return returnWrite(location.origin, { session: viewer.session, token: app.token });
}

export function joinLink(app: App): string {
	return app.code === "" ? "" : joinLinkWrite(location.origin, app.code);
}

/* ---- what the connection tells ---- */

function events(app: App): LiveEvents {
	return {
		status: (status) => takeStatus(app, status),
		welcome: (welcome) => takeWelcome(app, welcome),
		rows: (changed) => (changed === null ? keepShowing(app) : rowsTouch(app.rows, changed)),
		put() {
			app.known_ms.value = 0;
			takePut(app);
		},
		known: (last) => takeKnown(app, last),
		entries: (entries) => rowsWith(app.rows, () => (app.entries.value = entries)),
		done: (entry) => takeDone(app, entry),
		refused: (entry) => takeRefused(app, entry),
		joinRefused(code, message) {
			app.joining.value = false;
			app.joinFault.value = message;
			app.joinCode.value = code;
			app.token = null;
			if (app.viewer.value !== null && seatHere(app) === null) {
				// What was written as somebody who is not known any more stays.
				seatDrop(app.store, app.viewer.value.session);
				forgetRest(app);
			}
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
	if (code === errorNumbers.invitation_over && seat != null && seat.joining !== null) {
		app.invitation = null; // from here on it is about the seat itself
		return openSeat(app, { ...seat, joining: null });
	}
	if (session !== undefined && app.invitation === null) {
		// Who has left leaves nothing behind. Who is not known any more, or not let in, keeps what was not
		// yet sent, and nothing of what the others said.
		if (code === errorNumbers.signed_out) forgetSeat(app, session);
		else void app.shelf.rowsForget(session).catch(() => undefined);
		if (code === errorNumbers.token_unknown || code === errorNumbers.link_replaced)
			seatDrop(app.store, session);
	}
	app.place.value = { ...status, session };
}

function forgetSeat(app: App, session: number): void {
	seatForget(app.store, session);
	void app.shelf.forget(session).catch(() => undefined);
	forgetRest(app);
}

// Without any seat nothing is left of this installation, but words of other sessions.
function forgetRest(app: App): void {
	if (seatsRead(app.store).length === 0) void app.shelf.forgetAll().catch(() => undefined);
}

function isOwnToken(app: App): (seat: Seat) => boolean {
	const own = app.token === null ? "" : tokenWrite(app.token);
	return (seat) => seat.token === own;
}

// Nothing has come yet: one can read and write on what was known last.
function takeKnown(app: App, last: LastKnown): void {
	const { session, person, role, kept_ms } = last;
	app.viewer.value = { session, person, role };
	app.known_ms.value = kept_ms;
	rowsTouch(app.rows, null);
	takePut(app);
}

function takeWelcome(app: App, welcome: Frames["welcome"]): void {
	const { session, person, role, resumed } = welcome;
	if (app.viewer.value?.person !== person) app.loaded.value = false;
	app.viewer.value = { session, person, role };
	if (resumed) app.known_ms.value = 0;
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
	choicesKeep(app);
}

// All rows come anew: until they are complete, the old ones are shown.
function keepShowing(app: App): void {
	const replica = app.live?.replica;
	// Once more before they were complete: what came meanwhile is not what was shown.
	if (replica !== undefined && app.rows.replica === replica) app.rows.replica = { ...replica };
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
	app.seq.value = replica.seq;
	const session = replicaAll(replica, "session").find((row) => row.id === viewer.session);
	if (session === undefined) return;
	if (app.code === session.code) return;
	// A return link names no code: now it is known, and the address shows the way for others.
	app.code = session.code;
	setPath(session.code);
	if (viewer.person !== 0) keepSeat(app, viewer.session);
}
