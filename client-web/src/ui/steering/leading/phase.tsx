// On to the next phase, which is named and says what it brings before one goes there; and back.
import type { JSX } from "preact";
import { say, undo, type App } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import { phaseOf } from "../../../model/boards";
import { phaseReveals } from "../../../model/leading";
import type { BoardRow, PhaseRow } from "../../../protocol/generated";
import { useApp, useWords, type Words } from "../../context";
import { Check } from "../../parts/check";
import { Icon } from "../../parts/icon";
import { ask } from "../ask";

interface LeadingProps {
	readonly board: BoardRow;
	readonly below: boolean; // takes the boards below along
}

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

interface ButtonsProps extends LeadingProps {
	readonly timed: boolean;
	readonly onGo?: () => void;
}

/** Back and on; phases that are not meant for boards of this sort are left out. A timer is for going on. */
export function PhaseButtons(props: ButtonsProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board, below, timed } = props;
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const before = place.all[place.index - 1];
	const next = place.all[place.index + 1];
	const go = (to: PhaseRow | undefined, withTimer: boolean): void => {
		if (to === undefined) return;
		goTo(app, words, board, to, below, withTimer);
		props.onGo?.();
	};
	return (
		<div class="actions" role="group" aria-label={words("mod_phase_of", { title: board.title })}>
			<button type="button" disabled={before === undefined} onClick={() => go(before, false)}>
				<Icon name="back" />
				<span class="lead-word">{words("moderation_prev")}</span>
				{before !== undefined && <span class="hidden">: {before.title}</span>}
			</button>
			<button type="button" class="main" disabled={next === undefined} onClick={() => go(next, timed)}>
				<span class="two-lines">
					{next === undefined ? words("lead_last") : words("lead_next", { title: next.title })}
				</span>
			</button>
		</div>
	);
}

interface NextProps extends LeadingProps {
	readonly timed: boolean;
	readonly onTimed: (on: boolean) => void;
}

/** What the next phase brings, before one goes there; and whether its timer starts with it. */
export function NextMeans(props: NextProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { timed, onTimed } = props;
	const place = phaseOf(app.rows, props.board);
	const next = place?.all[place.index + 1];
	if (next === undefined) return null;
	const news = nextNews(app, words, props, next);
	return (
		<>
			<p class="hint lead-means">{words("lead_then", { means: phaseMeans(words, next) })}</p>
			{news !== "" && <p class="hint">{news}</p>}
			{next.minutes > 0 && (
				<Check
					label={
						<>
							<Icon name="clock" /><span class="lead-word">{words("mod_timed")}: </span>
							{words("lead_timer_minutes", { n: next.minutes })}
						</>
					}
					checked={timed}
					onCheck={onTimed}
				/>
			)}
		</>
	);
}

// Ballots that are prepared for it here, each town may have one of its own; and what will be shown to all.
function nextNews(app: App, words: Words, { board, below }: LeadingProps, next: PhaseRow): string {
	const ballots = ballotsHere(app.rows, { ...board, phase: next.id }).filter(
		({ phase, state }) => phase === next.id && state === "prepared");
	const { shown, waiting } = phaseReveals(app.rows, board, next, below);
	return [
		ballots.length > 0 && words("lead_ballots_ready", { n: ballots.length }),
		shown > 0 && words("lead_reveals", { n: shown }),
		waiting > 0 && words("lead_reveals_held", { n: waiting }),
	].filter(Boolean).join(" ");
}
