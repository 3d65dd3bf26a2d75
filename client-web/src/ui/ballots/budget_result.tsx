// What a budget buys: by the rule that was announced, and for comparison by another.
import type { JSX } from "preact";
import { moneyShow } from "../../model/money";
import { costOf } from "../../model/paper";
import { rowsAll } from "../../model/rows";
import type { AnyRule } from "../../model/rule";
import type { BallotRow, BudgetRule, OutcomeRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { OptionName } from "./option";
import { budgetText } from "./words";

/** What was announced (add1 if nothing was), and beside it the other way: most votes first, or Equal
 * Shares. Carried in every town is asked of most votes first alone. */
function outcomesOf(all: readonly OutcomeRow[], ballot: BallotRow): OutcomeRow[] {
	const by = (rule: BudgetRule): OutcomeRow | undefined =>
		all.find(({ budget_rule }) => budget_rule === rule);
	const wanted = ballot.budget_rule === "none" ? "add1" : ballot.budget_rule;
	const announced = by(wanted) ?? by("greedy");
	const beside = by(announced?.budget_rule === "greedy" ? "add1" : "greedy");
	return [announced, beside].filter((outcome) => outcome !== undefined);
}

export function BudgetResult(props: { readonly ballot: BallotRow; readonly rule: AnyRule }): JSX.Element {
	const app = useApp();
	const { ballot, rule } = props;
	const all = rowsAll(app.rows, "outcome").filter(
		(row) => row.ballot === ballot.id && row.rule === rule);
	return (
		<div class="bought">
			{outcomesOf(all, ballot).map((outcome, i) => (
				<Bought key={outcome.budget_rule} ballot={ballot} outcome={outcome} isFirst={i === 0} />
			))}
		</div>
	);
}

interface BoughtProps {
	readonly ballot: BallotRow;
	readonly outcome: OutcomeRow;
	readonly isFirst: boolean;
}

function Bought(props: BoughtProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, outcome, isFirst } = props;
	const { winners, cost, budget_rule } = outcome;
	const money = (cents: number): string => moneyShow(cents, app.language.value);
	const isGreedy = budget_rule === "greedy";
	const title = budget_rule === "none" ? "" : words(budgetText[budget_rule]);
	return (
		<section class={isFirst ? "card bought-first" : "card"}>
			<h3>{isFirst ? title : words("budget_beside", { title })}</h3>
			<p class="hint">{words(isGreedy ? "budget_greedy_means" : "budget_shares_means")}</p>
			<ul class="winners">
				{winners.map((option) => (
					<li key={option}>
						<OptionName ballot={ballot} option={option} />
						<strong class="cost">{money(costOf(ballot, option))}</strong>
					</li>
				))}
			</ul>
			{winners.length === 0 && <p>{words("budget_none")}</p>}
			<p class="facts">
				{words("budget_sum", {
					sum: money(cost), budget: money(ballot.budget), left: money(Math.max(0, ballot.budget - cost)),
				})}
			</p>
		</section>
	);
}
