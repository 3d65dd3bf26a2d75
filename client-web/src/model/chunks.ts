// A long list in pieces that stay what they are while entries come and go in it: so one more at the top
// draws one more, and nothing below is drawn anew.

export interface Chunk {
	readonly key: number; // of its entries, one that stands for it
	readonly first: number; // its first entry's place in the list
	readonly ids: readonly number[];
}

interface Growing extends Chunk {
	key: number;
	readonly ids: number[];
}

/** Cuts where the list was cut before, as long as pieces are between half and twice the size. */
export function chunksOf(
	ids: readonly number[], size: number, before: ReadonlySet<number>,
): readonly Chunk[] {
	const chunks: Growing[] = [];
	const ends = ({ ids: { length } }: Growing, id: number): boolean =>
		before.size === 0 ? length >= size
		: length >= 2 * size || (before.has(id) && 2 * length >= size);
	ids.forEach((id, first) => {
		const last = chunks[chunks.length - 1];
		if (last === undefined || ends(last, id)) chunks.push({ key: id, first, ids: [id] });
		else {
			if (before.has(id) && !before.has(last.key)) last.key = id;
			last.ids.push(id);
		}
	});
	return chunks;
}
