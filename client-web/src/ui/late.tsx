// Pieces of the page that are not part of the first view: fetched when they are needed or, before that,
// when the browser has nothing else to do, so that one can vote without a network too. What cannot be
// fetched is tried again as soon as there is a connection.
import { signal, type Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { App } from "../model/app";
import { addTexts, type TextSource } from "../model/texts";
import { useApp, useWords } from "./context";
import { addStyles } from "./stylesheet";

/** What a piece needs beside its script before it can be drawn. */
interface Needs {
	readonly texts: readonly TextSource[];
	readonly styles?: readonly string[];
}

interface Pieces {
	readonly more: typeof import("./more/index");
	readonly steering: typeof import("./steering/index");
	readonly ballot_desk: typeof import("./ballot_desk/index");
	readonly sorting: typeof import("./steering/sorting/index");
	readonly hall: typeof import("./hall/index");
	readonly host: typeof import("./host/index");
	readonly transfer: typeof import("./transfer/index");
}

export type PieceName = keyof Pieces;

interface Slot<Piece> {
	readonly piece: Signal<Piece | null>;
	readonly failures: Signal<number>;
	readonly fetch: () => Promise<Piece>;
	isFetching: boolean;
}

function slot<Piece>(fetch: () => Promise<Piece>): Slot<Piece> {
	return { piece: signal<Piece | null>(null), failures: signal(0), fetch, isFetching: false };
}

const slots: { readonly [Name in PieceName]: Slot<Pieces[Name]> } = {
	more: slot(() => import("./more/index")),
	steering: slot(() => import("./steering/index")),
	ballot_desk: slot(() => import("./ballot_desk/index")),
	sorting: slot(() => import("./steering/sorting/index")),
	hall: slot(() => import("./hall/index")),
	host: slot(() => import("./host/index")),
	transfer: slot(() => import("./transfer/index")),
};

async function fetchPiece<Name extends PieceName>(app: App, name: Name): Promise<void> {
	const at: Slot<Pieces[Name]> = slots[name];
	if (at.isFetching || at.piece.value !== null) return;
	at.isFetching = true;
	try {
		const piece = await at.fetch();
		const { texts, styles = [] }: Needs = piece;
		await Promise.all([addTexts(texts, () => app.language.value), ...styles.map(addStyles)]);
		at.isFetching = false;
		at.piece.value = piece;
	} catch {
		at.isFetching = false;
		at.failures.value++;
	}
}

interface LateProps<Name extends PieceName> {
	readonly piece: Name;
	readonly quiet?: boolean; // nothing stands in its place until it is there
	readonly children: (piece: Pieces[Name]) => ComponentChildren;
}

/** Draws what a late piece brings, once it is there. */
export function Late<Name extends PieceName>(props: LateProps<Name>): JSX.Element {
	const words = useWords();
	const at: Slot<Pieces[Name]> = slots[props.piece];
	const failures = at.failures.value;
	useFetching(props.piece);
	if (at.piece.value !== null) return <>{props.children(at.piece.value)}</>;
	if (props.quiet === true) return <></>;
	if (failures === 0) return <p class="hint late" role="status">{words("loading")}</p>;
	return (
		<div class="notice late">
			<p role="status">{words("late_failed")}</p>
			<button type="button" onClick={() => location.reload()}>{words("stopped_update")}</button>
		</div>
	);
}

// Again when the connection is back, and now and then while it seems to be there.
function useFetching(name: PieceName): void {
	const app = useApp();
	const isOnline = app.status.value.at === "online";
	const failures = slots[name].failures.value;
	useEffect(() => {
		const wait_ms = failures === 0 ? 0 : Math.min(30000, 1000 * 2 ** failures);
		const timer = window.setTimeout(() => void fetchPiece(app, name), wait_ms);
		return () => window.clearTimeout(timer);
	}, [name, failures]);
	useEffect(() => {
		if (isOnline) void fetchPiece(app, name);
	}, [name, isOnline]);
}

/** Fetches pieces ahead of their use, when there is nothing more urgent. */
export function useAhead(app: App, names: readonly PieceName[]): void {
	const key = names.join();
	useEffect(() => {
		const fetchAll = (): void => names.forEach((name) => void fetchPiece(app, name));
		if (!("requestIdleCallback" in window)) {
			const timer = setTimeout(fetchAll, 2000);
			return () => clearTimeout(timer);
		}
		const idle = window.requestIdleCallback(fetchAll, { timeout: 5000 });
		return () => window.cancelIdleCallback(idle);
	}, [key]);
}
