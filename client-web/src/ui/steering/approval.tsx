// What waits for a moderator before everybody sees it, the oldest first.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give } from "../../model/app";
import { rowsAll, type RowSignals } from "../../model/rows";
import type { AnyCommand } from "../../protocol/codec";
import type { CommentRow, IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { HideDialog } from "./hide_dialog";
import { By } from "../parts/idea_meta";

export function rowsWaiting(rows: RowSignals, board: number): (IdeaRow | CommentRow)[] {
	const isWaiting = (row: IdeaRow | CommentRow): boolean =>
		row.board === board && row.hold === "waiting";
	return [...rowsAll(rows, "idea").filter(isWaiting), ...rowsAll(rows, "comment").filter(isWaiting)]
		.sort((a, b) => a.created_ms - b.created_ms);
}

export function ApprovalQueue(props: { readonly board: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const all = rowsWaiting(app.rows, props.board);
	if (all.length === 0) return null;
	return (
		<section class="card approval" aria-labelledby="approval-title">
			<h2 id="approval-title">{words("approval_title", { n: all.length })}</h2>
			<ul class="approval-list">
				{all.map((row) => (
					<Waiting key={"idea" in row ? `c${row.id}` : row.id} row={row} />
				))}
			</ul>
		</section>
	);
}

function Waiting(props: { readonly row: IdeaRow | CommentRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [hiding, setHiding] = useState(false);
	const { row } = props;
	const isComment = "idea" in row;
	const show: AnyCommand = isComment
		? { kind: "comment_show", args: { comment: row.id } }
		: { kind: "idea_show", args: { idea: row.id } };
	const hide = (reason: string): AnyCommand => isComment
		? { kind: "comment_hide", args: { comment: row.id, reason } }
		: { kind: "idea_hide", args: { idea: row.id, reason } };
	return (
		<li>
			<p class="idea-head">
				<By author={row.author} town={row.town} />
				<span class="number">{isComment ? words("approval_comment", { id: row.idea }) : `#${row.id}`}</span>
			</p>
			{!isComment && row.title !== "" && <h3>{row.title}</h3>}
			<p class="words">{row.text}</p>
			<div class="actions">
				<button type="button" class="main" onClick={() => give(app, show)}>
					{words("mod_approve")}
				</button>
				<button type="button" onClick={() => setHiding(true)}>{words("mod_hide")}</button>
			</div>
			{hiding && (
				<HideDialog
					onHide={(reason) => give(app, hide(reason))}
					onClose={() => setHiding(false)}
				/>
			)}
		</li>
	);
}
