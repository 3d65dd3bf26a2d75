// Asking to speak, and saying that one is done; for who leads the board, the queue.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { give, send } from "../../model/app";
import { isOwn, leads } from "../../model/me";
import { handsOf } from "../../model/speaking";
import { rowsGet } from "../../model/rows";
import type { BoardRow, HandRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { Icon } from "../parts/icon";
import { By } from "../parts/idea_meta";
import { usePeople } from "../parts/people_of";
import { useQuestionNews } from "./question_news";

export function Speaking(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const { board } = props;
	useQuestionNews(board); // here, for this is on every board
	const hands = handsOf(app.rows, board.id);
	const isHere = me.participates && (me.moderates || board.sort === "plenary" || isOwn(me, board));
	if (!isHere && hands.length === 0 && board.speaker === 0) return null;
	return (
		<section class="card speaking" aria-label={words("speaking_title")}>
			<Speaker board={board} />
			{isHere && (
				<div class="actions">
					{!me.muted && <HandButton board={board} hands={hands} />}
					<ReadyButton board={board} />
				</div>
			)}
			{leads(me, board)
				? <Late piece="steering">{({ Queue }) => <Queue board={board} hands={hands} />}</Late>
				: hands.length > 0 && <p class="hint">{words("hands_count", { n: hands.length })}</p>}
		</section>
	);
}

function Speaker(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { speaker } = props.board;
	const author = rowsGet(app.rows, "author", speaker);
	const isMe = speaker !== 0 && speaker === app.me.value.person;
	return (
		<div role="status">
			{isMe && (
				<p class="called">
					<Icon name="hand" />
					{words("hand_called")}
				</p>
			)}
			{!isMe && author !== undefined && (
				<p class="facts">
					{words("speaker_now")}{" "}
					<By author={speaker} town={author.town} />
				</p>
			)}
		</div>
	);
}

interface HandsProps {
	readonly board: BoardRow;
	readonly hands: readonly HandRow[];
}

function HandButton(props: HandsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const board = props.board.id;
	const place = props.hands.findIndex((hand) => hand.person === app.me.value.person) + 1;
	const slot = useRef<HTMLSpanElement>(null);
	const room = useFloating(slot);
	return (
		<>
			<span class="hand-slot" ref={slot} style={room ?? {}}>
				<button
					type="button"
					class={`hand${place === 0 ? "" : " up"}${room === null ? "" : " floats"}`}
					onClick={() =>
						give(app, place === 0
							? { kind: "hand_raise", args: { board } }
							: { kind: "hand_lower", args: { board, person: 0 } })}
				>
					<Icon name="hand" />
					{words(place === 0 ? "hand_raise" : "hand_lower")}
				</button>
			</span>
			<span role="status" class="hint">{place !== 0 && words("hand_place", { n: place })}</span>
		</>
	);
}

interface Ref {
	readonly current: HTMLElement | null;
}

type Room = Readonly<Record<"minWidth" | "minHeight", string>>;

function roomOf(slot: Ref): Room | null {
	const box = slot.current?.firstElementChild?.getBoundingClientRect();
	return box === undefined ? null : { minWidth: `${box.width}px`, minHeight: `${box.height}px` };
}

// On a phone the button comes under the thumb while its place in the card is out of view, but not over another
// that sends what one has written. Returns the room that it leaves then, so that what one reads does not move.
function useFloating(slot: Ref): Room | null {
	const [room, setRoom] = useState<Room | null>(null);
	useEffect(() => {
		let settled = 0;
		let letters = 0;
		const look = (): void => {
			const place = slot.current?.getBoundingClientRect();
			const button = slot.current?.firstElementChild?.getBoundingClientRect();
			if (place === undefined || button === undefined) return;
			const bar = document.querySelector(".sections")?.getBoundingClientRect().top ?? 0;
			const margin = 1.25 * parseFloat(getComputedStyle(document.documentElement).fontSize);
			const others = [...document.querySelectorAll(".side form :is(button, select)")];
			const isInWay = others.map((other) => other.getBoundingClientRect()).some(
				({ top, right, bottom }) =>
					top < bar && bottom > bar - button.height - margin &&
					right > window.innerWidth - button.width - margin);
			const isSeen = place.bottom > 0 && (place.top + place.bottom) / 2 < bar;
			// It makes way at once, but does not leave from under a finger that has just scrolled up to it.
			window.clearTimeout(settled);
			if (isInWay || isSeen || margin !== letters) setRoom(null);
			if (!isInWay && !isSeen) settled = window.setTimeout(() => setRoom((kept) => kept ?? roomOf(slot)), 200);
			letters = margin;
		};
		const observer = new ResizeObserver(look); // letters grow, and so does what one writes
		observer.observe(document.body);
		window.addEventListener("scroll", look, { passive: true });
		return () => {
			observer.disconnect();
			window.clearTimeout(settled);
			window.removeEventListener("scroll", look);
		};
	}, []);
	return room;
}

function ReadyButton(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const of = usePeople(board);
	const mark = rowsGet(app.rows, "ready", board.id, app.me.value.person);
	const ready = mark !== undefined && mark.step === board.step;
	const n = rowsGet(app.rows, "progress", board.id)?.ready ?? 0;
	return (
		<>
			<button
				type="button"
				aria-pressed={ready}
				onClick={() =>
					send(app, "ready_mark", { board: board.id, ready: !ready })}
			>
				<Icon name="check" />
				{words("ready_mark")}
			</button>
			<span class="hint">{words(of === 0 ? "ready_count" : "ready_count_of", { n, of })}</span>
		</>
	);
}
