// A ballot on the wall: how it stands or what came of it; while that is secret, who has voted.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isSecretYet } from "../../model/ballots";
import { moneyShow } from "../../model/money";
import { costOf, optionsOf } from "../../model/paper";
import { percentShow } from "../../model/percent";
import { partsOf, standings, turnoutOf, type Standing } from "../../model/results";
import { rowsAll, rowsGet } from "../../model/rows";
import { ruleAnnounced, ruleDeciding, townsDecide, type AnyRule } from "../../model/rule";
import type { BallotRow } from "../../protocol/generated";
import { countsText, decisionText, optionName } from "../ballots/words";
import { useApp, useWords } from "../context";
import { AnswersBar, ShareBar } from "../parts/bars";
import { Icon } from "../parts/icon";
import { TownBadge } from "../parts/town_badge";
import { Paged } from "./paged";
import { useMoves, useSteady } from "./steady";
import { namedTownsMax, TownBars } from "./bars";

interface BallotProps {
	readonly ballot: BallotRow;
	readonly board: number; // whose ideas count, where a ballot is about those of all boards
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

export function BallotScene(props: BallotProps): JSX.Element {
	const words = useWords();
	const { ballot } = props;
	const isOpinion = ballot.method === "opinion";
	return (
		<>
			<h2 class="hall-title">
				<span class={`hall-chip ${ballot.state}`}>{words(stateText(ballot))}</span>
				{isOpinion ? words("hall_opinions") : ballot.title}
			</h2>
			{ballot.state === "void" && <p class="hall-say"><Icon name="lock" />{words("ballot_void_means")}</p>}
			{(ballot.state === "closed" || (ballot.state === "open" && !isSecretYet(ballot))) && <Ranking {...props} />}
			{(ballot.state === "prepared" || (ballot.state === "open" && isSecretYet(ballot))) && <Secret {...props} />}
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

function Ranking(props: BallotProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const list = useRef<HTMLOListElement>(null);
	const { ballot, board } = props;
	// While it runs only people can be told.
	const rule = ballot.state === "closed" ? ruleDeciding(ballot) : "people";
	const here = standings(app.rows, ballot, rule, app.towns.value).filter(
		({ option }) =>
			ballot.method !== "opinion" || rowsGet(app.rows, "idea", option)?.board === board);
	const all = useSteady(here, redrawMs);
	const shown = partsOf(all).flatMap((part) => part.standings);
	const most = ballot.method === "dots" ? Math.max(...all.map(({ share }) => share)) || 1 : 1;
	useMoves(list);
	return (
		<>
			<Facts ballot={ballot} rule={rule} all={all} />
			{all.length === 0 && <p class="hall-say">{words("result_nothing")}</p>}
			<Paged columns={1} page={props.page} onPages={props.onPages}>
				<ol ref={list} class="hall-standings">
					{shown.map((standing) => (
						<Line key={standing.option} ballot={ballot} rule={rule} standing={standing} most={most} />
					))}
				</ol>
			</Paged>
		</>
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
	const turnout = turnoutOf(app.rows, ballot, app.towns.value);
	const papers = turnout.reduce((sum, at) => sum + at.papers, 0);
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
				: ballot.method !== "opinion" && <span>{words("turnout_papers", { n: papers })}</span>}
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
	const isQuestion = option === 0 && ballot.method === "yesno"; // which stands above
	const tells = ballot.state === "closed" && townsDecide(ballot) && option !== 0 && !standing.isWithheld;
	return (
		<li class={`hall-standing ${decision}`} data-key={option}>
			<div class="hall-option">
				{!isQuestion && (
					<>
						<span class="rank">
							<span aria-hidden="true">{rank}.</span>
							<span class="hidden">{words("rank_said", { n: rank })}</span>
						</span>
						<h3>{optionName(app, words, ballot, option)}</h3>
					</>
				)}
				{decision !== "none" && (
					<strong class={`hall-chip ${decision}`}>{words(decisionText[decision])}</strong>
				)}
				{standing.isTied && ballot.state === "closed" && (
					<span class="hall-chip tied">{words("rank_tied")}</span>
				)}
				{ballot.method === "budget" && (
					<span class="hall-chip">{moneyShow(costOf(ballot, option), app.language.value)}</span>
				)}
			</div>
			{hasShare && (
				<div class="hall-bar">
					{isAnswers && rule === "people"
						? <AnswersBar cell={cell} />
						: <ShareBar share={standing.share / most} />}
					<span class="hall-number">
						{ballot.method === "dots" && rule === "people"
							? cell.sum
							: percentShow(standing.share, app.language.value)}
					</span>
				</div>
			)}
			{(isAnswers || tells) && (
				<p class="hall-facts">
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

/* ---- as long as nobody is told ---- */

function Secret(props: BallotProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const options = optionsOf(ballot).filter((option) => option !== 0 || ballot.method === "resistance");
	const isOpen = ballot.state === "open";
	return (
		<div class="hall-secret">
			<p class="hall-facts"><Counts ballot={ballot} /></p>
			{isOpen && <Turnout ballot={ballot} />}
			{options.length > 0 && (
				<section class="hall-about">
					<h3>{words("hall_about")}</h3>
					<Paged columns={1} page={props.page} onPages={props.onPages}>
						<ul class="hall-options">
							{options.map((option) => (
								<li key={option}>{optionName(app, words, ballot, option)}</li>
							))}
						</ul>
					</Paged>
				</section>
			)}
		</div>
	);
}

function Turnout(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const all = turnoutOf(app.rows, props.ballot, app.towns.value);
	const isFew = all.length <= namedTownsMax + 1; // and who belongs to none
	return (
		<section class="hall-turnout">
			<h3>{words("turnout_title")}</h3>
			<ul class={isFew ? "" : "compact"}>
				{all.map(({ town, papers, persons }) => (
					<li key={town?.id ?? 0}>
						{town === null
							? <span>{words("tally_townless")}</span>
							: <TownBadge town={town} named={isFew} />}
						{isFew && persons > 0 && <ShareBar share={papers / Math.max(papers, persons)} />}
						<span class="hall-number">
							{persons === 0 ? papers
								: isFew ? words("turnout_of", { n: papers, of: Math.max(papers, persons) })
								: `${papers}/${Math.max(papers, persons)}`}
						</span>
					</li>
				))}
			</ul>
			<p class="hall-say">{words("hall_later")}</p>
		</section>
	);
}
