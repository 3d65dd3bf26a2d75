// What has been entered from slips: what is on its way or refused stands in the outbox, what was saved is
// remembered as long as the page is open, and kept nowhere.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { App } from "../../model/app";
import { paperGet, type Paper } from "../../model/paper";
import { rowsAll, rowsGet } from "../../model/rows";
import type { AnyEntry } from "../../sync/outbox";
import { choiceWords, errorNumbers, type Pair } from "../../protocol/generated";
import { checkShow } from "../../protocol/link";

export interface Entered {
	readonly key: string;
	readonly ids: readonly string[]; // of the commands that say it: one for each opinion
	readonly session: number;
	readonly ballot: number;
	readonly slip: number;
	readonly says: Paper;
	readonly withdraws: boolean;
	readonly check: string;
	readonly state: "waiting" | "saved" | "refused";
	readonly isUnknown: boolean; // refused because there is no such slip
	readonly reason: string;
}

const log = signal<readonly Entered[]>([]); // the newest first

type SlipCommand = Extract<AnyEntry, { kind: "cast" | "vote" }>;

function isOfSlip(entry: AnyEntry): entry is SlipCommand {
	return (entry.kind === "cast" || entry.kind === "vote") && entry.args.slip !== 0;
}

function stateOf(entries: readonly SlipCommand[]): Entered["state"] {
	if (entries.some(({ state }) => state === "refused")) return "refused";
	return entries.every(({ state }) => state === "done") ? "saved" : "waiting";
}

// The refusal names what was not found by its kind: it may be the ballot or an idea too.
function isUnknown({ state, code, message }: SlipCommand): boolean {
	return state === "refused" && code === errorNumbers.not_found && /\bslip\b/.test(message);
}

function saysOf(entry: SlipCommand): Paper {
	return entry.kind === "cast"
		? entry.args.choices
		: [[entry.args.idea, choiceWords.indexOf(entry.args.choice)]];
}

/** What stands in the outbox, the opinions of a slip together. */
function underWay(session: number, entries: readonly AnyEntry[]): Entered[] {
	const groups = new Map<string, SlipCommand[]>();
	for (const entry of entries.filter(isOfSlip)) {
		const key = entry.kind === "cast" ? entry.id : `${entry.args.ballot} ${entry.args.slip}`;
		groups.set(key, [...(groups.get(key) ?? []), entry]);
	}
	return [...groups].map(([key, all]): Entered => {
		const [{ kind, args }] = all as [SlipCommand];
		return {
			key, session, ballot: args.ballot, slip: args.slip,
			ids: all.map(({ id }) => id),
			says: all.flatMap(saysOf),
			withdraws: kind === "cast" && args.withdraw,
			check: kind === "cast" && args.check.length > 0 ? checkShow(args.check) : "",
			state: stateOf(all),
			isUnknown: all.some(isUnknown),
			reason: all.find(({ state }) => state === "refused")?.message ?? "",
		};
	});
}

// What was on its way and is not there any more has arrived; what was refused has been dealt with.
function next(before: readonly Entered[], now: readonly Entered[]): Entered[] {
	const isNow = ({ key }: Entered) => now.some((entered) => entered.key === key);
	const kept = before
		.filter((entered) => isNow(entered) || entered.state !== "refused")
		.map((entered): Entered => {
			const found = now.find(({ key }) => key === entered.key);
			if (found === undefined) return { ...entered, state: "saved" };
			// Of several opinions those that have arrived are not in the outbox any more, and others may
			// have come to them since.
			const known = entered.says.map(([option, number]): Pair => [option, paperGet(found.says, option) ?? number]);
			const added = found.says.filter(([option]) => paperGet(known, option) === null);
			return { ...found, says: [...known, ...added], ids: [...new Set([...entered.ids, ...found.ids])] };
		});
	const added = now.filter(({ key }) => !before.some((entered) => entered.key === key));
	return [...added.reverse(), ...kept];
}

/** What was entered in a ballot, the newest first. */
export function useSlipLog(app: App, ballot: number): readonly Entered[] {
	const session = app.viewer.value?.session ?? 0;
	const entries = app.entries.value;
	useEffect(() => {
		log.value = next(log.value, underWay(session, entries));
	}, [session, entries]);
	return log.value.filter((entered) => entered.session === session && entered.ballot === ballot);
}

/** Whether this page has entered a slip and not taken it back. */
export function isEntered(all: readonly Entered[], slip: number): boolean {
	return all.find((entered) => entered.slip === slip && entered.state !== "refused")?.withdraws === false;
}

export function discard(app: App, entered: Entered): void {
	for (const id of entered.ids) app.live?.dismiss(id);
}

/** Whether there is no such slip, as far as the page knows: moderators alone see the slips. */
export function isSlipMissing(app: App, slip: number): boolean {
	// Without any, the rows may not have come yet.
	return app.me.value.moderates && rowsAll(app.rows, "slip").length > 0 &&
		rowsGet(app.rows, "slip", slip) === undefined;
}
