// A ballot while a moderator prepares it: the form's fields as they were typed, with what is usual where
// nothing was, and the command they make.
import { moneyRead } from "./money";
import { rowsAll, type RowSignals } from "./rows";
import type {
	BallotAddCommand, BallotMethod, BallotRow, BudgetRule, IdeaRow, Pair, Secrecy, Stage,
} from "../protocol/generated";

/** Where the options come from: the question itself, all ideas of the board, those under a topic, of a
 * stage or sort, or those picked one by one. */
export type Source = "question" | "board" | "picked" | `topic-${number}` | `stage-${Stage}` | `sort-${number}`;

export interface Plan {
	readonly title: string;
	readonly method: Exclude<BallotMethod, "none">;
	readonly board: number;
	readonly phase: number;
	readonly source: Source;
	readonly picked: readonly number[];
	readonly costs: Readonly<Record<number, string>>; // as typed
	readonly points: string;
	readonly heap: string;
	readonly picks: string;
	readonly places: string;
	readonly threshold: string; // "1/2", "2/3", "3/4"
	readonly quorum: string;
	readonly budget: string;
	readonly budget_rule: Exclude<BudgetRule, "none">;
	readonly secrecy: Exclude<Secrecy, "none">;
	readonly hidden: boolean;
	readonly voters: readonly number[]; // boards; none: everybody
}

export function planNew(board: number): Plan {
	return {
		title: "", method: "approval", board, phase: 0, source: "board", picked: [], costs: {},
		points: "", heap: "", picks: "", places: "", threshold: "1/2", quorum: "", budget: "",
		budget_rule: "add1", secrecy: "plain", hidden: true, voters: [],
	};
}

function typed(number: number): string {
	return number === 0 ? "" : String(number);
}

function typedMoney(cents: number): string {
	return cents % 100 === 0 ? typed(cents / 100) : (cents / 100).toFixed(2);
}

function sourceOf(ballot: BallotRow): Source {
	if (ballot.options.length > 0) return "picked";
	if (ballot.topic !== 0) return `topic-${ballot.topic}`;
	if (ballot.sort !== 0) return `sort-${ballot.sort}`;
	const [stage] = ballot.stages;
	if (stage !== undefined) return `stage-${stage}`;
	return ballot.method === "yesno" ? "question" : "board";
}

/** A prepared ballot, to be changed. */
export function planOf(ballot: BallotRow): Plan {
	const { threshold, threshold_of } = ballot;
	return {
		title: ballot.title,
		method: ballot.method === "none" ? "approval" : ballot.method,
		board: ballot.board,
		phase: ballot.phase,
		source: sourceOf(ballot),
		picked: ballot.options.map(([option]) => option),
		costs: Object.fromEntries(ballot.options.map(([option, cents]) => [option, typedMoney(cents)])),
		points: typed(ballot.points),
		heap: typed(ballot.heap),
		picks: typed(ballot.picks),
		places: typed(ballot.places),
		threshold: threshold_of === 0 ? "1/2" : `${threshold}/${threshold_of}`,
		quorum: typed(ballot.quorum),
		budget: typedMoney(ballot.budget),
		budget_rule: ballot.budget_rule === "none" ? "add1" : ballot.budget_rule,
		secrecy: ballot.secrecy === "none" ? "plain" : ballot.secrecy,
		hidden: ballot.hidden,
		voters: ballot.voters,
	};
}

/** The ideas that could be options on the plan's board, the oldest first. */
export function planIdeas(rows: RowSignals, plan: Plan): IdeaRow[] {
	return rowsAll(rows, "idea")
		.filter(
			(idea) =>
				(plan.board === 0 || idea.board === plan.board) &&
				idea.hold === "none" && idea.merged_into === 0)
		.sort((a, b) => a.id - b.id);
}

/** Those that would be put to the vote now. */
export function planOptions(rows: RowSignals, plan: Plan): IdeaRow[] {
	const ideas = planIdeas(rows, plan);
	if (plan.method === "budget")
		return ideas.filter(({ id }) => (moneyRead(plan.costs[id] ?? "") ?? 0) > 0);
	const [kind, of = ""] = plan.source.split("-");
	switch (kind) {
		case "question": return [];
		case "picked": return ideas.filter(({ id }) => plan.picked.includes(id));
		case "topic": return ideas.filter(({ topic }) => topic === Number(of));
		case "sort": return ideas.filter(({ sort }) => sort === Number(of));
		case "stage": return ideas.filter(({ stage }) => stage === of);
		default: return ideas;
	}
}

