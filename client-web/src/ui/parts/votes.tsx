// One's own opinion of an idea, and what the towns think.
import type { ComponentChildren, JSX } from "preact";
import { send } from "../../model/app";
import type { Choice } from "../../protocol/generated";
import { townsCarrying, votesOf, type Counts, type IdeaView } from "../../model/ideas";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";
import { TownBadge } from "./town_badge";

type Opinion = Exclude<Choice, "none">;

const opinions: readonly Opinion[] = ["agree", "disagree", "pass"];
const opinionText: Readonly<Record<Opinion, TextKey>> = {
	agree: "vote_agree",
	disagree: "vote_disagree",
	pass: "vote_pass",
};

interface VoteButtonsProps {
	readonly view: IdeaView;
	readonly ballot: number;
}

/** Three buttons; the chosen one can be changed at any time. */
export function VoteButtons(props: VoteButtonsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const idea = props.view.idea.id;
	const pending = app.entries.value
		.filter((entry) =>
			entry.kind === "vote" && entry.args.idea === idea && entry.args.slip + entry.args.person === 0 &&
			entry.state !== "refused")
		.pop();
	const choice = pending?.kind === "vote" ? pending.args.choice : props.view.choice;
	const isSaving = pending !== undefined && pending.state !== "done";
	function vote(next: Opinion): void {
		if (next === choice) return;
		send(app, "vote", { idea, ballot: props.ballot, choice: next, person: 0, slip: 0 });
	}
	return (
		<div class="votes" role="group" aria-label={words("vote_label")}>
			{opinions.map((opinion) => (
				<button
					key={opinion}
					type="button"
					class={`vote ${opinion}${isSaving && opinion === choice ? " saving" : ""}`}
					aria-pressed={opinion === choice}
					onClick={() => vote(opinion)}
				>
					<Icon name={opinion} />
					<span class="vote-word">{words(opinionText[opinion])}</span>
					{!props.view.isSecret && <span class="vote-count">{props.view.counts[opinion]}</span>}
				</button>
			))}
			{isSaving && app.status.value.at !== "online" && (
				<p class="waiting-state">{words("idea_waiting")}</p>
			)}
		</div>
	);
}

/** What the viewer chose, where it cannot be changed now. */
export function VoteShown(props: { readonly view: IdeaView }): JSX.Element | null {
	const words = useWords();
	const { choice } = props.view;
	if (choice === "none") return null;
	return (
		<p class="vote-shown">
			<Icon name={choice} />
			{words("vote_yours", { choice: words(opinionText[choice]) })}
		</p>
	);
}

function Bar(props: { readonly counts: Counts }): JSX.Element {
	const { counts } = props;
	const all = votesOf(counts);
	return (
		<span class="bar" aria-hidden="true">
			{all > 0 && opinions.map((opinion) => (
				<span
					key={opinion}
					class={`bar-part ${opinion}`}
					style={{ width: `${(100 * counts[opinion]) / all}%` }}
				/>
			))}
		</span>
	);
}

interface TallyProps {
	readonly counts: Counts;
	readonly town: string;
	readonly named?: boolean; // in words instead of by a mark
	readonly children: ComponentChildren; // its mark, for who sees it
}

function Tally(props: TallyProps): JSX.Element {
	const words = useWords();
	const { counts, town } = props;
	return (
		<li class={props.named === true ? "named" : ""}>
			{props.children}
			<Bar counts={counts} />
			<span class="bar-number" aria-hidden="true">{votesOf(counts)}</span>
			<span class="hidden">{words("tally_line", { ...counts, town })}</span>
		</li>
	);
}

/** Each town's opinion as a bar; in words for those who do not see it. */
function TownBars(props: { readonly view: IdeaView }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { view } = props;
	// Moderators see every town's counts: what is left then speaks for none.
	const rest = words(app.me.value.moderates ? "tally_townless" : "tally_rest");
	return (
		<ul aria-label={words("tally_towns")}>
			{view.byTown.map(({ town, counts }) => (
				<Tally key={town.id} counts={counts} town={town.name}>
					<TownBadge town={town} silent />
				</Tally>
			))}
			{votesOf(view.rest) > 0 && (
				<Tally counts={view.rest} town={rest} named>
					<span class="bar-number" aria-hidden="true">{rest}</span>
				</Tally>
			)}
		</ul>
	);
}

interface TalliesProps {
	readonly view: IdeaView;
	readonly brief?: boolean; // many towns are only summed up
}

const briefTowns = 6;

/** What everybody together says, and each town. */
export function Tallies(props: TalliesProps): JSX.Element {
	const words = useWords();
	const { view } = props;
	const all = votesOf(view.counts);
	const towns = view.byTown.length;
	const isBrief = props.brief === true && (all === 0 || towns > briefTowns);
	if (view.isSecret) return <p class="tally-sum">{words("tally_secret")}</p>;
	return (
		<div class="tallies">
			{!isBrief && <TownBars view={view} />}
			<p class="tally-sum">
				{all === 0 ? words("tally_nobody") : words("tally_votes", { n: all })}
				{all > 0 && towns > 0 && ` · ${words("tally_carried", { n: townsCarrying(view), of: towns })}`}
			</p>
		</div>
	);
}
