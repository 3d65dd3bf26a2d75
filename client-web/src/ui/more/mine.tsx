// One's own contributions, and what became of them.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { rowsAll } from "../../model/rows";
import type { CommentRow, IdeaRow } from "../../protocol/generated";
import { undo } from "../../model/app";
import { stageText } from "../../model/stages";
import { ideaView, votesOf } from "../../model/ideas";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { Held, HeldIdea, IdeaFacts } from "../parts/idea_state";
import { RefusedDrafts } from "../parts/refused";

export function MineScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const person = app.viewer.value?.person ?? 0;
	const ideas = rowsAll(app.rows, "idea")
		.filter((idea) => idea.author === person)
		.sort((a, b) => b.created_ms - a.created_ms);
	const comments = rowsAll(app.rows, "comment")
		.filter((comment) => comment.author === person)
		.sort((a, b) => b.created_ms - a.created_ms);
	const votes = rowsAll(app.rows, "vote").filter((vote) => vote.person === person).length;
	const isEmpty = ideas.length + comments.length + votes === 0;
	return (
		<div class="narrow">
			<Heading>{words("mine_title")}</Heading>
			<RefusedDrafts belongs={() => true} />
			{isEmpty && (
				<div class="empty">
					<h2>{words("mine_empty_title")}</h2>
					<p>{words("mine_empty")}</p>
					<a class="button" href="#/">{words("mine_to_ideas")}</a>
				</div>
			)}
			{votes > 0 && <p class="lead">{words("mine_votes", { n: votes })}</p>}
			{!isEmpty && app.me.value.participates && (
				<button type="button" onClick={() => undo(app)}>
					<Icon name="undo" />
					{words("undo_last")}
				</button>
			)}
			{ideas.length > 0 && (
				<section>
					<h2>{words("mine_ideas")}</h2>
					<ul class="idea-list">{ideas.map((idea) => <OwnIdea key={idea.id} idea={idea} />)}</ul>
				</section>
			)}
			{comments.length > 0 && (
				<section>
					<h2>{words("mine_comments")}</h2>
					<ul class="idea-list">
						{comments.map((comment) => <OwnComment key={comment.id} comment={comment} />)}
					</ul>
				</section>
			)}
		</div>
	);
}

function OwnIdea(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const view = ideaView(app.rows, idea.id, idea.author, app.towns.value);
	return (
		<li class="card">
			<a class="idea-link" href={routeWrite({ screen: "idea", idea: idea.id })}>
				{idea.title !== "" && <h3>{idea.title}</h3>}
				<p class="clamp">{idea.text}</p>
			</a>
			<p class="facts">
				<span class="topic-chip">{words(stageText[idea.stage])}</span>
				{view !== undefined && (
					<>
						<span>{words("tally_votes", { n: votesOf(view.counts) })}</span>
						<span>{words("comments_count", { n: view.comments })}</span>
					</>
				)}
				<IdeaFacts idea={idea} />
			</p>
			<HeldIdea idea={idea} />
		</li>
	);
}

function OwnComment(props: { readonly comment: CommentRow }): JSX.Element {
	const { comment } = props;
	return (
		<li class="card">
			<a class="idea-link" href={routeWrite({ screen: "idea", idea: comment.idea })}>
				<p class="clamp">{comment.text}</p>
			</a>
			<p class="facts">#{comment.idea}</p>
			<Held hold={comment.hold} reason={comment.reason} />
		</li>
	);
}
