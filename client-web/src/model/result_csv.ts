// What came of a closed ballot as a table for a spreadsheet: the columns of `bogen export --format csv
// --ballot B`. Tables go into minutes, so what only moderators may see is left out.
import type { BallotRow, ResultRow } from "../protocol/generated";
import { opinionIdeas } from "./ballots";
import { cellText } from "./export_csv";
import type { Cell } from "./results";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import { ruleDeciding, townsDecide, type AnyRule } from "./rule";
import type { TownMark } from "./towns";

const rules: readonly AnyRule[] = ["people", "towns", "every_town"];
const scoreOne = 1e9;
const noCell: Cell = { agree: 0, disagree: 0, pass: 0, answers: 0, sum: 0 };

interface Table {
	readonly rows: RowSignals;
	readonly ballot: BallotRow;
	readonly towns: readonly TownMark[];
	readonly isWithheld: boolean; // what towns say of an option
	readonly real: (value: number) => string;
}

type Count = readonly [name: string, value: string];

/** What is counted by a method. */
function countsOf({ ballot, real }: Table, cell: Cell): Count[] {
	const { agree, disagree, pass, answers, sum } = cell;
	const whole = (name: string, value: number): Count => [name, String(value)];
	switch (ballot.method) {
		case "yesno": return [whole("yes", agree), whole("no", disagree), whole("abstain", pass)];
		case "dots": return [whole("points", sum), whole("givers", agree)];
		case "resistance":
			return [
				whole("resistance", sum), whole("answers", answers),
				["acceptance", answers === 0 ? "" : real(1 - sum / (10 * answers))],
			];
		case "ranking": return [["borda", real(sum / 2)], whole("ranked", agree)];
		case "approval": case "choose": case "budget": return [whole("approvals", agree)];
		default: return [whole("agree", agree), whole("disagree", disagree), whole("pass", pass)];
	}
}

function headings(table: Table): string[] {
	const names = countsOf(table, noCell).map(([name]) => name);
	return [
		"idea", "title", "cost", ...names, "rule",
		...rules.flatMap((rule) => [`score_${rule}`, `rank_${rule}`, `decision_${rule}`]),
		"carried", "towns", "least",
		...table.towns.flatMap((town) => names.map((name) => cellText(`${town.name}: ${name}`))),
	];
}

function titleOf({ rows, ballot }: Table, option: number): string {
	if (option === 0) return ballot.method === "resistance" ? "deciding nothing" : ballot.title;
	const idea = rowsGet(rows, "idea", option);
	return idea?.title || (idea?.text ?? "");
}

function standingCells({ ballot, isWithheld, real }: Table, result: ResultRow | undefined, rule: AnyRule): string[] {
	if (rule !== "people" && !townsDecide(ballot) && !isWithheld) return ["", "", ""];
	const score = real((result?.[`score_${rule}`] ?? 0) / scoreOne);
	const decision = result?.[`decision_${rule}`] ?? "none";
	return [
		rule !== "people" && isWithheld ? "" : score,
		String(result?.[`rank_${rule}`] ?? ""),
		decision === "none" ? "" : decision,
	];
}

/** Each town's counts, empty where too few people of it have answered. */
function townCells(table: Table, option: number): string[] {
	const { rows, ballot, towns } = table;
	const tally = (town: number) => rowsGet(rows, "tally", ballot.id, option, town);
	const said = [0, ...towns.map(({ id }) => id)].reduce((sum, town) => sum + (tally(town)?.answers ?? 0), 0);
	// Where all answers are accounted for, a town without a tally has said nothing.
	const isAccounted = ballot.secrecy !== "confidential" &&
		said === (rowsGet(rows, "total", ballot.id, option)?.answers ?? 0);
	return towns.flatMap(({ id }) => {
		const cell = tally(id);
		const isKnown = cell === undefined
			? isAccounted || (rowsGet(rows, "turnout", ballot.id, id)?.papers ?? 0) === 0
			: cell.audience !== "moderators";
		return countsOf(table, cell ?? noCell).map(([, value]) => (isKnown ? value : ""));
	});
}

function lineOf(table: Table, option: number, result: ResultRow | undefined): string[] {
	const { ballot, isWithheld, real } = table;
	const cost = ballot.options.find(([id]) => id === option)?.[1] ?? 0; // in cents
	return [
		option === 0 ? "" : String(option),
		cellText(titleOf(table, option)),
		ballot.method === "budget" ? real(cost / 100).slice(0, -7) : "",
		...countsOf(table, result ?? noCell).map(([, value]) => value),
		ruleDeciding(ballot),
		...rules.flatMap((rule) => standingCells(table, result, rule)),
		...(townsDecide(ballot) && !isWithheld
			? [String(result?.carried ?? 0), String(ballot.towns), real((result?.least ?? 0) / scoreOne)]
			: ["", "", ""]),
		...townCells(table, option),
	];
}

export function resultCsv(rows: RowSignals, ballot: BallotRow, towns: readonly TownMark[]): string {
	// A spreadsheet takes numbers with the other sign for texts.
	const point = rowsAll(rows, "session")[0]?.language === "de" ? "," : ".";
	const results = new Map(
		rowsAll(rows, "result").filter((row) => row.ballot === ballot.id).map((row) => [row.idea, row]));
	const table: Table = {
		rows, ballot, towns,
		isWithheld: [...results.values()].some(({ withheld }) => withheld),
		real: (value) => value.toFixed(9).replace(".", point),
	};
	const options = ballot.method === "opinion" ? opinionIdeas(rows, ballot) : [...results.keys()];
	const rule = ruleDeciding(ballot);
	const place = (option: number): number => results.get(option)?.[`rank_${rule}`] ?? Infinity;
	const score = (option: number): number => results.get(option)?.[`score_${rule}`] ?? 0;
	const last = (option: number): number => option || Infinity; // nobody's option stands behind ideas
	const order = (a: number, b: number): number => (a === b ? 0 : a - b);
	const lines = options
		.sort((a, b) => order(place(a), place(b)) || order(score(b), score(a)) || order(last(a), last(b)))
		.map((option) => lineOf(table, option, results.get(option)));
	return `\uFEFF${[headings(table), ...lines].map((line) => line.join(";")).join("\r\n")}\r\n`;
}
