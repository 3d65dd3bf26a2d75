// A budget ballot of a session's export as a file of pabulib.org: who reads it can count it again. Votes without
// names, in no order that tells who gave them.
import type { BallotRow, BudgetRule, IdeaRow, Rule } from "../../protocol/generated";
import type { ExportedSession } from "../export_json";
import { ruleDeciding } from "../rule";
import type { PbFile, PbProject, PbVote } from "./file";

/* ---- what an export says ---- */

interface Choice {
	readonly idea: number;
	readonly number: number;
}

interface Ballot extends Pick<BallotRow,
	"id" | "title" | "state" | "secrecy" | "opened_ms" | "closed_ms" | "picks" | "budget" | "towns"> {
	readonly options: readonly Choice[];
	readonly budget_rule: Exclude<BudgetRule, "none"> | null;
	readonly rule: Exclude<Rule, "none"> | null;
}

interface Paper {
	readonly ballot: number;
	readonly town: number;
	readonly choices: readonly Choice[];
	readonly withdrawn?: boolean;
}

interface Exported {
	readonly session: { readonly title: string };
	readonly town: { readonly id: number; readonly name: string };
	readonly idea: Pick<IdeaRow, "id" | "title" | "text">;
	readonly ballot: Ballot;
	readonly paper: Paper;
	readonly published: Paper;
	readonly outcome: {
		readonly ballot: number; readonly rule: string; readonly budget_rule: string; readonly winners: readonly number[];
	};
}

function rowsOf<Kind extends keyof Exported>(session: ExportedSession, kind: Kind): readonly Exported[Kind][] {
	return (session[kind] ?? []) as readonly Exported[Kind][];
}

/* ---- projects ---- */

const rules: Readonly<Record<NonNullable<Ballot["budget_rule"]>, string>> = {
	greedy: "greedy",
	shares: "equalshares",
	add1: "equalshares/add1",
	add1_exhaustive: "equalshares/add1-exhaustive",
	add1_votes: "equalshares/add1-votes",
};

const ruleOf = (ballot: Ballot): Rule => ruleDeciding({ ...ballot, rule: ballot.rule ?? "none" });

// What was bought by the rules that were announced; under every_town it is bought greedily.
function winnersOf(session: ExportedSession, ballot: Ballot): readonly number[] | undefined {
	const rule = ruleOf(ballot);
	const way = rule === "every_town" ? "greedy" : ballot.budget_rule ?? "add1";
	if (ballot.state !== "closed") return undefined;
	return rowsOf(session, "outcome")
		.find((outcome) => outcome.ballot === ballot.id && outcome.rule === rule && outcome.budget_rule === way)?.winners;
}

// A title that was cut from a long text, when it was imported, is told whole.
function nameOf(idea: Exported["idea"] | undefined): string {
	if (idea === undefined) return "";
	const title = idea.title || idea.text;
	const isCut = title.length > 1 && title.endsWith("…") && !idea.text.includes("\n");
	return isCut && idea.text.startsWith(title.slice(0, -1)) ? idea.text : title;
}

/* ---- votes ---- */

function papersOf(session: ExportedSession, ballot: Ballot): readonly Paper[] {
	const isSealed = ballot.secrecy === "confidential";
	return rowsOf(session, isSealed ? "published" : "paper")
		.filter((paper) => paper.ballot === ballot.id && paper.withdrawn !== true);
}

const cellPersonsMin = 5; // fewer people's choices are not shown by town

/** Which towns may be named: not those of which few people voted, nor who would tell what these said together
 * (VOTE-9). */
function townsShown(papers: readonly Paper[]): Set<number> {
	const persons = new Map<number, number>();
	for (const { town } of papers) persons.set(town, (persons.get(town) ?? 0) + 1);
	const shown = [...persons].filter(([, count]) => count >= cellPersonsMin).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
	const few = papers.length - shown.reduce((sum, [, count]) => sum + count, 0);
	if (few > 0 && few < cellPersonsMin) shown.shift();
	return new Set(shown.map(([town]) => town));
}

// The order tells nothing of who voted: votes stand by what they say.
function byContent(a: Paper, b: Paper): number {
	if (a.choices.length !== b.choices.length) return a.choices.length - b.choices.length;
	for (const [i, { idea, number }] of a.choices.entries()) {
		const other = b.choices[i];
		const order = other === undefined ? 0 : idea - other.idea || number - other.number;
		if (order !== 0) return order;
	}
	return a.town - b.town;
}

function votesOf(session: ExportedSession, ballot: Ballot): PbVote[] {
	const papers = papersOf(session, ballot);
	const shown = townsShown(papers);
	const names = new Map(rowsOf(session, "town").map(({ id, name }) => [id, name]));
	return papers
		.map((paper) => (shown.has(paper.town) ? paper : { ...paper, town: 0 }))
		.sort(byContent)
		.map(({ town, choices }, i): PbVote => ({
			voter: String(i + 1),
			town: names.get(town) ?? "",
			choices: ballot.options
				.map(({ idea }, project) => ({ idea, project, points: 1 }))
				.filter(({ idea }) => choices.some((choice) => choice.idea === idea))
				.map(({ project, points }) => ({ project, points })),
		}));
}

/* ---- the file ---- */

function dateOf(ms: number): string {
	if (ms === 0) return "";
	const at = new Date(ms);
	return [at.getDate(), at.getMonth() + 1, at.getFullYear()].map((part) => String(part).padStart(2, "0")).join(".");
}

/** A budget ballot whose papers are not sealed; null if the session has it no more. */
export function pbOfBallot(session: ExportedSession, id: number): PbFile | null {
	const ballot = rowsOf(session, "ballot").find((one) => one.id === id);
	if (ballot === undefined) return null;
	const ideas = new Map(rowsOf(session, "idea").map((idea) => [idea.id, idea]));
	const winners = winnersOf(session, ballot);
	// Whole sums need no decimals.
	const isWhole = [ballot.budget, ...ballot.options.map(({ number }) => number)].every((cents) => cents % 100 === 0);
	const amount = (cents: number): number => (isWhole ? cents / 100 : cents);
	return {
		description: ballot.title,
		country: "",
		unit: rowsOf(session, "session")[0]?.title ?? "",
		instance: "",
		// The format knows no towns: counting such a file again would buy something else.
		rule: ruleOf(ballot) === "people" ? rules[ballot.budget_rule ?? "add1"] : "unknown",
		dateBegin: dateOf(ballot.opened_ms),
		dateEnd: dateOf(ballot.closed_ms),
		type: "approval",
		budget: amount(ballot.budget),
		maxLength: ballot.picks,
		decimals: isWhole ? 0 : 2,
		pointDecimals: 0,
		projects: ballot.options.map(({ idea, number }): PbProject => ({
			id: String(idea),
			name: nameOf(ideas.get(idea)),
			cost: amount(number),
			selected: winners === undefined ? null : Number(winners.includes(idea)),
		})),
		votes: votesOf(session, ballot),
	};
}
