// What is said about an idea, and where one says something oneself.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say, send, serverNowMs } from "../../model/app";
import { boardAllows } from "../../model/boards";
import { commentsClosed } from "../../model/closed";
import { rowsAll } from "../../model/rows";
import { commandShapes, type CommentRow, type IdeaRow } from "../../protocol/generated";
import { textFault, textLimits, textTidy } from "../../protocol/text";
import { useApp, useSpoken, useWords } from "../context";
import { Late } from "../late";
import { ClosedNote } from "../parts/composer";
import { useLeft } from "../parts/countdown";
import { useDraft } from "../parts/draft";
import { By, When } from "../parts/idea_meta";
import { Held } from "../parts/idea_state";
import { TextField } from "../parts/text_field";
import { useWaiting, WaitingCard } from "../parts/waiting";
import { RefusedDrafts } from "./refused";

const commentLimits = textLimits(commandShapes.comment_add.fields, "text");

export function Comments(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const comments = rowsAll(app.rows, "comment")
		.filter((comment) => comment.idea === props.idea.id)
		.sort((a, b) => a.created_ms - b.created_ms || a.id - b.id);
	const waiting = useWaiting("comment_add", comments, (args) => args.idea === props.idea.id);
	return (
		<section class="comments" aria-labelledby="comments-title">
			<h2 id="comments-title">{words("comments_title")}</h2>
			{comments.length + waiting.length === 0 && <p class="hint">{words("comments_empty")}</p>}
			<ul class="comment-list">
				{comments.map((comment) => (
					<Comment key={comment.id} comment={comment} />
				))}
				{waiting.map((entry) => (
					<WaitingCard
						key={`waiting-${entry.id}`}
						title=""
						text={entry.args.text}
						saved={entry.state === "done"}
					/>
				))}
			</ul>
			<RefusedDrafts
				belongs={(entry) => entry.kind === "comment_add" && entry.args.idea === props.idea.id}
			/>
			{app.me.value.participates && <CommentComposer key={props.idea.id} idea={props.idea} />}
		</section>
	);
}

function Comment(props: { readonly comment: CommentRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { comment } = props;
	const { moderates, participates, person } = app.me.value;
	const mayRemove = moderates || (
		participates && person === comment.author && boardAllows(app.rows, comment.board, "comments"));
	return (
		<li class="card comment">
			<p class="idea-head">
				<By author={comment.author} town={comment.town} />
				<When at_ms={comment.created_ms} />
			</p>
			<p class="words" lang={lang}>{comment.text}</p>
			{comment.redacted && <p class="facts">{words("idea_redacted")}</p>}
			<Held hold={comment.hold} reason={comment.reason} />
			<div class="comment-actions">
				{mayRemove && (
					<button
						type="button"
						class="quiet"
						onClick={() => send(app, "comment_remove", { comment: comment.id })}
					>
						{words("comment_remove")}
					</button>
				)}
				{moderates && (
					<Late piece="steering">
						{({ CommentActionButtons }) => <CommentActionButtons comment={comment} />}
					</Late>
				)}
			</div>
		</li>
	);
}

function CommentComposer(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id } = props.idea;
	const [text, setText] = useDraft(`comment-${id}`);
	const closed = commentsClosed(
		app.rows, app.me.value, props.idea, app.entries.value, serverNowMs(app));
	useLeft(closed?.until_ms ?? 0);
	const [tried, setTried] = useState(false);
	function submit(event: Event): void {
		event.preventDefault();
		if (closed !== null) return say(app, words(closed.key, closed.values));
		const tidy = textTidy(text);
		const wrong = textFault(tidy, commentLimits) !== null;
		setTried(wrong);
		if (wrong) return;
		const args = { idea: id, text: tidy, person: 0 };
		if (send(app, "comment_add", args) != null) setText("");
	}
	if (closed !== null && text === "") return <ClosedNote closed={closed} kept={false} />;
	return (
		<form class="composer" onSubmit={submit} noValidate>
			<TextField
				label={words("comment_new")}
				value={text}
				onValue={setText}
				limits={commentLimits}
				tried={tried}
				multiline
			/>
			{closed !== null && <ClosedNote closed={closed} kept />}
			<button type="submit" class="main" aria-disabled={closed !== null}>
				{words("comment_send")}
			</button>
		</form>
	);
}
