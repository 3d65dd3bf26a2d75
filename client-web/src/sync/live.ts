// The connection to a session: says hello, keeps the replica, carries what is given, comes back when it
// was lost. Only this module and aside.ts touch a WebSocket.
//
//   connecting ──welcome──► online ──lost──► waiting ──due, visible, network──► connecting
//        └────────────── closing with retry 0, or stop() ──────────────► stopped
//
// What cannot be read or sent must not come back for ever: rows that do not decode are asked for anew,
// at growing intervals, and a command over which the server hangs up is refused.
import { decodeMessage, encodeFrame, type AnyCommand, type AnyRow, type Frame } from "../protocol/codec";
import { errorNumbers, limits, type Frames, type Language, type Role } from "../protocol/generated";
import { replicaDropHeld, replicaHold, replicaNew, replicaPut, replicaWelcome, type Replica } from "../protocol/replica";
import { backoffMs } from "./backoff";
import { clockGuess, clockNew, clockSample, type Clock } from "./clock";
import type { Keeper } from "./keep";
import { lastKnownRead } from "./last_known";
import type { AnyEntry } from "./outbox";
import { outgoingOpen, type Outgoing } from "./outgoing";
import type { LastKnown, Shelf } from "./shelf";

export type Status =
	| { readonly at: "connecting"; readonly again: boolean }
	| { readonly at: "online" }
	| { readonly at: "waiting" }
	| { readonly at: "stopped"; readonly code: number; readonly message: string };

/** As whom to say hello. */
export type Who =
	| { readonly by: "code"; readonly code: string }
	| { readonly by: "token"; readonly session: number; readonly token: Uint8Array };

export interface JoinRequest {
	readonly token: Uint8Array;
	readonly name: string;
	readonly town: number;
	readonly institution: string;
}

export interface LiveEvents {
	status(status: Status): void;
	welcome(welcome: Frames["welcome"]): void;
	/** There was no connection yet: the rows are those known last. */
	known(last: LastKnown): void;
	/** Rows changed; null: all of them are about to be dropped, and come anew until the next put. */
	rows(changed: readonly AnyRow[] | null): void;
	/** An update was put: the rows show the session as it stood at `replica.seq`. */
	put(): void;
	/** What is on its way has changed. */
	entries(entries: readonly AnyEntry[]): void;
	done(entry: AnyEntry): void;
	refused(entry: AnyEntry): void;
	joinRefused(code: number, message: string): void;
	clock(clock: Clock): void;
}

export interface Live {
	readonly replica: Replica;
	device(): number;
	/** Null: nobody has a seat yet. */
	send(command: AnyCommand): AnyEntry | null;
	dismiss(id: string): void;
	join(request: JoinRequest): void;
	/** Comes back at once instead of when it is due. */
	hurry(): void;
	stop(): void;
}

const pingEveryMs = 30000;
const answerWithinMs = 8000;
const keepAfterMs = 3000;

