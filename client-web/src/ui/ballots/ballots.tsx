// All ballots: those that run first, then what came of the last ones; older ones are folded away.
import type { JSX } from "preact";
import { castsRefused, hasVoted } from "../../model/ballots";
import { routeWrite } from "../../model/route";
import { rowsAll } from "../../model/rows";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { BallotFacts } from "./ballot";

const recent = 5;

const groups = [
	["open", "ballots_open"], ["closed", "ballots_closed"], ["void", "ballots_void"],
	["prepared", "ballots_prepared"],
] as const;

export function BallotsScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { moderates, role } = app.me.value;
	const all = rowsAll(app.rows, "ballot")
		.filter(({ state }) => state !== "prepared" || moderates)
		.sort((a, b) => b.closed_ms - a.closed_ms || b.id - a.id);
	return (
		<div class="narrow">
			<Heading>{words("ballots_title")}</Heading>
			{(moderates || role === "helper") && (
				<div class="actions">
					{moderates && (
						<a class="button" href={routeWrite({ screen: "prepare", ballot: 0 })}>
							{words("ballot_prepare")}
						</a>
					)}
					<a class="button" href={routeWrite({ screen: "slips", ballot: 0 })}>{words("ballots_slips")}</a>
				</div>
			)}
			{all.length === 0 && <p class="empty">{words("ballots_none")}</p>}
			{groups.map(([state, title]) => {
				const shown = all.filter((ballot) => ballot.state === state);
				return shown.length > 0 && (
					<section key={state}>
						<h2>{words(title)}</h2>
						<BallotList all={state === "open" ? shown : shown.slice(0, recent)} />
						{state !== "open" && shown.length > recent && (
							<details class="so-far">
								<summary>{words("ballots_older", { n: shown.length - recent })}</summary>
								<BallotList all={shown.slice(recent)} />
							</details>
						)}
					</section>
				);
			})}
		</div>
	);
}

function BallotList(props: { readonly all: readonly BallotRow[] }): JSX.Element {
	return (
		<ul class="idea-list">
			{props.all.map((ballot) => <BallotCard key={ballot.id} ballot={ballot} />)}
		</ul>
	);
}

function BallotCard(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { ballot } = props;
	const entries = app.entries.value;
	const isDone = hasVoted(app.rows, app.me.value, ballot.id, entries);
	const isRefused = castsRefused(entries, ballot.id).length > 0;
	return (
		<li class="card">
			<h3 lang={lang}><a href={routeWrite({ screen: "ballot", ballot: ballot.id })}>{ballot.title}</a></h3>
			<BallotFacts ballot={ballot} />
			{isRefused && <p class="fault">{words("cast_refused")}</p>}
			{!isRefused && isDone && (
				<p class="cast-saved"><Icon name="check" />{words("ballot_voted")}</p>
			)}
		</li>
	);
}
