// What comes of a ballot: every option with its bar, its place under the rule that was chosen, and what the
// towns say.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { moneyShow } from "../../model/money";
import { costOf } from "../../model/paper";
import { shareOf, standings, townsDecide, type Cell, type Standing, type TownCell } from "../../model/results";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords, type Words } from "../context";
import { useGrowing } from "../parts/growing";
import { TownBadge } from "../parts/town_badge";
import { BudgetResult } from "./budget_result";
import { OptionMore, useOptionName } from "./option";
import { decisionText, ruleMeans, ruleText, type AnyRule } from "./words";

const rules: readonly AnyRule[] = ["people", "towns", "every_town"];

interface ResultsProps {
	readonly ballot: BallotRow;
	readonly most?: number; // shows the best ones only
}

export function Results(props: ResultsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const [rule, setRule] = useState<AnyRule>("people");
	const isClosed = ballot.state === "closed";
	const all = standings(app.rows, ballot, isClosed ? rule : "people", app.towns.value);
	const [shown, more] = useGrowing(all.length, 0);
	const best = all.slice(0, props.most ?? shown);
	const hides = best.some(({ byTown, cell }) => cell.answers > 0 && byTown.some((town) => town.cell === null));
	const withholds = best.some(({ isWithheld }) => isWithheld) && townsDecide(ballot);
	if (isClosed && rule !== "people" && !townsDecide(ballot))
		return (
			<div class="results">
				<Rules rule={rule} onRule={setRule} />
				<p class="hint rule-said" role="status">{words("rule_undecided")}</p>
			</div>
		);
	return (
		<div class="results">
			{isClosed && <Rules rule={rule} onRule={setRule} />}
			<p class="hint rule-said" role="status">
				{isClosed ? words(ruleMeans[rule]) : words("result_running")}
			</p>
			{isClosed && ballot.method === "budget" && <BudgetResult ballot={ballot} rule={rule} />}
			{all.length === 0 && <p class="hint">{words("result_nothing")}</p>}
			<ol class="standings">
				{best.map((standing) => (
					<Line key={standing.option} ballot={ballot} standing={standing} rule={rule} all={all} />
				))}
			</ol>
			{props.most === undefined && more}
			{hides && <p class="hint">{words("result_few")}</p>}
			{withholds && <p class="hint">{words("result_withheld")}</p>}
		</div>
	);
}

interface RulesProps {
	readonly rule: AnyRule;
	readonly onRule: (rule: AnyRule) => void;
}

function Rules(props: RulesProps): JSX.Element {
	const words = useWords();
	return (
		<div class="rules" role="group" aria-label={words("rule_label")}>
			{rules.map((rule) => (
				<button
					key={rule}
					type="button"
					aria-pressed={rule === props.rule}
					onClick={() => props.onRule(rule)}
				>
					{words(ruleText[rule])}
				</button>
			))}
		</div>
	);
}

/* ---- one option ---- */

