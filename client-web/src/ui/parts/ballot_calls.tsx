// What is to be voted on here and now, on the card of a board's phase: a call to vote, the newest results,
// and for moderators what is prepared for this phase.
import type { JSX } from "preact";
import { ballotsCalling, castsRefused, hasVoted, isVoter, resultsHere } from "../../model/ballots";
import { routeWrite } from "../../model/route";
import type { BallotRow, BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { Icon } from "./icon";

export function BallotCalls(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const { board } = props;
	const open = ballotsCalling(app.rows, app.me.value, board);
	const results = resultsHere(app.rows, board, 3);
	return (
		<div class="calls">
			{open.map((ballot) => <Call key={ballot.id} ballot={ballot} />)}
			{results.length > 0 && (
				<Late piece="more">
					{({ ResultCard }) => results.map((ballot) => <ResultCard key={ballot.id} ballot={ballot} />)}
				</Late>
			)}
			{app.me.value.moderates && (
				<Late piece="steering" quiet>{({ BallotsPrepared }) => <BallotsPrepared board={board} />}</Late>
			)}
		</div>
	);
}

interface BallotProps {
	readonly ballot: BallotRow;
}

function Call(props: BallotProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title } = props.ballot;
	const entries = app.entries.value;
	const me = app.me.value;
	const mayVote = isVoter(app.rows, me, props.ballot);
	const key = castsRefused(entries, id).length > 0 ? "ballot_refused"
		: hasVoted(app.rows, me, id, entries) ? "ballot_again"
		: mayVote ? "ballot_call" : "ballot_runs";
	const isCall = key !== "ballot_again" && mayVote;
	return (
		<a class={isCall ? "button main" : "button"} href={routeWrite({ screen: "ballot", ballot: id })}>
			<Icon name={key === "ballot_again" ? "check" : "ballot"} />
			<span>{words(key, { title })}</span>
		</a>
	);
}
