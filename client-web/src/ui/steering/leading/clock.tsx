// A board's timer: started for as long as the phase foresees or one chooses, made longer, stopped.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, serverNowMs } from "../../../model/app";
import { phaseOf, timerLeftMs } from "../../../model/boards";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { SelectField } from "../../parts/select_field";

const minute_ms = 60000;
const choicesUsual: readonly number[] = [1, 3, 5, 10, 15, 20, 30, 45, 60];
const more: readonly number[] = [1, 5];

interface ClockProps {
	readonly board: BoardRow;
	readonly below: boolean;
}

export function Clock(props: ClockProps): JSX.Element {
	const { board } = props;
	return board.timer_end_ms === 0 ? <Stopped {...props} /> : <Running {...props} />;
}

function Stopped(props: ClockProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, below } = props;
	const foreseen = phaseOf(app.rows, board)?.phase.minutes ?? 0;
	const [chosen, setMinutes] = useState(0); // 0: what the phase foresees
	const minutes = chosen || foreseen || 10;
	const choices = [...new Set([...choicesUsual, minutes])].sort((a, b) => a - b);
	return (
		<div class="lead-clock">
			<SelectField
				label={words("lead_timer")}
				value={String(minutes)}
				onValue={(value) => setMinutes(Number(value))}
				options={choices.map((n) => ({ value: String(n), label: words("lead_timer_minutes", { n }) }))}
			/>
			<button
				type="button"
				aria-label={words("moderation_timer_start", { n: minutes })}
				onClick={() =>
					send(app, "timer_start", { board: board.id, duration_ms: minutes * minute_ms, below })}
			>
				<Icon name="clock" />
				{words("lead_timer_start")}
			</button>
		</div>
	);
}

function Running(props: ClockProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, below } = props;
	function add(n: number): void {
		const left_ms = timerLeftMs(board.timer_end_ms, serverNowMs(app)) ?? 0;
		send(app, "timer_start", { board: board.id, duration_ms: left_ms + n * minute_ms, below });
	}
	return (
		<div class="actions lead-clock" role="group" aria-label={words("lead_timer")}>
			{more.map((n) => (
				<button key={n} type="button" aria-label={words("lead_timer_more", { n })} onClick={() => add(n)}>
					+{n}
				</button>
			))}
			<button
				type="button"
				aria-label={words("moderation_timer_stop")}
				onClick={() => send(app, "timer_stop", { board: board.id, below })}
			>
				<Icon name="clock" />
				{words("lead_timer_stop")}
			</button>
		</div>
	);
}
