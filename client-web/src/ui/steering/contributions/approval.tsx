// What waits for a moderator before everybody sees it, the oldest first: on its board, or all of it on a
// screen of its own. Made to be fast: after each decision the focus is on the next one.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { give } from "../../../model/app";
import { heldHidden, heldWaiting, isComment, type Contribution } from "../../../model/held";
import { routeWrite } from "../../../model/route";
import { rowsGet } from "../../../model/rows";
import type { AnyCommand } from "../../../protocol/codec";
import type { AnyEntry } from "../../../sync/outbox";
import { useApp, useWords } from "../../context";
import { Heading } from "../../parts/heading";
import { By, When } from "../../parts/idea_meta";
import { Held } from "../../parts/idea_state";
import { HideDialog } from "./hide_dialog";

function keyOf(row: Contribution): string {
	return `${isComment(row) ? "comment" : "idea"}-${row.id}`;
}

/** What has been decided on and is on its way is gone from the list at once; if it is refused it returns. */
function decidedKey(entry: AnyEntry): string {
	if (entry.state === "refused") return "";
	switch (entry.kind) {
		case "idea_show":
		case "idea_hide":
		case "idea_remove": return `idea-${entry.args.idea}`;
		case "comment_show":
		case "comment_hide":
		case "comment_remove": return `comment-${entry.args.comment}`;
		default: return "";
	}
}

function useUndecided(rows: readonly Contribution[]): Contribution[] {
	const decided = new Set(useApp().entries.value.map(decidedKey));
	return rows.filter((row) => !decided.has(keyOf(row)));
}

/** On a board. */
export function ApprovalQueue(props: { readonly board: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const all = useUndecided(heldWaiting(app.rows, props.board));
	if (all.length === 0) return null;
	return (
		<section class="card approval" aria-labelledby="approval-title">
			<h2 id="approval-title" tabIndex={-1}>{words("approval_title", { n: all.length })}</h2>
			<WaitingList rows={all} places={false} />
		</section>
	);
}

/** Of all boards, with what is hidden below. */
export function QueueScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const all = useUndecided(heldWaiting(app.rows));
	if (!app.me.value.moderates) return <p class="hint">{words("queue_not_yours")}</p>;
	return (
		<div class="narrow queue-screen">
			<Heading>{words("queue_title")}</Heading>
			{all.length === 0 ? (
				<div class="empty">
					<h2 id="approval-title" tabIndex={-1}>{words("queue_empty_title")}</h2>
					<p>{words("queue_empty")}</p>
				</div>
			) : (
				<section class="card approval" aria-labelledby="approval-title">
					<h2 id="approval-title" tabIndex={-1}>{words("approval_title", { n: all.length })}</h2>
					<p class="hint">{words("queue_keys")}</p>
					<WaitingList rows={all} places />
				</section>
			)}
			<Hidden />
		</div>
	);
}

interface ListProps {
	readonly rows: readonly Contribution[];
	readonly places: boolean; // says on which board each stands
}

function WaitingList(props: ListProps): JSX.Element {
	const { rows } = props;
	const list = useRef<HTMLUListElement>(null);
	const next = useRef(-1); // where the focus goes once the decided one is gone
	useEffect(() => {
		const at = next.current;
		next.current = -1;
		if (at < 0) return;
		const buttons = list.current?.querySelectorAll<HTMLElement>("button.main") ?? [];
		buttons[Math.min(at, buttons.length - 1)]?.focus();
	}, [rows.length]);
	// The last one takes the list with it.
	useEffect(() => () => {
		if (next.current >= 0) window.setTimeout(() => document.getElementById("approval-title")?.focus());
	}, []);
	function move(event: KeyboardEvent, index: number): void {
		if (event.key === "Enter" && event.repeat) event.preventDefault(); // one press, one decision
		const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
		if (by === 0 || (event.target as Element).closest("dialog") !== null) return;
		event.preventDefault();
		list.current?.querySelectorAll<HTMLElement>("button.main")[index + by]?.focus();
	}
	return (
		<ul class="approval-list" ref={list}>
			{rows.map((row, index) => (
				<li key={keyOf(row)} onKeyDown={(event) => move(event, index)}>
					<Waiting row={row} places={props.places} onDecided={() => (next.current = index)} />
				</li>
			))}
		</ul>
	);
}

interface WaitingProps {
	readonly row: Contribution;
	readonly places: boolean;
	readonly onDecided: () => void;
}

function showOf(row: Contribution): AnyCommand {
	return isComment(row)
		? { kind: "comment_show", args: { comment: row.id } }
		: { kind: "idea_show", args: { idea: row.id } };
}

function hideOf(row: Contribution, reason: string): AnyCommand {
	return isComment(row)
		? { kind: "comment_hide", args: { comment: row.id, reason } }
		: { kind: "idea_hide", args: { idea: row.id, reason } };
}

function Waiting(props: WaitingProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [hiding, setHiding] = useState(false);
	const { row, onDecided } = props;
	const id = keyOf(row);
	function decide(command: AnyCommand): void {
		onDecided();
		give(app, command);
	}
	return (
		<>
			<Head row={row} places={props.places} />
			<div id={`said-${id}`}>
				{!isComment(row) && row.title !== "" && <h3>{row.title}</h3>}
				<p class="words">{row.text}</p>
			</div>
			<div class="actions">
				<button type="button" class="main" aria-describedby={`said-${id}`} onClick={() => decide(showOf(row))}>
					{words("mod_approve")}
				</button>
				<button type="button" aria-describedby={`said-${id}`} onClick={() => setHiding(true)}>
					{words("mod_hide")}
				</button>
			</div>
			{hiding && (
				<HideDialog onHide={(reason) => decide(hideOf(row, reason))} onClose={() => setHiding(false)} />
			)}
		</>
	);
}

function Head(props: Omit<WaitingProps, "onDecided">): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { row, places } = props;
	const idea = isComment(row) ? row.idea : row.id;
	const board = rowsGet(app.rows, "board", row.board);
	const isTownsOwn = board !== undefined && board.town !== 0 && board.town === row.town; // said by the town already
	return (
		<p class="idea-head">
			<By author={row.author} town={row.town} />
			{places && !isTownsOwn && <span class="hint">{board?.title}</span>}
			<When at_ms={row.created_ms} />
			<a class="number" href={routeWrite({ screen: "idea", idea })}>
				{isComment(row) ? words("approval_comment", { id: row.idea }) : `#${row.id}`}
			</a>
		</p>
	);
}

/** What moderators have hidden, to be shown again. */
function Hidden(): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const all = useUndecided(heldHidden(app.rows));
	if (all.length === 0) return null;
	return (
		<details class="card">
			<summary>{words("queue_hidden", { n: all.length })}</summary>
			<ul class="approval-list">
				{all.map((row) => (
					<li key={keyOf(row)}>
						<Head row={row} places />
						<p class="words">{row.text}</p>
						<Held hold={row.hold} reason={row.reason} />
						<button type="button" onClick={() => give(app, showOf(row))}>
							{words("mod_show")}
							<span class="hidden"> {isComment(row) ? words("approval_comment", { id: row.idea }) : `#${row.id}`}</span>
						</button>
					</li>
				))}
			</ul>
		</details>
	);
}
