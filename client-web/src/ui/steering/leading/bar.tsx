// The bar from which a board is led: where it is and what comes next, the clock, the lock, and who or what
// waits. On a phone, and over what needs the room, one line that unfolds. What is rarely needed is folded
// everywhere.
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { send } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import { boardAllows, boardOf, boardsBelow, phaseOf, timerText } from "../../../model/boards";
import { heldWaiting } from "../../../model/held";
import { leads } from "../../../model/me";
import { routeWrite, type Route } from "../../../model/route";
import { rowsAll, rowsGet } from "../../../model/rows";
import { handsOf } from "../../../model/speaking";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Check } from "../../parts/check";
import { useLeft } from "../../parts/countdown";
import { Icon } from "../../parts/icon";
import { Queue } from "../contributions/queue";
import { Clock } from "./clock";
import { Eyes } from "./eyes";
import { More } from "./more";
import { NextMeans, PhaseButtons } from "./phase";

/** The board that the page shows something of. */
function useBoardShown(route: Route): BoardRow | undefined {
	const app = useApp();
	switch (route.screen) {
		case "board":
		case "sort": return boardOf(app.rows, app.me.value, route.board);
		case "idea": return rowsGet(app.rows, "board", rowsGet(app.rows, "idea", route.idea)?.board ?? 0);
		case "ballot": {
			// One for everybody is led from the plenary.
			const { board = 0 } = rowsGet(app.rows, "ballot", route.ballot) ?? {};
			return rowsAll(app.rows, "board").find(({ id, sort }) => board === 0 ? sort === "plenary" : id === board);
		}
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
	const [isOpen, setOpen] = useState(false); // where it is folded
	const [isMore, setMore] = useState(false);
	const [below, setBelow] = useState(false);
	const [timed, setTimed] = useState(false);
	const [isHearing, setHearing] = useState(false);
	// Who has led on, or gone to another screen, wants to see it.
	const at = routeWrite(route);
	useEffect(() => fold(false), [at]);
	// A timer is started once, with the phase that one saw named beside the box.
	useEffect(() => setTimed(false), [board.phase]);
	function fold(open: boolean): void {
		setOpen(open);
		setMore(false);
	}
	const hasBelow = boardsBelow(app.rows, board.id).length > 0;
	const reach = { board, below: below && hasBelow };
	const hands = handsOf(app.rows, board.id);
	const hears = isHearing && hands.length > 0;
	// A ballot and the cards to be sorted need the room for themselves.
	const isBrief = route.screen === "ballot" || route.screen === "sort";
	const classes = ["moderation", isBrief && "brief", isOpen && "open", isMore && "with-more"];
	return (
		<section class={classes.filter(Boolean).join(" ")} aria-label={words("moderation_title")}>
			<div class="lead-line">
				<button
					type="button"
					class="quiet lead-unfold"
					aria-expanded={isOpen}
					aria-controls={id}
					onClick={() => fold(!isOpen)}
				>
					<Icon name="steer" />
					<Where board={board} />
					{!isOpen && <After board={board} />}
				</button>
				<Chips {...props} hands={hands.length} hears={hears} onHear={() => setHearing(!hears)} />
			</div>
			{hears && (
				<div class="lead-hands">
					<Queue board={board} hands={hands} />
				</div>
			)}
			<div class="lead-rest" id={id}>
				<div class="lead-tools">
					<div class="lead-where"><Where board={board} /></div>
					<PhaseButtons {...reach} timed={timed} onGo={() => fold(false)} />
					<div class="lead-extra">
						<Clock key={board.phase} {...reach} />
						<Lock board={board} />
					</div>
					<button
						type="button"
						class="quiet lead-more"
						aria-expanded={isMore}
						aria-controls={`${id}-more`}
						onClick={() => setMore(!isMore)}
					>
						{words("lead_more")}
					</button>
				</div>
				<div class="lead-note">
					<NextMeans {...reach} timed={timed} onTimed={setTimed} />
					{hasBelow && <Check label={words("mod_below")} checked={below} onCheck={setBelow} />}
				</div>
				<div class="lead-parts" id={`${id}-more`} hidden={!isMore} onClick={leave}>
					{isMore && <More {...reach} onGo={() => setOpen(false)} />}
				</div>
			</div>
		</section>
	);
	// What leads elsewhere leads away from here.
	function leave(event: Event): void {
		if (event.target instanceof Element && event.target.closest("a") !== null) fold(false);
	}
}

/** The phase, and the time that is left. */
function Where(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const left_ms = useLeft(board.timer_end_ms);
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	return (
		<span class="lead-phase">
			<span class="hint">{words("phase_of", { n: place.index + 1, of: place.all.length })}</span>{" "}
			<strong class="one-line">{place.phase.title}</strong>
			{board.timer_end_ms !== 0 && (
				<span class="lead-time"> {left_ms === 0 ? words("timer_over") : timerText(left_ms)}</span>
			)}
		</span>
	);
}

/** What is next, where the bar is folded. */
function After(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const place = phaseOf(app.rows, props.board);
	const next = place?.all[place.index + 1];
	if (next === undefined) return null;
	return <span class="lead-after hint one-line">{words("lead_then", { means: next.title })}</span>;
}

interface ChipsProps extends BarProps {
	readonly hands: number;
	readonly hears: boolean;
	readonly onHear: () => void;
}

/** Who and what waits; nothing, as long as nothing does. And where all eyes go. */
function Chips(props: ChipsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, route, hands } = props;
	const waiting = app.me.value.moderates ? heldWaiting(app.rows).length : 0;
	// Opinions may be open all along: they run where the phase lets people give them.
	const hasVotes = boardAllows(app.rows, board.id, "votes");
	const open = ballotsHere(app.rows, board).filter(
		({ state, method }) => state === "open" && (method !== "opinion" || hasVotes));
	// That the ballot runs which the page shows is seen.
	const elsewhere = open.filter(({ id }) => route.screen !== "ballot" || route.ballot !== id);
	const [only] = elsewhere;
	const more = elsewhere.length - 1;
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
					{more > 0 && <span class="lead-count">{elsewhere.length}</span>}
					{more > 0
						? <span class="lead-word">{words("lead_ballots")}</span>
						: <span class="lead-word one-line">{words("lead_ballot", { title: only.title })}</span>}
				</a>
			)}
			<Eyes board={board} route={route} />
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
			<span class="lead-word">{words("mod_lock")}</span>
		</button>
	);
}
