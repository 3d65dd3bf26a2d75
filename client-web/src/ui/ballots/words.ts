// What methods, rules and levels of secrecy are called.
import type { App } from "../../model/app";
import { rowsGet } from "../../model/rows";
import type { AnyRule } from "../../model/rule";
import type { TextKey } from "../../model/texts";
import type { BallotMethod, BallotRow, BudgetRule, Decision, Secrecy } from "../../protocol/generated";
import type { Words } from "../context";

export const methodText: Readonly<Record<Exclude<BallotMethod, "none">, TextKey>> = {
	opinion: "method_opinion",
	approval: "method_approval",
	yesno: "method_yesno",
	dots: "method_dots",
	resistance: "method_resistance",
	ranking: "method_ranking",
	choose: "method_choose",
	budget: "method_budget",
};

export const methodHow: Readonly<Record<Exclude<BallotMethod, "none">, TextKey>> = {
	opinion: "how_opinion",
	approval: "how_approval",
	yesno: "how_yesno",
	dots: "how_dots",
	resistance: "how_resistance",
	ranking: "how_ranking",
	choose: "how_choose",
	budget: "how_budget",
};

/** By what the options of a running ballot are ordered. */
export const orderText: Readonly<Record<Exclude<BallotMethod, "none">, TextKey>> = {
	opinion: "order_by_agree",
	approval: "order_by_agree",
	yesno: "order_by_yes",
	dots: "order_by_points",
	resistance: "order_by_acceptance",
	ranking: "order_by_rank_points",
	choose: "order_by_agree",
	budget: "order_by_agree",
};

export type Level = Exclude<Secrecy, "none">;

export const secrecyText: Readonly<Record<Level, TextKey>> = {
	named: "secrecy_named",
	plain: "secrecy_plain",
	confidential: "secrecy_confidential",
};

export const secrecyShort: Readonly<Record<Level, TextKey>> = {
	named: "secrecy_named_short",
	plain: "secrecy_plain_short",
	confidential: "secrecy_confidential_short",
};

export const secrecyMeans: Readonly<Record<Level, TextKey>> = {
	named: "secrecy_named_means",
	plain: "secrecy_plain_means",
	confidential: "secrecy_confidential_means",
};

export function levelOf(ballot: BallotRow): Level {
	return ballot.secrecy === "none" ? "plain" : ballot.secrecy;
}

export const rules: readonly AnyRule[] = ["people", "towns", "every_town"];

export const ruleText: Readonly<Record<AnyRule, TextKey>> = {
	people: "rule_people",
	towns: "rule_towns",
	every_town: "rule_every_town",
};

export const ruleMeans: Readonly<Record<AnyRule, TextKey>> = {
	people: "rule_people_means",
	towns: "rule_towns_means",
	every_town: "rule_every_town_means",
};

/** A rule in a sentence, as it is said before one votes. */
export const countsText: Readonly<Record<AnyRule, TextKey>> = {
	people: "counts_people",
	towns: "counts_towns",
	every_town: "counts_every_town",
};

export const decisionText: Readonly<Record<Exclude<Decision, "none">, TextKey>> = {
	carried: "decision_carried",
	lost: "decision_lost",
	tied: "decision_tied",
};

/** The same under a rule that is looked at for comparison only. */
export const wouldText: Readonly<Record<Exclude<Decision, "none">, TextKey>> = {
	carried: "would_carried",
	lost: "would_lost",
	tied: "would_tied",
};

export const budgetText: Readonly<Record<Exclude<BudgetRule, "none">, TextKey>> = {
	greedy: "budget_greedy",
	shares: "budget_shares",
	add1: "budget_add1",
	add1_exhaustive: "budget_add1_exhaustive",
	add1_votes: "budget_add1_votes",
};

/** What an option is called: its idea's heading, or the beginning of its text. */
export function optionName(app: App, words: Words, ballot: BallotRow, option: number): string {
	if (option === 0) return ballot.method === "resistance" ? words("option_passive") : ballot.title;
	const idea = rowsGet(app.rows, "idea", option);
	if (idea === undefined) return `#${option}`;
	const text = idea.title || idea.text.replace(/\s+/g, " ");
	return text.length > 120 ? `${text.slice(0, 118)} …` : text;
}
