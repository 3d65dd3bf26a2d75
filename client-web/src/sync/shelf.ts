// What all tabs of the browser share: IndexedDB `bogen`.
//
//   numbers   the last command number by session; under "device" the number of this installation.
//             They go together (CMD-3): who leaves one of several sessions and comes back counts on.
//             Under [session, "import", …] how far imports have come (import_journal.ts).
//   entries   commands whose answer has not been seen, or that were refused, by [session, id]
//   rows      the last known rows, by session
//
// Every function is one transaction, which has ended when its promise resolves; it rejects where the
// browser keeps nothing (private windows, a full disk), and whoever asked goes on with what it holds.
import type { Role } from "../protocol/generated";
import type { AnyEntry } from "./outbox";

/** The last known rows, as messages of the wire: what a later version of the page can read too. */
export interface LastKnown {
	readonly session: number;
	readonly person: number;
	readonly role: Role;
	readonly token: Uint8Array; // whose rows they are
	readonly build: string; // of the page that kept them: what it did not know is not among them
	readonly cursor: Uint8Array;
	readonly scope: number;
	readonly seq: number;
	readonly kept_ms: number;
	readonly messages: readonly Uint8Array[];
}

export interface Shelf {
	/** The installation's number; 0 while nobody has joined. */
	device(): Promise<number>;
	/** Keeps the installation's number, unless there is one; returns the one that is kept. */
	deviceKeep(device: number): Promise<number>;
	/** Takes the next command number above `least`, and in the same transaction keeps the entry that it
	 * is for. One that has a number keeps it; `was` is the one that it had and needs no more, unless
	 * another tab has given it the next one already. */
	take(
		device: number, session: number, least: number, entry: AnyEntry | null, was?: number,
	): Promise<number>;
	/** Entries of a session and its last number. */
	read(session: number): Promise<{ readonly entries: AnyEntry[]; readonly last: number }>;
	/** Keeps an entry's newest state, if it is still there. */
	update(session: number, entry: AnyEntry): Promise<void>;
	remove(session: number, id: string): Promise<void>;
	rows(session: number): Promise<LastKnown | undefined>;
	rowsKeep(rows: LastKnown): Promise<void>;
	rowsForget(session: number): Promise<void>;
	/** Forgets all of a session but the last number. */
	forget(session: number): Promise<void>;
	/** Leaves nothing on the device, and not even the empty shelf: this page opens none again before it
	 * goes into a session or joins. But as long as words of any session are held, it does nothing. */
	forgetAll(): Promise<void>;
	/** Goes into a session: what to do when the store was emptied under the page. */
	onGone(act: () => void): void;
	/** One transaction of one's own: for what is kept by late pieces alone. */
	run<T>(
		stores: readonly Name[], mode: IDBTransactionMode, work: (at: IDBTransaction) => Promise<T>,
		options?: IDBTransactionOptions,
	): Promise<T>;
}

type Name = "numbers" | "entries" | "rows";
const names: readonly Name[] = ["numbers", "entries", "rows"];
const openWithinMs = 2000; // some browsers never answer; they are not asked again
const emptyingMs = 500; // while the browser clears away, nothing new can be opened