/** What is usual: as many dots as half the options, two at most on one; half of the options to choose. */
export function usual(options: number): Readonly<Record<"points" | "heap" | "picks", number>> {
	const half = Math.max(1, Math.ceil(options / 2));
	return { points: half, heap: 2, picks: half };
}

/** The largest numbers that the command takes. */
export const numberMax = { points: 1000, heap: 1000, picks: 500, places: 500, quorum: 0xffffffff } as const;

type NumberName = keyof typeof numberMax;
export type PlanFault = NumberName | "title" | "budget" | "options" | `cost-${number}`;

/** A number as it was typed, what is usual if nothing was, NaN if it is none or the server takes none so
 * large. */
function whole(plan: Plan, name: NumberName, otherwise: number): number {
	const text = plan[name].trim();
	if (text === "") return otherwise;
	return /^\d+$/.test(text) && Number(text) <= numberMax[name] ? Number(text) : NaN;
}

/** The costs that are no amounts: nothing is left out because of a slip. */
function costFaults(rows: RowSignals, plan: Plan): PlanFault[] {
	return planIdeas(rows, plan)
		.filter(({ id }) => (plan.costs[id] ?? "").trim() !== "" && !(moneyRead(plan.costs[id] ?? "") ?? 0))
		.map(({ id }): PlanFault => `cost-${id}`);
}

/** The command, or which fields are wrong. */
export function planRead(
	rows: RowSignals, plan: Plan,
): { readonly args: BallotAddCommand | null; readonly faults: readonly PlanFault[] } {
	const { method, source } = plan;
	const options = planOptions(rows, plan);
	const common = usual(options.length);
	const isBudget = method === "budget";
	const lists = isBudget || source === "picked" || (method === "yesno" && source === "board");
	const costs = options.map(({ id }): Pair => [id, isBudget ? (moneyRead(plan.costs[id] ?? "") ?? 0) : 0]);
	const isOpinion = method === "opinion";
	const points = method === "dots" ? whole(plan, "points", common.points) : 0;
	const heap = method === "dots" ? whole(plan, "heap", common.heap) : 0;
	const picks = method === "choose" ? whole(plan, "picks", common.picks) : isBudget ? whole(plan, "picks", 0) : 0;
	const hasPlaces = !isBudget && method !== "yesno" && !isOpinion;
	const places = hasPlaces ? whole(plan, "places", method === "choose" ? picks : 0) : 0;
	const quorum = isOpinion ? 0 : whole(plan, "quorum", 0);
	const budget = isBudget ? (moneyRead(plan.budget) ?? 0) : 0;
	const [threshold = 1, threshold_of = 2] = plan.threshold.split("/").map(Number);
	const wrong: readonly (readonly [PlanFault, boolean])[] = [
		["title", plan.title.trim() === ""],
		["options", lists && options.length === 0],
		["points", method === "dots" && !(points > 0)],
		["heap", !(heap >= 0)],
		["picks", method === "choose" ? !(picks > 0) : !(picks >= 0)],
		["places", !(places >= 0)],
		["quorum", !(quorum >= 0)],
		["budget", isBudget && budget === 0],
	];
	const faults = [
		...wrong.filter(([, is]) => is).map(([fault]) => fault),
		...(isBudget ? costFaults(rows, plan) : []),
	];
	if (faults.length > 0) return { args: null, faults };
	const [kind, of = ""] = plan.source.split("-");
	const secrecy = isOpinion ? "plain" : plan.secrecy;
	return {
		faults,
		args: {
			title: plan.title.trim(), method, secrecy,
			hidden: secrecy === "confidential" || plan.hidden,
			board: plan.board, phase: plan.phase,
			topic: kind === "topic" && !lists ? Number(of) : 0,
			stages: kind === "stage" && !lists ? [of as Stage] : [],
			sort: kind === "sort" && !lists ? Number(of) : 0,
			options: lists ? costs : [],
			roles: [], voters: plan.voters,
			points, heap, picks, places,
			threshold: method === "yesno" ? threshold : 0,
			threshold_of: method === "yesno" ? threshold_of : 0,
			quorum, budget,
			budget_rule: isBudget ? plan.budget_rule : "none",
			utility: isBudget ? "cost" : "none",
			weights: [],
		},
	};
}
