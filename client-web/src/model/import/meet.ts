// How a file and a session fit together: what the session has already, and which of its boards, phases and sorts
// are those of the file.
import type { BallotRow, BoardRow, PhaseRow } from "../../protocol/generated";
import { replicaAll, replicaGet, type Replica } from "../../protocol/replica";
import { isOwnBoard, numberIn, textIn, type FileRow } from "./file";
import { closeStep, referenceOf, renumber, rowOf, type Plan, type Step } from "./steps";

/** A file that is imported, and the rows of the session that it is imported into. */
export interface Meeting {
	readonly plan: Plan;
	readonly replica: Replica;
}

/* ---- the session as a whole ---- */

function sessionsOf({ plan, replica }: Meeting) {
	const [here] = replicaAll(replica, "session");
	const [there] = plan.file.session;
	return { here, there };
}

function isSameMethod(meeting: Meeting): boolean {
	const { here, there } = sessionsOf(meeting);
	return here !== undefined && there?.["method"] === here.method;
}

/** Whether the file is of a session in the same language. */
export function isSameLanguage(meeting: Meeting): boolean {
	const { here, there } = sessionsOf(meeting);
	return here !== undefined && there?.["language"] === here.language;
}

/* ---- phases and sorts ---- */

// Those of the file's by their title or, in the same method, their number; 0 if there is none.
function partMet(meeting: Meeting, kind: "phase" | "idea_sort", number: number): number {
	const { plan, replica } = meeting;
	const there = rowOf(plan, kind, number);
	if (there === undefined || typeof there["title"] !== "string") return 0;
	const here = replicaGet(replica, kind, number);
	if (here?.title === there["title"]) return number;
	const found = replicaAll(replica, kind).find(({ title }) => title === there["title"]);
	if (found !== undefined) return found.id;
	return here !== undefined && isSameMethod(meeting) ? number : 0;
}

export function sortMet(meeting: Meeting, number: number): number {
	return partMet(meeting, "idea_sort", number);
}

export function phaseMet(meeting: Meeting, number: number): number {
	return partMet(meeting, "phase", number);
}

/** The phase in which ideas become what the row (phase, sort) was; 0 if there is none. */
export function phaseOfIdea(meeting: Meeting, row: FileRow): number {
	const { replica } = meeting;
	const same = phaseMet(meeting, numberIn(row, "phase"));
	const sort = sortMet(meeting, numberIn(row, "sort"));
	if (sort === 0 || replicaGet(replica, "phase", same)?.sort === sort) return same;
	const phases = replicaAll(replica, "phase").filter((phase) => phase.sort === sort && phase.hold !== "alone");
	return lowest(phases)?.id ?? same;
}

/** The board's phase if it allows votes, else one that does and shows nothing; undefined if none does. */
export function phaseForVotes(replica: Replica, board: BoardRow | undefined): PhaseRow | undefined {
	const worth = ({ id, boards, reveal }: PhaseRow): number =>
		(board === undefined || boards.length === 0 || boards.includes(board.sort) ? 1 : 0)
		+ (reveal ? 0 : 2) + (id === board?.phase ? 4 : 0);
	return replicaAll(replica, "phase")
		.filter(({ allows }) => allows.includes("votes"))
		.sort((a, b) => worth(b) - worth(a) || a.id - b.id)[0];
}

function lowest<Row extends { readonly id: number }>(rows: readonly Row[]): Row | undefined {
	return rows.reduce<Row | undefined>((least, row) => (least === undefined || row.id < least.id ? row : least), undefined);
}

/* ---- boards ---- */

/** A team's or table's board under its new number; else the board of the town that the old one's town has
 * become, or the plenary. Undefined where it has become nothing. */
export function boardMet({ plan, replica }: Meeting, number: number): BoardRow | undefined {
	const old = rowOf(plan, "board", number);
	if (old !== undefined && isOwnBoard(old) && numberIn(old, "town") !== 0) {
		const town = referenceOf(plan, old, "town", "town");
		return town === undefined
			? undefined
			: replicaAll(replica, "board").find((board) => board.sort === "town" && board.town === town);
	}
	if (old === undefined || isOwnBoard(old))
		return lowest(replicaAll(replica, "board").filter(({ sort }) => sort === "plenary"));
	const now = renumber(plan, "board", number);
	return now === undefined ? undefined : replicaGet(replica, "board", now);
}

