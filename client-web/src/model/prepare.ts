// A ballot while a moderator prepares it: the form's fields as they were typed, with what is usual where
// nothing was, and the command they make.
import { moneyRead } from "./money";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import { ruleAnnounced, ruleDeciding, type AnyRule } from "./rule";
import {
	commandShapes, type BallotAddCommand, type BallotMethod, type BallotRow, type BudgetRule, type Decision,
	type IdeaRow, type Pair, type Role, type Secrecy, type Stage, type Utility,
} from "../protocol/generated";
import { lineTidy, textFault, textLimits } from "../protocol/text";

/** Where the options come from: the question itself, all ideas of the board that fit, or those picked one by
 * one. */
export type Source = "question" | "fitting" | "picked";

export interface Plan {
	readonly title: string;
	readonly method: Exclude<BallotMethod, "none">;
	readonly board: number;
	readonly phase: number;
	readonly source: Source;
	readonly topic: number; // fitting: under this topic, of this sort, at one of these stages
	readonly sort: number;
	readonly stages: readonly Stage[];
	readonly picked: readonly number[];
	readonly costs: Readonly<Record<number, string>>; // as typed
	readonly points: string;
	readonly heap: string;
	readonly picks: string;
	readonly places: string;
	readonly threshold: string; // "1/2", "2/3", "3/4", or "other": then as typed in `share`
	readonly share: string;
	readonly quorum: string;
	readonly budget: string;
	readonly budget_rule: Exclude<BudgetRule, "none">;
	readonly utility: Exclude<Utility, "none">;
	readonly weights: Readonly<Record<number, string>>; // of towns, as typed
	readonly secrecy: Exclude<Secrecy, "none">;
	readonly hidden: boolean;
	readonly roles: readonly Role[]; // none: any
	readonly voters: readonly number[]; // boards; none: everybody
	readonly rule: AnyRule; // what counts across the towns
}

export const thresholds = ["1/2", "2/3", "3/4"] as const;
/** Who may vote at all. */
export const voterRoles: readonly Role[] = ["citizen", "member", "steering", "helper", "moderator"];

export function planNew(board: number): Plan {
	return {
		title: "", method: "approval", board, phase: 0, source: "fitting", topic: 0, sort: 0, stages: [],
		picked: [], costs: {}, points: "", heap: "", picks: "", places: "", threshold: "1/2", share: "",
		quorum: "", budget: "", budget_rule: "add1", utility: "cost", weights: {}, secrecy: "plain",
		hidden: true, roles: [], voters: [], rule: "people",
	};
}

function typed(number: number): string {
	return number === 0 ? "" : String(number);
}

/** Only what was level for the last places in the round before, for as many places as were left; null if
 * nothing was. */
export function planRunoff(
	rows: RowSignals, { previous }: BallotRow,
): Pick<Plan, "source" | "picked" | "picks" | "places"> | null {
	const before = rowsGet(rows, "ballot", previous);
	if (before === undefined) return null;
	const results = rowsAll(rows, "result").filter(({ ballot }) => ballot === previous);
	const decided = (decision: Decision): number[] => results
		.filter((result) => result[`decision_${ruleDeciding(before)}`] === decision)
		.map(({ idea }) => idea);
	const picked = decided("tied");
	const left = typed(Math.max(0, (before.places || before.picks) - decided("carried").length));
	return picked.length === 0
		? null
		: { source: "picked", picked, picks: before.picks === 0 ? "" : left, places: left };
}

function typedMoney(cents: number): string {
	return cents % 100 === 0 ? typed(cents / 100) : (cents / 100).toFixed(2);
}

function sourceOf(ballot: BallotRow): Source {
	if (ballot.options.length > 0) return "picked";
	const isFiltered = ballot.topic !== 0 || ballot.sort !== 0 || ballot.stages.length > 0;
	return ballot.method === "yesno" && !isFiltered ? "question" : "fitting";
}

function typedThreshold({ threshold, threshold_of }: BallotRow): Pick<Plan, "threshold" | "share"> {
	const share = threshold_of === 0 ? "1/2" : `${threshold}/${threshold_of}`;
	return thresholds.some((usually) => usually === share)
		? { threshold: share, share: "" }
		: { threshold: "other", share };
}

