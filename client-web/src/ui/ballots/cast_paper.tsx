// The paper that one has cast: that it is saved, what stands on it, and how to change it.
import type { JSX } from "preact";
import { send } from "../../model/app";
import { castOnItsWay } from "../../model/ballots";
import { orderOf, paperGet, paperSame, type Paper } from "../../model/paper";
import { rowsAll } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import { checkShow } from "../../protocol/link";
import type { BallotRow } from "../../protocol/generated";
import { receiptRead } from "../../sync/storage";
import { useApp, useWords, type Words } from "../context";
import { Icon } from "../parts/icon";
import { Sure } from "../parts/sure";
import { OptionName } from "./option";
import { answerText } from "./picks";

interface CastPaperProps {
	readonly ballot: BallotRow;
	readonly paper: Paper | null; // null: it was cast on another device, and is sealed
	readonly onChange?: () => void;
}

export function CastPaper(props: CastPaperProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, paper } = props;
	const coming = castOnItsWay(app.entries.value, ballot.id);
	const isSaved = coming === undefined || coming.state === "done";
	return (
		<section class="card cast" aria-labelledby="cast-title">
			<h2 id="cast-title">{words("cast_yours")}</h2>
			{ballot.state === "open" && (
				<p class={isSaved ? "cast-saved" : "waiting-state"}>
					<Icon name={isSaved ? "check" : "clock"} />
					{words(isSaved ? "cast_is_saved" : "cast_waiting")}
				</p>
			)}
			{paper === null
				? <p class="hint">{words("cast_elsewhere")}</p>
				: <Choices ballot={ballot} paper={paper} />}
			<ReceiptNote ballot={ballot} />
			{props.onChange !== undefined && (
				<div class="actions">
					<button type="button" onClick={props.onChange}>{words("cast_change")}</button>
					<Sure
						label={words("cast_take_back")}
						question={words("cast_take_back_sure")}
						yes={words("cast_take_back_yes")}
						onYes={() =>
							send(app, "cast", {
								ballot: ballot.id, choices: [], check: new Uint8Array(0), withdraw: true,
								person: 0, slip: 0,
							})}
					/>
				</div>
			)}
		</section>
	);
}

function valueWords(words: Words, ballot: BallotRow, number: number): string {
	switch (ballot.method) {
		case "opinion": return words(opinionText(number));
		case "yesno": return words(answerText(number));
		case "dots": return `${number} ${words("points_unit", { n: number })}`;
		case "resistance": return words("resistance_said", { n: number });
		default: return "";
	}
}

function opinionText(number: number): TextKey {
	return number === 1 ? "vote_agree" : number === 2 ? "vote_disagree" : "vote_pass";
}

export function Choices(props: { readonly ballot: BallotRow; readonly paper: Paper }): JSX.Element {
	const words = useWords();
	const { ballot, paper } = props;
	if (paper.length === 0) return <p class="hint">{words("cast_empty")}</p>;
	const isOrder = ballot.method === "ranking";
	const options = isOrder ? orderOf(paper) : paper.map(([option]) => option);
	const lines = options.map((option) => (
		<li key={option}>
			<OptionName ballot={ballot} option={option} />
			{" "}
			<strong>{valueWords(words, ballot, paperGet(paper, option) ?? 0)}</strong>
		</li>
	));
	return isOrder ? <ol class="choices">{lines}</ol> : <ul class="choices">{lines}</ul>;
}

/** The check number, and after the closing whether the published list has the paper as it was cast. */
export function ReceiptNote(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const coming = castOnItsWay(app.entries.value, ballot.id);
	const kept = receiptRead(app.store, app.viewer.value?.session ?? 0, ballot.id);
	const check = coming !== undefined && coming.args.check.length > 0
		? checkShow(coming.args.check)
		: (kept?.check ?? "");
	if (ballot.secrecy !== "confidential" || check === "") return null;
	return (
		<div class="receipt">
			<p>{words("check_number")}</p>
			<p class="code-shown">{check}</p>
			{ballot.state === "closed" && kept !== null
				? <Compared ballot={ballot} check={check} paper={kept.choices} />
				: <p class="hint">{words("check_what_for")}</p>}
		</div>
	);
}

interface ComparedProps {
	readonly ballot: BallotRow;
	readonly check: string;
	readonly paper: Paper;
}

function Compared(props: ComparedProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const found = rowsAll(app.rows, "published").find(
		(row) => row.ballot === props.ballot.id && checkShow(row.check) === props.check);
	if (found === undefined) return <p class="fault">{words("check_missing")}</p>;
	return paperSame(found.choices, props.paper)
		? <p class="check-found"><Icon name="check" />{words("check_found")}</p>
		: <p class="fault">{words("check_differs")}</p>;
}
