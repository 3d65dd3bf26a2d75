// Leading a board through its phases.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../model/app";
import { boardsBelow, phaseOf } from "../../model/boards";
import { rowsGet } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import type { Arrangement, BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { SelectField } from "../parts/select_field";

interface PhaseButtonsProps {
	readonly board: BoardRow;
	readonly below: boolean; // takes the boards below along
	readonly timed: boolean; // starts the phase's timer
}

/** The command says from which phase: of two who press at once, one leads. */
function useGo(props: PhaseButtonsProps): (to: number | undefined) => void {
	const app = useApp();
	const { board, below, timed } = props;
	return (to) => {
		if (to === undefined || to === board.phase) return;
		const args = { board: board.id, from: board.phase, to, below, timed };
		send(app, "phase_go", args);
	};
}

/** Back and on, skipping the phases that are not meant for boards of this sort. */
export function PhaseButtons(props: PhaseButtonsProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const goTo = useGo(props);
	const place = phaseOf(app.rows, props.board);
	if (place === undefined) return null;
	const { all, index } = place;
	const { title } = props.board;
	return (
		<div class="actions" role="group" aria-label={words("mod_phase_of", { title })}>
			<button type="button" disabled={index <= 0} onClick={() => goTo(all[index - 1]?.id)}>
				{words("moderation_prev")}
			</button>
			<button
				type="button"
				class="main"
				disabled={index >= all.length - 1}
				onClick={() => goTo(all[index + 1]?.id)}
			>
				{words("moderation_next")}
			</button>
		</div>
	);
}

export function PhaseSteering(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const [wantsBelow, setBelow] = useState(false);
	const [timed, setTimed] = useState(false);
	const below = wantsBelow && boardsBelow(app.rows, board.id).length > 0;
	const goTo = useGo({ board, below, timed });
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const { all } = place;
	return (
		<div class="steer">
			<SelectField
				label={words("moderation_phase")}
				value={String(board.phase)}
				onValue={(phase) => goTo(Number(phase))}
				options={all.map((phase, i) => ({
					value: String(phase.id),
					label: `${i + 1}. ${phase.title}`,
				}))}
			/>
			{boardsBelow(app.rows, board.id).length > 0 && (
				<Check label={words("mod_below")} checked={wantsBelow} onCheck={setBelow} />
			)}
			{all.some((phase) => phase.minutes > 0) && (
				<Check label={words("mod_timed")} checked={timed} onCheck={setTimed} />
			)}
			<PhaseButtons board={board} below={below} timed={timed} />
			<TablesForeseen board={board} />
		</div>
	);
}

/** Puts people at tables as the phase foresees it; each time is a further round. */
function TablesForeseen(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id, audience, phase } = props.board;
	const { tables = "none", table_size: size = 0 } = rowsGet(app.rows, "phase", phase) ?? {};
	if (!app.me.value.moderates || tables === "none" || props.board.sort === "table") return null;
	return (
		<button
			type="button"
			onClick={() =>
				send(app, "tables_set", { board: id, arrangement: tables, size, audience, here: false })}
		>
			{words(tablesText[tables], { n: size })}
		</button>
	);
}

const tablesText: Readonly<Record<Exclude<Arrangement, "none">, TextKey>> = {
	alike: "mod_tables_alike",
	mixed: "mod_tables_mixed",
	choice: "mod_tables_choice",
};
