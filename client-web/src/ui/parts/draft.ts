// A half-written text: in memory for the page, and on the device so that a reload does not lose it.
// Nothing that arrives from the server ever touches it; what another tab makes of it is taken over, but
// not under somebody's fingers.
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { App } from "../../model/app";
import type { AnyEntry } from "../../sync/outbox";
import { draftHear, draftRead, draftWrite } from "../../sync/storage";
import { useApp } from "../context";

const ending = new Set<string>(); // drafts that were given and are not on the shelf yet

/** Takes what is being written along to another field, if nothing stands there. */
export function draftsMove(app: App, from: number, to: number): void {
	const session = app.viewer.value?.session ?? 0;
	const names = ["idea-", "idea-title-"].filter((name) => !ending.has(name + from));
	if (names.some((name) => draftRead(app.store, session, name + to) !== "")) return;
	for (const name of names) {
		draftWrite(app.store, session, name + to, draftRead(app.store, session, name + from));
		draftWrite(app.store, session, name + from, "");
	}
}

// What was just given is only in this page until it is stored: its draft stays on the device so long. What another
// tab has written there meanwhile stays.
function draftEnd(app: App, session: number, field: string, given: string): void {
	ending.add(field);
	const stop = effect(() => {
		if (app.entries.value.some(isHereAlone)) return;
		ending.delete(field);
		if (draftRead(app.store, session, field) === given) draftWrite(app.store, session, field, "");
		queueMicrotask(() => stop());
	});
}

function isHereAlone({ stored, state }: AnyEntry): boolean {
	return !stored && (state === "waiting" || state === "sent");
}

export function useDraft(field: string): readonly [string, (text: string) => void] {
	const app = useApp();
	const session = app.viewer.value?.session ?? 0;
	const [text, setText] = useState(() => (ending.has(field) ? "" : draftRead(app.store, session, field)));
	const shown = useRef(text);
	shown.current = text;
	useEffect(
		() => draftHear(session, field, (theirs) => {
			if (!isWriting(shown.current)) setText(theirs);
		}),
		[session, field],
	);
	return [
		text,
		(next) => {
			setText(next);
			if (next === "") draftEnd(app, session, field, shown.current);
			else {
				ending.delete(field);
				draftWrite(app.store, session, field, next);
			}
		},
	];
}

// With the focus on the form's button one is about to send what stands there.
function isWriting(text: string): boolean {
	const at = document.activeElement;
	return document.hasFocus() && at?.closest("form") != null && (text !== "" || !(at instanceof HTMLButtonElement));
}
