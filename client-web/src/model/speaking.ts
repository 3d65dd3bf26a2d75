// Who speaks next: the town that has been called least often, then who has waited longest.
import type { HandRow } from "../protocol/generated";
import { rowsAll, type RowSignals } from "./rows";

/** The hands in the order in which they will be called, each call counted for its town. */
export function handsOrder(
	hands: readonly HandRow[], called: (town: number) => number,
): HandRow[] {
	const waiting = [...hands].sort((a, b) => a.raised_ms - b.raised_ms || a.person - b.person);
	const turns = new Map(waiting.map(({ town }) => [town, called(town)]));
	const of = (hand: HandRow): number => turns.get(hand.town) ?? 0;
	const order: HandRow[] = [];
	while (waiting.length > 0) {
		const next = waiting.reduce((best, hand) => (of(hand) < of(best) ? hand : best));
		order.push(next);
		waiting.splice(waiting.indexOf(next), 1);
		turns.set(next.town, of(next) + 1);
	}
	return order;
}

export function handsOf(rows: RowSignals, board: number): HandRow[] {
	const turns = rowsAll(rows, "turns").filter((row) => row.board === board);
	return handsOrder(
		rowsAll(rows, "hand").filter((hand) => hand.board === board),
		(town) => turns.find((row) => row.town === town)?.called ?? 0,
	);
}
