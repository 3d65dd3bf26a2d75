// A ballot: voting while it is open, what came of it when it is closed.
import type { JSX } from "preact";
import { castsRefused, hasVoted, isSecretYet, isVoter } from "../../model/ballots";
import { routeWrite } from "../../model/route";
import { rowsGet } from "../../model/rows";
import { turnoutOf } from "../../model/turnout";
import { receiptRead } from "../../sync/storage";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { Late } from "../late";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { TownBadge } from "../parts/town_badge";
import { BallotGone } from "./ballot_gone";
import { CastPaper } from "./cast_paper";
import { Papers } from "./papers";
import { Results } from "./results";
import { RulesFolded, RulesLine } from "./rules";
import { SecrecyNote } from "./secrecy";
import { Vote } from "./vote";
import { methodText } from "./words";

export function BallotScreen(props: { readonly id: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const ballot = rowsGet(app.rows, "ballot", props.id);
	if (ballot === undefined) return <BallotGone />;
	return (
		<div class="narrow ballot">
			<a class="back" href={routeWrite({ screen: "ballots" })}>
				<Icon name="back" />
				{words("ballots_title")}
			</a>
			<Heading lang={lang}>{ballot.title}</Heading>
			<BallotFacts ballot={ballot} />
			<RulesFirst ballot={ballot} />
			{app.me.value.moderates && (
				<Late piece="steering">
					{({ BallotDesk }) => <BallotDesk ballot={ballot} />}
				</Late>
			)}
			{ballot.state === "open" && (app.me.value.moderates || app.me.value.role === "helper") && (
				<a class="button" href={routeWrite({ screen: "slips", ballot: ballot.id })}>
					{words("ballot_slips")}
				</a>
			)}
			<BallotBody ballot={ballot} />
		</div>
	);
}

/** Before everybody's eyes: the ballot with what can be done now. */
export function FocusedBallot(props: { readonly id: number }): JSX.Element | null {
	const app = useApp();
	const lang = useSpoken();
	const ballot = rowsGet(app.rows, "ballot", props.id);
	if (ballot === undefined) return null;
	return (
		<div class="ballot">
			<p class="focus-words" lang={lang}>{ballot.title}</p>
			<BallotFacts ballot={ballot} />
			<RulesFirst ballot={ballot} />
			<BallotBody ballot={ballot} most={5} />
		</div>
	);
}

export function BallotFacts(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { ballot } = props;
	const board = rowsGet(app.rows, "board", ballot.board);
	return (
		<p class="facts">
			<strong class={`chip ${ballot.state}`}>{words(stateText(ballot))}</strong>
			{ballot.method !== "none" && <span>{words(methodText[ballot.method])}</span>}
			{ballot.round > 1 && <span>{words("ballot_round", { n: ballot.round })}</span>}
			{board !== undefined && <span lang={lang}>{board.title}</span>}
		</p>
	);
}

/** Whether there is a paper to fill in, or one's own to look at. */
function useVotes(ballot: BallotRow): boolean {
	const app = useApp();
	return ballot.state === "open" && ballot.method !== "opinion" && isVoter(app.rows, app.me.value, ballot);
}

// Who votes finds the question and the choices first, and the rules folded below them.
function RulesFirst(props: { readonly ballot: BallotRow }): JSX.Element | null {
	return useVotes(props.ballot) ? null : <RulesLine {...props} />;
}

function stateText({ state }: BallotRow) {
	switch (state) {
		case "open": return "ballot_is_open";
		case "closed": return "ballot_is_closed";
		case "void": return "ballot_is_void";
		default: return "ballot_is_prepared";
	}
}

interface BodyProps {
	readonly ballot: BallotRow;
	readonly most?: number;
}

function BallotBody(props: BodyProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	switch (ballot.state) {
		case "open": return <OpenBallot {...props} />;
		case "closed": return <ClosedBallot {...props} />;
		case "void": return <p class="notice"><Icon name="lock" />{words("ballot_void_means")}</p>;
		// Who opens it has the button for that above.
		default: return app.me.value.moderates ? null : <p class="hint">{words("ballot_prepared_means")}</p>;
	}
}

function OpenBallot(props: BodyProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const me = app.me.value;
	const isOpinion = ballot.method === "opinion";
	const votes = isVoter(app.rows, me, ballot);
	const fills = useVotes(ballot);
	const entries = app.entries.value;
	const isDone = hasVoted(app.rows, me, ballot.id, entries) &&
		castsRefused(entries, ballot.id).length === 0;
	const running = isSecretYet(ballot)
		? <TurnoutList ballot={ballot} />
		: <Results {...props} />;
	return (
		<>
			{isOpinion && (
				<>
					<p class="how">{words("how_opinion")}</p>
					<a class="button" href={routeWrite({ screen: "board", board: ballot.board })}>
						{words("mine_to_ideas")}
					</a>
				</>
			)}
			{fills && (
				<>
					<Vote key={ballot.id} ballot={ballot} />
					{isDone ? <RulesLine ballot={ballot} /> : <RulesFolded ballot={ballot} />}
				</>
			)}
			{!votes && <p class="hint">{words("vote_not_yours")}</p>}
			{isDone || isOpinion || !votes ? (
				<section aria-labelledby="running-title">
					<h2 id="running-title">{words(isSecretYet(ballot) ? "turnout_title" : "result_so_far")}</h2>
					{running}
					<Papers ballot={ballot} />
				</section>
			) : (
				<details class="so-far">
					<summary>{words(isSecretYet(ballot) ? "turnout_title" : "result_so_far")}</summary>
					{running}
				</details>
			)}
		</>
	);
}

/** Until results are shown: how many have voted. */
function TurnoutList(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const all = turnoutOf(app.rows, props.ballot, app.towns.value);
	return (
		<ul class="turnout">
			{all.map(({ town, papers, persons }) => (
				<li key={town?.id ?? 0}>
					{town === null
						? <span>{words("tally_townless")}</span>
						: <TownBadge town={town} named />}
					<span>
						{persons === 0
							? words("turnout_papers", { n: papers })
							: words("turnout_of", { n: papers, of: Math.max(papers, persons) })}
					</span>
				</li>
			))}
		</ul>
	);
}

function ClosedBallot(props: BodyProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const { session = 0, person = 0 } = app.viewer.value ?? {};
	const paper = rowsGet(app.rows, "paper", ballot.id, person);
	const own = ballot.secrecy === "confidential"
		? (receiptRead(app.store, session, ballot.id)?.choices ?? null)
		: paper === undefined || paper.withdrawn ? null : paper.choices;
	return (
		<>
			<p class="facts">
				{words("result_papers", { n: ballot.papers, of: ballot.eligible })}
				{ballot.quorum > ballot.papers && (
					<strong>{words("result_quorum", { n: ballot.quorum })}</strong>
				)}
			</p>
			{own !== null && <CastPaper ballot={ballot} paper={own} />}
			<section aria-labelledby="result-title">
				<h2 id="result-title">{words("result_title")}</h2>
				<Results {...props} />
			</section>
			{props.most === undefined && (
				<>
					<Papers ballot={ballot} />
					<SecrecyNote ballot={ballot} />
				</>
			)}
		</>
	);
}
