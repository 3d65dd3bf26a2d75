// What a board is doing now: its phase, the prompt, what to do, the time left.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../model/app";
import { leads } from "../../model/me";
import { ballotsCalling, ballotsHere } from "../../model/ballots";
import { phaseOf, timerBoard, timerText, type PhasePlace } from "../../model/boards";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords, type Words } from "../context";
import { Late } from "../late";
import { BallotCalls } from "./ballot_calls";
import { useLeft } from "./countdown";
import { Icon } from "./icon";

export function PhaseCard(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { board } = props;
	const place = phaseOf(app.rows, board);
	const timer = timerBoard(app.rows, board);
	// On a phone what is to be written comes first, and the help at a tap.
	const [isWide] = useState(() => window.matchMedia("(min-width: 48rem)").matches);
	// Only of the board that one was looking at already.
	const before = useRef(board);
	useEffect(() => {
		const { id, step } = before.current;
		// Who has just led it there has been told, and keeps the way back.
		const isToldOf = app.offer.value !== null && leads(app.me.value, board);
		if (id === board.id && step !== board.step && place !== undefined && !isToldOf)
			say(app, words("phase_entered", { title: place.phase.title }));
		before.current = board;
	}, [board.id, board.step]);
	if (place === undefined) return null;
	const { phase } = place;
	const isVoting = ballotsHere(app.rows, board).some(({ state }) => state === "open") ||
		ballotsCalling(app.rows, app.me.value, board).length > 0;
	return (
		<section class="phase" aria-label={words("phase_now")}>
			<p class="phase-step">{words("phase_of", { n: place.index + 1, of: place.all.length })}</p>
			<h2 lang={lang}>{phase.title}</h2>
			<BallotCalls board={board} />
			{phase.prompt !== "" && <p class="prompt" lang={lang}>{phase.prompt}</p>}
			{app.me.value.moderates && (
				<Late piece="steering" quiet>{({ QuestionButton }) => <QuestionButton phase={phase} />}</Late>
			)}
			{timer !== undefined && <Timer key={timer.timer_end_ms} board={board} timer={timer} />}
			{phase.help !== "" && (
				<details key={`help${phase.id}`} class="help" open={isWide}>
					<summary><h3>{words("phase_help")}</h3></summary>
					<p class="words" lang={lang}>{phase.help}</p>
				</details>
			)}
			{phase.allows.length === 0 && !isVoting && <p class="hint">{words("phase_nothing")}</p>}
			{board.locked && (
				<p class="notice">
					<Icon name="lock" />
					{words("closed_board")}
				</p>
			)}
		</section>
	);
}

/** What happens when a board's timer ends; "" if nothing does. */
export function endingWords(words: Words, board: BoardRow, place: PhasePlace | undefined): string {
	const next = place?.all[place.index + 1];
	if (board.ending === "next" && next !== undefined)
		return words("timer_then_next", { title: next.title });
	return board.ending === "lock" ? words("timer_then_lock") : "";
}

interface TimerProps {
	readonly board: BoardRow;
	readonly timer: BoardRow; // whose time it is: the board's own or that of one above
}

function Timer(props: TimerProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, timer } = props;
	const left_ms = useLeft(timer.timer_end_ms, () => say(app, words("timer_over")));
	const then = endingWords(words, timer, phaseOf(app.rows, timer));
	// The time of a board above says nothing here once it has run out.
	if (left_ms === 0 && timer.id !== board.id) return null;
	return (
		<div class="timer-line">
			<p class={left_ms === 0 ? "timer over" : "timer"} role="timer">
				<Icon name="clock" />
				{left_ms === 0 ? (
					words("timer_over")
				) : (
					<span>
						<span class="hidden">{words("timer_left", { time: "" })}</span>
						<span class="timer-time">{timerText(left_ms)}</span>
					</span>
				)}
			</p>
			<p class="hint">
				{timer.id !== board.id && `${timer.title}. `}
				{then}
			</p>
		</div>
	);
}
