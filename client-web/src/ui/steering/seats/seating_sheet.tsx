// Who sits where, to be shown on a laptop in the hall or put up at the door. Names that stand here are seen
// by nobody else in the page.
import type { JSX } from "preact";
import { sessionTitle } from "../../../model/app";
import type { SeatGroup } from "../../../model/seats";
import { useApp } from "../../context";
import { TownBadge } from "../../parts/town_badge";
import { Sheet } from "../invitations/sheet";

interface SheetProps {
	readonly title: string;
	readonly groups: readonly SeatGroup[];
	readonly onClose: () => void;
}

export function SeatingSheet(props: SheetProps): JSX.Element {
	const app = useApp();
	return (
		<Sheet title={props.title} onClose={props.onClose}>
			<p class="sheet-lead">{sessionTitle(app)}</p>
			<ul class="seating">
				{props.groups.map(({ board, people }) => (
					<li key={board.id}>
						<h3>{board.title}</h3>
						<ul>
							{people.map((person) => {
								const town = app.towns.value.find(({ id }) => id === person.town);
								return (
									<li key={person.id} class="with-icon">
										{town !== undefined && <TownBadge town={town} />}
										{person.name}
									</li>
								);
							})}
						</ul>
					</li>
				))}
			</ul>
		</Sheet>
	);
}
