// Choosing who leads a board, by name: there may be two thousand people.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { mayLead, peopleAnyone, peopleFound } from "../../../model/people";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { TextField } from "../../parts/text_field";
import { TownBadge } from "../../parts/town_badge";
import { Dialog } from "../../parts/dialog";

const shownMost = 8;
const anyLength = { graphemes_min: 0, graphemes_max: 80, bytes_max: 320 };

interface LeaderProps {
	readonly board: BoardRow;
	readonly onLead: (person: number) => void;
	readonly onClose: () => void;
}

export function LeaderDialog(props: LeaderProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [name, setName] = useState("");
	const [chosen, setChosen] = useState(0);
	const { board } = props;
	const found = peopleFound(app.rows, { ...peopleAnyone, name }, 0)
		.filter((person) => mayLead(board, person) && person.id !== board.leader);
	const shown = found.slice(0, shownMost);
	function submit(): boolean {
		const isChosen = shown.some(({ id }) => id === chosen);
		if (isChosen) props.onLead(chosen);
		return isChosen;
	}
	return (
		<Dialog
			title={words("lead_title", { title: board.title })}
			action={words("lead_yes")}
			onSubmit={submit}
			onClose={props.onClose}
		>
			<TextField label={words("ppl_name")} value={name} onValue={setName} limits={anyLength} />
			<fieldset>
				<legend class="label">{words("lead_who")}</legend>
				{shown.length === 0 && <p class="hint">{words("ppl_nobody")}</p>}
				{shown.map((person) => {
					const town = app.towns.value.find(({ id }) => id === person.town);
					return (
						<label key={person.id} class="check">
							<input
								type="radio"
								name="leader"
								checked={chosen === person.id}
								onChange={() => setChosen(person.id)}
							/>
							{town !== undefined && <TownBadge town={town} />}
							<span>{person.name}</span>
						</label>
					);
				})}
				{found.length > shown.length && (
					<p class="hint">{words("merge_more", { n: found.length - shown.length })}</p>
				)}
			</fieldset>
			<p class="hint">{words("lead_means")}</p>
		</Dialog>
	);
}
