// How far an import has come, on the shelf: the number of the device that its commands are given with, and
// the result of each step. With it an interrupted import goes on, and a step that was sent but not noted is
// given again under its number, which does it at most once (CMD-3).
//
//   [session, "import", name]           the head: device, steps, whether it has ended
//   [session, "import", name, run, n]   what the nth flush of a run has noted; a run is one opening
import type { Shelf } from "./shelf";

export interface Noted {
	readonly step: number;
	readonly state: "done" | "existing" | "failed";
	readonly result: number;
}

export interface Journal {
	readonly device: number; // all commands of the import are given with it
	readonly ended: boolean; // when it was opened
	readonly noted: readonly Noted[]; // what was noted in earlier runs
	/** Kept with the next flush. */
	note(noted: Noted): void;
	/** Resolves when all that was noted is on disk; rejects where nothing can be kept. */
	flush(): Promise<void>;
	/** Flushes, and notes that all steps are behind it. */
	end(): Promise<void>;
}

/** The journal belongs to another plan. */
export class OtherPlan extends Error {}

interface Head {
	readonly device: number;
	readonly steps: number;
	readonly ended: boolean;
}

const strict = { durability: "strict" } as const;

/** `name` tells files apart (fileName), `steps` is how many the plan has: another number is another plan, and
 * rejects with OtherPlan. `again`: forgets what was noted, and begins with a new device number. */
export async function journalOpen(
	shelf: Shelf, session: number, name: string, steps: number, again: boolean,
): Promise<Journal> {
	const key = [session, "import", name];
	const records = IDBKeyRange.bound([...key, 0], [...key, []]);
	const run = random();
	let head: Head = { device: random(), steps, ended: false };
	let kept = 0; // of all that was noted so many are on disk
	let flushes = 0;

	const within = <T>(work: (store: IDBObjectStore) => Promise<T>): Promise<T> =>
		shelf.run(["numbers"], "readwrite", (at) => work(at.objectStore("numbers")), strict);

	const noted = await within(async (store) => {
		const known: Head | undefined = again ? undefined : await answer(store.get(key));
		if (known === undefined) {
			store.put(head, key);
			store.delete(records);
			return [];
		}
		head = known;
		return answer<Noted[][]>(store.getAll(records)).then((all) => all.flat());
	});
	if (head.steps !== steps) throw new OtherPlan();
	const all = [...noted];
	kept = all.length;

	// A store that was emptied under the page gets all of it anew.
	async function write(ended: boolean): Promise<void> {
		const n = flushes++;
		const count = all.length;
		await within(async (store) => {
			const isGone = (await answer(store.count(key))) === 0;
			if (isGone || ended) store.put({ ...head, ended: ended || head.ended }, key);
			if (isGone) kept = 0;
			if (kept < count) store.put(all.slice(kept, count), [...key, run, n]);
		});
		kept = Math.max(kept, count);
	}

	return {
		device: head.device,
		ended: head.ended,
		noted,
		note: (one) => void all.push(one),
		flush: async () => {
			if (kept < all.length) await write(false);
		},
		end: () => write(true),
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