export function shelfOpen(): Shelf {
	let opened: Promise<IDBDatabase> | null = null;
	let isLeft = false;
	let gone = (): void => undefined;

	function open(): Promise<IDBDatabase> {
		if (isLeft) throw new Error("left");
		opened ??= new Promise((resolve, reject) => {
			const request = indexedDB.open("bogen", 1);
			request.onupgradeneeded = () => names.forEach((name) => request.result.createObjectStore(name));
			request.onsuccess = () => {
				const database = request.result;
				database.onclose = database.onversionchange = () => {
					database.close();
					opened = null;
					window.setTimeout(() => gone(), emptyingMs);
				};
				resolve(database);
			};
			request.onerror = () => {
				opened = null;
				reject(request.error);
			};
			window.setTimeout(() => reject(new Error("no answer")), openWithinMs);
		});
		return opened;
	}

	async function run<T>(
		stores: readonly Name[], mode: IDBTransactionMode, work: (at: IDBTransaction) => Promise<T>,
		options?: IDBTransactionOptions,
	): Promise<T> {
		const at = (await open()).transaction(stores, mode, options);
		const ended = new Promise<void>((resolve, reject) => {
			at.oncomplete = () => resolve();
			at.onabort = () => reject(at.error);
		});
		const [result] = await Promise.all([work(at), ended]);
		return result;
	}

	return {
		device: () => run(["numbers"], "readonly", async (at) => (await got(at, "numbers", "device")) ?? 0),
		deviceKeep: (device) => run(["numbers"], "readwrite", (at) => deviceIn(at, device)),
		take(device, session, least, entry, was = 0) {
			if (entry === null) isLeft = false; // joins
			return run(["numbers", "entries"], "readwrite", async (at) => {
				await deviceIn(at, device);
				const last = Math.max(least, (await got(at, "numbers", session)) ?? 0);
				const known = await numberOf(at, session, entry?.id ?? "");
				const number = entry?.number || (known !== was && known) || last + 1;
				at.objectStore("numbers").put(Math.max(last, number), session);
				if (entry !== null) put(at, session, { ...entry, number, stored: true });
				return number;
			});
		},
		read: (session) =>
			run(["numbers", "entries"], "readonly", async (at) => ({
				entries: await answer(at.objectStore("entries").getAll(allOf(session))),
				last: (await got(at, "numbers", session)) ?? 0,
			})),
		update: (session, entry) =>
			run(["entries"], "readwrite", async (at) => {
				const known = await answer(at.objectStore("entries").count([session, entry.id]));
				if (known > 0) put(at, session, entry);
			}),
		remove: (session, id) =>
			run(["entries"], "readwrite", (at) => answer(at.objectStore("entries").delete([session, id]))),
		rows: (session) => run(["rows"], "readonly", (at) => answer(at.objectStore("rows").get(session))),
		rowsKeep: (rows) =>
			run(["rows"], "readwrite", async (at) => {
				at.objectStore("rows").put(rows, rows.session);
				at.commit?.(); // kept as the page goes: nobody is there to be answered first
			}),
		rowsForget: (session) =>
			run(["rows"], "readwrite", (at) => answer(at.objectStore("rows").delete(session))),
		forget: (session) =>
			run(names, "readwrite", async (at) => {
				names.forEach((name) => at.objectStore(name).delete(allOf(session)));
				at.objectStore("rows").delete(session);
			}),
		async forgetAll() {
			if (await run(["entries"], "readonly", (at) => answer(at.objectStore("entries").count()))) return;
			isLeft = true;
			const database = await opened;
			opened = null;
			database?.close();
			await answer(indexedDB.deleteDatabase("bogen"));
		},
		onGone(act) {
			gone = act;
			isLeft = false;
		},
		run,
	};
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

function got(at: IDBTransaction, name: Name, key: IDBValidKey): Promise<number | undefined> {
	return answer(at.objectStore(name).get(key));
}

async function deviceIn(at: IDBTransaction, device: number): Promise<number> {
	const kept = await got(at, "numbers", "device");
	if (kept === undefined) at.objectStore("numbers").put(device, "device");
	return kept ?? device;
}

async function numberOf(at: IDBTransaction, session: number, id: string): Promise<number> {
	const entry = await answer<AnyEntry | undefined>(at.objectStore("entries").get([session, id]));
	return entry?.number ?? 0;
}

function put(at: IDBTransaction, session: number, entry: AnyEntry): void {
	const state = entry.state === "refused" ? "refused" : "waiting";
	at.objectStore("entries").put({ ...entry, state }, [session, entry.id]);
}

// All keys that begin with the session: an array comes behind every string.
function allOf(session: number): IDBKeyRange {
	return IDBKeyRange.bound([session], [session, []]);
}
