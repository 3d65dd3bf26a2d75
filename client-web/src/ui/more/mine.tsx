// One's own contributions, and what became of them.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { outcomesOf, type Outcome } from "../../model/outcomes";
import { rowsAll, rowsGet } from "../../model/rows";
import type { CommentRow, Decision, IdeaRow } from "../../protocol/generated";
import { undo } from "../../model/app";
import { stageText } from "../../model/stages";
import { ideaView } from "../../model/ideas";
import type { TextKey } from "../../model/texts";
import { useApp, useSpoken, useWords } from "../context";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { Held, HeldIdea, IdeaFacts } from "../parts/idea_state";
import { Tallies } from "../parts/votes";
import { RefusedDrafts } from "./refused";

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
	const lang = useSpoken();
	const { idea } = props;
	const view = ideaView(app.rows, idea.id, idea.author, app.towns.value);
	const outcomes = outcomesOf(app.rows, idea.id);
	return (
		<li class="card idea">
			<a class="idea-link" href={routeWrite({ screen: "idea", idea: idea.id })}>
				{idea.title !== "" && <h3 lang={lang}>{idea.title}</h3>}
				<p class="clamp" lang={lang}>{idea.text}</p>
			</a>
			<p class="facts">
				<span class="topic-chip">{words(stageText[idea.stage])}</span>
				<IdeaFacts idea={idea} />
				{idea.redacted && <span>{words("idea_redacted")}</span>}
				{view !== undefined && <span>{words("comments_count", { n: view.comments })}</span>}
			</p>
			<HeldIdea idea={idea} />
			{view?.ballot !== undefined && <Tallies view={view} brief />}
			{outcomes.length > 0 && (
				<ul class="outcomes">
					{outcomes.map((outcome) => <OutcomeLine key={outcome.ballot.id} outcome={outcome} />)}
				</ul>
			)}
		</li>
	);
}

function OutcomeLine(props: { readonly outcome: Outcome }): JSX.Element {
	const words = useWords();
	const lang = useSpoken();
	const { ballot, rank, of, decision } = props.outcome;
	return (
		<li class="facts">
			<Icon name="ballot" />
			<a href={routeWrite({ screen: "ballot", ballot: ballot.id })} lang={lang}>{ballot.title}</a>
			{rank > 0 && <span>{words("mine_place", { n: rank, of })}</span>}
			{decision !== "none" && <strong>{words(decisionTexts[decision])}</strong>}
		</li>
	);
}

const decisionTexts: Readonly<Record<Exclude<Decision, "none">, TextKey>> = {
	carried: "decision_carried",
	lost: "decision_lost",
	tied: "decision_tied",
};

function OwnComment(props: { readonly comment: CommentRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { comment } = props;
	const idea = rowsGet(app.rows, "idea", comment.idea);
	return (
		<li class="card idea">
			<a class="idea-link" href={routeWrite({ screen: "idea", idea: comment.idea })}>
				<p class="clamp" lang={lang}>{comment.text}</p>
			</a>
			<p class="hint mine-about">
				{words("mine_about", { id: comment.idea, text: idea?.title || (idea?.text ?? "") })}
			</p>
			{comment.redacted && <p class="facts">{words("idea_redacted")}</p>}
			<Held hold={comment.hold} reason={comment.reason} />
		</li>
	);
}
