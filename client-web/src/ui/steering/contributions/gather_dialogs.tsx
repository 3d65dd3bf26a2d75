// Where an idea is put: into another one, or to another board and topic.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { send } from "../../../model/app";
import { boards, topicsNow } from "../../../model/boards";
import { rowsAll } from "../../../model/rows";
import type { IdeaRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Dialog } from "../../parts/dialog";
import { optionsOf, SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";

const shownMost = 8;
const anyLength = { graphemes_min: 0, graphemes_max: 120, bytes_max: 480 };

interface PickerProps {
	readonly label: string;
	readonly nothing: string; // said if no idea fits
	readonly ideas: readonly IdeaRow[];
	readonly chosen: number;
	readonly onChoose: (idea: number) => void;
}

/** An idea chosen among those that fit what was typed: a number or words of it. */
export function IdeaPicker(props: PickerProps): JSX.Element {
	const words = useWords();
	const name = useId();
	const [typed, setTyped] = useState("");
	const sought = typed.trim().replace(/^#/, "").toLowerCase();
	const found = props.ideas
		.filter(({ id, title, text }) =>
			String(id) === sought || `${title} ${text}`.toLowerCase().includes(sought))
		.sort((a, b) => b.id - a.id);
	const shown = found.slice(0, shownMost);
	return (
		<>
			<TextField label={words("merge_search")} value={typed} onValue={setTyped} limits={anyLength} />
			<fieldset>
				<legend class="label">{props.label}</legend>
				{shown.length === 0 && <p class="hint">{props.nothing}</p>}
				{shown.map((idea) => (
					<label key={idea.id} class="check">
						<input
							type="radio"
							name={name}
							checked={props.chosen === idea.id}
							onChange={() => props.onChoose(idea.id)}
						/>
						<span class="one-line">#{idea.id} {idea.title || idea.text}</span>
					</label>
				))}
				{found.length > shown.length && (
					<p class="hint">{words("merge_more", { n: found.length - shown.length })}</p>
				)}
			</fieldset>
		</>
	);
}

interface IdeaDialogProps {
	readonly idea: IdeaRow;
	readonly onClose: () => void;
}

export function MergeDialog(props: IdeaDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const [into, setInto] = useState(0);
	const others = rowsAll(app.rows, "idea").filter(
		(other) =>
			other.id !== idea.id && other.board === idea.board && other.merged_into === 0 &&
			other.hold === "none");
	function submit(): boolean {
		const isChosen = others.some(({ id }) => id === into);
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
			<IdeaPicker
				label={words("merge_into")}
				nothing={words("merge_nothing")}
				ideas={others}
				chosen={into}
				onChoose={setInto}
			/>
		</Dialog>
	);
}

export function MoveDialog(props: IdeaDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const [board, setBoard] = useState(idea.board);
	const [topic, setTopic] = useState(idea.topic);
	// Those of other phases, too: what is not agreed on is parked while it is put to the test.
	const now = topicsNow(app.rows, board, idea.topic);
	const topics = [...now, ...rowsAll(app.rows, "topic").filter(({ id }) => now.every((one) => one.id !== id))];
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
			{topics.length > 0 && (
				<SelectField
					label={words("idea_topic")}
					value={String(topic)}
					onValue={(value) => setTopic(Number(value))}
					options={[{ value: "0", label: words("idea_topic_none") }, ...optionsOf(topics)]}
				/>
			)}
		</Dialog>
	);
}

/** Before which board an idea is put. */
export function SendUpDialog(props: IdeaDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const all = boards(app.rows, app.me.value).filter(({ id }) => id !== idea.board);
	const above = rowsAll(app.rows, "board").find(({ id }) => id === idea.board)?.parent;
	const [to, setTo] = useState(
		(all.find(({ id }) => id === above) ?? all.find(({ sort }) => sort === "plenary") ?? all[0])?.id ?? 0);
	return (
		<Dialog
			title={words("send_up_title", { id: idea.id })}
			action={words("send_up_yes")}
			onSubmit={() => send(app, "idea_send_up", { idea: idea.id, to }) !== null}
			onClose={props.onClose}
		>
			<p class="hint">{words("send_up_means")}</p>
			<SelectField
				label={words("move_board")}
				value={String(to)}
				onValue={(value) => setTo(Number(value))}
				options={optionsOf(all)}
			/>
		</Dialog>
	);
}
