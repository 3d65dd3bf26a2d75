// The connection to a session: says hello, keeps the replica and the outbox, comes back when it was
// lost. The only module that touches a WebSocket.
//
//   connecting ──welcome──► online ──lost──► waiting ──due, visible, network──► connecting
//        └────────────── closing with retry 0, or stop() ──────────────► stopped
import { decodeMessage, encodeFrame, type AnyCommand, type AnyRow, type Frame } from "../protocol/codec";
import { errorNumbers, limits, type Frames, type Language } from "../protocol/generated";
import { replicaDropHeld, replicaHold, replicaNew, replicaPut, replicaWelcome, type Replica } from "../protocol/replica";
import { backoffMs } from "./backoff";
import { clockGuess, clockNew, clockSample, type Clock } from "./clock";
import {
	entryCommand, outboxAdd, outboxArrived, outboxDismiss, outboxDone, outboxLost, outboxNumber,
	outboxOpen, outboxPostpone, outboxRefused, outboxSend, type AnyEntry, type Outbox,
} from "./outbox";
import { deviceKeep, deviceNumber, type Store } from "./storage";

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
	/** Rows changed; null: all of them are about to be dropped, and come anew until the next put. */
	rows(changed: readonly AnyRow[] | null): void;
	/** An update was put: the rows show the session as it stood at `replica.seq`. */
	put(): void;
	outbox(): void;
	done(entry: AnyEntry): void;
	refused(entry: AnyEntry): void;
	joinRefused(code: number, message: string): void;
	clock(clock: Clock): void;
}

export interface Live {
	readonly replica: Replica;
	outbox(): Outbox | null;
	/** False: nobody has a seat yet. */
	send(command: AnyCommand): AnyEntry | null;
	dismiss(number: number): void;
	join(request: JoinRequest): void;
	/** Comes back at once instead of when it is due. */
	hurry(): void;
	stop(): void;
}

const pingEveryMs = 30000;
const answerWithinMs = 8000;
const postponeMostMs = 60000;

