// A ballot on the wall: how it stands or what came of it; while that is secret, who has voted (secret.tsx). One
// question fills the screen (question.tsx).
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isSecretYet } from "../../model/ballots";
import { moneyShow } from "../../model/money";
import { costOf } from "../../model/paper";
import { percentShow } from "../../model/percent";
import { partsOf, standings, type Standing } from "../../model/results";
import { rowsAll, rowsGet } from "../../model/rows";
import { ruleAnnounced, ruleDeciding, type AnyRule } from "../../model/rule";
import { turnoutOf, turnoutSum } from "../../model/turnout";
import type { BallotRow } from "../../protocol/generated";
import { OptionName } from "../ballots/option";
import { countsText, decisionText } from "../ballots/words";
import { useApp, useSpoken, useWords } from "../context";
import { AnswersBar, ShareBar } from "../parts/bars";
import { Icon } from "../parts/icon";
import { decidingCell, TownBars, townsCarried } from "./bars";
import { Paged } from "./paged";
import { Question } from "./question";
import { Secret } from "./secret";
import { useMoves, useSteady } from "./steady";

interface BallotProps {
	readonly ballot: BallotRow;
	readonly board: number; // whose ideas count, where a ballot is about those of all boards
	readonly isMain: boolean; // nothing else is the headline
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

export function BallotScene(props: BallotProps): JSX.Element {
	const words = useWords();
	const lang = useSpoken();
	const { ballot } = props;
	const isOpinion = ballot.method === "opinion";
	const isTold = ballot.state === "closed" || (ballot.state === "open" && !isSecretYet(ballot));
	const Title = props.isMain ? "h1" : "h2";
	return (
		<>
			<Title class="hall-title">
				<span class={`hall-chip ${ballot.state}`}>{words(stateText(ballot))}</span>
				{isOpinion ? words("hall_opinions") : <span lang={lang}>{ballot.title}</span>}
			</Title>
			{ballot.state === "void" && <p class="hall-say"><Icon name="lock" />{words("ballot_void_means")}</p>}
			{isTold && <Told {...props} />}
			{!isTold && ballot.state !== "void" && (
				<>
					<p class="hall-facts"><Counts ballot={ballot} /></p>
					<Secret ballot={ballot} page={props.page} onPages={props.onPages} />
				</>
			)}
		</>
	);
}

function stateText({ state }: BallotRow) {
	switch (state) {
		case "open": return "hall_vote_now";
		case "closed": return "hall_result";
		case "void": return "ballot_is_void";
		default: return "hall_vote_soon";
	}
}

/* ---- how it stands, what came of it ---- */

const redrawMs = 1000;

function Told(props: BallotProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, board } = props;
	// While it runs only people can be told.
	const rule = ballot.state === "closed" ? ruleDeciding(ballot) : "people";
	const here = standings(app.rows, ballot, rule, app.towns.value).filter(
		({ option }) =>
			ballot.method !== "opinion" || rowsGet(app.rows, "idea", option)?.board === board);
	const all = useSteady(here, redrawMs);
	const [first] = all;
	const isOne = ballot.method === "yesno" && all.length === 1 && first !== undefined && first.option === 0;
	return (
		<>
			<Facts ballot={ballot} rule={rule} all={all} />
			{all.length === 0 && <p class="hall-say">{words("result_nothing")}</p>}
			{isOne
				? <Question ballot={ballot} rule={rule} standing={first} />
				: <Ranking {...props} rule={rule} all={all} />}
		</>
	);
}

interface RankingProps extends BallotProps {
	readonly rule: AnyRule;
	readonly all: readonly Standing[];
}

function Ranking(props: RankingProps): JSX.Element {
	const list = useRef<HTMLOListElement>(null);
	const { ballot, rule, all } = props;
	const shown = partsOf(all).flatMap((part) => part.standings);
	const most = ballot.method === "dots" ? Math.max(...all.map(({ share }) => share)) || 1 : 1;
	useMoves(list);
	return (
		<Paged columns={1} page={props.page} onPages={props.onPages}>
			<ol ref={list} class="hall-standings">
				{shown.map((standing) => (
					<Line key={standing.option} ballot={ballot} rule={rule} standing={standing} most={most} />
				))}
			</ol>
		</Paged>
	);
}

