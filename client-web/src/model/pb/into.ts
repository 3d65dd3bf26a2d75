// A participatory budget (.pb) in the form of an export, so that an import brings it into a session: its projects
// as ideas, a budget ballot with their costs, and its votes as papers of slips.
import { graphemes, lineTidy, textTidy } from "../../protocol/text";
import { sameName } from "../ideas_table";
import { rowsAll, rowsGet, type RowSignals } from "../rows";
import { bytesCut, moneyMost, PbFault, type PbFile, type PbProject, type PbVote } from "./file";

/** Rows under the names of their kinds, as `bogen export` writes them. */
export type SessionFile = { [kind: string]: { [field: string]: unknown }[] };

export interface PbInto {
	readonly board: number; // where the ideas go; 0: the plenary
	readonly town: number; // of voters whose town is none of the session's; 0: none
	readonly withVotes: boolean;
}

const self = 1; // whoever imports: a person of no town
const plenary = 1;
const ballot = 1;
const optionsMost = 500; // of a ballot
const slipsMost = 20_000; // a session takes no more
const centsMost = Math.floor(moneyMost / optionsMost);
const titleGraphemes = 120;
const titleBytes = 480;

/* ---- money ---- */

// Cents of an amount of the file's smallest unit; null if they are nothing, too many or not whole.
function centsOf(pb: PbFile, amount: number): number | null {
	const part = 10 ** Math.max(0, pb.decimals - 2);
	const cents = pb.decimals > 2 ? amount / part : amount * 10 ** (2 - pb.decimals);
	return amount % part === 0 && cents > 0 && cents <= centsMost ? cents : null;
}

/* ---- projects ---- */

const cut = "…";

// What fits a title.
function titleOf(name: string): string {
	const line = lineTidy(name);
	if (bytesCut(line, titleBytes) === line && graphemes(line) <= titleGraphemes) return line;
	const characters = [...bytesCut(line, titleBytes - 3)];
	while (graphemes(characters.join("")) > titleGraphemes - 1) characters.pop();
	return `${characters.join("")}${cut}`;
}

function nameOf({ name, id }: PbProject): string {
	return textTidy(name) || `Project ${id}`;
}

function costOf(pb: PbFile, { id, cost }: PbProject): number {
	const cents = centsOf(pb, cost);
	if (cents === null) throw new PbFault(0, "cost_cents", id);
	return cents;
}

function checkCount({ length }: readonly PbProject[]): void {
	if (length > optionsMost) throw new PbFault(0, "projects_many", String(length));
	if (length === 0) throw new PbFault(0, "no_projects");
}

/* ---- the ballot ---- */

// How many projects a paper may name; 0: as many as there are, or the file says nothing. Its own papers keep to it.
function picksOf({ maxLength, projects }: PbFile): number {
	return maxLength < projects.length ? maxLength : 0;
}

function ruleOf({ rule }: PbFile): string | null {
	switch (rule) {
		case "greedy": return "greedy";
		case "equalshares": return "shares";
		case "equalshares/add1-exhaustive": return "add1_exhaustive";
		case "equalshares/add1-votes": return "add1_votes";
		default: return rule.startsWith("equalshares/add1") ? "add1" : null;
	}
}

/* ---- votes ---- */

// Whoever is last in an order is chosen all the same; what has no points is not.
function choicesOf(pb: PbFile, { choices }: PbVote): object[] {
	return choices
		.filter(({ points }) => points > 0 || pb.type === "ordinal")
		.map(({ project }) => ({ idea: project + 1, number: 1 }));
}

interface Town {
	readonly id: number;
	readonly name: string;
}

function townOf(towns: readonly Town[], { voter, town }: PbVote, usual: number): number {
	const named = town === "" ? undefined : towns.find(({ name }) => sameName(name, town));
	const id = named?.id ?? usual;
	if (id !== 0) return id;
	throw town === "" ? new PbFault(0, "town_missing", voter) : new PbFault(0, "town_unknown", town);
}

// A slip for each vote, town by town, so that each town's numbers follow one another.
function addVotes(file: Kinds, pb: PbFile, towns: readonly Town[], usual: number): void {
	if (pb.votes.length > slipsMost) throw new PbFault(0, "votes_many", String(pb.votes.length));
	const all = pb.votes.map((vote) => ({ vote, town: townOf(towns, vote, usual) }));
	const sorted = towns.flatMap(({ id }) => all.filter(({ town }) => town === id));
	sorted.forEach(({ vote, town }, i) => {
		const slip = i + 1;
		const person = slip + self;
		file.person.push({ id: person, name: "–", town });
		file.slip.push({ id: slip, town, person });
		file.paper.push({ ballot, person, choices: choicesOf(pb, vote) });
	});
}

/* ---- the file ---- */

type Kind = "town" | "board" | "person" | "idea" | "ballot" | "slip" | "paper";
type Kinds = Record<Kind, { [field: string]: unknown }[]>;

export function pbIntoFile(rows: RowSignals, pb: PbFile, as: PbInto): SessionFile {
	const towns = rowsAll(rows, "town").sort((a, b) => a.id - b.id).map(({ id, name }): Town => ({ id, name }));
	const board = rowsGet(rows, "board", as.board);
	const own = board === undefined || board.sort === "plenary" ? null : board;
	const at = own === null ? plenary : own.id + plenary;
	checkCount(pb.projects);
	const options = pb.projects.map((project, i) => ({ idea: i + 1, number: costOf(pb, project) }));
	const budget = centsOf(pb, pb.budget);
	if (budget === null) throw new PbFault(0, "budget_cents");
	const file: Kinds = {
		// The session's towns and the board, so that they are found there again.
		town: towns.map((town) => ({ ...town })),
		board: [{ id: plenary, sort: "plenary" }],
		person: [{ id: self, town: 0 }],
		idea: pb.projects.map((project, i) => {
			const text = nameOf(project);
			return { id: i + 1, board: at, topic: 0, author: self, title: titleOf(text), text };
		}),
		ballot: [{
			id: ballot,
			title: titleOf(pb.description || pb.unit || "Participatory budget"),
			method: "budget",
			secrecy: "plain",
			state: as.withVotes ? "open" : "prepared",
			board: own === null ? 0 : at,
			options,
			budget,
			picks: picksOf(pb),
			budget_rule: ruleOf(pb),
			utility: "cost",
		}],
		slip: [],
		paper: [],
	};
	if (own !== null) {
		const { sort, title, audience, town, places } = own;
		file.board.push({
			id: at, sort, title, audience: audience === "none" ? null : audience, town, parent: plenary, places,
		});
	}
	if (as.withVotes) addVotes(file, pb, towns, as.town);
	return file;
}
