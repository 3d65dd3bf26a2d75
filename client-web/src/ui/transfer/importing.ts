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
	readonly isStopping: boolean;
	readonly stop: () => void;
}

export const importing = signal<Importing | null>(null);

export async function importTake(app: App, late: LateImport, prepared: Prepared): Promise<void> {
	const { live } = app;
	const who = asideWho(app);
	if (live === null || who === null) return;
	const control = new AbortController();
	const of = prepared.plan.steps.length;
	let done = 0;
	const tell = (end: Imported | null): void => {
		const isStopping = control.signal.aborted;
		if (app.live === live) importing.value = { live, done, of, end, isStopping, stop };
	};
	const stop = (): void => {
		control.abort();
		tell(null);
	};
	const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
	tell(null);
	// It stays until it is over, and so the page tells nothing of what the file's ballots and ideas go through.
	say(app, text(app, "whole_begins"), { label: "whole_stop", act: stop });
	window.clearTimeout(app.sayTimer);
	window.addEventListener("beforeunload", warn);
	const run = late.importRun(app, live, who, prepared, control.signal, (now) => {
		done = now;
		tell(null);
	});
	const end = await run.catch((): Imported => (
		{ how: "lost", why: "", refused: [], counts: [], compared: [], sealed: [] }));
	window.removeEventListener("beforeunload", warn);
	tell(end);
	if (end.how === "left") say(app, "");
	else say(app, text(app, ...endWords(end)));
}

const endText: Readonly<Record<Imported["how"], TextKey>> = {
	all: "whole_done",
	stopped: "whole_stopped",
	lost: "whole_lost",
	elsewhere: "whole_elsewhere",
	left: "whole_left",
	unkept: "whole_unkept",
};

/** How it ended, in one sentence. */
export function endWords({ how, counts }: Imported): readonly [TextKey, { readonly n: number }] {
	const n = counts.reduce((sum, { failed }) => sum + failed, 0);
	return [how === "all" && n > 0 ? "whole_done_but" : endText[how], { n }];
}
