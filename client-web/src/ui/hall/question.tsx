// One question, answered with yes or no: what came of it is read from the last row.
import type { JSX } from "preact";
import { percentShow } from "../../model/percent";
import type { AnyRule } from "../../model/rule";
import type { Standing } from "../../model/results";
import type { BallotRow } from "../../protocol/generated";
import { decisionText } from "../ballots/words";
import { useApp, useWords } from "../context";
import { AnswersBar, ShareBar } from "../parts/bars";
import { decidingCell, TownBars, townsCarried } from "./bars";

interface QuestionProps {
	readonly ballot: BallotRow;
	readonly rule: AnyRule;
	readonly standing: Standing;
}

export function Question(props: QuestionProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, rule, standing } = props;
	const { cell, decision } = standing;
	// Across towns it is a mean of shares, and no share of the answers below.
	const share = percentShow(standing.share, app.language.value);
	const answers = [
		{ name: "agree", n: cell.agree, said: words("answer_yes") },
		{ name: "disagree", n: cell.disagree, said: words("answer_no") },
		{ name: "pass", n: cell.pass, said: words("answer_abstain") },
	];
	return (
		<div class="hall-question">
			{decision !== "none" && (
				<p class="hall-verdict">
					<strong class={decision}>{words(decisionText[decision])}</strong>
					{townsCarried(ballot, standing) && (
						<span>{words("carried_by", { n: standing.carried, of: ballot.towns })}</span>
					)}
				</p>
			)}
			{(rule === "people" || !standing.isWithheld) && (
				<div class="hall-bar">
					{rule === "people" ? <AnswersBar cell={decidingCell(ballot, cell)} /> : <ShareBar share={standing.share} />}
					<span class="hall-number">
						{rule === "people" ? words("hall_yes", { share }) : share}
					</span>
				</div>
			)}
			<dl class="hall-answers">
				{answers.map(({ name, n, said }) => (
					<div key={name}>
						<dt><span class={`bar-part ${name}`} aria-hidden="true" />{said}</dt>
						<dd>{n}</dd>
					</div>
				))}
			</dl>
			<TownBars ballot={ballot} standing={standing} named />
		</div>
	);
}
