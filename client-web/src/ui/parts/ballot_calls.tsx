// What is to be voted on here and now, on the card of a board's phase: a call to vote, the newest result,
// and for moderators what is prepared for this phase.
import type { JSX } from "preact";
import { send } from "../../model/app";
import { ballotsHere, castsRefused, hasVoted, isVoter } from "../../model/ballots";
import { routeWrite } from "../../model/route";
import type { BallotRow, BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";

export function BallotCalls(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const { board } = props;
	const here = ballotsHere(app.rows, board).filter(({ method }) => method !== "opinion");
	const open = here.filter(({ state }) => state === "open");
	const prepared = ballotsHere(app.rows, board).filter(
		({ state, phase }) => state === "prepared" && phase !== 0);
	// What came last of it, as long as nothing else is being voted on.
	const closed = open.length > 0 ? undefined : here
		.filter(({ state }) => state === "closed")
		.sort((a, b) => b.closed_ms - a.closed_ms)[0];
	return (
		<div class="calls">
			{open.map((ballot) => <Call key={ballot.id} ballot={ballot} />)}
			{closed !== undefined && <Result ballot={closed} />}
			{app.me.value.moderates &&
				prepared.map((ballot) => <Prepared key={ballot.id} ballot={ballot} />)}
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
	const key = castsRefused(entries, id).length > 0 ? "ballot_refused"
		: hasVoted(app.rows, me, id, entries) ? "ballot_again"
		: "ballot_call";
	const isCall = key !== "ballot_again" && isVoter(app.rows, me, props.ballot);
	return (
		<a class={isCall ? "button main" : "button"} href={routeWrite({ screen: "ballot", ballot: id })}>
			<Icon name={key === "ballot_again" ? "check" : "ballot"} />
			<span>{words(key, { title })}</span>
		</a>
	);
}

function Result(props: BallotProps): JSX.Element {
	const words = useWords();
	const { id, title } = props.ballot;
	return (
		<a class="button" href={routeWrite({ screen: "ballot", ballot: id })}>
			<Icon name="ballot" />
			<span>{words("ballot_result", { title })}</span>
		</a>
	);
}

function Prepared(props: BallotProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title } = props.ballot;
	return (
		<button type="button" onClick={() => send(app, "ballot_open", { ballot: id })}>
			<Icon name="ballot" />
			<span>{words("ballot_open_title", { title })}</span>
		</button>
	);
}
