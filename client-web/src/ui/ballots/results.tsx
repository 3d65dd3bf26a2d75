// What comes of a ballot: what is accepted, the cut, the rest, each a line with its bar; as it stands while it runs.
// Once it is closed, first under the rule that decides; what the others would come to stands beside it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { hasPrivate, partsOf, standings, type Part, type Sight, type Standing } from "../../model/results";
import { ruleAnnounced, ruleDeciding, townsDecide, type AnyRule } from "../../model/rule";
import { asHallSees } from "../../model/sight";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { useGrowing } from "../parts/growing";
import { isPrinting } from "../parts/printing";
import { BudgetResult } from "./budget_result";
import { StandingLine } from "./standing";
import { Tabs } from "./tabs";
import { countsText, decisionText, orderText, ruleMeans, rules, ruleText, wouldText } from "./words";

interface ResultsProps {
	readonly ballot: BallotRow;
	readonly most?: number; // shows the best ones only
}

export function Results(props: ResultsProps): JSX.Element {
	const app = useApp();
	const { ballot } = props;
	// With one town there is nothing to compare.
	const compares = app.towns.value.length > 1;
	return (
		<div class="results">
			<HallSight ballot={ballot} />
			{ballot.state !== "closed" && <Running {...props} />}
			{ballot.state === "closed" &&
				(compares ? <Compared {...props} /> : <Counted {...props} rule={ruleDeciding(ballot)} />)}
		</div>
	);
}

function Running(props: ResultsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const rule = ruleAnnounced(ballot);
	return (
		<>
			<p class="hint">
				{ballot.method !== "none" && words("result_running", { by: words(orderText[ballot.method]) })}
				{rule !== "people" && app.towns.value.length > 1 &&
					` ${words("result_running_rule", { counts: words(countsText[rule]) })}`}
			</p>
			<Ranking {...props} rule="people" />
		</>
	);
}

/** Under each of the rules; the one that decides is marked, and shown first. */
function Compared(props: ResultsProps): JSX.Element {
	const words = useWords();
	const { ballot } = props;
	const deciding = ruleDeciding(ballot);
	const [chosen, setChosen] = useState<AnyRule | null>(null);
	const rule = chosen ?? deciding;
	return (
		<Tabs<AnyRule>
			label={words("rule_label")}
			tabs={rules.map((name) => ({ name, label: words(ruleText[name]), isMarked: name === deciding }))}
			marked={words("rule_marked")}
			chosen={rule}
			onChoose={setChosen}
		>
			<p class="hint rule-said" role="status"><RuleSaid ballot={ballot} rule={rule} /></p>
			{(rule === "people" || townsDecide(ballot)) && <Counted {...props} rule={rule} />}
		</Tabs>
	);
}

function RuleSaid(props: { readonly ballot: BallotRow; readonly rule: AnyRule }): JSX.Element {
	const words = useWords();
	const { ballot, rule } = props;
	const announced = ruleAnnounced(ballot);
	const deciding = ruleDeciding(ballot);
	const means = words(ruleMeans[rule]);
	if (rule !== "people" && !townsDecide(ballot)) return <>{words("rule_undecided")}</>;
	if (rule !== deciding) return <>{words("rule_compares", { rule: words(ruleText[deciding]), means })}</>;
	return (
		<>
			{announced === deciding
				? words("rule_decides", { means })
				: words("rule_fell_back", { rule: words(ruleText[announced]) })}
		</>
	);
}

function Counted(props: RankingProps): JSX.Element {
	return (
		<>
			{props.ballot.method === "budget" && <BudgetResult ballot={props.ballot} rule={props.rule} />}
			<Ranking {...props} />
		</>
	);
}

/* ---- what only moderators may see ---- */

function useSight(): Sight {
	const app = useApp();
	return app.me.value.moderates && !asHallSees.value && !isPrinting.value ? "moderator" : "hall";
}

function HallSight(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	if (!app.me.value.moderates || !hasPrivate(app.rows, props.ballot)) return null;
	return <Late piece="steering">{({ HallSightChoice }) => <HallSightChoice />}</Late>;
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
	const parts = partsOf(all.slice(0, props.most ?? (isPrinting.value ? all.length : shown)));
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
	const decides = rule === ruleDeciding(ballot);
	const said = decides ? decisionText : wouldText;
	return (
		<section class={decides ? `part ${decision}` : "part"}>
			{decision !== "none" && (
				<h3 class="cut">
					<strong class={decides ? `chip ${decision}` : "chip"}>{words(said[decision])}</strong>
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