/** A prepared ballot, to be changed. */
export function planOf(ballot: BallotRow): Plan {
	return {
		title: ballot.title,
		method: ballot.method === "none" ? "approval" : ballot.method,
		board: ballot.board,
		phase: ballot.phase,
		source: sourceOf(ballot),
		topic: ballot.topic,
		sort: ballot.sort,
		stages: ballot.stages,
		picked: ballot.options.map(([option]) => option),
		costs: Object.fromEntries(ballot.options.map(([option, cents]) => [option, typedMoney(cents)])),
		points: typed(ballot.points),
		heap: ballot.method === "dots" ? String(ballot.heap) : "",
		picks: typed(ballot.picks),
		places: ballot.method === "choose" ? String(ballot.places) : typed(ballot.places),
		...typedThreshold(ballot),
		quorum: typed(ballot.quorum),
		budget: typedMoney(ballot.budget),
		budget_rule: ballot.budget_rule === "none" ? "add1" : ballot.budget_rule,
		utility: ballot.utility === "none" ? "cost" : ballot.utility,
		weights: Object.fromEntries(ballot.weights.map(([town, weight]) => [town, String(weight)])),
		secrecy: ballot.secrecy === "none" ? "plain" : ballot.secrecy,
		hidden: ballot.hidden,
		roles: ballot.roles,
		voters: ballot.voters,
		rule: ruleAnnounced(ballot),
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
	switch (plan.source) {
		case "question": return [];
		case "picked": return ideas.filter(({ id }) => plan.picked.includes(id));
		case "fitting": return ideas.filter(
			({ topic, sort, stage }) =>
				(plan.topic === 0 || plan.topic === topic) && (plan.sort === 0 || plan.sort === sort) &&
				(plan.stages.length === 0 || plan.stages.includes(stage)));
	}
}

/** What is usual: as many dots as half the options, two at most on one; half of the options to choose. */
export function usual(options: number): Readonly<Record<"points" | "heap" | "picks", number>> {
	const half = Math.max(1, Math.ceil(options / 2));
	return { points: half, heap: 2, picks: half };
}

/* ---- reading what was typed ---- */

export const titleLimits = textLimits(commandShapes.ballot_add.fields, "title");
/** The largest numbers that the command takes. */
export const numberMax = { points: 1000, heap: 1000, picks: 500, places: 500, quorum: 0xffffffff } as const;
const thresholdMax = 1000000;
const weightMax = 1000000000;

type NumberName = keyof typeof numberMax;
export type PlanFault = NumberName | "title" | "budget" | "options" | "share" | `cost-${number}` | `weight-${number}`;

function wholeOf(text: string, max: number): number {
	return /^\d+$/.test(text.trim()) && Number(text) <= max ? Number(text) : NaN;
}

/** A number as it was typed, what is usual if nothing was, NaN if it is none or the server takes none so
 * large. */
function whole(plan: Plan, name: NumberName, otherwise: number): number {
	return plan[name].trim() === "" ? otherwise : wholeOf(plan[name], numberMax[name]);
}

/** "3/5" or "60 %", shortened, since exactly one half means more than half; null if it is no share. */
export function shareRead(text: string): readonly [number, number] | null {
	const [, part = "", of = "100"] = /^\s*(\d+)\s*(?:\/\s*(\d+)|%)\s*$/.exec(text) ?? [];
	const share = wholeOf(part, thresholdMax);
	const whole = wholeOf(of, thresholdMax);
	if (!(share > 0 && share <= whole)) return null;
	const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
	const by = divisor(share, whole);
	return [share / by, whole / by];
}

/** The costs that are no amounts: nothing is left out because of a slip. */
function costFaults(rows: RowSignals, plan: Plan): PlanFault[] {
	return planIdeas(rows, plan)
		.filter(({ id }) => (plan.costs[id] ?? "").trim() !== "" && !(moneyRead(plan.costs[id] ?? "") ?? 0))
		.map(({ id }): PlanFault => `cost-${id}`);
}

/** The towns' weights: none, or one for each town. */
function weightsOf(rows: RowSignals, plan: Plan): { readonly weights: Pair[]; readonly faults: PlanFault[] } {
	const all = rowsAll(rows, "town").map(({ id }) => [id, (plan.weights[id] ?? "").trim()] as const);
	if (plan.method !== "budget" || all.every(([, text]) => text === "")) return { weights: [], faults: [] };
	const weights = all.map(([id, text]): Pair => [id, wholeOf(text, weightMax)]);
	const faults = weights.filter(([, weight]) => Number.isNaN(weight)).map(([id]): PlanFault => `weight-${id}`);
	const [first] = weights;
	// Somebody has to get something.
	if (faults.length === 0 && first !== undefined && weights.every(([, weight]) => weight === 0))
		return { weights: [], faults: [`weight-${first[0]}`] };
	return { weights, faults };
}

/** The rare rules that are set: how many. */
export function planRare(plan: Plan): number {
	const isBudget = plan.method === "budget";
	const isSet = [
		plan.phase !== 0, plan.quorum.trim() !== "", plan.roles.length > 0, plan.voters.length > 0,
		plan.method === "yesno" && plan.places.trim() !== "", isBudget && plan.picks.trim() !== "",
		isBudget && plan.utility !== "cost", isBudget && Object.values(plan.weights).some((text) => text.trim() !== ""),
	];
	return isSet.filter(Boolean).length;
}

/** The command, or which fields are wrong. */
export function planRead(
	rows: RowSignals, plan: Plan,
): { readonly args: BallotAddCommand | null; readonly faults: readonly PlanFault[] } {
	const { method, source } = plan;
	const title = lineTidy(plan.title);
	const options = planOptions(rows, plan);
	const common = usual(options.length);
	const isBudget = method === "budget";
	const isOpinion = method === "opinion";
	const isYesNo = method === "yesno";
	const isFiltered = plan.topic !== 0 || plan.sort !== 0 || plan.stages.length > 0;
	// Without options, and nothing that says which, a yes or no would ask the question itself.
	const lists = isBudget || source === "picked" || (isYesNo && source === "fitting" && !isFiltered);
	const filters = source === "fitting" && !lists;
	const costs = options.map(({ id }): Pair => [id, isBudget ? (moneyRead(plan.costs[id] ?? "") ?? 0) : 0]);
	const points = method === "dots" ? whole(plan, "points", common.points) : 0;
	const heap = method === "dots" ? whole(plan, "heap", common.heap) : 0;
	const picks = method === "choose" ? whole(plan, "picks", common.picks) : isBudget ? whole(plan, "picks", 0) : 0;
	const places = isBudget || isOpinion ? 0 : whole(plan, "places", method === "choose" ? picks : 0);
	const quorum = isOpinion ? 0 : whole(plan, "quorum", 0);
	const budget = isBudget ? (moneyRead(plan.budget) ?? 0) : 0;
	const share = shareRead(plan.threshold === "other" ? plan.share : plan.threshold);
	const { weights, faults: weightFaults } = weightsOf(rows, plan);
	const wrong: readonly (readonly [PlanFault, boolean])[] = [
		["title", textFault(title, titleLimits, false) !== null],
		["options", lists && options.length === 0],
		["points", method === "dots" && !(points > 0)],
		["heap", !(heap >= 0)],
		["picks", method === "choose" ? !(picks > 0) : !(picks >= 0)],
		["places", !(places >= 0)],
		["share", isYesNo && share === null],
		["quorum", !(quorum >= 0)],
		["budget", isBudget && budget === 0],
	];
	const faults = [
		...wrong.filter(([, is]) => is).map(([fault]) => fault),
		...(isBudget ? costFaults(rows, plan) : []),
		...weightFaults,
	];
	if (faults.length > 0) return { args: null, faults };
	const [threshold, threshold_of] = isYesNo && share !== null ? share : [0, 0];
	const secrecy = isOpinion ? "plain" : plan.secrecy;
	return {
		faults,
		args: {
			title, method, secrecy,
			hidden: secrecy === "confidential" || plan.hidden,
			board: plan.board, phase: plan.phase,
			topic: filters ? plan.topic : 0,
			stages: filters ? plan.stages : [],
			sort: filters ? plan.sort : 0,
			options: lists ? costs : [],
			roles: plan.roles, voters: plan.voters,
			points, heap, picks, places, threshold, threshold_of, quorum, budget,
			budget_rule: isBudget ? plan.budget_rule : "none",
			utility: isBudget ? plan.utility : "none",
			weights,
			rule: plan.rule,
		},
	};
}
