// Writing a contribution anew: what it said leaves the history, for moderators too, and does not come back.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give } from "../../../model/app";
import { isComment, type Contribution } from "../../../model/held";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
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
	function submit(): boolean {
		const isRight = !isSame && textFault(tidy.text, limits) === null && textFault(tidy.title, titleLimits) === null;
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
					tried={tried}
				/>
			)}
			<TextField
				label={words("idea_text")}
				value={text}
				onValue={setText}
				limits={limits}
				multiline
				tried={tried}
				fault={tried && isSame ? words("redact_same") : ""}
			/>
		</Dialog>
	);
}
