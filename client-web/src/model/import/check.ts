// Whether a file can be imported: texts as the server will take them, words that exist, numbers that lead
// somewhere.
import { commandShapes, limits, type CommandKind } from "../../protocol/generated";
import { textFault, textLimits, textTidy } from "../../protocol/text";
import {
	entriesIn, isOwnBoard, listIn, numberIn, textIn, wordsOf, type FileKind, type FileRow, type Problem, type SessionFile,
} from "./file";
import { rowNamed, rowOf, type Plan } from "./steps";

/** What the checks of one row are given. */
interface Checking {
	readonly plan: Plan;
	readonly kind: FileKind;
	readonly row: FileRow;
	/** Something is wrong with a field. */
	readonly tell: (field: string, why?: Problem["why"]) => void;
}

type Check = (at: Checking) => void;

function reference({ plan, row, tell }: Checking, field: string, kind: FileKind, mayBeNone = false): void {
	const isNone = (row[field] ?? 0) === 0;
	if (!(isNone && mayBeNone) && rowNamed(plan, row, field, kind) === undefined) tell(field);
}

function word({ kind, row, tell }: Checking, field: string): void {
	const value = row[field];
	if (typeof value !== "string" || !wordsOf(kind, field).includes(value)) tell(field);
}

// Tidies a text in the file and checks it as the server will.
function text({ row, tell }: Checking, field: string, kind: CommandKind): void {
	const value = row[field] ?? "";
	const { fields } = commandShapes[kind];
	if (typeof value !== "string") tell(field);
	row[field] = textTidy(textIn(row, field));
	const isMultiline = fields.some(([name, type]) => name === field && type === "text");
	const fault = textFault(textIn(row, field), textLimits(fields, field), isMultiline);
	if (fault !== null) tell(field, fault);
}

const optionsMost = 500; // of a ballot

// A list of rows' numbers, each with a number.
function pairs(at: Checking, field: string, kind: FileKind, most: number, orNone = false): void {
	const list = at.row[field] ?? [];
	const entries = entriesIn(at.row, field);
	if (!Array.isArray(list) || entries.length < list.length || list.length > most) return at.tell(field);
	for (const row of entries) {
		if (!Number.isSafeInteger(row["number"]) || (row["number"] as number) < 0) at.tell(field);
		reference({ ...at, row, tell: () => at.tell(field) }, kind, kind, orNone);
	}
}

/* ---- kind by kind ---- */

const checkBoard: Check = (at) => {
	word(at, "sort");
	reference(at, "town", "town", true);
	reference(at, "leader", "person", true);
	const isOwn = isOwnBoard(at.row);
	if (!isOwn || textIn(at.row, "title") !== "") text(at, "title", "board_add");
	if (isOwn) return;
	word(at, "audience");
	reference(at, "parent", "board", true);
};

const checkPhase: Check = (at) => {
	const { row } = at;
	if (typeof row["prompt"] !== "string" || typeof row["help"] !== "string") return;
	for (const field of ["title", "prompt", "help"]) text(at, field, "phase_edit");
};

const checkPerson: Check = (at) => {
	reference(at, "town", "town", true);
	if (numberIn(at.row, "town") === 0) return;
	// An erased person has no name left, and a person needs one.
	if (at.row["name"] === "") at.row["name"] = "–";
	text(at, "name", "person_add");
	text(at, "institution", "person_add");
};

// What waited for approval is hidden, and what was written alone where the session has no such phase: so they
// need a reason.
function hidden(at: Checking, kind: CommandKind): void {
	const { row } = at;
	if (typeof row["hold"] !== "string") return;
	word(at, "hold");
	if (textIn(row, "reason") === "") row["reason"] = row["hold"];
	text(at, "reason", kind);
}

const checkIdea: Check = (at) => {
	reference(at, "board", "board");
	reference(at, "topic", "topic", true);
	reference(at, "author", "person");
	text(at, "title", "idea_add");
	text(at, "text", "idea_add");
	hidden(at, "idea_hide");
	reference(at, "merged_into", "idea", true);
	if (typeof at.row["stage"] === "string") word(at, "stage");
};

const checkComment: Check = (at) => {
	reference(at, "idea", "idea");
	reference(at, "author", "person");
	text(at, "text", "comment_add");
	hidden(at, "comment_hide");
};

const checkBallot: Check = (at) => {
	const { plan, row, tell } = at;
	// Exports of old say less of their ballots, which were all for opinions.
	row["method"] ??= "opinion";
	row["title"] ??= "–";
	word(at, "method");
	for (const field of ["secrecy", "state", "budget_rule", "utility", "rule"])
		if ((row[field] ?? null) !== null) word(at, field);
	text(at, "title", "ballot_add");
	reference(at, "board", "board", true);
	reference(at, "topic", "topic", true);
	reference(at, "previous", "ballot", true);
	pairs(at, "options", "idea", optionsMost);
	pairs(at, "weights", "town", limits.linesMax);
	const voters = listIn(row, "voters");
	const isBoard = (number: unknown): boolean => typeof number === "number" && rowOf(plan, "board", number) !== undefined;
	if (!voters.every(isBoard) || voters.length > limits.linesMax) tell("voters");
	if (numberIn(row, "previous") >= numberIn(row, "id")) tell("previous");
};

const checks: { readonly [K in FileKind]?: Check } = {
	town: (at) => text(at, "name", "town_add"),
	board: checkBoard,
	phase: checkPhase,
	topic: (at) => text(at, "title", "topic_add"),
	person: checkPerson,
	slip(at) {
		reference(at, "town", "town");
		reference(at, "person", "person", true);
	},
	seat(at) {
		reference(at, "person", "person");
		reference(at, "team", "board", true);
		reference(at, "table", "board", true);
	},
	idea: checkIdea,
	comment: checkComment,
	link(at) {
		reference(at, "from", "idea");
		reference(at, "to", "idea");
		word(at, "relation");
	},
	ballot: checkBallot,
	vote(at) {
		reference(at, "ballot", "ballot");
		reference(at, "idea", "idea");
		reference(at, "person", "person");
		word(at, "choice");
	},
	paper(at) {
		reference(at, "ballot", "ballot");
		reference(at, "person", "person");
		pairs(at, "choices", "idea", optionsMost + 1, true);
	},
};

/** All that is wrong with the rows. Tidies their texts. */
export function planCheck(plan: Plan): Problem[] {
	const problems: Problem[] = [];
	for (const [kind, check] of Object.entries(checks) as [FileKind, Check][])
		plan.file[kind].forEach((row, i) => check({
			plan, kind, row, tell: (field, why = "field") => problems.push({ where: `${kind}[${i}]: ${field}`, why }),
		}));
	return problems;
}

/** Rows by their numbers, and those that have none or one that was there before. */
export function indexOf(file: SessionFile): { readonly index: Plan["index"]; readonly problems: Problem[] } {
	const numbered = ["town", "board", "ballot", "phase", "idea_sort", "topic", "person", "slip", "idea", "comment"] as const;
	const problems: Problem[] = [];
	const index = new Map(numbered.map((kind) => {
		const rows = new Map<number, FileRow>();
		file[kind].forEach((row, i) => {
			const id = numberIn(row, "id");
			if (id === 0 || rows.has(id)) problems.push({ where: `${kind}[${i}]: id`, why: "field" });
			rows.set(id, row);
		});
		return [kind as FileKind, rows] as const;
	}));
	return { index, problems };
}
