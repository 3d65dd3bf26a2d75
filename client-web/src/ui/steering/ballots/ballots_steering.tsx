// A board's ballots in the moderators' panel: those that run or are prepared here, and a new one.
import type { JSX } from "preact";
import { send } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import { routeWrite } from "../../../model/route";
import type { BallotRow, BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { BallotButtons } from "./ballot_desk";

export function BallotsSteering(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const here = ballotsHere(app.rows, board);
	// What was closed can be looked at in the list; the newest can be opened again at once.
	const shown = here.filter(
		(ballot) => ballot.state === "open" || ballot.state === "prepared" || ballot === here[0]);
	return (
		<div class="steer">
			<p class="label">{words("moderation_ballots")}</p>
			<ul class="desk-list">
				{shown.map((ballot) => (
					<li key={ballot.id}>
						<a href={routeWrite({ screen: "ballot", ballot: ballot.id })}>{ballot.title}</a>
						<BallotButtons ballot={ballot}>
							{ballot.state !== "prepared" && <EyesOn ballot={ballot} board={board.id} />}
						</BallotButtons>
					</li>
				))}
			</ul>
			<a class="button" href={routeWrite({ screen: "prepare", ballot: 0 })}>
				{words("ballot_prepare")}
			</a>
		</div>
	);
}

function EyesOn(props: { readonly ballot: BallotRow; readonly board: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot: { id, title }, board } = props;
	return (
		<button
			type="button"
			class="quiet"
			aria-label={words("mod_focus_on", { title })}
			onClick={() => send(app, "focus_set", { board, idea: 0, topic: 0, ballot: id })}
		>
			<Icon name="eye" />
		</button>
	);
}
