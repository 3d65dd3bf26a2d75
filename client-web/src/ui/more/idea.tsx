// One idea in full: text, opinions, comments; for its author also the means to change it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isVoter } from "../../model/ballots";
import { mayChange, votesClosed, type Closed } from "../../model/closed";
import { leads } from "../../model/me";
import { ideaView, type IdeaView } from "../../model/ideas";
import { routeWrite } from "../../model/route";
import { go, send } from "../../model/app";
import { rowsAll, rowsGet } from "../../model/rows";
import { stageWords, type IdeaRow } from "../../protocol/generated";
import { stageText } from "../../model/stages";
import { useApp, useSpoken, useWords } from "../context";
import { IdeaForm } from "../parts/composer";
import { useDraft } from "../parts/draft";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { IdeaActions } from "../parts/idea_actions";
import { By, When } from "../parts/idea_meta";
import { HeldIdea, IdeaFacts } from "../parts/idea_state";
import { SelectField } from "../parts/select_field";
import { Sure } from "../parts/sure";
import { Tallies, VoteButtons, VoteShown } from "../parts/votes";
import { Comments } from "./comments";
import { IdeaLinks } from "./idea_links";
import { RefusedDrafts } from "./refused";

export function IdeaScreen(props: { readonly id: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const view = ideaView(app.rows, props.id, me.person, app.towns.value);
	useEffect(() => {
		app.ideaSeen = props.id;
	}, [props.id]);
	if (view === undefined)
		return (
			<div class="narrow empty">
				<Heading>{words("idea_gone")}</Heading>
				<a class="button" href="#/">{words("mine_to_ideas")}</a>
			</div>
		);
	const { idea, ballot } = view;
	const closed: Closed | null = ballot?.state !== "open"
		? { key: "vote_not_now" }
		: isVoter(app.rows, me, ballot) ? votesClosed(app.rows, idea) : { key: "vote_not_yours" };
	return (
		<div class="narrow">
			<a class="back" href={routeWrite({ screen: "board", board: idea.board })}>
				<Icon name="back" />
				{rowsGet(app.rows, "board", idea.board)?.title ?? words("back")}
			</a>
			<IdeaBody view={view} />
			<Merged idea={idea} />
			{ballot !== undefined && (
				<section class="card" aria-label={words("vote_label")}>
					{me.participates && closed === null ? (
						<VoteButtons view={view} ballot={ballot.id} />
					) : (
						<>
							<VoteShown view={view} />
							{me.participates && closed !== null && (
								<p class="hint">{words(closed.key, closed.values)}</p>
							)}
						</>
					)}
					<Tallies view={view} />
				</section>
			)}
			<Comments idea={idea} />
		</div>
	);
}

function IdeaBody(props: { readonly view: IdeaView }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const [editing, setEditing] = useState(false);
	const { idea } = props.view;
	const topic = rowsGet(app.rows, "topic", idea.topic);
	if (editing) return <IdeaEdit view={props.view} onEnd={() => setEditing(false)} />;
	return (
		<article class="card idea-full">
			<header class="idea-head">
				<By author={idea.author} town={idea.town} />
				<span class="number">#{idea.id}</span>
			</header>
			<Heading hidden={idea.title === ""} lang={lang}>{idea.title || beginning(idea.text)}</Heading>
			<p class="words" lang={lang}>{idea.text}</p>
			<p class="facts">
				{topic !== undefined && <span class="topic-chip" lang={lang}>{topic.title}</span>}
				<When at_ms={idea.created_ms} />
				{idea.edited_ms !== 0 && <span>{words("idea_edited")}</span>}
				{idea.redacted && <span>{words("idea_redacted")}</span>}
				<IdeaFacts idea={idea} />
			</p>
			<Stage idea={idea} />
			<IdeaLinks idea={idea} />
			<HeldIdea idea={idea} />
			<RefusedDrafts
				belongs={(entry) => entry.kind === "idea_edit" && entry.args.idea === idea.id}
			/>
			{mayChange(app.rows, app.me.value, idea) && (
				<div class="actions">
					<button type="button" class="quiet" onClick={() => setEditing(true)}>
						{words("idea_edit")}
					</button>
					<Sure
						label={words("idea_remove")}
						question={words("idea_remove_sure")}
						yes={words("idea_remove_yes")}
						onYes={() => {
							send(app, "idea_remove", { idea: idea.id });
							go(app, { screen: "board", board: idea.board });
						}}
					/>
				</div>
			)}
			<IdeaActions idea={idea} />
		</article>
	);
}

// What an idea without a title goes by.
function beginning(text: string): string {
	const line = text.replace(/\s+/g, " ");
	return line.length > 60 ? `${line.slice(0, 60).replace(/ [^ ]*$/, "")} …` : line;
}

// How far the idea has come; the steering group and moderators say so.
function Stage(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id, stage } = props.idea;
	const { moderates, role } = app.me.value;
	if (!moderates && role !== "steering")
		return stage === "idea" || stage === "none"
			? null
			: <p><span class="topic-chip">{words(stageText[stage])}</span></p>;
	return (
		<SelectField
			label={words("idea_stage")}
			acts
			value={stage}
			onValue={(value) =>
				send(app, "idea_stage", { idea: id, stage: value as typeof stage })}
			options={stageWords
				.filter((word) => word !== "none")
				.map((word) => ({ value: word, label: words(stageText[word]) }))}
		/>
	);
}

/** What has been merged into an idea. */
function Merged(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const merged = rowsAll(app.rows, "idea").filter((idea) => idea.merged_into === props.idea.id);
	const board = rowsGet(app.rows, "board", props.idea.board);
	if (merged.length === 0) return null;
	const mayPart = board !== undefined && leads(app.me.value, board);
	return (
		<section class="card" aria-labelledby="merged-title">
			<h2 id="merged-title">{words("idea_merged", { n: merged.length })}</h2>
			<ul class="merged">
				{merged.map((idea) => (
					<li key={idea.id}>
						<p class="idea-head">
							<By author={idea.author} town={idea.town} />
							<a href={routeWrite({ screen: "idea", idea: idea.id })}>#{idea.id}</a>
						</p>
						<p class="words" lang={lang}>{idea.title || idea.text}</p>
						{mayPart && (
							<button
								type="button"
								class="quiet"
								onClick={() => send(app, "idea_unmerge", { idea: idea.id })}
							>
								{words("mod_unmerge")}
								<span class="hidden"> #{idea.id}</span>
							</button>
						)}
					</li>
				))}
			</ul>
		</section>
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
			board={idea.board}
			fields={{ title, text: touched ? draft : first, topic }}
			onFields={(fields) => {
				setTouched(true);
				setDraft(fields.text);
				setTitle(fields.title);
				setTopic(fields.topic);
			}}
			onSend={(fields) => {
				send(app, "idea_edit", { ...fields, idea: idea.id, revision });
				end();
			}}
			onCancel={end}
		/>
	);
}