/** `seated`: the device holds a place there; a visitor's page does not even ask what it holds. */
export function liveOpen(
	url: string, shelf: Shelf, language: () => Language, first: Who, seated: boolean, events: LiveEvents,
): Live {
	const replica = replicaNew();
	const clock = clockNew();
	const build = document.documentElement.dataset["build"] ?? "";
	let device = crypto.getRandomValues(new Uint32Array(1))[0] || 1;
	let who: Who = first;
	let socket: WebSocket | null = null;
	let status: Status = { at: "connecting", again: false };
	let outgoing: Outgoing | null = null;
	let shown = 0; // entries told last
	let keeper: Keeper | null = null;
	let keepTimer = 0;
	let session = 0; // 0 until it is known
	let person = 0;
	let role: Role = "none";
	let joining: { readonly request: JoinRequest; number: number } | null = null;
	let failures = 0;
	let told_ms = 0; // how long the server asked to stay away
	let returnTimer = 0;
	let pingTimer = 0;
	let silenceTimer = 0;

	function setStatus(next: Status): void {
		status = next;
		events.status(next);
	}

	/* ---- what the device holds ---- */

	// The hello names the device and the cursor, so it waits until these are read.
	async function recall(): Promise<void> {
		if (!seated || who.by !== "token") return;
		device = (await shelf.device().catch(() => 0)) || device;
		const kept = await lastKnownRead(shelf, who.session, who.token, build, replica);
		if (kept === null || status.at === "stopped") return;
		({ session, person, role } = kept);
		openOutgoing(0);
		events.known(kept);
	}

	function openOutgoing(least: number): void {
		if (outgoing?.person === person) return;
		outgoing?.close();
		outgoing = outgoingOpen(shelf, () => device, session, person, least, {
			write: (number, command) => write({ frame: "command", number, command }),
			changed() {
				const now = outgoing?.entries() ?? [];
				if (now.length + shown > 0) events.entries([...now]);
				shown = now.length;
			},
			done: events.done,
			refused: events.refused,
		});
	}

	// All tabs are one device. Who has joined in another one meanwhile has named it.
	async function settleDevice(): Promise<void> {
		const at = socket;
		const kept = await shelf.deviceKeep(device).catch(() => device);
		if (socket !== at) return;
		if (kept === device) {
			outgoing?.online();
			return;
		}
		device = kept;
		hangUp();
		connect();
	}

	function keepLater(): void {
		if (keeper !== null) keeper.changed();
		else if (keepTimer === 0 && person !== 0)
			keepTimer = window.setTimeout(() => void keepFirst(), keepAfterMs);
	}

	async function keepFirst(): Promise<void> {
		const late = await import("../late_keep").catch(() => null);
		keepTimer = 0; // without it, tried again when something changes
		if (late === null || status.at === "stopped") return;
		keeper = late.keepOpen(shelf, replica, () =>
			person === 0 || who.by !== "token" ? null : { session, person, role, token: who.token, build });
	}

	/* ---- connecting and coming back ---- */

	function connect(): void {
		window.clearTimeout(returnTimer);
		if (status.at === "stopped" || socket !== null) return;
		setStatus({ at: "connecting", again: failures > 0 || replica.seq > 0 });
		const made = new WebSocket(url, limits.protocolName);
		made.binaryType = "arraybuffer";
		socket = made;
		expectAnswer();
		made.onopen = () => void recalled.then(() => {
			if (socket === made) sendHello();
		});
		made.onmessage = (event: MessageEvent<unknown>) => {
			if (socket === made) takeMessage(event.data);
		};
		made.onclose = () => {
			if (socket === made) lost();
		};
	}

	function sendHello(): void {
		write({
			frame: "hello",
			version: limits.protocolVersion,
			code: who.by === "code" ? who.code : "",
			session: who.by === "token" ? who.session : 0,
			token: who.by === "token" ? who.token : new Uint8Array(0),
			cursor: replica.cursor,
			language: language(),
			device,
			watch: true,
			client: "web",
			scope: replica.scope,
		});
	}

	function hangUp(): void {
		const old = socket;
		socket = null;
		window.clearInterval(pingTimer);
		window.clearTimeout(silenceTimer);
		if (old === null) return;
		old.onopen = old.onmessage = old.onclose = null;
		old.close();
	}

	function lost(): void {
		hangUp();
		outgoing?.lost();
		replicaDropHeld(replica);
		if (status.at === "stopped") return;
		setStatus({ at: "waiting" });
		returnTimer = window.setTimeout(connect, backoffMs(told_ms, failures, Math.random()));
		failures++;
	}

	function stop(code: number, message: string): void {
		hangUp();
		window.clearTimeout(returnTimer);
		window.clearTimeout(keepTimer);
		keeper?.stop();
		outgoing?.close();
		listen("removeEventListener");
		setStatus({ at: "stopped", code, message });
	}

	// The page is looked at again, or the network is back: sockets may have died silently (iOS). When
	// the server said how long to stay away, that holds.
	function wake(): void {
		if (document.visibilityState === "hidden") return;
		outgoing?.wake();
		if (status.at === "waiting" && told_ms === 0) connect();
		else if (status.at === "online") sendPing();
	}

	function listen(how: "addEventListener" | "removeEventListener"): void {
		window[how]("online", wake);
		window[how]("offline", unplugged);
		window[how]("pageshow", wake);
		document[how]("visibilitychange", wake);
		network?.[how]("change", wake);
	}

	// The device knows that the network is gone before any silence tells.
	function unplugged(): void {
		if (status.at === "online") lost();
	}

	function expectAnswer(): void {
		window.clearTimeout(silenceTimer);
		silenceTimer = window.setTimeout(lost, answerWithinMs);
	}

	function sendPing(): void {
		write({ frame: "ping", client_ms: Date.now() });
		expectAnswer();
	}

	function write(frame: Frame): void {
		if (socket?.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame));
	}

	/* ---- what the server says ---- */

	function takeMessage(data: unknown): void {
		const decoded = data instanceof ArrayBuffer ? decodeMessage(new Uint8Array(data)) : null;
		if (decoded === null || !decoded.ok) {
			// The same would come again: all rows come anew, and the old ones are shown until then.
			replica.cursor = new Uint8Array(0);
			lost();
			return;
		}
		window.clearTimeout(silenceTimer);
		const passing: AnyRow[] = [];
		for (const frame of decoded.frames) {
			if (frame.frame === "row") {
				const put = replicaHold(replica, frame.row);
				if (put !== null) passing.push(put);
			} else takeFrame(frame);
		}
		if (passing.length > 0) events.rows(passing);
	}

	function takeFrame(frame: Exclude<Frame, { frame: "row" }>): void {
		switch (frame.frame) {
			case "welcome": return takeWelcome(frame);
			case "update": {
				failures = 0; // not before: a welcome is no sign that what follows can be read
				const changed = replicaPut(replica, frame.cursor, frame.seq);
				if (changed.length > 0) events.rows(changed);
				outgoing?.arrived(frame.seq);
				keepLater();
				return events.put();
			}
			case "done": return outgoing?.done(frame);
			case "refused": return takeRefused(frame);
			case "pong":
				if (clockSample(clock, frame.client_ms, frame.server_ms, Date.now()))
					events.clock(clock);
				return;
			case "closing": return takeClosing(frame);
			// A page belongs to an export, which this client never asks for; the rest are a client's.
			case "page": case "hello": case "command": case "ping": case "read": return;
		}
	}

	function takeWelcome(welcome: Frames["welcome"]): void {
		let least = 0;
		// The answer to a `leave` was lost (CMD-3): it is not given again.
		if (welcome.person === 0 && outgoing?.entries().some(({ kind }) => kind === "leave") === true)
			return stop(errorNumbers.signed_out, "");
		if (!welcome.resumed) events.rows(null);
		replicaWelcome(replica, welcome.resumed, welcome.scope);
		told_ms = 0;
		// What somebody with another role was shown does not stay on the device.
		if (role !== "none" && welcome.role !== role)
			void shelf.rowsForget(welcome.session).catch(() => undefined);
		({ session, person, role } = welcome);
		clockGuess(clock, welcome.server_ms, Date.now());
		events.clock(clock);
		if (person !== 0 && joining !== null) {
			who = { by: "token", session, token: joining.request.token };
			least = joining.number;
			joining = null;
		}
		if (person !== 0) openOutgoing(least);
		else if (seated || outgoing !== null) void shelf.rowsForget(session).catch(() => undefined);
		window.clearInterval(pingTimer);
		pingTimer = window.setInterval(sendPing, pingEveryMs);
		setStatus({ at: "online" });
		events.welcome(welcome);
		sendPing();
		if (person === 0) void sendJoin();
		else void settleDevice();
	}

	function takeRefused(refused: Frames["refused"]): void {
		if (joining !== null && refused.number === joining.number) {
			joining = null;
			events.joinRefused(refused.code, refused.message);
			return;
		}
		outgoing?.refused(refused);
	}

	function takeClosing(closing: Frames["closing"]): void {
		const isOverCommand =
			closing.code === errorNumbers.malformed && outgoing?.malformed(closing.message) === true;
		if (closing.retry_ms === 0 && !isOverCommand) {
			stop(closing.code, closing.message);
			return;
		}
		told_ms = closing.retry_ms;
		lost();
	}

	// A visitor leaves nothing on the device; who joins does.
	async function sendJoin(): Promise<void> {
		const asked = joining;
		if (asked === null) return;
		if (asked.number === 0)
			asked.number = await shelf.take(device, session, 0, null).catch(() => 1);
		write({
			frame: "command",
			number: asked.number,
			command: { kind: "join", args: asked.request },
		});
	}

	const network = (navigator as { readonly connection?: EventTarget }).connection;
	shelf.onGone(() => outgoing?.restore());
	const recalled = recall().catch(() => undefined);
	listen("addEventListener");
	connect();

	return {
		replica,
		device: () => device,
		send: (command) => outgoing?.add(command) ?? null,
		dismiss: (id) => outgoing?.dismiss(id),
		join(request) {
			joining = { request, number: 0 };
			if (session !== 0) void sendJoin();
		},
		hurry() {
			if (status.at === "waiting") connect();
		},
		stop: () => stop(errorNumbers.signed_out, ""),
	};
}
