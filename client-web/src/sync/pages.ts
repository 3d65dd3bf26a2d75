// Reads all logged rows of a session in pages (PAGE-1), over a connection of its own that does not watch.
import { encodeFrame, type Frame } from "../protocol/codec";
import { frameShapes, limits, type Language } from "../protocol/generated";
import { unpackMessage } from "../protocol/msgpack";

/** A row as it travels: what it means is for who reads it. */
export interface PagedRow {
	readonly kind: number;
	readonly key: readonly number[];
	readonly fields: readonly unknown[] | null;
}

export interface Reader {
	readonly url: string;
	readonly session: number;
	readonly token: Uint8Array;
	readonly device: number;
	readonly language: Language;
}

const silenceMost_ms = 20000;

/** All rows, each in its newest state, those removed left out. Rejects with what the server says, or with
 * an empty message where it said nothing. */
export function readPages(reader: Reader): Promise<PagedRow[]> {
	const rows = new Map<string, PagedRow>();
	const socket = new WebSocket(reader.url, limits.protocolName);
	socket.binaryType = "arraybuffer";
	let silence = 0;
	const write = (frame: Frame): void => socket.send(encodeFrame(frame));
	return new Promise<PagedRow[]>((resolve, reject) => {
		const fail = (message: string): void => reject(new Error(message));
		const wait = (): void => {
			window.clearTimeout(silence);
			silence = window.setTimeout(() => fail(""), silenceMost_ms);
		};
		const take = (frame: readonly unknown[]): void => {
			switch (frame[0]) {
				case frameShapes.welcome.number: return write({ frame: "read", number: 1, position: 0 });
				case frameShapes.row.number: return takeRow(rows, frame);
				case frameShapes.page.number: {
					const [, number, next] = frame as readonly number[];
					if (next === 0 || next === undefined) return resolve([...rows.values()]);
					return write({ frame: "read", number: (number ?? 0) + 1, position: next });
				}
				case frameShapes.refused.number: return fail(String(frame[3] ?? ""));
				case frameShapes.closing.number: return fail(String(frame[2] ?? ""));
			}
		};
		wait();
		socket.onopen = () => write({
			frame: "hello", version: limits.protocolVersion, code: "",
			session: reader.session, token: reader.token, cursor: new Uint8Array(0),
			language: reader.language, device: reader.device, watch: false, client: "web", scope: 0,
		});
		socket.onclose = () => fail("");
		socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
			wait();
			try {
				for (const frame of unpackMessage(new Uint8Array(data))) take(frame as readonly unknown[]);
			} catch {
				fail("");
			}
		};
	}).finally(() => {
		window.clearTimeout(silence);
		socket.onclose = socket.onmessage = null;
		socket.close();
	});
}

function takeRow(rows: Map<string, PagedRow>, frame: readonly unknown[]): void {
	const [, kind, , key, fields] = frame as
		readonly [number, number, number, readonly number[], readonly unknown[] | null | undefined];
	const name = `${kind}/${key.join()}`;
	if (fields === null || fields === undefined) rows.delete(name);
	else rows.set(name, { kind, key, fields });
}
