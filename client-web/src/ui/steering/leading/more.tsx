// What is needed now and then when a board is led: any phase, approval, the ballots, the topics.
import type { JSX } from "preact";
import { send, undo } from "../../../model/app";
import { boardRules } from "../../../model/board_rules";
import { phaseOf } from "../../../model/boards";
import { routeWrite } from "../../../model/route";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import type { Arrangement, BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { SelectField } from "../../parts/select_field";
import { BallotsSteering } from "../ballots/ballots_steering";
import { HallLink } from "../hall_link";
import { goTo } from "./phase";
import { Topics } from "./topics";

interface MoreProps {
	readonly board: BoardRow;
	readonly below: boolean;
	readonly onGo: () => void; // to another phase
}

/** For moderators all of it, for a board's leader what concerns the board. */
export function More(props: MoreProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const { moderates } = app.me.value;
	return (
		<>
			<div class="steer">
				<AnyPhase {...props} />
				<TablesForeseen board={board} />
				{moderates && <SeatsLink board={board} />}
				<a class="button" href={routeWrite({ screen: "sort", board: board.id })}>{words("sort_link")}</a>
				<HallLink board={board} />
				<Order board={board} />
			</div>
			{moderates && <BallotsSteering board={board} />}
			{moderates && <Topics board={board} />}
		</>
	);
}

function AnyPhase(props: MoreProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, below } = props;
	const { all } = phaseOf(app.rows, board) ?? { all: [] };
	return (
		<SelectField
			label={words("moderation_phase")}
			acts
			value={String(board.phase)}
			onValue={(value) => {
				const to = all.find(({ id }) => id === Number(value));
				if (to === undefined) return;
				goTo(app, words, board, to, below, false);
				props.onGo();
			}}
			options={all.map((phase, i) => ({ value: String(phase.id), label: `${i + 1}. ${phase.title}` }))}
		/>
	);
}

// Approval, the pause of all, and taking back what one has just done.
function Order(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const { approval } = board;
	const isPaused = rowsAll(app.rows, "session").some(({ locked }) => locked);
	return (
		<>
			{app.me.value.moderates && (
				<>
					<button
						type="button"
						aria-pressed={approval}
						onClick={() =>
							send(app, "board_rules", boardRules(app.rows, board, { approval: !approval }))}
					>
						{words("mod_approval")}
					</button>
					<button
						type="button"
						aria-pressed={isPaused}
						onClick={() => send(app, "session_lock", { locked: !isPaused })}
					>
						<Icon name="lock" />
						{words("mod_lock_session")}
					</button>
				</>
			)}
			<button type="button" onClick={() => undo(app)}>
				<Icon name="undo" />
				{words("undo_last")}
			</button>
		</>
	);
}

// Who sits at the board's tables; a team and a table stand among their like.
function SeatsLink(props: { readonly board: BoardRow }): JSX.Element {
	const words = useWords();
	const { id, sort, parent } = props.board;
	const above = sort === "team" ? 0 : sort === "table" ? parent : id;
	return (
		<a class="button" href={routeWrite({ screen: "seats", board: above })}>{words("seat_link")}</a>
	);
}

/** Puts people at tables as the phase foresees it; each time is a further round. */
function TablesForeseen(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id, audience, phase } = props.board;
	const { tables = "none", table_size: size = 0 } = rowsGet(app.rows, "phase", phase) ?? {};
	if (!app.me.value.moderates || tables === "none" || props.board.sort === "table") return null;
	return (
		<button
			type="button"
			onClick={() =>
				send(app, "tables_set", { board: id, arrangement: tables, size, audience, here: false })}
		>
			{words(tablesText[tables], { n: size })}
		</button>
	);
}

const tablesText: Readonly<Record<Exclude<Arrangement, "none">, TextKey>> = {
	alike: "mod_tables_alike",
	mixed: "mod_tables_mixed",
	choice: "mod_tables_choice",
};
