// The file's ballots in the order in which they can be held again: prepared, opened, voted in, closed, each
// round after the one before it. What was sealed cannot be entered again: such a ballot is prepared anew, and
// empty.
import type { CommandKind } from "../../protocol/generated";
import { numberIn, type FileRow } from "./file";
import { addStep, nextWave, rowNamed, type Plan } from "./steps";

const roundsMost = 32;
const slipsAtOnce = 5000;

/** Whether what was said in the ballot can be entered again: not what was sealed. */
export function isEntered(ballot: FileRow | undefined): ballot is FileRow {
	return ballot !== undefined && ballot["secrecy"] !== "confidential" && ballot["state"] !== "void";
}

export function wasOpened(ballot: FileRow): boolean {
	return ballot["state"] === "open" || isClosed(ballot);
}

export function isClosed(ballot: FileRow): boolean {
	return ballot["state"] === "closed";
}

function isOpinion(ballot: FileRow): boolean {
	return ballot["method"] === "opinion";
}

/* ---- rounds ---- */

// Only what will be closed here is repeated; others are prepared by themselves.
function before(plan: Plan, ballot: FileRow): FileRow | undefined {
	const previous = rowNamed(plan, ballot, "previous", "ballot");
	return isEntered(previous) && isClosed(previous) ? previous : undefined;
}

// How many rounds were before it.
function roundOf(plan: Plan, ballot: FileRow): number {
	let round = 0;
	for (let at = before(plan, ballot); at !== undefined && round < roundsMost; at = before(plan, at)) round++;
	return round;
}

// An opinion ballot's result is about the ideas that are seen when it is closed. Where it knows none that was
// hidden or merged, these were so before.
function closedLast(plan: Plan): Set<FileRow> {
	const isUnseen = (row: FileRow): boolean => {
		const idea = rowNamed(plan, row, "idea", "idea");
		return typeof idea?.["hold"] === "string" || numberIn(idea, "merged_into") !== 0;
	};
	const not = new Set([
		...plan.file.ballot.map((row) => numberIn(row, "previous")),
		...plan.file.result.filter(isUnseen).map((row) => numberIn(row, "ballot")),
	]);
	return new Set(plan.file.ballot.filter((row) => isOpinion(row) && isClosed(row) && !not.has(numberIn(row, "id"))));
}

function addRound(plan: Plan, ballots: readonly FileRow[], last: ReadonlySet<FileRow>): void {
	const entered = ballots.filter((row) => isEntered(row) && wasOpened(row));
	const enter = (kind: "vote" | "paper", command: CommandKind): void => {
		const meant = new Set(ballots.filter(isEntered));
		for (const row of plan.file[kind]) {
			const ballot = rowNamed(plan, row, "ballot", "ballot");
			if (ballot !== undefined && meant.has(ballot) && row["withdrawn"] !== true) addStep(plan, command, row);
		}
	};
	nextWave(plan);
	for (const row of ballots)
		addStep(plan, before(plan, row) === undefined ? "ballot_add" : "ballot_repeat", row, "ballot");
	nextWave(plan);
	for (const row of ballots) addStep(plan, "ballot_edit", row);
	nextWave(plan);
	for (const row of entered) addStep(plan, "ballot_open", row);
	nextWave(plan);
	enter("vote", "vote");
	enter("paper", "cast");
	nextWave(plan);
	for (const row of entered)
		if (isClosed(row) && !last.has(row)) addStep(plan, "ballot_close", row);
}

function addRounds(plan: Plan, isMeant: (ballot: FileRow) => boolean): void {
	const rounds = plan.file.ballot.map((row) => ({ row, round: roundOf(plan, row) }));
	const most = rounds.reduce((last, { round }) => Math.max(last, round), 0);
	const last = closedLast(plan);
	for (let at = 0; at <= most; at++)
		addRound(plan, rounds.filter(({ row, round }) => round === at && isMeant(row)).map(({ row }) => row), last);
}

/** Ballots that were closed, and all opinion ballots: prepared, opened, voted in, closed. */
export function addEarly(plan: Plan): void {
	addRounds(plan, (ballot) => isOpinion(ballot) || isClosed(ballot));
}

/** The others, whose options nobody may change any more. */
export function addLate(plan: Plan): void {
	addRounds(plan, (ballot) => !isOpinion(ballot) && !isClosed(ballot));
}

/** Closes opinion ballots that were closed after ideas had been hidden and merged. */
export function addLast(plan: Plan): void {
	nextWave(plan);
	for (const row of closedLast(plan)) if (isEntered(row)) addStep(plan, "ballot_close", row);
}

/* ---- slips ---- */

/** Slips that follow one another are numbered together. */
export function addSlips(plan: Plan): void {
	let run = { id: 0, town: 0, count: 0 };
	for (const row of plan.file.slip) {
		const [id, town] = [numberIn(row, "id"), numberIn(row, "town")];
		if (run.count > 0 && id === run.id + run.count && town === run.town && run.count < slipsAtOnce) {
			run.count++;
			continue;
		}
		run = { id, town, count: 1 };
		addStep(plan, "slips_add", run, "slip");
	}
}

/** Which people are those of numbered slips: they come to be when their slip is used. Who has done more than
 * vote by a slip is added as a person like others. */
export function noteSlips(plan: Plan): void {
	const { idea, comment, seat, board } = plan.file;
	const active = new Set([
		...idea.map((row) => numberIn(row, "author")), ...comment.map((row) => numberIn(row, "author")),
		...seat.map((row) => numberIn(row, "person")), ...board.map((row) => numberIn(row, "leader")),
	]);
	for (const row of plan.file.slip) {
		const number = numberIn(row, "person");
		const person = rowNamed(plan, row, "person", "person");
		if (person !== undefined && !active.has(number)) plan.slips.set(person, numberIn(row, "id"));
	}
}
