// What comes of a ballot: what is accepted, the cut, the rest, each a line with its bar; under the rule that was
// chosen when it is closed, as it stands while it runs.
import type { JSX } from "preact";
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { hasPrivate, partsOf, standings, townsDecide, type Part, type Sight, type Standing } from "../../model/results";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { useGrowing } from "../parts/growing";
import { BudgetResult } from "./budget_result";
import { StandingLine } from "./standing";
import { Tabs } from "./tabs";
import { decisionText, orderText, ruleMeans, ruleText, type AnyRule } from "./words";

const rules: readonly AnyRule[] = ["people", "towns", "every_town"];

interface ResultsProps {
	readonly ballot: BallotRow;
	readonly most?: number; // shows the best ones only
}

export function Results(props: ResultsProps): JSX.Element {
	const words = useWords();
	const { ballot } = props;
	const [rule, setRule] = useState<AnyRule>("people");
	if (ballot.state !== "closed")
		return (
			<div class="results">
				<HallSight ballot={ballot} />
				<p class="hint">
					{ballot.method !== "none" && words("result_running", { by: words(orderText[ballot.method]) })}
				</p>
				<Ranking {...props} rule="people" />
			</div>
		);
	return (
		<div class="results">
			<HallSight ballot={ballot} />
			<Tabs<AnyRule>
				label={words("rule_label")}
				tabs={rules.map((name) => ({ name, label: words(ruleText[name]) }))}
				chosen={rule}
				onChoose={setRule}
			>
				<p class="hint rule-said" role="status">
					{words(rule !== "people" && !townsDecide(ballot) ? "rule_undecided" : ruleMeans[rule])}
				</p>
				{(rule === "people" || townsDecide(ballot)) && (
					<>
						{ballot.method === "budget" && <BudgetResult ballot={ballot} rule={rule} />}
						<Ranking {...props} rule={rule} />
					</>
				)}
			</Tabs>
		</div>
	);
}

/* ---- what only moderators may see ---- */

// On at first, whatever was chosen before: a screen that others see must not show what few people of a town
// chose only because nobody thought of it.
const asHallSees = signal(true);

function useSight(): Sight {
	const app = useApp();
	return app.me.value.moderates && !asHallSees.value ? "moderator" : "hall";
}

function HallSight(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	if (!app.me.value.moderates || !hasPrivate(app.rows, props.ballot)) return null;
	return (
		<div class="hall-sight">
			<Check
				label={words("hall_sight")}
				checked={asHallSees.value}
				onCheck={(checked) => (asHallSees.value = checked)}
			/>
			<p class="hint">{words(asHallSees.value ? "hall_sight_on" : "hall_sight_off")}</p>
		</div>
	);
}

/* ---- the order ---- */

interface RankingProps extends ResultsProps {
	readonly rule: AnyRule;
}

function Ranking(props: RankingProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, rule } = props;
	const sight = useSight();
	const all = standings(app.rows, ballot, rule, app.towns.value, sight);
	const [shown, more] = useGrowing(all.length, 0);
	const parts = partsOf(all.slice(0, props.most ?? shown));
	const hides = all.some(({ byTown, cell }) => cell.answers > 0 && byTown.some((town) => town.cell === null));
	const withholds = all.some(({ isWithheld }) => isWithheld) && townsDecide(ballot);
	return (
		<>
			{all.length === 0 && <p class="hint">{words("result_nothing")}</p>}
			{parts.map((part) => (
				<PartList key={part.decision} ballot={ballot} part={part} rule={rule} all={all} />
			))}
			{props.most === undefined && more}
			{hides && <p class="hint">{words("result_few")}</p>}
			{withholds && <p class="hint">{words("result_withheld")}</p>}
		</>
	);
}

interface PartProps {
	readonly ballot: BallotRow;
	readonly part: Part;
	readonly rule: AnyRule;
	readonly all: readonly Standing[];
}

/** What was decided alike, under a line that says how. */
function PartList(props: PartProps): JSX.Element {
	const words = useWords();
	const { ballot, part, rule, all } = props;
	const { decision, standings: lines } = part;
	return (
		<section class={`part ${decision}`}>
			{decision !== "none" && (
				<h3 class="cut">
					<strong class={`chip ${decision}`}>{words(decisionText[decision])}</strong>
					<span class="count">{lines.length}</span>
				</h3>
			)}
			<ol class="standings">
				{lines.map((standing) => (
					<StandingLine key={standing.option} ballot={ballot} standing={standing} rule={rule} all={all} />
				))}
			</ol>
		</section>
	);
}
