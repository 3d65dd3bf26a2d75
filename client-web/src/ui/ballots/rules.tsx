// The rules of a ballot in one line: what is needed, how many win, when one sees what came of it.
import type { JSX } from "preact";
import { moneyShow } from "../../model/money";
import { ruleAnnounced } from "../../model/rule";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords, type Words } from "../context";
import { budgetText, countsText } from "./words";

function thresholdWords(words: Words, { threshold, threshold_of }: BallotRow): string {
	const by = threshold / threshold_of;
	if (threshold_of === 0 || by === 1 / 2) return words("threshold_half");
	if (by === 2 / 3) return words("threshold_two_thirds");
	if (by === 3 / 4) return words("threshold_three_quarters");
	return words("threshold_other", { n: threshold, of: threshold_of });
}

/** What counts across towns; nothing is said where there is one. */
function useCounts(ballot: BallotRow): string {
	const app = useApp();
	const words = useWords();
	const rule = ruleAnnounced(ballot);
	if (app.towns.value.length < 2) return "";
	const counts = words(countsText[rule]);
	return rule === "people" || ballot.secrecy !== "confidential" ? counts : `${counts} ${words("counts_confidential")}`;
}

/** What counts across towns, in a line for who votes. */
export function CountsLine(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const said = useCounts(props.ballot);
	return said === "" ? null : <p class="hint counts-line">{said}</p>;
}

function useRules(ballot: BallotRow): string {
	const app = useApp();
	const words = useWords();
	const { method, places, quorum, budget, budget_rule, state } = ballot;
	const counts = useCounts(ballot);
	// What every town carries is bought in its order.
	const spent = ruleAnnounced(ballot) === "every_town" ? "greedy" : budget_rule;
	if (method === "opinion") return "";
	const lines = [
		method === "yesno" ? words("rules_threshold", { what: thresholdWords(words, ballot) }) : "",
		method === "budget"
			? words("rules_budget", {
					budget: moneyShow(budget, app.language.value),
					rule: words(budgetText[spent === "none" ? "add1" : spent]),
				})
			: "",
		places > 0 ? words("rules_places", { n: places }) : "",
		quorum > 0 ? words("rules_quorum", { n: quorum }) : "",
		state === "closed" ? "" : counts,
		ballot.hidden && state !== "closed" ? words("result_hidden") : "",
	];
	return lines.filter((line) => line !== "").join(" ");
}

export function RulesLine(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const said = useRules(props.ballot);
	return said === "" ? null : <p class="hint">{said}</p>;
}

export function RulesFolded(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const words = useWords();
	const said = useRules(props.ballot);
	if (said === "") return null;
	return (
		<details class="so-far">
			<summary>{words("rules_title")}</summary>
			<p class="hint">{said}</p>
		</details>
	);
}
