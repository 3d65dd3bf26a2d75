// What stands beside everything else: the time left, how to join, who is there.
import type { JSX } from "preact";
import { joinLink } from "../../model/session";
import { phaseOf, timerBoard, timerText } from "../../model/boards";
import { takingPart } from "../../model/turnout";
import { codeShow } from "../../protocol/link";
import type { BoardRow, IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { useLeft } from "../parts/countdown";
import { Icon } from "../parts/icon";
import { endingWords } from "../parts/phase_card";
import { Qr } from "../parts/qr";
import { TownBadge } from "../parts/town_badge";
import { namedTownsMax } from "./bars";

interface SideProps {
	readonly board: BoardRow;
	readonly joining: boolean; // else it is told elsewhere, larger
	readonly ideas: readonly IdeaRow[]; // that are being written
}

export function Side(props: SideProps): JSX.Element {
	const app = useApp();
	const { board } = props;
	const timer = timerBoard(app.rows, board);
	return (
		<aside class="hall-side">
			{timer !== undefined && <Timer key={timer.timer_end_ms} board={board} timer={timer} />}
			{props.joining && <Joining />}
			<People ideas={props.ideas} />
		</aside>
	);
}

/* ---- the time left ---- */

interface TimerProps {
	readonly board: BoardRow;
	readonly timer: BoardRow; // whose time it is: the board's own or that of one above
}

const lastMs = 60000;

function Timer(props: TimerProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, timer } = props;
	const left_ms = useLeft(timer.timer_end_ms);
	// The time of a board above says nothing here once it has run out.
	if (left_ms === 0 && timer.id !== board.id) return null;
	const then = endingWords(words, timer, phaseOf(app.rows, timer));
	const isLast = left_ms > 0 && left_ms <= lastMs;
	return (
		<section class={left_ms === 0 ? "hall-timer over" : isLast ? "hall-timer last" : "hall-timer"}>
			{left_ms === 0
				? <p class="hall-over"><Icon name="clock" />{words("timer_over")}</p>
				: <p class="hall-time" role="timer">{timerText(left_ms)}</p>}
			{isLast && <p><strong>{words("hall_last_minute")}</strong></p>}
			{then !== "" && <p>{then}</p>}
		</section>
	);
}

/* ---- how to join ---- */

export function Joining(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const link = joinLink(app);
	return (
		<section class="hall-join">
			<Qr text={link} label={words("hall_qr", { link })} />
			<p class="hall-how">{words("hall_join_how")}</p>
			<p class="hall-address">{location.host}</p>
			<p class="hall-code">
				<span class="hidden">{words("hall_code")} </span>
				{codeShow(app.code)}
			</p>
		</section>
	);
}

/* ---- who is there ---- */

function People(props: { readonly ideas: readonly IdeaRow[] }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const towns = app.towns.value;
	const all = towns.reduce((sum, { id }) => sum + takingPart(app.rows, id), 0);
	const townless = takingPart(app.rows, 0);
	const isNamed = towns.length <= namedTownsMax;
	return (
		<section class="hall-people">
			<h2>{all === 0 ? words("hall_nobody") : words("hall_people", { n: all })}</h2>
			<ul class={isNamed ? "" : "compact"}>
				{towns.map((town) => (
					<li key={town.id}>
						<TownBadge town={town} named={isNamed} />
						<span class="hall-count"><Icon name="people" />{takingPart(app.rows, town.id)}</span>
						{isNamed && props.ideas.length > 0 && (
							<span class="hall-count">
								<Icon name="idea" />
								{props.ideas.filter((idea) => idea.town === town.id).length}
							</span>
						)}
					</li>
				))}
			</ul>
			{all > 0 && townless > 0 && <p class="hall-besides">{words("hall_townless", { n: townless })}</p>}
		</section>
	);
}
