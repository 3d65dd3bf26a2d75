// What came of a ballot, on the card of a board's phase: the first few, and the way to all of it.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { partsOf, standings } from "../../model/results";
import { ruleDeciding } from "../../model/rule";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Icon } from "../parts/icon";
import { OptionName } from "./option";
import { figureOf } from "./standing";
import { decisionText } from "./words";

const most = 3;

export function ResultCard(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const rule = ruleDeciding(ballot);
	const parts = partsOf(standings(app.rows, ballot, rule, app.towns.value));
	const [first] = parts;
	return (
		<a class="result-card" href={routeWrite({ screen: "ballot", ballot: ballot.id })}>
			<span class="result-title">
				<Icon name="ballot" />
				<span>{words("ballot_result", { title: ballot.title })}</span>
			</span>
			{first !== undefined && (
				<span class="result-best">
					{first.decision !== "none" && (
						<strong class={`chip ${first.decision}`}>{words(decisionText[first.decision])}</strong>
					)}
					{first.standings.slice(0, most).map((standing) => (
						<span key={standing.option} class="result-line">
							<span>{standing.rank}. <OptionName ballot={ballot} option={standing.option} /></span>
							{(rule === "people" || !standing.isWithheld) && (
								<strong>{figureOf(app.language.value, ballot, standing, rule)}</strong>
							)}
						</span>
					))}
				</span>
			)}
			<span class="result-more">{words("result_all")}</span>
		</a>
	);
}