// Whether nothing stands there, and nobody works there.
function isUnused({ replica }: Meeting, { id, leader }: BoardRow): boolean {
	return leader === 0
		&& !replicaAll(replica, "idea").some(({ board }) => board === id)
		&& !replicaAll(replica, "seat").some(({ team, table }) => team === id || table === id);
}

// The session's board that this one is: of the same sort and title, or, `renamed`, one that came with the same
// method and that nobody uses.
function boardLike(meeting: Meeting, row: FileRow, isRenamed: boolean): BoardRow | undefined {
	if (isRenamed && (row["sort"] === "table" || !isSameMethod(meeting))) return undefined;
	const isTaken = (id: number): boolean =>
		meeting.plan.steps.some(({ kind, result }) => kind === "board_add" && result === id);
	return lowest(replicaAll(meeting.replica, "board").filter((board) =>
		board.sort === row["sort"] && !isTaken(board.id)
		&& (isRenamed ? isUnused(meeting, board) : board.title === row["title"])));
}

/* ---- ballots ---- */

// Whether votes can still be given in it, or it can be made what the file's was.
function isFresh({ method, state, hidden }: BallotRow): boolean {
	return method === "opinion" ? state !== "void" && !(state === "closed" && hidden) : state === "prepared";
}

// Titles differ where the session speaks another language.
function isAlike(meeting: Meeting, row: FileRow, ballot: BallotRow): boolean {
	if (meeting.plan.file.ballot.some(({ title }) => title === ballot.title)) return false; // it is that one
	return ballot.method === "opinion" || (isSameMethod(meeting) && row["secrecy"] === ballot.secrecy
		&& phaseMet(meeting, numberIn(row, "phase")) === ballot.phase);
}

/** The session's ballot that the file's is: one of the same name that votes can still be given in, or that came
 * with the same method; 0 if there is none. */
export function ballotMet(meeting: Meeting, row: FileRow): number {
	const { plan, replica } = meeting;
	const board = numberIn(row, "board") === 0 ? { id: 0 } : boardMet(meeting, numberIn(row, "board"));
	const isTaken = (id: number): boolean => plan.steps.some(({ makes, state, result }) =>
		makes === "ballot" && state !== "open" && result === id);
	const fitting = replicaAll(replica, "ballot").filter((ballot) =>
		row["method"] === ballot.method && isFresh(ballot) && ballot.board === board?.id && !isTaken(ballot.id));
	const found = lowest(fitting.filter(({ title }) => title === row["title"]))
		?? lowest(fitting.filter((ballot) => isAlike(meeting, row, ballot)));
	return found?.id ?? 0;
}

/* ---- what is there already ---- */

function open(plan: Plan, kind: Step["kind"]): Step[] {
	return plan.steps.filter((step) => step.kind === kind && step.state === "open");
}

function meet(plan: Plan, step: Step, found: { readonly id: number } | undefined): void {
	if (found !== undefined && found.id !== 0) closeStep(plan, step, "existing", found.id);
}

/** Finds what stands in the session already: towns, boards and topics of the same name, whose steps become
 * `existing`. False if the file has votes, and the session no phase for them. */
export function planMeet(meeting: Meeting): boolean {
	const { plan, replica } = meeting;
	for (const step of open(plan, "town_add"))
		meet(plan, step, replicaAll(replica, "town").find(({ name }) => name === textIn(step.row, "name")));
	for (const step of open(plan, "topic_add"))
		meet(plan, step, replicaAll(replica, "topic").find(({ title }) => title === textIn(step.row, "title")));
	for (const isRenamed of [false, true])
		for (const step of open(plan, "board_add")) meet(plan, step, boardLike(meeting, step.row, isRenamed));
	return plan.file.vote.length === 0 || phaseForVotes(replica, undefined) !== undefined;
}

/** Ballots that would be found if it were done now. */
export function ballotsMeet(meeting: Meeting): void {
	for (const step of open(meeting.plan, "ballot_add"))
		meet(meeting.plan, step, { id: ballotMet(meeting, step.row) });
}
