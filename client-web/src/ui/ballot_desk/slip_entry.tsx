// Entering what slips say, one after the other and with the keyboard alone: the number, Enter, what stands on
// it, Enter, the next number. Who would rather press finds the paper below.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { send, type App } from "../../model/app";
import { paperGet, type Paper } from "../../model/paper";
import { routeWrite } from "../../model/route";
import { isSlipUsed, isTicked, lineRead, lineWrite, slipOptions, type Line } from "../../model/slips";
import type { PageLanguage, TextKey } from "../../model/texts";
import { choiceWords, type BallotMethod, type BallotRow } from "../../protocol/generated";
import { optionName } from "../ballots/words";
import { useApp, useWords, type Words } from "../context";
import { Late } from "../late";
import { Icon } from "../parts/icon";
import { Question } from "../parts/sure";
import { ValueField } from "../parts/fields";
import { discard, isEntered, isSlipMissing, useSlipLog, type Entered } from "./slip_log";
import { SlipLog } from "./slip_list";
import { SlipRanges } from "./slip_numbers";

const checkBytes = 8;

const howText: Readonly<Record<Exclude<BallotMethod, "none">, TextKey>> = {
	opinion: "slip_how_opinion",
	approval: "slip_how_ticks",
	choose: "slip_how_ticks",
	budget: "slip_how_ticks",
	yesno: "slip_how_yesno",
	dots: "slip_how_dots",
	resistance: "slip_how_resistance",
	ranking: "slip_how_ranking",
};

export function SlipEntry(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const log = useSlipLog(app, ballot.id);
	const [again, setAgain] = useState<Entered | null>(null);
	const isOpen = ballot.state === "open";
	function edit(entered: Entered): void {
		discard(app, entered);
		setAgain(entered);
	}
	return (
		<div class="slip-desk">
			{!isOpen && <p class="notice"><Icon name="lock" />{words("slips_not_open")}</p>}
			{isOpen && <EntryForm key={again?.key ?? ""} ballot={ballot} log={log} again={again} />}
			<SlipLog ballot={ballot} log={log} onAgain={edit} />
			{app.me.value.moderates && (
				<section class="card">
					<h2>{words("slips_there")}</h2>
					<SlipRanges ballot={ballot.id} />
					<a href={routeWrite({ screen: "slips", ballot: 0 })}>{words("slips_number")}</a>
				</section>
			)}
		</div>
	);
}

interface EntryProps {
	readonly ballot: BallotRow;
	readonly log: readonly Entered[];
	readonly again: Entered | null; // refused, to be put right
}

function EntryForm(props: EntryProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, again } = props;
	const [number, setNumber] = useState(again === null ? "" : String(again.slip));
	const [text, setText] = useState(again === null ? "" : lineWrite(ballot, again.says));
	const [tried, setTried] = useState({ number: false, line: false });
	const [asking, setAsking] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const options = slipOptions(app.rows, ballot);
	const line = lineRead(ballot, options, text, app.language.value);
	const numberFault = useNumberFault(props, number);
	const lineFault = line.fault !== null ? faultWords(words, ballot, line)
		: ballot.method === "opinion" && line.paper.length === 0 ? words("slip_empty_opinion")
		: "";
	// The first field is the number, the second what it says.
	const focusOn = (place: 0 | 1): void =>
		form.current?.querySelectorAll<HTMLElement>("input[type='text']")[place]?.focus();
	function enter(): void {
		giveSlip(app, ballot, Number(number.trim()), line.paper);
		setNumber("");
		setText("");
		setTried({ number: false, line: false });
		setAsking(false);
		focusOn(0);
	}
	function submit(event: Event): void {
		event.preventDefault();
		setTried({ number: true, line: true });
		if (numberFault !== "") return focusOn(0);
		if (lineFault !== "") return focusOn(1);
		if (line.paper.length === 0) setAsking(true);
		else enter();
	}
	return (
		<form class="card slip-entry" ref={form} onSubmit={submit} noValidate>
			<div
				onKeyDown={(event) => {
					if (event.key !== "Enter") return;
					event.preventDefault();
					setTried({ ...tried, number: true });
					if (numberFault === "") focusOn(1);
				}}
			>
				<ValueField
					label={words("slip_number")}
					value={number}
					onValue={setNumber}
					fault={tried.number ? numberFault : ""}
				/>
			</div>
			<ValueField
				label={words("slip_says")}
				hint={ballot.method === "none" ? "" : words(howText[ballot.method], {
					example: example(ballot, options, app.language.value),
				})}
				value={text}
				onValue={(next) => {
					setText(next);
					setTried({ ...tried, line: false });
				}}
				fault={tried.line ? lineFault : ""}
				mode="text"
			/>
			<Late piece="more">
				{({ Choices }) => line.paper.length > 0 && <Choices ballot={ballot} paper={line.paper} />}
			</Late>
			{asking ? (
				<Question
					question={words("slip_empty")}
					yes={words("slip_empty_yes")}
					onYes={enter}
					onNo={() => {
						setAsking(false);
						focusOn(1);
					}}
				/>
			) : <button type="submit" class="main">{words("slip_enter")}</button>}
			<Pressed
				ballot={ballot}
				options={options}
				paper={line.paper}
				onPaper={(paper) => setText(lineWrite(ballot, paper))}
			/>
		</form>
	);
}

