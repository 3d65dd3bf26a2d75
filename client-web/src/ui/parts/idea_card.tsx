// An idea in the list: its text, who it is from, one's opinion of it and that of the towns.
import type { JSX } from "preact";
import { isVoter } from "../../model/ballots";
import { votesClosed } from "../../model/closed";
import { ideaView } from "../../model/ideas";
import { go } from "../../model/app";
import { routeWrite, type Route } from "../../model/route";
import { useApp, useSpoken, useWords } from "../context";
import { Late } from "../late";
import { Icon } from "./icon";
import { IdeaActions } from "./idea_actions";
import { By } from "./idea_meta";
import { HeldIdea, IdeaFacts } from "./idea_state";
import { Tallies, VoteButtons, VoteShown } from "./votes";

interface IdeaCardProps {
	readonly id: number;
	readonly merged: number; // how many ideas have been merged into it
	readonly head: "h3" | "h4"; // its place below the list's headings
}

export function IdeaCard(props: IdeaCardProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const me = app.me.value;
	const view = ideaView(app.rows, props.id, me.person, app.towns.value);
	if (view === undefined) return null;
	const { idea, ballot } = view;
	const mayVote = ballot?.state === "open" && isVoter(app.rows, me, ballot) &&
		votesClosed(app.rows, idea) === null;
	const Title = props.head;
	const isOwn = idea.author === me.person && me.person !== 0;
	const route: Route = { screen: "idea", idea: idea.id };
	// For pointers. As a link its words would be read twice: keyboards and screen readers have the one below.
	const open = (): void => {
		if (String(getSelection()) === "") go(app, route);
	};
	return (
		<article
			class={isOwn ? "card idea own" : "card idea"}
			id={`idea-${idea.id}`}
		>
			<header class="idea-head">
				<By author={idea.author} town={idea.town} />
				<span class="number">#{idea.id}</span>
			</header>
			<div class="idea-link" lang={lang} onClick={open}>
				{idea.title !== "" && <Title>{idea.title}</Title>}
				<p class="clamp">{idea.text}</p>
			</div>
			<HeldIdea idea={idea} />
			<p class="facts">
				{idea.stage !== "idea" && (
					<Late piece="more" quiet>{({ StageChip }) => <StageChip stage={idea.stage} />}</Late>
				)}
				<IdeaFacts idea={idea} />
				{props.merged > 0 && <span>{words("idea_merged", { n: props.merged })}</span>}
			</p>
			{ballot !== undefined && idea.hold === "none" && (
				<>
					{mayVote ? <VoteButtons view={view} ballot={ballot.id} /> : <VoteShown view={view} />}
					<Tallies view={view} brief />
				</>
			)}
			<div class="idea-foot">
				<a class="idea-more" href={routeWrite(route)}>
					<Icon name="comment" />
					{view.comments > 0
						? words("comments_count", { n: view.comments })
						: words("idea_open")}
					<span class="hidden"> #{idea.id}</span>
				</a>
				<IdeaActions idea={idea} />
			</div>
		</article>
	);
}
