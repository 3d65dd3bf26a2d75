// The common view: what a moderator puts before everybody. Each may look away and come back.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say, send } from "../../model/app";
import { focusHere } from "../../model/focus";
import { ideaView } from "../../model/ideas";
import { leads } from "../../model/me";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import type { FocusRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { FocusedBallot } from "../ballots/ballot";
import { useFocusKept } from "../parts/focus_kept";
import { Icon } from "../parts/icon";
import { By } from "../parts/idea_meta";
import { bringUp } from "../parts/notices";
import { Tallies } from "../parts/votes";

export function FocusPanel(): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const route = app.route.value;
	useFocusKept(); // here, for this panel is on every screen of a session
	const focus = focusHere(app.rows, app.me.value, route);
	const since = focus?.since_ms ?? 0;
	// What was there already, before other boards too, is not new to who comes to it.
	const newest = Math.max(0, ...rowsAll(app.rows, "focus").map(({ since_ms }) => since_ms));
	const before = useRef(newest);
	useEffect(() => {
		// Who has just led all there has been told, with the way back.
		const isTold = app.me.value.moderates && app.offer.value?.label === "undo";
		if (since > before.current && !isTold)
			say(app, words("focus_new"), { label: "go_there", act: () => bringUp(".focus") });
		before.current = newest;
	}, [since, newest]);
	const board = rowsGet(app.rows, "board", focus?.board ?? 0);
	if (focus === undefined || board === undefined) return null;
	const isAway = app.lookedAway.value === since;
	// Who has it before them, or looks over all boards, needs no second picture.
	const isElsewhere = route.screen === "overview" ||
		(route.screen === "idea" && route.idea === focus.idea) ||
		(route.screen === "ballot" && route.ballot === focus.ballot);
	return (
		<section class={isAway || isElsewhere ? "focus away" : "focus"} aria-label={words("focus_title")}>
			<div class="focus-head">
				<h2>
					<Icon name="eye" />
					{words(isAway ? "focus_away" : "focus_title")}
				</h2>
				{!isElsewhere && (
					<button
						type="button"
						class="quiet"
						aria-expanded={!isAway}
						onClick={() => (app.lookedAway.value = isAway ? 0 : since)}
					>
						{words(isAway ? "focus_return" : "focus_look_away")}
					</button>
				)}
				{leads(app.me.value, board) && (
					<button
						type="button"
						class="quiet"
						onClick={() =>
							send(app, "focus_set", { board: board.id, idea: 0, topic: 0, ballot: 0 })}
					>
						{words("focus_end")}
					</button>
				)}
			</div>
			{!isAway && !isElsewhere && <FocusedOn focus={focus} />}
		</section>
	);
}

function FocusedOn(props: { readonly focus: FocusRow }): JSX.Element | null {
	const { idea, topic, ballot } = props.focus;
	if (idea !== 0) return <FocusedIdea id={idea} />;
	if (topic !== 0) return <FocusedTopic id={topic} />;
	return <FocusedBallot id={ballot} />;
}

function FocusedIdea(props: { readonly id: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { person } = app.me.value;
	const view = ideaView(app.rows, props.id, person, app.towns.value);
	if (view === undefined) return <p class="hint">{words("idea_gone")}</p>;
	const { idea } = view;
	return (
		<div class="focus-idea">
			<p class="idea-head">
				<By author={idea.author} town={idea.town} />
				<span class="number">#{idea.id}</span>
			</p>
			{idea.title !== "" && <h3 lang={lang}>{idea.title}</h3>}
			<p class="words" lang={lang}>{idea.text}</p>
			{view.ballot !== undefined && <Tallies view={view} />}
			<a class="idea-more" href={routeWrite({ screen: "idea", idea: idea.id })}>
				{words("idea_open")}
			</a>
		</div>
	);
}

function FocusedTopic(props: { readonly id: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const topic = rowsGet(app.rows, "topic", props.id);
	const count = rowsAll(app.rows, "idea").filter(
		(idea) => idea.topic === props.id && idea.hold === "none" && idea.merged_into === 0).length;
	if (topic === undefined) return null;
	return (
		<>
			<p class="focus-words" lang={lang}>{topic.title}</p>
			<p class="hint">{words("ideas_count", { n: count })}</p>
		</>
	);
}
