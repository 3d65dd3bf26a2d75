// What moderators do with a comment.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../../model/app";
import type { CommentRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { HideDialog } from "./hide_dialog";
import { RedactDialog } from "./redact_dialog";

export function CommentActionButtons(props: { readonly comment: CommentRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [asking, setAsking] = useState<"" | "hide" | "redact">("");
	const { comment } = props;
	const { id, hold } = comment;
	const close = (): void => setAsking("");
	return (
		<>
			{hold !== "none" && (
				<button type="button" class="quiet" onClick={() => send(app, "comment_show", { comment: id })}>
					{words(hold === "waiting" ? "mod_approve" : "mod_show")}
				</button>
			)}
			{hold !== "hidden" && (
				<button type="button" class="quiet" onClick={() => setAsking("hide")}>{words("mod_hide")}</button>
			)}
			<button type="button" class="quiet" onClick={() => setAsking("redact")}>{words("mod_redact")}</button>
			{asking === "hide" && (
				<HideDialog
					onHide={(reason) => send(app, "comment_hide", { comment: id, reason })}
					onClose={close}
				/>
			)}
			{asking === "redact" && <RedactDialog row={comment} onClose={close} />}
		</>
	);
}
