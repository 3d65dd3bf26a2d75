// How far each board is, for moderators; and on to the next phase from here.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../model/app";
import { boards, boardsBelow, phaseOf, timerText } from "../../model/boards";
import { heldWaiting } from "../../model/held";
import { leads } from "../../model/me";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import { handsOf } from "../../model/speaking";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { useLeft } from "../parts/countdown";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { HallLink } from "./hall_link";
import { DeskNav } from "./desk";
import { PhaseButtons } from "./leading/phase";
import { usePeople } from "../parts/people_of";
import { TownBadge } from "../parts/town_badge";

export function OverviewScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const all = boards(app.rows, me);
	// What stands below another board is shown right behind it.
	const ids = new Set(all.map(({ id }) => id));
	const tops = all.filter(({ parent, sort }) => sort !== "table" || !ids.has(parent));
	const tables = (board: BoardRow): BoardRow[] =>
		boardsBelow(app.rows, board.id).filter(({ sort }) => sort === "table");
	return (
		<>
			{me.moderates && <DeskNav />}
			<div class="overview-head">
				<Heading>{words("overview_title")}</Heading>
				{me.moderates && <SessionLock />}
			</div>
			<ul class="overview">
				{tops.flatMap((board) => [
					<BoardCard key={board.id} board={board} />,
					...tables(board).map((table) => <BoardCard key={table.id} board={table} />),
				])}
			</ul>
		</>
	);
}

function SessionLock(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const locked = rowsAll(app.rows, "session").some((session) => session.locked);
	return (
		<>
			{locked && <p class="notice"><Icon name="lock" />{words("set_locked")}</p>}
			<button
				type="button"
				aria-pressed={locked}
				onClick={() => send(app, "session_lock", { locked: !locked })}
			>
				{words("mod_lock_session")}
			</button>
		</>
	);
}

function BoardCard(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const [below, setBelow] = useState(false);
	const place = phaseOf(app.rows, board);
	const parent = rowsGet(app.rows, "board", board.parent);
	const progress = rowsGet(app.rows, "progress", board.id);
	const hasBelow = boardsBelow(app.rows, board.id).length > 0;
	const waiting = heldWaiting(app.rows, board.id).length;
	const hands = handsOf(app.rows, board.id).length;
	const leader = rowsGet(app.rows, "person", board.leader);
	const isTable = board.sort === "table";
	const me = app.me.value;
	return (
		<li class={isTable ? "card board-card table" : "card board-card"}>
			{board.sort !== "plenary" && (
				<p class="kicker">{isTable ? parent?.title : words(sortText(board))}</p>
			)}
			<h2><a href={routeWrite({ screen: "board", board: board.id })}>{board.title}</a></h2>
			{place !== undefined && (
				<p>
					<span class="phase-step">
						{words("phase_of", { n: place.index + 1, of: place.all.length })}
					</span>{" "}
					<strong>{place.phase.title}</strong>
				</p>
			)}
			<p class="facts">
				{board.timer_end_ms !== 0 && <Left key={board.timer_end_ms} end_ms={board.timer_end_ms} />}
				{board.locked && <span class="with-icon"><Icon name="lock" />{words("overview_locked")}</span>}
				<span>{words("ideas_count", { n: progress?.ideas ?? 0 })}</span>
				<span>{words("ready_count", { n: progress?.ready ?? 0 })}</span>
			</p>
			<p class="facts">
				{waiting > 0 && <strong>{words("approval_title", { n: waiting })}</strong>}
				{hands > 0 && <strong>{words("hands_count", { n: hands })}</strong>}
				{board.approval && <span>{words("overview_approval")}</span>}
				{board.ideas_max > 0 && <span>{words("overview_limit", { n: board.ideas_max })}</span>}
				{leader !== undefined && <span>{words("overview_leader", { name: leader.name })}</span>}
			</p>
			<People board={board} />
			{hasBelow && (
				<Check label={words("mod_below")} checked={below} onCheck={setBelow} />
			)}
			{leads(me, board) && (
				<a class="button" href={routeWrite({ screen: "sort", board: board.id })}>{words("sort_link")}</a>
			)}
			{leads(me, board) && <HallLink board={board} />}
			{leads(me, board) && <PhaseButtons board={board} below={below && hasBelow} timed={false} />}
		</li>
	);
}

function sortText(board: BoardRow) {
	switch (board.sort) {
		case "town": return "board_town";
		case "team": return "board_team";
		case "steering": return "board_steering";
		default: return "board_table";
	}
}

function Left(props: { readonly end_ms: number }): JSX.Element {
	const words = useWords();
	const left_ms = useLeft(props.end_ms);
	return (
		<strong class="with-icon">
			<Icon name="clock" />
			{left_ms === 0 ? words("timer_over") : timerText(left_ms)}
		</strong>
	);
}

// Seats by town; for the plenary and a town's workshop those who have joined.
function People(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const all = usePeople(board);
	const isSeated = board.sort === "team" || board.sort === "table";
	const seating = rowsAll(app.rows, "seating").filter((row) => row.board === board.id);
	const towns = app.towns.value
		.map((town) => ({
			town,
			n: isSeated
				? (seating.find((row) => row.town === town.id)?.persons ?? 0)
				: board.sort === "plenary" || board.town === town.id
					? (rowsGet(app.rows, "attendance", town.id)?.persons ?? 0)
					: 0,
		}))
		.filter(({ n }) => n > 0);
	if (board.sort === "steering" && all === 0) return null;
	return (
		<p class="facts">
			<span>{words("overview_people", { n: all })}</span>
			{towns.map(({ town, n }) => (
				<span key={town.id} class="with-icon">
					<TownBadge town={town} /> {n}
				</span>
			))}
		</p>
	);
}
