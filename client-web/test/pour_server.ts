// A server for commands, at the other end of WebSockets in memory. It answers when the test says so, and
// remembers what was done as the server does (CMD-3). Timers run when the test says so too.
import { decodeMessage, encodeFrame, type AnyCommand, type Frame } from "../src/protocol/codec";
import { errorNumbers, limits, type Frames } from "../src/protocol/generated";

type Given = Extract<Frame, { frame: "command" }>;

export interface Server {
	readonly hellos: Frames["hello"][];
	/** All that was read, over all connections. */
	readonly read: Given[];
	/** Read over this connection, and not answered. */
	waiting: Given[];
	/** What was done, as often as it was. */
	readonly done: AnyCommand[];
	/** Said instead of the welcome. */
	closing: Frames["closing"] | null;
	/** Nobody answers a connection. */
	isAway: boolean;
	isConnected(): boolean;
	/** Does what waits, or these, and answers in one message; `isHeard` false: the answers are lost. */
	answer(numbers?: readonly number[], isHeard?: boolean): void;
	/** Unless it was done before. */
	refuse(number: number, code: number): void;
	/** Is too busy for this and those behind it. */
	postpone(first: number, retry_ms: number): void;
	/** The connection is gone, after that word if there is one. */
	hangUp(closing?: Frames["closing"]): void;
}

interface Answer {
	readonly number: number;
	readonly text: string;
	readonly seq: number;
}

export function serverInstall(): Server {
	const devices = new Map<number, Map<number, Answer>>(); // by number % 32
	let seq = 100;
	let socket: Socket | null = null;
	let device = 0; // whose commands wait

	class Socket {
		binaryType = "";
		onopen: (() => void) | null = null;
		onclose: (() => void) | null = null;
		onmessage: ((event: object) => void) | null = null;
		constructor() {
			socket = this;
			server.waiting = [];
			queueMicrotask(() => (server.isAway ? this.onclose : this.onopen)?.());
		}
		send(bytes: Uint8Array): void {
			const decoded = decodeMessage(bytes);
			if (!decoded.ok || socket !== this) return;
			decoded.frames.forEach(take);
		}
		close(): void {
			if (socket === this) socket = null;
		}
	}

	function say(...frames: readonly Frame[]): void {
		const bytes = Uint8Array.from(frames.flatMap((frame) => [...encodeFrame(frame)]));
		const to = socket;
		if (frames.length > 0) queueMicrotask(() => to?.onmessage?.({ data: bytes.buffer }));
	}

	function take(frame: Frame): void {
		if (frame.frame === "hello") {
			server.hellos.push(frame);
			device = frame.device;
			if (server.closing !== null) say({ frame: "closing", ...server.closing });
			else say({
				frame: "welcome", version: 1, session: frame.session, person: 1, role: "moderator",
				resumed: false, server_ms: 0, scope: 0,
			});
		}
		if (frame.frame === "command") {
			server.read.push(frame);
			server.waiting.push(frame);
		}
	}

	function decide({ number, command }: Given, refusal = 0): Frame {
		const answers = devices.get(device) ?? new Map<number, Answer>();
		devices.set(device, answers);
		const slot = number % limits.commandsUnansweredMax;
		const text = JSON.stringify(command);
		const refused = (code: number): Frame => ({ frame: "refused", number, code, message: "so nicht", retry_ms: 0 });
		if (number <= Math.max(0, ...[...answers.values()].map((answer) => answer.number))) {
			const known = answers.get(slot);
			if (known?.number !== number) return refused(errorNumbers.number_old);
			if (known.text !== text) return refused(errorNumbers.number_reused);
			return { frame: "done", number, seq: known.seq, result: known.seq };
		}
		if (refusal !== 0) return refused(refusal);
		server.done.push(command);
		answers.set(slot, { number, text, seq: ++seq });
		return { frame: "done", number, seq, result: seq };
	}

	const server: Server = {
		hellos: [], read: [], waiting: [], done: [], closing: null, isAway: false,
		isConnected: () => socket !== null,
		answer(numbers = server.waiting.map(({ number }) => number), isHeard = true) {
			const now = server.waiting.filter(({ number }) => numbers.includes(number));
			server.waiting = server.waiting.filter((given) => !now.includes(given));
			const answers = now.map((given) => decide(given));
			if (isHeard) say(...answers);
		},
		refuse(number, code) {
			const given = server.waiting.find((one) => one.number === number);
			server.waiting = server.waiting.filter((one) => one !== given);
			if (given !== undefined) say(decide(given, code));
		},
		postpone(first, retry_ms) {
			const now = server.waiting.filter(({ number }) => number >= first);
			server.waiting = server.waiting.filter((given) => !now.includes(given));
			say(...now.map(({ number }): Frame =>
				({ frame: "refused", number, code: errorNumbers.busy, message: "", retry_ms })));
		},
		hangUp(closing) {
			const gone = socket;
			if (closing !== undefined) say({ frame: "closing", ...closing });
			socket = null;
			queueMicrotask(() => gone?.onclose?.());
		},
	};
	Object.assign(globalThis, { WebSocket: Socket });
	return server;
}

/* ---- time ---- */

export interface Timers {
	/** What is waited for, in milliseconds. */
	waits(): number[];
	/** So much time passes. */
	pass(ms: number): void;
}

export function timersInstall(): Timers {
	const timers = new Map<number, { readonly at: number; readonly act: () => void }>();
	let now = 0;
	let last = 0;
	const window = {
		setTimeout(act: () => void, ms: number) {
			timers.set(++last, { at: now + ms, act });
			return last;
		},
		clearTimeout: (id: number) => void timers.delete(id),
	};
	Object.assign(globalThis, { window });
	return {
		waits: () => [...timers.values()].map(({ at }) => at - now),
		pass(ms) {
			now += ms;
			for (const [id, { at, act }] of [...timers]) {
				if (at > now) continue;
				timers.delete(id);
				act();
			}
		},
	};
}

/** Behind all that can happen without time passing. */
export async function settle(): Promise<void> {
	for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
}
