// What a moderator does with a ballot: open, close, another round; and who has not voted yet.
import type { ComponentChildren, JSX } from "preact";
import { send } from "../../../model/app";
import { isVotedBy, isVoter } from "../../../model/ballots";
import { meOf } from "../../../model/me";
import { moneyShow } from "../../../model/money";
import { costOf } from "../../../model/paper";
import { planOf, planOptions } from "../../../model/prepare";
import { routeWrite } from "../../../model/route";
import { rowsAll } from "../../../model/rows";
import type { BallotRow, PersonRow } from "../../../protocol/generated";
import { optionName } from "../../ballots/words";
import { useApp, useWords } from "../../context";
import { Sure } from "../../parts/sure";
import { TownBadge } from "../../parts/town_badge";
import { goOn, useAsking } from "../ask";
import { Fault } from "../fault";
import { ResultTaken } from "./result_taken";
import { WinnersStage } from "./winners_stage";

interface ButtonsProps {
	readonly ballot: BallotRow;
	readonly main?: boolean; // on its own screen
	readonly children?: ComponentChildren;
}

export function BallotButtons(props: ButtonsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, main = false } = props;
	const args = { ballot: ballot.id };
	const again = useAsking();
	const open = (): void => void send(app, "ballot_open", args);
	function repeat(): void {
		if (again.waits) return;
		again.give({ kind: "ballot_repeat", args }, (made, isHere) => {
			if (isHere) goOn(app, { screen: "ballot", ballot: made });
		});
	}
	return (
		<div class="actions">
			{ballot.state === "prepared" && (
				<button type="button" class="main" onClick={open}>{words("ballot_open_now")}</button>
			)}
			{ballot.state === "open" && <Close ballot={ballot} main={main} />}
			{ballot.state === "closed" && !ballot.hidden && (
				<Sure
					label={words("ballot_reopen")}
					question={words("ballot_reopen_sure")}
					yes={words("ballot_reopen_yes")}
					onYes={open}
				/>
			)}
			{(ballot.state === "closed" || ballot.state === "void") && (
				<button type="button" aria-disabled={again.waits} onClick={repeat}>
					{words("desk_repeat")}
				</button>
			)}
			{ballot.state === "prepared" && (
				<>
					<a class="button" href={routeWrite({ screen: "prepare", ballot: ballot.id })}>
						{words("desk_edit")}
					</a>
					<Sure
						label={words("desk_remove")}
						question={words("ballot_remove_sure")}
						yes={words("ballot_remove_yes")}
						onYes={() => send(app, "ballot_remove", args)}
					/>
				</>
			)}
			{props.children}
			<Fault text={again.fault} />
		</div>
	);
}

// What everybody could see all along can be opened again, so nothing needs to be asked.
function Close(props: { readonly ballot: BallotRow; readonly main: boolean }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot: { id, hidden }, main } = props;
	const close = (): void => void send(app, "ballot_close", { ballot: id });
	if (!hidden)
		return <button type="button" class={main ? "main" : ""} onClick={close}>{words("desk_close")}</button>;
	return (
		<Sure
			main={main}
			label={words("desk_close")}
			question={words("ballot_close_sure")}
			yes={words("ballot_close_yes")}
			onYes={close}
		/>
	);
}

/** On the ballot's own screen. */
export function BallotDesk(props: { readonly ballot: BallotRow }): JSX.Element {
	const words = useWords();
	const { ballot } = props;
	return (
		<section class="card desk" aria-label={words("moderation_ballot")}>
			<BallotButtons ballot={ballot} main />
			{ballot.state === "prepared" && <Prepared ballot={ballot} />}
			{ballot.state === "open" && <NotVoted ballot={ballot} />}
			{ballot.state === "closed" && <WinnersStage ballot={ballot} />}
			{ballot.state === "closed" && <ResultTaken ballot={ballot} />}
		</section>
	);
}

/** What would be put to the vote now, with what it costs. */
function Prepared(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const all = ballot.options.length > 0
		? ballot.options.map(([option]) => option)
		: planOptions(app.rows, planOf(ballot)).map(({ id }) => id);
	if (ballot.method === "opinion" || (ballot.method === "yesno" && all.length === 0)) return null;
	return (
		<>
			<p class="label">{words("prepare_count", { n: all.length })}</p>
			<ul class="winners">
				{all.map((option) => (
					<li key={option}>
						<span>{optionName(app, words, ballot, option)}</span>
						{ballot.method === "budget" && (
							<strong class="cost">{moneyShow(costOf(ballot, option), app.language.value)}</strong>
						)}
					</li>
				))}
			</ul>
		</>
	);
}

function NotVoted(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const session = app.viewer.value?.session ?? 0;
	const missing = rowsAll(app.rows, "person")
		.filter((person) => !person.left && !person.kept_out)
		.filter(({ id, role }) => isVoter(app.rows, meOf(app.rows, { session, person: id, role }), ballot))
		.filter(({ id }) => !isVotedBy(app.rows, ballot.id, id))
		.sort((a, b) => a.town - b.town || a.name.localeCompare(b.name));
	if (missing.length === 0) return <p class="hint">{words("not_voted_nobody")}</p>;
	return (
		<details>
			<summary>{words("not_voted", { n: missing.length })}</summary>
			<p class="hint">{words("not_voted_means")}</p>
			<ul class="missing">
				{missing.map((person) => <Missing key={person.id} person={person} />)}
			</ul>
		</details>
	);
}

function Missing(props: { readonly person: PersonRow }): JSX.Element {
	const app = useApp();
	const { name, town } = props.person;
	const mark = app.towns.value.find(({ id }) => id === town);
	return (
		<li class="by">
			{mark !== undefined && <TownBadge town={mark} />}
			<span class="by-name">{name}</span>
		</li>
	);
}
