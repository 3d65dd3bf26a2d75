// A board: what it is doing now, and its ideas.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { stay } from "../../model/app";
import { boardLanding, boardOf } from "../../model/boards";
import { useApp, useSpoken, useWords } from "../context";
import { Late } from "../late";
import { BoardTabs } from "../parts/board_tabs";
import { IdeaComposer } from "../parts/composer";
import { Heading } from "../parts/heading";
import { IdeaList } from "../parts/idea_list";
import { PhaseCard } from "../parts/phase_card";
import { SeatChoice } from "../parts/seat_choice";

export function BoardScreen(props: { readonly board: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const me = app.me.value;
	// Who moderates goes from board to board, and comes back to the one that they were at.
	const wanted = props.board || (me.moderates && app.boardSeen);
	const board = wanted ? boardOf(app.rows, me, wanted) : boardLanding(app.rows, me);
	const id = board?.id ?? 0;
	app.boardSeen = id;
	// The address names the board: one stays there when phases change, and after a reload.
	useEffect(() => {
		if (props.board === 0 && id !== 0) stay(app, { screen: "board", board: id });
	}, [props.board, id]);
	if (board === undefined) return <p class="hint">{words("loading")}</p>;
	return (
		<>
			<Heading hidden lang={lang}>{board.title}</Heading>
			<BoardTabs current={board} />
			<div class="columns">
				<div class="side">
					<PhaseCard board={board} />
					{me.participates
						? <IdeaComposer key={board.id} board={board} />
						: <Reading />}
					<Late piece="more" quiet>
						{({ RefusedIdeas, Speaking }) => [<RefusedIdeas board={board} />, <Speaking board={board} />]}
					</Late>
					<SeatChoice board={board} />
				</div>
				<div>
					{me.moderates && (
						<Late piece="steering">
							{({ ApprovalQueue }) => <ApprovalQueue board={board.id} />}
						</Late>
					)}
					<IdeaList key={board.id} board={board} />
				</div>
			</div>
		</>
	);
}

// For who watches only, and for who has not joined yet.
function Reading(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const joined = app.me.value.person !== 0;
	return (
		<div class="card reading">
			<p>{words(joined ? "reading_observer" : "reading_along")}</p>
			{!joined && (
				<button type="button" onClick={() => (app.reading.value = false)}>{words("join_go")}</button>
			)}
		</div>
	);
}
