// The import of a whole file that is under way, or was last. It goes on wherever one goes in the page.
import { signal } from "@preact/signals";
import { say, text, type App } from "../../model/app";
import type { Prepared } from "../../model/import/prepare";
import type { Imported } from "../../model/import/run";
import type { TextKey } from "../../model/texts";
import { asideWho } from "./aside_who";

export type LateImport = typeof import("../../late_import");

export interface Importing {
	readonly live: App["live"]; // the session that it is for
	readonly done: number; // steps
	readonly of: number;
	readonly end: Imported | null;
	readonly stop: () => void;
}

export const importing = signal<Importing | null>(null);

export const endText: Readonly<Record<Imported["how"], TextKey>> = {
	all: "whole_done",
	stopped: "whole_stopped",
	lost: "whole_lost",
	elsewhere: "whole_elsewhere",
};

export async function importTake(app: App, late: LateImport, prepared: Prepared): Promise<void> {
	const { live } = app;
	const who = asideWho(app);
	if (live === null || who === null) return;
	const control = new AbortController();
	const stop = (): void => control.abort();
	const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
	const tell = (done: number, of: number, end: Imported | null): void => {
		if (app.live === live) importing.value = { live, done, of, end, stop };
	};
	const of = prepared.plan.steps.length;
	let done = 0;
	tell(0, of, null);
	window.addEventListener("beforeunload", warn);
	const end = await late.importRun(app, live, who, prepared, control.signal, (now) => tell((done = now), of, null));
	window.removeEventListener("beforeunload", warn);
	tell(done, of, end);
	say(app, text(app, endText[end.how]));
}
