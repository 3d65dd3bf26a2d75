// Voting: the paper to fill in, or the one that was cast. A paper being filled in is kept on the device;
// one that the server refused comes back as such, with the reason.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../../model/app";
import { castOnItsWay, castsRefused, hasVoted } from "../../model/ballots";
import { moneyShow } from "../../model/money";
import {
	optionsOf, paperCost, paperGiven, paperRead, paperSum, paperWrite, picksLeft, type Paper,
} from "../../model/paper";
import { rowsGet } from "../../model/rows";
import type { BallotRow } from "../../protocol/generated";
import { receiptRead } from "../../sync/storage";
import { useApp, useWords } from "../context";
import { useDraft } from "../parts/draft";
import { Question } from "../parts/sure";
import { CastPaper } from "./cast_paper";
import { useFinding } from "./finding";
import { OrderPaper } from "./order";
import { DotsPaper, ResistancePaper, TickPaper, YesNoPaper, type PaperProps } from "./picks";
import { CountsLine } from "./rules";
import { SecrecyNote } from "./secrecy";
import { methodHow } from "./words";

const checkBytes = 8;

/** What one has cast, as far as this device can tell; null: it was cast elsewhere, and is sealed. */
function useCast(ballot: BallotRow): Paper | null {
	const app = useApp();
	const { session = 0, person = 0 } = app.viewer.value ?? {};
	const coming = castOnItsWay(app.entries.value, ballot.id);
	if (coming !== undefined) return coming.args.choices;
	const paper = rowsGet(app.rows, "paper", ballot.id, person);
	return ballot.secrecy === "confidential"
		? (receiptRead(app.store, session, ballot.id)?.choices ?? null)
		: (paper?.choices ?? []);
}

export function Vote(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const { ballot } = props;
	const [draft, setDraft] = useDraft(`ballot-${ballot.id}`);
	const cast = useCast(ballot);
	const refused = castsRefused(app.entries.value, ballot.id);
	const isCast = hasVoted(app.rows, app.me.value, ballot.id, app.entries.value);
	const written = paperRead(draft, ballot);
	const sent = useRef<HTMLDivElement>(null);
	const [wasSent, setSent] = useState(false);
	useEffect(() => {
		if (wasSent) sent.current?.focus();
	}, [wasSent]);
	const dismiss = (): void => refused.forEach((entry) => app.live?.dismiss(entry.id));
	function vote(paper: Paper): void {
		const check = ballot.secrecy === "confidential"
			? crypto.getRandomValues(new Uint8Array(checkBytes))
			: new Uint8Array(0);
		const args = { ballot: ballot.id, choices: paper, check, withdraw: false, person: 0, slip: 0 };
		if (send(app, "cast", args) === null) return;
		dismiss();
		setDraft("");
		setSent(true);
	}
	const last = refused[refused.length - 1];
	if (written === null && last === undefined && isCast)
		return (
			<div ref={sent} tabIndex={-1}>
				<CastPaper
					ballot={ballot}
					paper={cast}
					onChange={() => {
						setSent(false);
						setDraft(paperWrite(cast ?? []));
					}}
				/>
			</div>
		);
	return (
		<Form
			ballot={ballot}
			paper={written ?? last?.args.choices ?? []}
			reason={last?.message ?? ""}
			onPaper={(paper) => setDraft(paperWrite(paper))}
			onCast={vote}
			{...(isCast || last !== undefined
				? {
						onCancel: () => {
							dismiss();
							setDraft("");
						},
					}
				: {})}
		/>
	);
}

interface FormProps extends Omit<PaperProps, "options"> {
	readonly reason: string; // why it was refused
	readonly onCast: (paper: Paper) => void;
	readonly onCancel?: () => void;
}