export function liveOpen(
	url: string, store: Store, language: () => Language, first: Who, events: LiveEvents,
): Live {
	const replica = replicaNew();
	const clock = clockNew();
	const device = deviceNumber(store);
	let who: Who = first;
	let socket: WebSocket | null = null;
	let status: Status = { at: "connecting", again: false };
	let outbox: Outbox | null = null;
	let session = 0; // 0 until the first welcome
	let person = 0;
	let joining: { readonly request: JoinRequest; number: number } | null = null;
	let failures = 0;
	let busyUntil = 0; // the server is too busy for commands until then
	let told_ms = 0; // how long the server asked to stay away
	let returnTimer = 0;
	let pingTimer = 0;
	let silenceTimer = 0;

	function setStatus(next: Status): void {
		status = next;
		events.status(next);
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
		made.onopen = () => sendHello();
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
		if (outbox !== null) outboxLost(outbox);
		replicaDropHeld(replica);
		if (status.at === "stopped") return;
		setStatus({ at: "waiting" });
		returnTimer = window.setTimeout(connect, backoffMs(told_ms, failures, Math.random()));
		failures++;
		events.outbox();
	}

	function stop(code: number, message: string): void {
		hangUp();
		window.clearTimeout(returnTimer);
		window.removeEventListener("online", wake);
		window.removeEventListener("offline", unplugged);
		window.removeEventListener("pageshow", wake);
		document.removeEventListener("visibilitychange", wake);
		setStatus({ at: "stopped", code, message });
	}

	// The page is looked at again, or the network is back: sockets may have died silently (iOS). When
	// the server said how long to stay away, that holds.
	function wake(): void {
		if (document.visibilityState === "hidden") return;
		if (status.at === "waiting" && told_ms === 0) connect();
		else if (status.at === "online") sendPing();
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
				const changed = replicaPut(replica, frame.cursor, frame.seq);
				if (changed.length > 0) events.rows(changed);
				if (outbox !== null && outboxArrived(outbox, frame.seq)) events.outbox();
				return events.put();
			}
			case "done": return takeDone(frame);
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
		if (!welcome.resumed) events.rows(null);
		replicaWelcome(replica, welcome.resumed, welcome.scope);
		failures = 0;
		told_ms = 0;
		session = welcome.session;
		person = welcome.person;
		clockGuess(clock, welcome.server_ms, Date.now());
		events.clock(clock);
		if (person !== 0 && joining !== null) {
			who = { by: "token", session, token: joining.request.token };
			joining = null;
		}
		if (person !== 0) {
			deviceKeep(store, device);
			outbox ??= outboxOpen(store, session);
		}
		window.clearInterval(pingTimer);
		pingTimer = window.setInterval(sendPing, pingEveryMs);
		setStatus({ at: "online" });
		events.welcome(welcome);
		sendPing();
		if (person === 0) sendJoin();
		else flush();
	}

	function takeDone(done: Frames["done"]): void {
		if (outbox === null) return;
		const entry = outboxDone(outbox, done.number, done.seq, done.result);
		if (entry === undefined) return;
		if (done.seq <= replica.seq) outboxArrived(outbox, replica.seq);
		events.done(entry);
		events.outbox();
		flush();
	}

	function takeRefused(refused: Frames["refused"]): void {
		if (joining !== null && refused.number === joining.number) {
			joining = null;
			events.joinRefused(refused.code, refused.message);
			return;
		}
		if (outbox === null) return;
		// Slow mode lets others' commands pass: it does not hold up this device's.
		const waits = refused.retry_ms > 0 && refused.retry_ms <= postponeMostMs &&
			refused.code !== errorNumbers.too_soon;
		if (waits && outboxPostpone(outbox, refused.number)) {
			const wait_ms = refused.retry_ms * (1 + Math.random());
			busyUntil = Math.max(busyUntil, Date.now() + wait_ms);
			window.setTimeout(flush, wait_ms + 10);
			return;
		}
		const entry = outboxRefused(outbox, refused.number, refused.code, refused.message);
		if (entry !== undefined) events.refused(entry);
		events.outbox();
		flush();
	}

	function takeClosing(closing: Frames["closing"]): void {
		if (closing.retry_ms === 0) {
			stop(closing.code, closing.message);
			return;
		}
		told_ms = closing.retry_ms;
		lost();
	}

	/* ---- what is sent ---- */

	function flush(): void {
		if (outbox === null || status.at !== "online" || person === 0) return;
		if (Date.now() < busyUntil) return;
		for (const entry of outboxSend(outbox))
			write({ frame: "command", number: entry.number, command: entryCommand(entry) });
		events.outbox();
	}

	// A visitor leaves nothing on the device; who joins does.
	function sendJoin(): void {
		if (joining === null) return;
		deviceKeep(store, device);
		outbox ??= outboxOpen(store, session);
		if (joining.number === 0) joining.number = outboxNumber(outbox);
		write({
			frame: "command",
			number: joining.number,
			command: { kind: "join", args: joining.request },
		});
	}

	window.addEventListener("online", wake);
	window.addEventListener("offline", unplugged);
	window.addEventListener("pageshow", wake);
	document.addEventListener("visibilitychange", wake);
	connect();

	return {
		replica,
		outbox: () => outbox,
		send(command) {
			if (outbox === null) return null;
			const entry = outboxAdd(outbox, command, Date.now());
			events.outbox();
			flush();
			return entry;
		},
		dismiss(number) {
			if (outbox !== null) outboxDismiss(outbox, number);
			events.outbox();
		},
		join(request) {
			joining = { request, number: 0 };
			if (session !== 0) sendJoin();
		},
		hurry() {
			if (status.at === "waiting") connect();
		},
		stop: () => stop(errorNumbers.signed_out, ""),
	};
}
