// What somebody without a device says: a moderator writes it down in their name, on any board of theirs.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../../model/app";
import { topicHere } from "../../../model/boards";
import { isMember } from "../../../model/people";
import { rowsAll, rowsGet } from "../../../model/rows";
import { useApp, useWords } from "../../context";
import { IdeaForm } from "../../parts/composer";
import { useDraft } from "../../parts/draft";
import { optionsOf, SelectField } from "../../parts/select_field";
import type { PersonPartProps } from "./person_panel";
import { tableTitle } from "./person_places";

export function PersonSays(props: PersonPartProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { person, asking } = props;
	const { id, name, town } = person;
	const all = rowsAll(app.rows, "board");
	const boards = all.filter((board) => isMember(board, person, rowsGet(app.rows, "seat", id)));
	const own = boards.find((board) => board.sort === "town" && board.town === town) ?? boards[0];
	const [chosen, setBoard] = useState(0);
	const [text, setText] = useDraft(`idea-of-${id}`);
	const [title, setTitle] = useState("");
	const [topic, setTopic] = useState(0);
	const board = boards.find((one) => one.id === chosen) ?? own;
	if (board === undefined) return null;
	return (
		<details class="folded">
			<summary>{words("ppl_says", { name })}</summary>
			<SelectField
				label={words("ppl_board")}
				value={String(board.id)}
				onValue={(value) => setBoard(Number(value))}
				options={optionsOf(boards.map((one) => ({ id: one.id, title: tableTitle(all, one) })))}
			/>
			<IdeaForm
				label={words("ppl_says_text")}
				action={words("idea_send")}
				board={board.id}
				fields={{ title, text, topic: topicHere(app.rows, board.id, topic) }}
				onFields={(fields) => {
					setText(fields.text);
					setTitle(fields.title);
					setTopic(fields.topic);
				}}
				onSend={(fields) =>
					asking.give({ kind: "idea_add", args: { ...fields, board: board.id, person: id } }, () => {
						say(app, words("ppl_said", { name, title: board.title }));
						setText("");
						setTitle("");
					})}
				short
			/>
		</details>
	);
}
