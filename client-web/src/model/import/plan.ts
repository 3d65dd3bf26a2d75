// The plan of an import: which rows of the file ask for steps, and in which order.
import type { CommandKind } from "../../protocol/generated";
import { addEarly, addLast, addLate, addSlips, isEntered, noteSlips, wasOpened } from "./ballots";
import { indexOf, planCheck } from "./check";
import { entriesIn, numberIn, type FileKind, type FileRow, type Problem, type SessionFile } from "./file";
import { addEnds, addIdeas, addVotePhases } from "./history";
import { addBoards, addStep, know, nextWave, rowNamed, type Plan } from "./steps";

/* ---- which rows ask for a step ---- */

type Asks = (plan: Plan, row: FileRow) => boolean;

// Merging concerns only what is seen: both ideas are hidden after it. Nor is what is hidden put to the vote.
function isNeededShown(plan: Plan, row: FileRow): boolean {
	return numberIn(row, "merged_into") !== 0 || plan.merged.has(row) || plan.put.has(row);
}

function isWithheld(row: FileRow): boolean {
	return typeof row["hold"] === "string";
}

const isLocked: Asks = (_, row) => row["locked"] === true;

// People of no town cannot be added; those of slips come by them.
const isAdded: Asks = (plan, row) => numberIn(row, "town") !== 0 && !plan.slips.has(row);

// Moderators' rights no file gives.
const hasRole: Asks = (plan, row) =>
	isAdded(plan, row) && typeof row["role"] === "string" && row["role"] !== "moderator" && row["role"] !== "citizen";

// Merging makes its link itself, and sending up too.
const isPlainLink: Asks = (plan, row) => row["relation"] !== "merged_into" && !plan.made.has(row);

// A place in a team and one at a table are taken one by one.
function addSeats(plan: Plan): void {
	for (const row of plan.file.seat)
		for (const place of ["team", "table"]) {
			const [board, person] = [numberIn(row, place), numberIn(row, "person")];
			if (board !== 0) addStep(plan, "seat_take", { person, board });
		}
}

/* ---- parts, in the order of the steps ---- */

type Part =
	| ((plan: Plan) => void)
	| readonly [kind: FileKind, adds: CommandKind, asks: Asks | null, makes?: FileKind];

// What is hidden is hidden before more is added to it. Votes come before merging and locking, after which none
// are taken; phases, rules and locks of boards at the end.
const parts: readonly Part[] = [
	["town", "town_add", null, "town"],
	addBoards,
	["board", "board_edit", (_, row) => typeof row["title"] === "string"],
	["phase", "phase_edit", (_, row) => typeof row["prompt"] === "string" && typeof row["help"] === "string"],
	["topic", "topic_add", null, "topic"],
	["person", "person_add", isAdded, "person"],
	addSlips,
	["person", "person_role", hasRole],
	addSeats,
	["board", "board_lead", (_, row) => numberIn(row, "leader") !== 0],
	addIdeas,
	["idea", "idea_hide", (plan, row) => isWithheld(row) && !isNeededShown(plan, row)],
	["comment", "comment_add", null, "comment"],
	["comment", "comment_hide", (_, row) => isWithheld(row)],
	["link", "idea_link", isPlainLink],
	addVotePhases,
	addEarly,
	["idea", "idea_merge", (_, row) => numberIn(row, "merged_into") !== 0],
	["idea", "idea_stage", (_, row) => typeof row["stage"] === "string" && row["stage"] !== "idea"],
	["idea", "idea_lock", isLocked],
	addLate,
	addEnds,
	["board", "board_rules", (_, row) => typeof row["approval"] === "boolean"],
	["idea", "idea_hide", (plan, row) => isWithheld(row) && isNeededShown(plan, row)],
	["board", "board_lock", isLocked],
	addLast,
	["person", "person_mute", (plan, row) => isAdded(plan, row) && row["muted"] === true],
	["person", "person_remove", (plan, row) => isAdded(plan, row) && row["kept_out"] === true],
	["session", "session_lock", isLocked],
];

// Each part is a wave of its own.
function addPart(plan: Plan, part: Part): void {
	nextWave(plan);
	if (typeof part === "function") return part(plan);
	const [kind, adds, asks, makes] = part;
	for (const row of plan.file[kind]) if (asks === null || asks(plan, row)) addStep(plan, adds, row, makes ?? null);
}

/* ---- people of no town ---- */

/** The people of no town who have taken part. Whoever imports takes over what the first of them has done, a
 * moderator if there is one; all others need a town. */
export function townless(file: SessionFile): FileRow[] {
	const concerned = new Set([
		...file.idea.map((row) => numberIn(row, "author")), ...file.comment.map((row) => numberIn(row, "author")),
		...file.vote.map((row) => numberIn(row, "person")), ...file.paper.map((row) => numberIn(row, "person")),
		...file.seat.map((row) => numberIn(row, "person")), ...file.board.map((row) => numberIn(row, "leader")),
	]);
	const all = file.person.filter((row) => numberIn(row, "town") === 0 && concerned.has(numberIn(row, "id")));
	return all.sort((a, b) => Number(b["role"] === "moderator") - Number(a["role"] === "moderator"));
}

// The file's town of this name, added if there is none.
function townNamed(file: SessionFile, name: string): number {
	const found = file.town.find((row) => row["name"] === name);
	if (found !== undefined) return numberIn(found, "id");
	const id = file.town.reduce((last, row) => Math.max(last, numberIn(row, "id")), 0) + 1;
	file.town.push({ id, name });
	return id;
}

/* ---- the plan ---- */

// Which ideas are merged, and put to the vote that is entered again.
function mark(plan: Plan): void {
	for (const row of plan.file.idea) {
		const into = rowNamed(plan, row, "merged_into", "idea");
		if (into !== undefined) plan.merged.add(into);
	}
	for (const row of plan.file.ballot) {
		if (!wasOpened(row) || !isEntered(row)) continue;
		for (const option of entriesIn(row, "options")) {
			const idea = rowNamed(plan, option, "idea", "idea");
			if (idea !== undefined) plan.put.add(idea);
		}
	}
}

/** Takes the file, whose texts are tidied. `town`: of the people of no town but the first; "" if there are no
 * others. `self`: whoever imports. */
export function planMake(file: SessionFile, town: string, self: number): Plan | Problem[] {
	const [me, ...others] = townless(file);
	if (others.length > 0) {
		const id = townNamed(file, town);
		for (const row of others) row["town"] = id;
	}
	const { index, problems } = indexOf(file);
	const plan: Plan = {
		file, index, known: new Map(), slips: new Map(), put: new Set(), merged: new Set(), sentFrom: new Map(),
		made: new Set(), steps: [], self, wave: 0,
	};
	const all = [...problems, ...planCheck(plan)];
	if (all.length > 0) return all;
	noteSlips(plan);
	mark(plan);
	for (const part of parts) addPart(plan, part);
	if (me !== undefined) know(plan, "person", numberIn(me, "id"), 0);
	return plan;
}