/** Which rule across towns counts, before the ballot and after it; with one town there is no question. */
function Counts(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	if (app.towns.value.length < 2 || ballot.method === "opinion") return null;
	const rule = ballot.state === "closed" ? ruleDeciding(ballot) : ruleAnnounced(ballot);
	return <span>{words(countsText[rule])}</span>;
}

interface FactsProps {
	readonly ballot: BallotRow;
	readonly rule: AnyRule;
	readonly all: readonly Standing[];
}

function Facts(props: FactsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, rule, all } = props;
	const { papers, persons } = turnoutSum(turnoutOf(app.rows, ballot, app.towns.value));
	const hides = all.some(
		({ byTown }) => byTown.some(({ cell }) => cell === null) && byTown.some(({ cell }) => cell !== null));
	const wanted = ballot.budget_rule === "none" ? "add1" : ballot.budget_rule;
	const outcome = rowsAll(app.rows, "outcome").find(
		(row) =>
			row.ballot === ballot.id && row.rule === rule &&
			row.budget_rule === (rule === "every_town" ? "greedy" : wanted));
	const money = (cents: number): string => moneyShow(cents, app.language.value);
	return (
		<p class="hall-facts">
			{ballot.state === "closed"
				? <span>{words("result_papers", { n: ballot.papers, of: ballot.eligible })}</span>
				: ballot.method !== "opinion" && (
					<span>
						{persons > 0
							? words("hall_voted", { n: papers, of: persons })
							: words("turnout_papers", { n: papers })}
					</span>
				)}
			{ballot.state === "closed" && ballot.quorum > ballot.papers && (
				<strong>{words("result_quorum", { n: ballot.quorum })}</strong>
			)}
			<Counts ballot={ballot} />
			{outcome !== undefined && (
				<span>
					{words("budget_sum", {
						sum: money(outcome.cost), budget: money(ballot.budget),
						left: money(Math.max(0, ballot.budget - outcome.cost)),
					})}
				</span>
			)}
			{hides && <span>{words("hall_few")}</span>}
		</p>
	);
}

interface LineProps {
	readonly ballot: BallotRow;
	readonly rule: AnyRule;
	readonly standing: Standing;
	readonly most: number; // the largest share
}

function Line(props: LineProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, rule, standing, most } = props;
	const { option, rank, decision, cell } = standing;
	const isAnswers = ballot.method === "opinion" || ballot.method === "yesno";
	const hasShare = rule === "people" || !standing.isWithheld;
	const tells = townsCarried(ballot, standing);
	// Where the cut goes through them it says so itself.
	const isTied = standing.isTied && ballot.state === "closed" && decision !== "tied";
	return (
		<li class={`hall-standing ${decision}`} data-key={option}>
			<div class="hall-option">
				<span class="rank">
					<span aria-hidden="true">{rank}.</span>
					<span class="hidden">{words("rank_said", { n: rank })}</span>
				</span>
				<p class="hall-name"><OptionName ballot={ballot} option={option} /></p>
				{ballot.method === "budget" && (
					<span class="hall-chip">{moneyShow(costOf(ballot, option), app.language.value)}</span>
				)}
			</div>
			{hasShare && (
				<div class={`hall-bar ${ballot.method}`}>
					{isAnswers && rule === "people"
						? <AnswersBar cell={decidingCell(ballot, cell)} />
						: <ShareBar share={standing.share / most} />}
					<span class="hall-number">
						{ballot.method === "dots" && rule === "people"
							? words("hall_points", { n: cell.sum })
							: percentShow(standing.share, app.language.value)}
					</span>
				</div>
			)}
			{(isAnswers || tells || decision !== "none" || isTied) && (
				<p class="hall-facts">
					{decision !== "none" && (
						<strong class={`hall-chip ${decision}`}>{words(decisionText[decision])}</strong>
					)}
					{isTied && <span class="hall-chip tied">{words("rank_tied")}</span>}
					{isAnswers && (
						<span>
							{words("count_answers", { agree: cell.agree, disagree: cell.disagree, pass: cell.pass })}
						</span>
					)}
					{tells && <strong>{words("carried_by", { n: standing.carried, of: ballot.towns })}</strong>}
				</p>
			)}
			<TownBars ballot={ballot} standing={standing} />
		</li>
	);
}
