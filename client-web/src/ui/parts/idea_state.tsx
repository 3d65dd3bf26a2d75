// Why an idea or comment is not for everybody, and what else happened to it.
import type { ComponentChildren, JSX } from "preact";
import { send } from "../../model/app";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import type { Hold, IdeaRow } from "../../protocol/generated";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";

const holdText: Readonly<Record<Exclude<Hold, "none">, TextKey>> = {
	waiting: "hold_waiting",
	alone: "hold_alone",
	hidden: "hold_hidden",
};

interface HeldProps {
	readonly hold: Hold;
	readonly isOwn?: boolean; // whoever reads wrote it
	readonly reason: string;
	readonly children?: ComponentChildren;
}

/** The badge of a contribution that only its author and the moderators see. */
export function Held(props: HeldProps): JSX.Element | null {
	const words = useWords();
	const { hold, reason, isOwn = true } = props;
	if (hold === "none") return null;
	const text = hold === "alone" && !isOwn ? "closed_held" : holdText[hold];
	return (
		<div class="held">
			<p>
				<Icon name={hold === "waiting" ? "clock" : "eye"} />
				<span>
					<strong>{words(text)}</strong>
					{reason !== "" && ` ${words("hold_reason", { reason })}`}
				</span>
			</p>
			{props.children}
		</div>
	);
}

/** An idea's badge; its author can show to everyone what was written alone, ahead of the others. */
export function HeldIdea(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const isOwn = idea.author === app.me.value.person;
	return (
		<Held hold={idea.hold} isOwn={isOwn} reason={idea.reason}>
			{isOwn && idea.hold === "alone" && (
				<button
					type="button"
					class="quiet"
					onClick={() => send(app, "idea_show", { idea: idea.id })}
				>
					{words("idea_show_all")}
				</button>
			)}
		</Held>
	);
}

/** What became of an idea, in small words: sort, locked, merged, sent up or from where. */
export function IdeaFacts(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const sort = rowsGet(app.rows, "idea_sort", idea.sort);
	const from = rowsAll(app.rows, "link").find(
		(link) => link.from === idea.id && link.relation === "sent_up_from");
	return (
		<>
			{sort !== undefined && <span class="topic-chip">{sort.title}</span>}
			{idea.locked && (
				<span class="with-icon">
					<Icon name="lock" />
					{words("closed_idea")}
				</span>
			)}
			{idea.merged_into !== 0 && <IdeaLink text="idea_merged_into" id={idea.merged_into} />}
			{idea.sent_up_to !== 0 && <IdeaLink text="idea_sent_up" id={idea.sent_up_to} />}
			{from !== undefined && <IdeaLink text="idea_sent_from" id={from.to} />}
		</>
	);
}

function IdeaLink(props: { readonly text: TextKey; readonly id: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const idea = rowsGet(app.rows, "idea", props.id);
	const board = rowsGet(app.rows, "board", idea?.board ?? 0);
	const shown = `#${props.id}${board === undefined ? "" : ` (${board.title})`}`;
	return (
		<span>
			{words(props.text)}{" "}
			{idea === undefined
				? shown
				: <a href={routeWrite({ screen: "idea", idea: props.id })}>{shown}</a>}
		</span>
	);
}