interface LineProps {
	readonly ballot: BallotRow;
	readonly standing: Standing;
	readonly rule: AnyRule;
	readonly all: readonly Standing[];
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

/** What was counted, in words. */
function countWords(
	words: Words, language: string, ballot: BallotRow, standing: Standing, others: number,
): string {
	const { agree, disagree, pass, answers, sum } = standing.cell;
	const points = (sum / 2).toLocaleString(language); // Borda points, of which the half are counted
	switch (ballot.method) {
		case "opinion":
		case "yesno": return words("count_answers", { agree, disagree, pass });
		case "dots": return words("count_points", { n: sum, of: agree });
		case "resistance":
			return words("count_resistance", { sum, n: answers, share: percent(shareOf(ballot, standing.cell)) });
		case "ranking":
			return ballot.state === "closed"
				? words("count_beats", { n: standing.beats, of: others, points })
				: words("count_borda", { points, n: answers });
		default: return words("count_approval", { n: agree, of: answers });
	}
}

function Line(props: LineProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, standing, rule, all } = props;
	const { option, rank, decision, cell } = standing;
	const name = useOptionName({ ballot, option });
	const isClosed = ballot.state === "closed";
	const isOpinion = ballot.method === "opinion" || ballot.method === "yesno";
	const most = ballot.method === "dots" ? Math.max(...all.map(({ share }) => share)) || 1 : 1;
	const hasShare = rule === "people" || !standing.isWithheld;
	const isPassive = ballot.method === "resistance" && option === 0;
	return (
		<li class={decision === "carried" ? "card standing won" : "card standing"}>
			<div class="standing-head">
				<span class="rank">
					<span aria-hidden="true">{rank}.</span>
					<span class="hidden">{words("rank_said", { n: rank })}</span>
				</span>
				<h3>{name}</h3>
				<Moved moved={standing.moved} />
			</div>
			<p class="chips">
				{decision !== "none" && (
					<strong class={`chip ${decision}`}>{words(decisionText[decision])}</strong>
				)}
				{standing.isTied && <span class="chip tied">{words("rank_tied")}</span>}
				{ballot.method === "budget" && (
					<span class="chip">{moneyShow(costOf(ballot, option), app.language.value)}</span>
				)}
				{isClosed && townsDecide(ballot) && !isPassive && !standing.isWithheld && (
					<span class="chip">{words("carried_by", { n: standing.carried, of: ballot.towns })}</span>
				)}
			</p>
			{hasShare && (
				<div class="standing-bar">
					{isOpinion && rule === "people"
						? <AnswersBar cell={cell} />
						: <ShareBar share={standing.share / most} />}
					<span class="bar-number">
						{ballot.method === "dots" && rule === "people" ? cell.sum : percent(standing.share)}
					</span>
				</div>
			)}
			<p class="facts">
				<span>{countWords(words, app.language.value, ballot, standing, all.length - 1)}</span>
				{isClosed && rule === "every_town" && hasShare && (
					<span>{words("least_share", { share: percent(standing.least) })}</span>
				)}
			</p>
			<Towns ballot={ballot} standing={standing} />
			<OptionMore ballot={ballot} option={option} />
		</li>
	);
}

/** ▲2: two places further up than in the round before. */
function Moved(props: { readonly moved: number | null }): JSX.Element | null {
	const words = useWords();
	const { moved } = props;
	if (moved === null) return null;
	const n = Math.abs(moved);
	return (
		<span class={moved > 0 ? "moved up" : moved < 0 ? "moved down" : "moved"}>
			<span aria-hidden="true">{moved > 0 ? `▲${n}` : moved < 0 ? `▼${n}` : "="}</span>
			<span class="hidden">
				{words(moved > 0 ? "moved_up" : moved < 0 ? "moved_down" : "moved_not", { n })}
			</span>
		</span>
	);
}

function ShareBar(props: { readonly share: number }): JSX.Element {
	return (
		<span class="bar" aria-hidden="true">
			<span class="bar-part agree" style={{ width: `${100 * Math.min(1, props.share)}%` }} />
		</span>
	);
}

function AnswersBar(props: { readonly cell: Cell }): JSX.Element {
	const { cell } = props;
	const all = cell.agree + cell.disagree + cell.pass;
	return (
		<span class="bar" aria-hidden="true">
			{all > 0 && (["agree", "disagree", "pass"] as const).map((answer) => (
				<span key={answer} class={`bar-part ${answer}`} style={{ width: `${(100 * cell[answer]) / all}%` }} />
			))}
		</span>
	);
}

/* ---- towns ---- */

function Towns(props: { readonly ballot: BallotRow; readonly standing: Standing }): JSX.Element | null {
	const words = useWords();
	const { byTown, cell } = props.standing;
	if (cell.answers === 0 || byTown.every((at) => at.cell === null)) return null;
	return (
		<ul class="town-bars" aria-label={words("tally_towns")}>
			{byTown.map((at) => <TownLine key={at.town.id} ballot={props.ballot} at={at} />)}
		</ul>
	);
}

function TownLine(props: { readonly ballot: BallotRow; readonly at: TownCell }): JSX.Element {
	const words = useWords();
	const { town, cell } = props.at;
	const share = cell === null ? 0 : shareOf(props.ballot, cell);
	return (
		<li>
			<TownBadge town={town} />
			{cell === null ? (
				<>
					<span class="bar left-out" aria-hidden="true" />
					<span class="bar-number" aria-hidden="true">–</span>
					<span class="hidden">{words("town_few")}</span>
				</>
			) : (
				<>
					<ShareBar share={share} />
					<span class="bar-number">{percent(share)}</span>
					<span class="hidden">{words("town_answers", { n: cell.answers })}</span>
				</>
			)}
		</li>
	);
}
