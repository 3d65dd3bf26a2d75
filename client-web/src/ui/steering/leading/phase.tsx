// On to the next phase, which is named and says what it brings before one goes there; and back.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say, undo, type App } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import { phaseOf } from "../../../model/boards";
import { phaseReveals } from "../../../model/leading";
import type { BoardRow, PhaseRow } from "../../../protocol/generated";
import { useApp, useWords, type Words } from "../../context";
import { Check } from "../../parts/check";
import { ask } from "../ask";

interface LeadingProps {
	readonly board: BoardRow;
	readonly below: boolean; // takes the boards below along
}

// Whether phases begin with their timer; kept while the page is open.
let isTimed = false;

/** What a phase allows, in words: "Ideas and comments are open." */
export function phaseMeans(words: Words, phase: PhaseRow): string {
	const open = [
		phase.allows.includes("ideas") && words("lead_ideas"),
		phase.allows.includes("comments") && words("lead_comments"),
		phase.allows.includes("votes") && words("lead_votes"),
	].filter((word) => word !== false);
	return [
		open.length === 0 ? words("lead_nothing_open") : words("lead_open", { list: open.join(", ") }),
		phase.hold === "alone" && words("lead_alone"),
		phase.minutes > 0 && words("lead_minutes", { n: phase.minutes }),
	].filter(Boolean).join(" ");
}

/** Leads a board to another phase; says what is open there, with the way back. The command says from which
 * phase: of two who press at once, one leads. */
export function goTo(app: App, words: Words, board: BoardRow, to: PhaseRow, below: boolean, timed: boolean): void {
	if (to.id === board.phase) return;
	const args = { board: board.id, from: board.phase, to: to.id, below, timed };
	ask(app, { kind: "phase_go", args }, (entry) => {
		if (entry.state === "refused") return false;
		say(app, `${words("phase_entered", { title: to.title })}. ${phaseMeans(words, to)}`, {
			label: "undo", act: () => undo(app),
		});
		return true;
	});
}

/** Back and on; phases that are not meant for boards of this sort are left out. */
export function PhaseButtons(props: LeadingProps & { readonly timed: boolean }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, below, timed } = props;
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const before = place.all[place.index - 1];
	const next = place.all[place.index + 1];
	const go = (to: PhaseRow | undefined): void => {
		if (to !== undefined) goTo(app, words, board, to, below, timed);
	};
	return (
		<div class="actions" role="group" aria-label={words("mod_phase_of", { title: board.title })}>
			<button type="button" disabled={before === undefined} onClick={() => go(before)}>
				{words("moderation_prev")}
				{before !== undefined && <span class="hidden">: {before.title}</span>}
			</button>
			<button type="button" class="main" disabled={next === undefined} onClick={() => go(next)}>
				{next === undefined ? words("lead_last") : words("lead_next", { title: next.title })}
			</button>
		</div>
	);
}

export function PhaseLeading(props: LeadingProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const [timed, setTimed] = useState(isTimed);
	const place = phaseOf(app.rows, props.board);
	if (place === undefined) return null;
	const next = place.all[place.index + 1];
	function check(on: boolean): void {
		isTimed = on;
		setTimed(on);
	}
	return (
		<div class="lead-next">
			<PhaseButtons {...props} timed={timed} />
			{next !== undefined && <p class="hint">{nextMeans(app, words, props, next)}</p>}
			{place.all.some(({ minutes }) => minutes > 0) && (
				<Check label={words("mod_timed")} checked={timed} onCheck={check} />
			)}
		</div>
	);
}

// With the ballots that are prepared for it here; each town may have one of its own.
function nextMeans(app: App, words: Words, { board, below }: LeadingProps, next: PhaseRow): string {
	const ballots = ballotsHere(app.rows, { ...board, phase: next.id }).filter(
		({ phase, state }) => phase === next.id && state === "prepared");
	const { shown, waiting } = phaseReveals(app.rows, board, next, below);
	return [
		words("lead_then", { means: phaseMeans(words, next) }),
		ballots.length > 0 && words("lead_ballots_ready", { n: ballots.length }),
		shown > 0 && words("lead_reveals", { n: shown }),
		waiting > 0 && words("lead_reveals_held", { n: waiting }),
	].filter(Boolean).join(" ");
}
