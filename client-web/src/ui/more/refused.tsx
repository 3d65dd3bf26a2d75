// Texts that the server refused, back as drafts with the reason: they can be changed and sent again, or dropped.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give, type App } from "../../model/app";
import { topicHere } from "../../model/boards";
import { isOwn } from "../../model/me";
import { rowsGet } from "../../model/rows";
import type { AnyCommand } from "../../protocol/codec";
import { commandShapes, type BoardRow } from "../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../protocol/text";
import type { TextKey } from "../../model/texts";
import { isText, type TextEntry } from "../../sync/outbox";
import { useApp, useWords } from "../context";
import { useDraft } from "../parts/draft";
import { TextField } from "../parts/text_field";

/** The refused drafts that belong to a place on the page. */
export function RefusedDrafts(props: {
	readonly belongs: (entry: TextEntry) => boolean;
}): JSX.Element[] {
	const drafts = useApp().entries.value
		.filter((entry) => entry.state === "refused")
		.filter(isText)
		.filter(props.belongs);
	return drafts.map((entry) => <RefusedDraft key={entry.id} entry={entry} />);
}

/** The refused ideas that can be sent again to a board. */
export function RefusedIdeas(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	return (
		<RefusedDrafts
			belongs={(entry) =>
				entry.kind === "idea_add" && boardAgain(app, entry.args.board) === props.board.id}
		/>
	);
}

const titles: Readonly<Record<TextEntry["kind"], TextKey>> = {
	idea_add: "refused_idea_title",
	idea_edit: "refused_edit_title",
	comment_add: "refused_comment_title",
};

function RefusedDraft(props: { readonly entry: TextEntry }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { entry } = props;
	const [edited, setEdited] = useDraft(`refused-${entry.id}`);
	const [editedTitle, setEditedTitle] = useDraft(`refused-title-${entry.id}`);
	const [isEmptied, setEmptied] = useState(false); // what was given does not come back by itself
	const [tried, setTried] = useState(false);
	const text = edited || (isEmptied ? "" : entry.args.text);
	const title = entry.kind === "comment_add" ? "" : editedTitle || entry.args.title;
	const fields = commandShapes[entry.kind].fields;
	const limits = textLimits(fields, "text");
	function done(): void {
		setEdited("");
		setEditedTitle("");
		app.live?.dismiss(entry.id);
	}
	function sendAgain(event: Event): void {
		event.preventDefault();
		setTried(true);
		if (textFault(textTidy(text), limits) !== null) return;
		give(app, again(app, entry, lineTidy(title), textTidy(text)));
		done();
	}
	return (
		<form class="card refused" onSubmit={sendAgain} noValidate>
			<h3>{words(titles[entry.kind])}</h3>
			<p class="fault" role="alert">{entry.message || words("refused_as_other")}</p>
			{title !== "" && (
				<TextField
					label={words("idea_title")}
					value={title}
					onValue={setEditedTitle}
					limits={textLimits(fields, "title")}
				/>
			)}
			<TextField
				label={words("idea_text")}
				value={text}
				onValue={(next) => {
					setEmptied(next === "");
					setEdited(next);
				}}
				limits={limits}
				tried={tried}
				multiline
			/>
			<div class="actions">
				<button type="submit" class="main">{words("refused_again")}</button>
				<button type="button" class="quiet" onClick={done}>{words("refused_discard")}</button>
			</div>
		</form>
	);
}

/** Where an idea for a board can be sent again: one's own table, if it was written at another where one sits no
 * more. So it goes along from table to table as what was not sent yet does. */
function boardAgain(app: App, written: number): number {
	const me = app.me.value;
	const board = rowsGet(app.rows, "board", written);
	const isLeft = board !== undefined && board.sort === "table" && !isOwn(me, board);
	return (isLeft && me.table) || written;
}

function again(app: App, entry: TextEntry, title: string, text: string): AnyCommand {
	const { kind, args } = entry;
	switch (kind) {
		case "idea_add": {
			// The phase may be another one by now, with topics of its own.
			const board = boardAgain(app, args.board);
			const topic = topicHere(app.rows, board, args.topic);
			return { kind, args: { ...args, board, title, text, topic } };
		}
		// Sent after reading why it was refused, over whatever stands there now.
		case "idea_edit": return { kind, args: { ...args, revision: 0, title, text } };
		case "comment_add": return { kind, args: { ...args, text } };
	}
}
