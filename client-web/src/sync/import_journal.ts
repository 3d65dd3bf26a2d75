// How far an import has come, on the shelf: the number of the device that its commands are given with, and
// the result of each step. With it an interrupted import goes on, and a step that was sent but not noted is
// given again under its number, which does it at most once (CMD-3).
//
//   [session, "import", name]      the head
//   [session, "import", name, n]   what the nth write has noted
import type { Shelf } from "./shelf";

export interface Noted {
	readonly step: number;
	readonly state: "done" | "existing" | "failed";
	readonly result: number;
}

/** Writing rejects where nothing can be kept, and with OtherTab. */
export interface Journal {
	readonly device: number; // all commands of the import are given with it
	readonly ended: boolean;
	readonly noted: readonly Noted[]; // what was noted in earlier runs
	/** Kept with the next write. */
	note(noted: Noted): void;
	/** Resolves when all that was noted is on disk. */
	flush(): Promise<void>;
	/** Flushes. What is not noted was not done, that is certain: it goes on with a new device number, for
	 * under this one what was refused is too old by now. */
	settle(): Promise<void>;
	/** Flushes, and notes that all steps are behind it. */
	end(): Promise<void>;
}

/** The journal belongs to another plan. */
export class OtherPlan extends Error {}

/** Another tab has gone on with the import since this one opened the journal. */
export class OtherTab extends Error {}

interface Head {
	readonly device: number;
	readonly steps: number;
	readonly ended: boolean;
	readonly writes: number;
}

/** `name` tells files apart (fileName), `steps` is how many the plan has: another number is another plan, and
 * rejects with OtherPlan while the other is on its way. `again`: forgets what was noted, and begins with a new device number. */
export async function journalOpen(
	shelf: Shelf, session: number, name: string, steps: number, again: boolean,
): Promise<Journal> {
	const key = [session, "import", name];
	const records = IDBKeyRange.bound([...key, 0], [...key, []]);
	let head: Head = { device: random(), steps, ended: false, writes: 0 };

	// What was said to be on disk must be, also after a power cut: the server forgets older answers.
	const within = <T>(work: (store: IDBObjectStore) => Promise<T>): Promise<T> =>
		shelf.run(["numbers"], "readwrite", (at) => work(at.objectStore("numbers")), { durability: "strict" });

	const noted = await within(async (store) => {
		const known: Head | undefined = again ? undefined : await answer(store.get(key));
		if (known === undefined || (known.writes === 0 && known.steps !== steps)) { // of which nothing was sent
			store.delete(records);
			store.put(head, key);
			return [];
		}
		head = known;
		return (await answer<Noted[][]>(store.getAll(records))).flat();
	});
	if (head.steps !== steps && !head.ended) throw new OtherPlan();
	const all = [...noted];
	let kept = all.length; // so many are on disk
	let isOurs = false; // no other tab has gone on since it was opened
	let last: Promise<void> = Promise.resolve();

	// A store that was emptied under the page gets all of it anew.
	async function writeNow(changes: Partial<Head>): Promise<void> {
		const next: Head = { ...head, ...changes, writes: head.writes + 1 };
		const count = all.length;
		await within(async (store) => {
			const there: Head | undefined = await answer(store.get(key));
			if (there !== undefined && (there.device !== head.device || there.writes !== head.writes))
				throw new OtherTab();
			const rest = all.slice(there === undefined ? 0 : kept, count);
			store.put(next, key);
			store.put(rest, [...key, next.writes]);
		});
		head = next;
		kept = count;
		isOurs = true;
	}

	// One after the other: each builds on what the one before has written.
	function write(changes: Partial<Head>): Promise<void> {
		last = last.catch(() => undefined).then(() => writeNow(changes));
		return last;
	}

	return {
		get device() {
			return head.device;
		},
		get ended() {
			return head.ended;
		},
		noted,
		note: (one) => void all.push(one),
		flush: async () => {
			if (!isOurs || kept < all.length) await write({});
		},
		settle: () => write({ device: random() }),
		end: () => write({ ended: true }),
	};
}

/** Tells texts apart: FNV-1a, twice 32 bits. An identity, no protection (`crypto.subtle` is not there over
 * plain HTTP). */
export function fileName(text: string): string {
	let first = 0x811c9dc5;
	let second = 0xcbf29ce4;
	for (let i = 0; i < text.length; i++) {
		const sign = text.charCodeAt(i);
		first = Math.imul(first ^ sign, 0x01000193);
		second = Math.imul(second ^ sign ^ (first >>> 16), 0x01000193); // or both would agree in their low bits
	}
	return [first, second].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}

// The number of a device: not 0.
function random(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0] || 1;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
