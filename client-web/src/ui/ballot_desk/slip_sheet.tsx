// A voting paper as it is printed: what is asked, how one fills it in, a line for each option with its number,
// and who learns what.
import type { JSX } from "preact";
import { moneyShow } from "../../model/money";
import { costOf } from "../../model/paper";
import { ruleAnnounced } from "../../model/rule";
import type { TextKey } from "../../model/texts";
import type { BallotMethod, BallotRow } from "../../protocol/generated";
import { countsText, levelOf, optionName, type Level } from "../ballots/words";
import { useApp, useWords } from "../context";

const howText: Readonly<Record<Exclude<BallotMethod, "none">, TextKey>> = {
	opinion: "sheet_opinion",
	approval: "sheet_approval",
	yesno: "sheet_yesno",
	dots: "sheet_dots",
	resistance: "sheet_resistance",
	ranking: "sheet_ranking",
	choose: "sheet_choose",
	budget: "sheet_budget",
};

const secrecyNote: Readonly<Record<Level, TextKey>> = {
	named: "sheet_named", plain: "sheet_plain", confidential: "sheet_confidential",
};

/** The words above the places for a mark; none where one box says enough. */
const headings: { readonly [Method in BallotMethod]?: readonly TextKey[] } = {
	opinion: ["vote_agree", "vote_disagree", "vote_pass"],
	yesno: ["answer_yes", "answer_no", "answer_abstain"],
	dots: ["sheet_points"],
	ranking: ["sheet_rank"],
};

interface SheetProps {
	readonly ballot: BallotRow;
	readonly options: readonly number[];
}

export function SlipSheet(props: SheetProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, options } = props;
	const { method, points, heap, picks } = ballot;
	const level = levelOf(ballot);
	const columns = headings[method] ?? [];
	const how = method === "none" ? "" : words(howText[method], {
		n: method === "dots" ? points : picks, budget: moneyShow(ballot.budget, app.language.value),
	});
	return (
		<>
			<h3>{ballot.title}</h3>
			<p>
				{how} {method === "dots" && heap > 0 && words("points_heap", { n: heap })}
				{method === "budget" && picks > 0 && words("sheet_choose", { n: picks })}
				{app.towns.value.length > 1 && method !== "opinion" && ` ${words(countsText[ruleAnnounced(ballot)])}`}
			</p>
			<table>
				{columns.length > 0 && (
					<thead>
						<tr>
							<td />
							{columns.map((key) => <th key={key} scope="col">{words(key)}</th>)}
						</tr>
					</thead>
				)}
				<tbody>
					{options.map((option) => (
						<tr key={option}>
							<th scope="row">
								{option === 0 && method === "yesno" ? words("sheet_question") : (
									<>
										{option !== 0 && <strong>#{option} </strong>}
										{optionName(app, words, ballot, option)}
									</>
								)}
								{method === "budget" && ` (${moneyShow(costOf(ballot, option), app.language.value)})`}
							</th>
							<Places method={method} count={Math.max(1, columns.length)} />
						</tr>
					))}
				</tbody>
			</table>
			<p class="slip-sheet-small">
				{words(secrecyNote[level])}
				{level === "confidential" && <span class="slip-sheet-check">{words("sheet_check")}</span>}
			</p>
		</>
	);
}

function Places(props: { readonly method: BallotMethod; readonly count: number }): JSX.Element {
	const { method, count } = props;
	if (method === "resistance") return <td class="slip-sheet-scale">0 1 2 3 4 5 6 7 8 9 10</td>;
	const isWritten = method === "dots" || method === "ranking";
	return (
		<>
			{Array.from({ length: count }, (_, i) => (
				<td key={i}><span class={isWritten ? "slip-sheet-line" : "slip-sheet-box"} /></td>
			))}
		</>
	);
}
