// Writing a contribution anew: what it said leaves the history, for moderators too, and does not come back.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give } from "../../../model/app";
import { isComment, type Contribution } from "../../../model/held";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { faultWords } from "../../parts/composer";
import { TextField } from "../../parts/text_field";
import { Dialog } from "../../parts/dialog";

const titleLimits = textLimits(commandShapes.idea_redact.fields, "title");
const ideaLimits = textLimits(commandShapes.idea_redact.fields, "text");
const commentLimits = textLimits(commandShapes.comment_redact.fields, "text");

interface RedactDialogProps {
	readonly row: Contribution;
	readonly onClose: () => void;
}

export function RedactDialog(props: RedactDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { row } = props;
	const [title, setTitle] = useState(isComment(row) ? "" : row.title);
	const [text, setText] = useState(row.text);
	const [tried, setTried] = useState(false);
	const limits = isComment(row) ? commentLimits : ideaLimits;
	const tidy = { title: lineTidy(title), text: textTidy(text) };
	const isSame = tidy.text === row.text && (isComment(row) || tidy.title === row.title);
	const fault = isSame ? words("redact_same") : faultWords(words, tidy.text, limits);
	function submit(): boolean {
		const isRight = fault === "" && textFault(tidy.title, titleLimits) === null;
		setTried(!isRight);
		if (isRight)
			give(app, isComment(row)
				? { kind: "comment_redact", args: { comment: row.id, text: tidy.text } }
				: { kind: "idea_redact", args: { idea: row.id, ...tidy } });
		return isRight;
	}
	return (
		<Dialog title={words("redact_title")} action={words("redact_yes")} danger onSubmit={submit} onClose={props.onClose}>
			<p>{words("redact_means")}</p>
			{!isComment(row) && (
				<TextField
					label={words("idea_title")}
					value={title}
					onValue={setTitle}
					limits={titleLimits}
					fault={tried ? faultWords(words, tidy.title, titleLimits) : ""}
				/>
			)}
			<TextField
				label={words("idea_text")}
				value={text}
				onValue={setText}
				limits={limits}
				multiline
				fault={tried ? fault : ""}
			/>
		</Dialog>
	);
}
