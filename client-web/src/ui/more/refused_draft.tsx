// A text that the server refused: it can be changed and sent again, or dropped.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give, type App } from "../../model/app";
import { topicHere } from "../../model/boards";
import type { AnyCommand } from "../../protocol/codec";
import { commandShapes } from "../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../protocol/text";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { useDraft } from "../parts/draft";
import type { TextEntry } from "../parts/refused";
import { TextField } from "../parts/text_field";

const titles: Readonly<Record<TextEntry["kind"], TextKey>> = {
	idea_add: "refused_idea_title",
	idea_edit: "refused_edit_title",
	comment_add: "refused_comment_title",
};

export function RefusedDraft(props: { readonly entry: TextEntry }): JSX.Element {
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
			<p class="fault">{entry.message || words("refused_as_other")}</p>
			{entry.kind !== "comment_add" && title !== "" && (
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

function again(app: App, entry: TextEntry, title: string, text: string): AnyCommand {
	switch (entry.kind) {
		case "idea_add": {
			// The phase may be another one by now, with topics of its own.
			const topic = topicHere(app.rows, entry.args.board, entry.args.topic);
			return { kind: "idea_add", args: { ...entry.args, title, text, topic } };
		}
		// Sent after reading why it was refused, over whatever stands there now.
		case "idea_edit": return { kind: "idea_edit", args: { ...entry.args, revision: 0, title, text } };
		case "comment_add": return { kind: "comment_add", args: { ...entry.args, text } };
	}
}
