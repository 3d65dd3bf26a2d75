// One idea in full: text, opinions, comments; for its author also the means to change it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { boardAllows } from "../../model/boards";
import { ideaView, type IdeaView } from "../../model/ideas";
import { routeWrite } from "../../model/route";
import { go } from "../../model/app";
import { rowsAll, rowsGet, rowsPeek } from "../../model/rows";
import type { CommentRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { CommentComposer, IdeaForm } from "../parts/composer";
import { useDraft } from "../parts/draft";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { By, When } from "../parts/idea_meta";
import { RefusedDrafts } from "../parts/refused";
import { Sure } from "../parts/sure";
import { Tallies, VoteButtons, VoteShown } from "../parts/votes";
import { useWaitingComments, WaitingCard } from "../parts/waiting";

export function IdeaScreen(props: { readonly id: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const viewer = app.viewer.value;
	const ballot = app.ballot.value;
	const view = ideaView(app.rows, props.id, ballot?.id ?? 0, viewer?.person ?? 0, app.towns.value);
	useEffect(() => {
		app.ideaSeen = props.id;
	}, [props.id]);
	if (view === undefined || viewer === null)
		return (
			<div class="narrow empty">
				<Heading>{words("idea_gone")}</Heading>
				<a class="button" href="#/">{words("mine_to_ideas")}</a>
			</div>
		);
	const { idea } = view;
	const isModerator = viewer.role === "moderator";
	const joined = viewer.person !== 0;
	const mayVote = joined && ballot?.state === "open" && boardAllows(app.rows, idea.board, "votes");
	return (
		<div class="narrow">
			<a class="back" href={routeWrite({ screen: "board", board: idea.board })}>
				<Icon name="back" />
				{rowsGet(app.rows, "board", idea.board)?.title ?? words("back")}
			</a>
			<IdeaBody view={view} isModerator={isModerator} />
			{ballot !== undefined && (
				<section class="card" aria-label={words("vote_label")}>
					{mayVote ? (
						<VoteButtons view={view} ballot={ballot.id} />
					) : (
						<>
							<VoteShown view={view} />
							{joined && <p class="hint">{words("vote_not_now")}</p>}
						</>
					)}
					<Tallies view={view} />
				</section>
			)}
			<Comments
				idea={idea.id}
				mayWrite={joined && (isModerator || boardAllows(app.rows, idea.board, "comments"))}
				isModerator={isModerator}
			/>
		</div>
	);
}

interface IdeaBodyProps {
	readonly view: IdeaView;
	readonly isModerator: boolean;
}

function IdeaBody(props: IdeaBodyProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [editing, setEditing] = useState(false);
	const { idea, author } = props.view;
	const isOwn = app.viewer.value?.person === idea.author;
	const mayChange = props.isModerator || (isOwn && boardAllows(app.rows, idea.board, "ideas"));
	const topic = rowsGet(app.rows, "topic", idea.topic);
	const town = app.towns.value.find((candidate) => candidate.id === idea.town);
	if (editing) return <IdeaEdit view={props.view} onEnd={() => setEditing(false)} />;
	return (
		<article class="card idea-full">
			<header class="idea-head">
				<By author={idea.author} name={author} town={town} />
				<span class="number">#{idea.id}</span>
			</header>
			<Heading hidden={idea.title === ""}>{idea.title || `#${idea.id}`}</Heading>
			<p class="words">{idea.text}</p>
			<p class="facts">
				{topic !== undefined && <span class="topic-chip">{topic.title}</span>}
				<When at_ms={idea.created_ms} />
				{idea.edited_ms !== 0 && <span>{words("idea_edited")}</span>}
				{idea.audience === "withheld" && <span>{words("idea_withheld")}</span>}
			</p>
			<RefusedDrafts
				belongs={(entry) => entry.kind === "idea_edit" && entry.args.idea === idea.id}
			/>
			{mayChange && (
				<div class="actions">
					<button type="button" class="quiet" onClick={() => setEditing(true)}>
						{words("idea_edit")}
					</button>
					<Sure
						label={words("idea_remove")}
						question={words("idea_remove_sure")}
						yes={words("idea_remove_yes")}
						onYes={() => {
							app.live?.send({ kind: "idea_remove", args: { idea: idea.id } });
							go(app, { screen: "board", board: idea.board });
						}}
					/>
				</div>
			)}
		</article>
	);
}

interface IdeaEditProps {
	readonly view: IdeaView;
	readonly onEnd: () => void;
}

// Remembers the revision that it began with: who edits a text that was changed meanwhile is told so.
function IdeaEdit(props: IdeaEditProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props.view;
	const [revision] = useState(() => app.rows.replica?.rows.get("idea")?.get(String(idea.id))?.revision ?? 0);
	const [draft, setDraft] = useDraft(`edit-${idea.id}`);
	const [title, setTitle] = useState(idea.title);
	const [topic, setTopic] = useState(idea.topic);
	const [first] = useState(idea.text);
	const [touched, setTouched] = useState(draft !== "");
	function end(): void {
		setDraft("");
		props.onEnd();
	}
	return (
		<IdeaForm
			label={words("idea_text")}
			action={words("save")}
			fields={{ title, text: touched ? draft : first, topic }}
			onFields={(fields) => {
				setTouched(true);
				setDraft(fields.text);
				setTitle(fields.title);
				setTopic(fields.topic);
			}}
			onSend={(fields) => {
				app.live?.send({ kind: "idea_edit", args: { ...fields, idea: idea.id, revision } });
				end();
			}}
			onCancel={end}
		/>
	);
}

interface CommentsProps {
	readonly idea: number;
	readonly mayWrite: boolean;
	readonly isModerator: boolean;
}

function Comments(props: CommentsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const comments = rowsAll(app.rows, "comment")
		.filter((comment) => comment.idea === props.idea)
		.sort((a, b) => a.created_ms - b.created_ms || a.id - b.id);
	const waiting = useWaitingComments(props.idea).filter(
		(entry) => !comments.some((comment) => comment.id === entry.result),
	);
	return (
		<section class="comments" aria-labelledby="comments-title">
			<h2 id="comments-title">{words("comments_title")}</h2>
			{comments.length + waiting.length === 0 && <p class="hint">{words("comments_empty")}</p>}
			<ul class="comment-list">
				{comments.map((comment) => (
					<Comment key={comment.id} comment={comment} isModerator={props.isModerator} />
				))}
				{waiting.map((entry) => (
					<WaitingCard
						key={`waiting-${entry.number}`}
						title=""
						text={entry.args.text}
						saved={entry.state === "done"}
					/>
				))}
			</ul>
			<RefusedDrafts
				belongs={(entry) => entry.kind === "comment_add" && entry.args.idea === props.idea}
			/>
			{app.viewer.value?.person !== 0 && (
				<CommentComposer key={props.idea} idea={props.idea} open={props.mayWrite} />
			)}
		</section>
	);
}

interface CommentProps {
	readonly comment: CommentRow;
	readonly isModerator: boolean;
}

function Comment(props: CommentProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { comment } = props;
	rowsAll(app.rows, "author");
	const name = rowsPeek(app.rows, "author", comment.author)?.name ?? "";
	const isOwn = app.viewer.value?.person === comment.author;
	const mayRemove =
		props.isModerator || (isOwn && boardAllows(app.rows, comment.board, "comments"));
	return (
		<li class="card comment">
			<p class="idea-head">
				<By
					author={comment.author}
					name={name}
					town={app.towns.value.find((town) => town.id === comment.town)}
				/>
				<When at_ms={comment.created_ms} />
			</p>
			<p class="words">{comment.text}</p>
			{mayRemove && (
				<button
					type="button"
					class="quiet"
					onClick={() => app.live?.send({ kind: "comment_remove", args: { comment: comment.id } })}
				>
					{words("comment_remove")}
				</button>
			)}
		</li>
	);
}