function Form(props: FormProps): JSX.Element {
	const words = useWords();
	const { ballot, paper, reason } = props;
	const [asking, setAsking] = useState(false);
	const finding = useFinding(ballot, paper);
	const isEmpty = paper.length === 0;
	function submit(event: Event): void {
		event.preventDefault();
		if (isEmpty) setAsking(true);
		else props.onCast(paper);
	}
	return (
		<form class="voting" onSubmit={submit} onKeyDown={keepFromCasting} noValidate>
			{reason !== "" && (
				<div class="card refused" role="alert">
					<h3>{words("cast_refused")}</h3>
					<p class="fault">{reason}</p>
				</div>
			)}
			{props.onCancel !== undefined && reason === "" && (
				<p class="changing">
					{words("cast_changing")}
					<button type="button" class="quiet" onClick={props.onCancel}>{words("cancel")}</button>
				</p>
			)}
			{ballot.method !== "none" && <p class="how">{words(methodHow[ballot.method])}</p>}
			<CountsLine ballot={ballot} />
			<SecrecyNote ballot={ballot} />
			{finding.search}
			<PaperFields {...props} options={finding.options} />
			<div class="cast-bar">
				<Given ballot={ballot} paper={paper} />
				{asking && isEmpty ? (
					<Question
						question={words("cast_empty_sure")}
						yes={words("cast_empty_yes")}
						onYes={() => props.onCast(paper)}
						onNo={() => setAsking(false)}
					/>
				) : (
					<>
						<div class="cast-left">
							<p class="cast-state" role="status"><Left ballot={ballot} paper={paper} /></p>
							{finding.chosen}
						</div>
						<button type="submit" class="main">{words("cast_now")}</button>
					</>
				)}
			</div>
		</form>
	);
}

// Enter in a field or on a box would cast: only the button does.
function keepFromCasting(event: KeyboardEvent): void {
	if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** What a paper of the ballot is filled in with. */
export function PaperFields(props: PaperProps): JSX.Element | null {
	switch (props.ballot.method) {
		case "approval":
		case "choose":
		case "budget": return <TickPaper {...props} />;
		case "yesno": return <YesNoPaper {...props} />;
		case "dots": return <DotsPaper {...props} />;
		case "resistance": return <ResistancePaper {...props} />;
		case "ranking": return <OrderPaper {...props} />;
		default: return null; // opinions are said at the ideas
	}
}

/* ---- what is left to give, or what has been chosen so far: always in sight ---- */

interface GivenProps {
	readonly ballot: BallotRow;
	readonly paper: Paper;
}

/** The same as a bar. */
function Given(props: GivenProps): JSX.Element | null {
	const given = paperGiven(props.ballot, props.paper);
	if (given === null) return null;
	return (
		<span class={given > 1 ? "given over" : "given"} aria-hidden="true">
			<span style={{ width: `${100 * Math.min(1, given)}%` }} />
		</span>
	);
}

function Left(props: GivenProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot, paper } = props;
	const { points, picks } = ballot;
	const n = paper.length;
	const of = optionsOf(ballot).length;
	switch (ballot.method) {
		case "dots": return <>{words("points_left", { n: points - paperSum(paper) })}</>;
		case "ranking": return <>{words("order_made", { n, of })}</>;
		case "approval": return <>{words("picks_made", { n })}</>;
		case "choose": return <>{words("picks_left", { n: picksLeft(ballot, paper) ?? 0, of: picks })}</>;
		case "budget": {
			const sum = paperCost(ballot, paper);
			const money = (cents: number): string => moneyShow(cents, app.language.value);
			const isOver = sum > ballot.budget;
			return (
				<>
					{words("budget_chosen", { n, sum: money(sum) })}
					<span class="hint">
						{words(isOver ? "budget_over" : "budget_under", { left: money(Math.abs(ballot.budget - sum)) })}
						{picks > 0 && ` ${words("picks_left", { n: picksLeft(ballot, paper) ?? 0, of: picks })}`}
					</span>
				</>
			);
		}
		default: return of === 0 ? null : <>{words("answers_given", { n, of })}</>;
	}
}
