// Where an idea is put: into another one, or to another board and topic.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../model/app";
import { boards } from "../../model/boards";
import { rowsAll } from "../../model/rows";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Dialog } from "./dialog";
import { optionsOf, SelectField } from "../parts/select_field";
import { TextField } from "../parts/text_field";
import { TopicField } from "../parts/topic_field";

const shownMost = 8;
const anyLength = { graphemes_min: 0, graphemes_max: 120, bytes_max: 480 };

interface IdeaDialogProps {
	readonly idea: IdeaRow;
	readonly onClose: () => void;
}

/** Ideas of the same board that fit what was typed: a number or words of it. */
function targets(all: readonly IdeaRow[], idea: IdeaRow, typed: string): IdeaRow[] {
	const sought = typed.trim().replace(/^#/, "").toLowerCase();
	return all
		.filter(
			(other) =>
				other.id !== idea.id && other.board === idea.board && other.merged_into === 0 &&
				other.hold === "none" &&
				(String(other.id) === sought ||
					`${other.title} ${other.text}`.toLowerCase().includes(sought)))
		.sort((a, b) => b.id - a.id);
}

export function MergeDialog(props: IdeaDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const [typed, setTyped] = useState("");
	const [into, setInto] = useState(0);
	const found = targets(rowsAll(app.rows, "idea"), idea, typed);
	const shown = found.slice(0, shownMost);
	function submit(): boolean {
		const isChosen = shown.some((other) => other.id === into);
		if (isChosen) send(app, "idea_merge", { idea: idea.id, into });
		return isChosen;
	}
	return (
		<Dialog
			title={words("merge_title", { id: idea.id })}
			action={words("mod_merge_yes")}
			onSubmit={submit}
			onClose={props.onClose}
		>
			<TextField
				label={words("merge_search")}
				value={typed}
				onValue={setTyped}
				limits={anyLength}
			/>
			<fieldset>
				<legend class="label">{words("merge_into")}</legend>
				{shown.length === 0 && <p class="hint">{words("merge_nothing")}</p>}
				{shown.map((other) => (
					<label key={other.id} class="check">
						<input
							type="radio"
							name="into"
							checked={into === other.id}
							onChange={() => setInto(other.id)}
						/>
						<span class="one-line">#{other.id} {other.title || other.text}</span>
					</label>
				))}
				{found.length > shown.length && (
					<p class="hint">{words("merge_more", { n: found.length - shown.length })}</p>
				)}
			</fieldset>
		</Dialog>
	);
}

export function MoveDialog(props: IdeaDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const [board, setBoard] = useState(idea.board);
	const [topic, setTopic] = useState(idea.topic);
	return (
		<Dialog
			title={words("move_title", { id: idea.id })}
			action={words("mod_move_yes")}
			onSubmit={() => send(app, "idea_move", { idea: idea.id, board, topic }) !== null}
			onClose={props.onClose}
		>
			<SelectField
				label={words("move_board")}
				value={String(board)}
				onValue={(value) => setBoard(Number(value))}
				options={optionsOf(boards(app.rows, app.me.value))}
			/>
			<TopicField board={board} kept={idea.topic} value={topic} onValue={setTopic} />
		</Dialog>
	);
}
