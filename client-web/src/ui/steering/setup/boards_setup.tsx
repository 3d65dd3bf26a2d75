// The boards of the session: their titles, rules and leaders; those that hold nothing can be removed.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import { commandShapes, type BoardRow, type BoardSort } from "../../../protocol/generated";
import { textLimits } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { useGrowing } from "../../parts/growing";
import { useAsking, useDone } from "../ask";
import { BoardRules } from "./board_rules";
import { Fault } from "../fault";
import { LeaderDialog } from "./leader_dialog";
import { TitleForm } from "./title_form";

const titleLimits = textLimits(commandShapes.board_edit.fields, "title");

const sortTexts: { readonly [S in BoardSort]?: TextKey } = {
	town: "board_town",
	team: "board_team",
	table: "board_table",
	steering: "board_steering",
};

/** Each board with those below it right behind it, and how deep it lies. */
function boardTree(all: readonly BoardRow[]): (readonly [BoardRow, number])[] {
	const ids = new Set(all.map(({ id }) => id));
	const below = new Map<number, BoardRow[]>();
	for (const board of [...all].sort((a, b) => a.id - b.id)) {
		const parent = ids.has(board.parent) ? board.parent : 0;
		below.set(parent, [...(below.get(parent) ?? []), board]);
	}
	const from = (parent: number, depth: number): (readonly [BoardRow, number])[] =>
		(below.get(parent) ?? []).flatMap((board) => [[board, depth] as const, ...from(board.id, depth + 1)]);
	return from(0, 0);
}

export function BoardsSetup(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const tree = boardTree(rowsAll(app.rows, "board"));
	const [most, more] = useGrowing(tree.length, 0);
	return (
		<section class="card" aria-labelledby="set-boards">
			<h2 id="set-boards">{words("desk_boards")}</h2>
			<p class="hint">{words("set_boards_means")}</p>
			<ul class="set-boards">
				{tree.slice(0, most).map(([board, depth]) => (
					<Board key={board.id} board={board} depth={depth} />
				))}
			</ul>
			{more}
		</section>
	);
}

function Board(props: { readonly board: BoardRow; readonly depth: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [open, setOpen] = useState(false);
	const { board, depth } = props;
	const leader = rowsGet(app.rows, "person", board.leader);
	return (
		<li style={{ paddingLeft: `${depth}rem` }}>
			<details onToggle={(event) => setOpen(event.currentTarget.open)}>
				<summary>
					<span class="set-title">{board.title}</span>
					<span class="facts">
						{board.sort !== "plenary" && <span>{words(sortTexts[board.sort] ?? "board_table")}</span>}
						{board.locked && <span>{words("overview_locked")}</span>}
						{board.approval && <span>{words("overview_approval")}</span>}
						{board.audience === "members" && <span>{words("set_members")}</span>}
						{leader !== undefined && <span>{words("overview_leader", { name: leader.name })}</span>}
					</span>
				</summary>
				{open && <BoardPanel board={board} />}
			</details>
		</li>
	);
}

function BoardPanel(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const titling = useAsking();
	const asking = useAsking();
	const done = useDone();
	const [choosing, setChoosing] = useState(false);
	const { board } = props;
	const { id, title, sort, locked } = board;
	const leader = rowsGet(app.rows, "person", board.leader);
	const lead = (person: number): void =>
		asking.give({ kind: "board_lead", args: { board: id, person } });
	return (
		<div class="set-panel">
			<TitleForm
				key={title}
				label={words("set_board_title")}
				action={words("save")}
				value={title}
				limits={titleLimits}
				fault={titling.fault}
				waits={titling.waits}
				onSave={(value) =>
					titling.give({ kind: "board_edit", args: { board: id, title: value } })}
			/>
			<BoardRules key={id} board={board} />
			<div class="actions">
				<button type="button" onClick={() => setChoosing(true)}>
					{words(leader === undefined ? "set_leader" : "set_lead_other")}
				</button>
				{leader !== undefined && (
					<button type="button" class="quiet" onClick={() => lead(0)}>
						{words("set_lead_end", { name: leader.name })}
					</button>
				)}
				<button
					type="button"
					aria-pressed={locked}
					onClick={() =>
						asking.give({ kind: "board_lock", args: { board: id, locked: !locked } })}
				>
					{words("mod_lock_board")}
				</button>
				{sort !== "plenary" && sort !== "town" && (
					<button
						type="button"
						class="quiet"
						onClick={() =>
							asking.give({ kind: "board_remove", args: { board: id } },
								() => done(words("board_removed", { title })))}
					>
						{words("set_remove")}
					</button>
				)}
			</div>
			<Fault text={asking.fault} />
			{choosing && <LeaderDialog board={board} onLead={lead} onClose={() => setChoosing(false)} />}
		</div>
	);
}