/** Of an opinion ballot each opinion is a command of its own. */
function giveSlip(app: App, ballot: BallotRow, slip: number, paper: Paper): void {
	if (ballot.method === "opinion") {
		for (const [idea, choice] of paper)
			send(app, "vote", { ballot: ballot.id, idea, choice: choiceWords[choice] ?? "none", person: 0, slip });
		return;
	}
	const check = ballot.secrecy === "confidential"
		? crypto.getRandomValues(new Uint8Array(checkBytes))
		: new Uint8Array(0);
	send(app, "cast", { ballot: ballot.id, choices: paper, check, withdraw: false, person: 0, slip });
}

/** Why a slip cannot be entered, as far as this page knows; "" if it can. */
function useNumberFault({ ballot, log, again }: EntryProps, typed: string): string {
	const app = useApp();
	const words = useWords();
	const n = Number(typed.trim());
	if (!/^\d+$/.test(typed.trim()) || n === 0) return words("slip_number_wrong");
	if (isSlipMissing(app, n)) return words("slip_unknown", { n });
	if (app.me.value.moderates && isSlipUsed(app.rows, ballot.id, n)) return words("slip_used", { n });
	// Other ideas' opinions can follow by the same slip.
	const isUsed = ballot.method !== "opinion" && n !== again?.slip && isEntered(log, n);
	return isUsed ? words("slip_used", { n }) : "";
}

/** What one could type by number, of the first two options. */
function example(ballot: BallotRow, options: readonly number[], language: PageLanguage): string {
	const some = options.filter((option) => option !== 0).slice(0, 2);
	if (isTicked(ballot)) return some.join(" ");
	const value = ballot.method !== "opinion" ? 1 : language === "en" ? "a" : "d";
	return some.map((option) => `${option}=${value}`).join(" ");
}

function faultWords(words: Words, ballot: BallotRow, { fault, at }: Line): string {
	switch (fault) {
		case null: return "";
		case "unknown": return words("slip_unknown_option", { at });
		case "twice": return words("slip_twice", { at });
		case "value": return words("slip_value", { at });
		case "too_many": return words("slip_too_many", { at });
		case "points": return words("slip_points", { at, of: ballot.points });
		case "heap": return words("slip_heap", { at, of: ballot.heap });
		case "picks": return words("slip_picks", { at, of: ballot.picks });
	}
}

interface PressedProps {
	readonly ballot: BallotRow;
	readonly options: readonly number[];
	readonly paper: Paper;
	readonly onPaper: (paper: Paper) => void;
}

/** The same paper as on a phone; of opinions the numbers of the ideas. */
function Pressed(props: PressedProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, options, paper } = props;
	const [open, setOpen] = useState(false);
	return (
		<details class="so-far" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{words(ballot.method === "opinion" ? "slip_sheet_order" : "slip_buttons")}</summary>
			{open && ballot.method !== "opinion" && (
				<Late piece="more">{({ PaperFields }) => <PaperFields {...props} />}</Late>
			)}
			{open && ballot.method === "opinion" && (
				<ol class="choices">
					{options.map((option) => (
						<li key={option}>
							#{option} {optionName(app, words, ballot, option)} {paperGet(paper, option) === null ? "" : "✓"}
						</li>
					))}
				</ol>
			)}
		</details>
	);
}
