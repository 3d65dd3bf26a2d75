// The commands of an import's steps about ballots, from the file's rows and what earlier steps have given.
import type { BallotRow, Commands, Pair } from "../../protocol/generated";
import { replicaGet } from "../../protocol/replica";
import { countIn, entriesIn, listIn, numberIn, textIn, wordIn, wordsIn, type FileKind } from "./file";
import { command, named, type Filled, type Filling } from "./filling";
import { ballotMet, boardMet, phaseMet, sortMet } from "./meet";
import { referenceOf, rowNamed } from "./steps";

function isAll<Item>(list: readonly (Item | undefined)[]): list is readonly Item[] {
	return !list.includes(undefined);
}

// The pairs of a list such as [{ "idea": 12, "number": 3 }] under their new numbers; 0 stays 0.
function pairs({ plan, row }: Filling, field: string, kind: FileKind): readonly Pair[] | null {
	const all = entriesIn(row, field).map((entry): Pair | undefined => {
		const id = referenceOf(plan, entry, kind, kind);
		return id === undefined ? undefined : [id, countIn(entry, "number")];
	});
	return isAll(all) ? all : null;
}

function voters(filling: Filling): readonly number[] | null {
	const all = listIn(filling.row, "voters").map((number) => boardMet(filling, Number(number))?.id);
	return isAll(all) ? all : null;
}

function prepared(filling: Filling): Commands["ballot_add"] | null {
	const { row } = filling;
	const board = numberIn(row, "board") === 0 ? { id: 0 } : boardMet(filling, numberIn(row, "board"));
	const topic = named(filling, "topic", "topic");
	const [options, weights, who] = [pairs(filling, "options", "idea"), pairs(filling, "weights", "town"), voters(filling)];
	if (board === undefined || topic === undefined || options === null || weights === null || who === null) return null;
	const count = (field: string): number => countIn(row, field);
	return {
		title: textIn(row, "title"),
		method: wordIn(row, "ballot", "method"),
		secrecy: wordIn(row, "ballot", "secrecy"),
		hidden: row["hidden"] === true,
		board: board.id,
		phase: phaseMet(filling, numberIn(row, "phase")),
		topic,
		stages: wordsIn(row, "ballot", "stages"),
		sort: sortMet(filling, numberIn(row, "sort")),
		options,
		roles: wordsIn(row, "ballot", "roles"),
		voters: who,
		points: count("points"),
		heap: count("heap"),
		picks: count("picks"),
		places: count("places"),
		threshold: count("threshold"),
		threshold_of: count("threshold_of"),
		quorum: count("quorum"),
		budget: count("budget"),
		budget_rule: wordIn(row, "ballot", "budget_rule"),
		utility: wordIn(row, "ballot", "utility"),
		weights,
		rule: wordIn(row, "ballot", "rule"),
	};
}

function add(filling: Filling): Filled {
	const met = ballotMet(filling, filling.row);
	if (met !== 0) return met;
	const args = prepared(filling);
	return args === null ? null : command("ballot_add", args);
}

function ballotOf(filling: Filling, field: string): BallotRow | undefined {
	return replicaGet(filling.replica, "ballot", named(filling, field, "ballot") ?? 0);
}

// Whether the ballot was prepared by the very step that makes it, from the same row.
function isAsAdded({ plan, row }: Filling): boolean {
	return plan.steps.some((step) => step.row === row && step.kind === "ballot_add" && step.state === "done");
}

// What was found here or is another round becomes like the file's, as long as it was not opened.
function edit(filling: Filling): Filled {
	const ballot = ballotOf(filling, "id");
	if (ballot === undefined) return null;
	if (ballot.state !== "prepared" || isAsAdded(filling)) return 0;
	const args = prepared(filling);
	return args === null ? null : command("ballot_edit", { ballot: ballot.id, ...args });
}

/* ---- what was said ---- */

interface Voter {
	readonly person: number;
	readonly slip: number;
}

// By their slip, if they are known by that alone.
function voterOf(filling: Filling): Voter | null {
	const { plan, row } = filling;
	const who = rowNamed(plan, row, "person", "person");
	const slip = who === undefined ? undefined : plan.slips.get(who);
	const number = slip === undefined ? named(filling, "person", "person") : referenceOf(plan, { slip }, "slip", "slip");
	if (number === undefined) return null;
	return slip === undefined ? { person: number, slip: 0 } : { person: 0, slip: number };
}

function vote(filling: Filling): Filled {
	const [ballot, idea] = [named(filling, "ballot", "ballot"), named(filling, "idea", "idea")];
	const voter = voterOf(filling);
	if (ballot === undefined || idea === undefined || voter === null) return null;
	return command("vote", { idea, ballot, choice: wordIn(filling.row, "vote", "choice"), ...voter });
}

function cast(filling: Filling): Filled {
	const ballot = named(filling, "ballot", "ballot");
	const choices = pairs(filling, "choices", "idea");
	const voter = voterOf(filling);
	if (ballot === undefined || choices === null || voter === null) return null;
	return command("cast", { ballot, choices, check: new Uint8Array(0), withdraw: false, ...voter });
}

function addSlips(filling: Filling): Filled {
	const town = named(filling, "town", "town");
	return town === undefined ? null : command("slips_add", { town, count: numberIn(filling.row, "count") });
}

/** What a step about ballots asks for now. */
export function fillBallot(filling: Filling): Filled {
	const { kind } = filling.step;
	const ballot = ballotOf(filling, kind === "ballot_repeat" ? "previous" : "id");
	switch (kind) {
		case "ballot_add": return add(filling);
		case "ballot_edit": return edit(filling);
		case "vote": return vote(filling);
		case "cast": return cast(filling);
		case "slips_add": return addSlips(filling);
	}
	if (ballot === undefined) return null;
	switch (kind) {
		case "ballot_repeat": return command("ballot_repeat", { ballot: ballot.id });
		case "ballot_open": return ballot.state === "open" ? 0 : command("ballot_open", { ballot: ballot.id });
		case "ballot_close": return ballot.state === "closed" ? 0 : command("ballot_close", { ballot: ballot.id });
		default: return null;
	}
}
