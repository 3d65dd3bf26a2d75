// What a board is doing now: its phase, the prompt, the time left.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { phaseOf, timerLeftMs, timerText } from "../../model/boards";
import { say, serverNowMs } from "../../model/app";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";

export function PhaseCard(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const { phase } = place;
	return (
		<section class="phase" aria-label={words("phase_now")}>
			<p class="phase-step">{words("phase_of", { n: place.index + 1, of: place.all.length })}</p>
			<h2>{phase.title}</h2>
			{phase.prompt !== "" && <p class="prompt">{phase.prompt}</p>}
			{phase.allows.length === 0 && <p class="hint">{words("phase_nothing")}</p>}
			{board.timer_end_ms !== 0 && <Timer key={board.timer_end_ms} end_ms={board.timer_end_ms} />}
		</section>
	);
}

function Timer(props: { readonly end_ms: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [, tick] = useState(0);
	const left_ms = timerLeftMs(props.end_ms, serverNowMs(app)) ?? 0;
	useEffect(() => {
		if (left_ms === 0) return undefined;
		// Wakes when the shown second changes.
		const wait_ms = left_ms % 1000 || 1000;
		const timer = window.setTimeout(() => {
			tick((n) => n + 1);
			if (left_ms <= 1000) say(app, words("timer_over"));
		}, wait_ms);
		return () => window.clearTimeout(timer);
	});
	return (
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
	);
}
