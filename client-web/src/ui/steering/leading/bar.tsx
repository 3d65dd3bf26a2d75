// The bar from which a board is led: where it is and what comes next, the clock, the lock, and who or what
// waits. On a phone one line that unfolds. What is rarely needed is folded on a desk, too.
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { send } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import { boardAllows, boardOf, boardsBelow, phaseOf, timerText } from "../../../model/boards";
import { heldWaiting } from "../../../model/held";
import { leads } from "../../../model/me";
import { routeWrite, type Route } from "../../../model/route";
import { rowsGet } from "../../../model/rows";
import { handsOf } from "../../../model/speaking";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Check } from "../../parts/check";
import { useLeft } from "../../parts/countdown";
import { Icon } from "../../parts/icon";
import { Queue } from "../contributions/queue";
import { More } from "./more";
import { PhaseLeading } from "./phase";
import { Clock } from "./clock";

/** The board that the page shows something of. */
function useBoardShown(route: Route): BoardRow | undefined {
	const app = useApp();
	switch (route.screen) {
		case "board":
		case "sort": return boardOf(app.rows, app.me.value, route.board);
		case "idea": return rowsGet(app.rows, "board", rowsGet(app.rows, "idea", route.idea)?.board ?? 0);
		case "ballot": return rowsGet(app.rows, "board", rowsGet(app.rows, "ballot", route.ballot)?.board ?? 0);
		default: return undefined;
	}
}

export function SteeringBar(): JSX.Element | null {
	const app = useApp();
	const route = app.route.value;
	const board = useBoardShown(route);
	if (board === undefined || !leads(app.me.value, board)) return null;
	return <Bar key={board.id} board={board} route={route} />;
}

interface BarProps {
	readonly board: BoardRow;
	readonly route: Route;
}

function Bar(props: BarProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, route } = props;
	const id = useId();
	const [isOpen, setOpen] = useState(false); // on a phone
	const [below, setBelow] = useState(false);
	const [isHearing, setHearing] = useState(false);
	// Who has led on, or gone to another screen, wants to see it.
	const at = routeWrite(route);
	useEffect(() => setOpen(false), [at, board.phase]);
	const hasBelow = boardsBelow(app.rows, board.id).length > 0;
	const hands = handsOf(app.rows, board.id);
	const hears = isHearing && hands.length > 0;
	return (
		<section class={isOpen ? "moderation open" : "moderation"} aria-label={words("moderation_title")}>
			<div class="lead-line">
				<button
					type="button"
					class="quiet lead-unfold"
					aria-expanded={isOpen}
					aria-controls={id}
					onClick={() => setOpen(!isOpen)}
				>
					<Icon name="steer" />
					<Where board={board} short />
				</button>
				<Chips board={board} hands={hands.length} hears={hears} onHear={() => setHearing(!hears)} />
			</div>
			{hears && (
				<div class="lead-hands">
					<Queue board={board} hands={hands} />
				</div>
			)}
			<div class="lead-rest" id={id}>
				<div class="lead-tools">
					<div class="lead-where"><Where board={board} /></div>
					<PhaseLeading board={board} below={below && hasBelow} />
					<Clock key={board.phase} board={board} below={below && hasBelow} />
					<div class="actions">
						<Lock board={board} />
						<Eyes board={board} route={route} />
					</div>
				</div>
				{hasBelow && <Check label={words("mod_below")} checked={below} onCheck={setBelow} />}
				<More key={at} board={board} below={below && hasBelow} />
			</div>
		</section>
	);
}

interface WhereProps {
	readonly board: BoardRow;
	readonly short?: boolean; // in one line
}

/** The phase, and the time that is left. */
function Where(props: WhereProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, short = false } = props;
	const left_ms = useLeft(board.timer_end_ms);
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const step = words("phase_of", { n: place.index + 1, of: place.all.length });
	return (
		<span class="lead-phase">
			<span class={short ? "hidden" : "hint"}>{step}</span>{" "}
			<strong>{place.phase.title}</strong>
			{board.timer_end_ms !== 0 && (
				<span class="lead-time"> {left_ms === 0 ? words("timer_over") : timerText(left_ms)}</span>
			)}
		</span>
	);
}

interface ChipsProps {
	readonly board: BoardRow;
	readonly hands: number;
	readonly hears: boolean;
	readonly onHear: () => void;
}

/** Who and what waits; nothing, as long as nothing does. */
function Chips(props: ChipsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, hands } = props;
	const waiting = app.me.value.moderates ? heldWaiting(app.rows).length : 0;
	// Opinions may be open all along: they run where the phase lets people give them.
	const hasVotes = boardAllows(app.rows, board.id, "votes");
	const open = ballotsHere(app.rows, board).filter(
		({ state, method }) => state === "open" && (method !== "opinion" || hasVotes));
	const [only] = open;
	const more = open.length - 1;
	return (
		<div class="lead-chips">
			{hands > 0 && (
				<button type="button" aria-expanded={props.hears} onClick={props.onHear}>
					<Icon name="hand" />
					<span class="lead-count">{hands}</span>
					<span class="lead-word">{words("lead_hands", { n: hands })}</span>
				</button>
			)}
			{waiting > 0 && (
				<a class="button lead-held" href={routeWrite({ screen: "queue" })}>
					<Icon name="check" />
					<span class="lead-count">{waiting}</span>
					<span class="lead-word">{words("lead_waiting", { n: waiting })}</span>
				</a>
			)}
			{only !== undefined && (
				<a
					class="button"
					href={routeWrite(more > 0 ? { screen: "ballots" } : { screen: "ballot", ballot: only.id })}
				>
					<Icon name="ballot" />
					{more > 0 && <span class="lead-count">{open.length}</span>}
					{more > 0
						? <span class="lead-word">{words("lead_ballots")}</span>
						: <span class="lead-word one-line">{words("lead_ballot", { title: only.title })}</span>}
				</a>
			)}
		</div>
	);
}

function Lock(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, locked } = props.board;
	return (
		<button
			type="button"
			aria-pressed={locked}
			aria-label={words("mod_lock_board")}
			onClick={() => send(app, "board_lock", { board: id, locked: !locked })}
		>
			<Icon name="lock" />
			{words("mod_lock")}
		</button>
	);
}

/** Puts what the page shows before everybody, and lets them look freely again. */
function Eyes(props: BarProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, route } = props;
	const focus = rowsGet(app.rows, "focus", board.id);
	const shown = {
		idea: route.screen === "idea" ? route.idea : 0,
		ballot: route.screen === "ballot" ? route.ballot : 0,
	};
	const isShown = focus !== undefined && focus.idea === shown.idea && focus.ballot === shown.ballot;
	const look = (idea: number, ballot: number): void =>
		void send(app, "focus_set", { board: board.id, idea, topic: 0, ballot });
	return (
		<>
			{(shown.idea !== 0 || shown.ballot !== 0) && !isShown && (
				<button type="button" onClick={() => look(shown.idea, shown.ballot)}>
					<Icon name="eye" />
					{words("mod_focus")}
				</button>
			)}
			{focus !== undefined && (
				<button type="button" onClick={() => look(0, 0)}>
					<Icon name="eye" />
					{words("lead_focus_off")}
				</button>
			)}
		</>
	);
}
