// The last known rows, shown until there is a connection: read as if the server had sent them.
import { decodeMessage } from "../protocol/codec";
import { replicaHold, replicaPut, replicaReset, replicaWelcome, type Replica } from "../protocol/replica";
import type { LastKnown, Shelf } from "./shelf";

const workMostMs = 20;

/** Puts what is kept of a session for this token. Null: nothing that can be used. What a page of another
 * build has kept lacks the kinds and fields that it did not know: it is shown, and all rows come anew. */
export async function lastKnownRead(
	shelf: Shelf, session: number, token: Uint8Array, build: string, replica: Replica,
): Promise<LastKnown | null> {
	const kept = await shelf.rows(session).catch(() => undefined);
	if (kept === undefined || kept.token.join() !== token.join()) return null;
	replicaWelcome(replica, false, kept.scope);
	let began_ms = performance.now();
	for (const message of kept.messages) {
		const decoded = decodeMessage(message);
		if (!decoded.ok) {
			replicaReset(replica);
			return null;
		}
		for (const frame of decoded.frames)
			if (frame.frame === "row") replicaHold(replica, frame.row);
		// Two thousand ideas come in many messages: the page stays awake between them.
		if (performance.now() - began_ms < workMostMs) continue;
		await new Promise((resolve) => setTimeout(resolve));
		began_ms = performance.now();
	}
	replicaPut(replica, kept.build === build ? kept.cursor : new Uint8Array(0), kept.seq);
	return kept;
}
