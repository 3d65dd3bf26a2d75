// Reads all logged rows of a session in pages (PAGE-1), over a connection of its own that does not watch.
import { frameShapes } from "../protocol/generated";
import { asideOpen, type AsideWho, type Travelled } from "./aside";

/** A row as it travels: what it means is for who reads it. */
export interface PagedRow {
	readonly kind: number;
	readonly key: readonly number[];
	readonly fields: readonly unknown[] | null;
}

/** All rows, each in its newest state, those removed left out. Rejects with what the server says, or with
 * an empty message where it said nothing. */
export async function readPages(who: AsideWho): Promise<PagedRow[]> {
	const rows = new Map<string, PagedRow>();
	const aside = await asideOpen(who);
	const read = (number: number, position: number): void => aside.write({ frame: "read", number, position });
	try {
		read(1, 0);
		for (;;)
			for (const frame of await aside.next())
				switch (frame[0]) {
					case frameShapes.row.number: {
						takeRow(rows, frame);
						break;
					}
					case frameShapes.page.number: {
						const [, number = 0, next = 0] = frame as readonly number[];
						if (next === 0) return [...rows.values()];
						read(number + 1, next);
						break;
					}
					case frameShapes.refused.number: throw new Error(String(frame[3] ?? ""));
				}
	} finally {
		aside.close();
	}
}

function takeRow(rows: Map<string, PagedRow>, frame: Travelled): void {
	const [, kind, , key, fields] = frame as
		readonly [number, number, number, readonly number[], readonly unknown[] | null | undefined];
	const name = `${kind}/${key.join()}`;
	if (fields === null || fields === undefined) rows.delete(name);
	else rows.set(name, { kind, key, fields });
}
