// People by name, each a button that asks where to; with a mouse they can be dragged there.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rowsGet } from "../../../model/rows";
import type { BoardRow, PersonRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { optionsOf, SelectField } from "../../parts/select_field";
import { TownBadge } from "../../parts/town_badge";
import { Dialog } from "../../parts/dialog";

interface ChipsProps {
	readonly board: number; // 0: nowhere
	readonly people: readonly PersonRow[];
	readonly leader?: number;
	readonly onChoose: (person: PersonRow) => void;
	readonly onDrop: (person: PersonRow) => void;
}

export function Chips(props: ChipsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	function drop(event: DragEvent): void {
		event.preventDefault();
		const person = rowsGet(app.rows, "person", Number(event.dataTransfer?.getData("text/plain")));
		if (person !== undefined) props.onDrop(person);
	}
	return (
		<ul
			class="seat-chips"
			data-seats={props.board}
			onDragOver={(event) => event.preventDefault()}
			onDrop={drop}
		>
			{props.people.length === 0 && <li class="hint">{words("seat_nobody")}</li>}
			{props.people.map((person) => {
				const town = app.towns.value.find(({ id }) => id === person.town);
				return (
					<li key={person.id}>
						<button
							type="button"
							id={`seat-${person.id}`}
							class="seat-chip"
							draggable
							onDragStart={(event) => event.dataTransfer?.setData("text/plain", String(person.id))}
							onClick={() => props.onChoose(person)}
						>
							{town !== undefined && <TownBadge town={town} />}
							<span>{person.name}</span>
							{person.id === props.leader && <span class="hint">{words("seat_leads")}</span>}
						</button>
					</li>
				);
			})}
		</ul>
	);
}

interface MoveProps {
	readonly person: PersonRow;
	readonly at: number;
	readonly boards: readonly BoardRow[];
	readonly onMove: (to: number) => void;
	readonly onClose: () => void;
}

export function MoveDialog(props: MoveProps): JSX.Element {
	const words = useWords();
	const [to, setTo] = useState(props.at);
	return (
		<Dialog
			title={words("seat_move", { name: props.person.name })}
			action={words("seat_move_yes")}
			onSubmit={() => {
				props.onMove(to);
				return true;
			}}
			onClose={props.onClose}
		>
			<SelectField
				label={words("seat_move_to")}
				value={String(to)}
				onValue={(value) => setTo(Number(value))}
				options={[{ value: "0", label: words("seat_nowhere") }, ...optionsOf(props.boards)]}
			/>
		</Dialog>
	);
}
