// A connection beside the page's own that does not watch (HELLO-3): for what is too much for that one, a
// whole session read or many commands given. Answers wait until they are asked for; it does not come back by
// itself.
import { encodeFrame, type Frame } from "../protocol/codec";
import { frameShapes, limits, type Language } from "../protocol/generated";
import { unpackMessage } from "../protocol/msgpack";

/** As whom to say hello, and where. */
export interface AsideWho {
	readonly url: string;
	readonly session: number;
	readonly token: Uint8Array;
	readonly device: number;
	readonly language: Language;
}

/** A frame as it travels: what it means is for who asked. */
export type Travelled = readonly unknown[];

export interface Aside {
	write(frame: Frame): void;
	/** All that has come since, at least one frame; rejects with AsideLost behind the last. Whoever asks
	 * waits for something: a server that is silent then is one that is gone. */
	next(): Promise<readonly Travelled[]>;
	close(): void;
}

/** Why it ended: in the server's words, or with an empty message where it said nothing. */
export class AsideLost extends Error {
	declare readonly retry_ms: number | null; // how long the server asks to stay away (0: for good); null: not a word

	constructor(message = "", retry_ms: number | null = null) {
		super(message);
		this.retry_ms = retry_ms;
	}
}

const silenceMost_ms = 20000;

/** Resolves when the server has welcomed; rejects with AsideLost. */
export async function asideOpen(who: AsideWho): Promise<Aside> {
	const socket = new WebSocket(who.url, limits.protocolName);
	socket.binaryType = "arraybuffer";
	let come: Travelled[] = [];
	let lost: AsideLost | null = null;
	let wake = (): void => undefined;

	function lose(why: AsideLost): void {
		lost ??= why;
		wake();
	}

	function take(frame: Travelled): void {
		if (frame[0] !== frameShapes.closing.number) come.push(frame);
		else lose(new AsideLost(String(frame[2] ?? ""), Number(frame[3] ?? 0)));
	}

	// Behind its end nothing is said: that it has come, `next` tells.
	function write(frame: Frame): void {
		if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame));
	}

	async function next(): Promise<readonly Travelled[]> {
		if (come.length === 0 && lost === null)
			await new Promise<void>((resolve) => {
				const silence = window.setTimeout(() => lose(new AsideLost()), silenceMost_ms);
				wake = () => {
					window.clearTimeout(silence);
					resolve();
				};
			});
		const frames = come;
		come = [];
		if (frames.length === 0) throw lost ?? new AsideLost();
		return frames;
	}

	function close(): void {
		lose(new AsideLost());
		socket.onclose = socket.onmessage = socket.onopen = null;
		socket.close();
	}

	socket.onopen = () => write({
		frame: "hello", version: limits.protocolVersion, code: "",
		session: who.session, token: who.token, cursor: new Uint8Array(0),
		language: who.language, device: who.device, watch: false, client: "web", scope: 0,
	});
	socket.onclose = () => lose(new AsideLost());
	socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
		try {
			unpackMessage(new Uint8Array(data)).forEach(take);
			wake();
		} catch {
			lose(new AsideLost());
		}
	};
	try {
		let isWelcome = false;
		while (!isWelcome) isWelcome = (await next()).some(([kind]) => kind === frameShapes.welcome.number);
	} catch (error) {
		close();
		throw error;
	}
	return { write, next, close };
}
