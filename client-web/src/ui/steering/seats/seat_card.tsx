// A team or table with who sits there, and how many from each town.
import type { JSX } from "preact";
import { routeWrite } from "../../../model/route";
import { townCounts, type SeatGroup } from "../../../model/seats";
import type { PersonRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { TownBadge } from "../../parts/town_badge";
import { Chips } from "./seat_chips";

interface CardProps {
	readonly group: SeatGroup;
	readonly onChoose: (person: PersonRow) => void;
	readonly onDrop: (person: PersonRow) => void;
}

export function SeatCard(props: CardProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, people } = props.group;
	const n = people.length;
	return (
		<li class="card seat-group">
			<h2><a href={routeWrite({ screen: "board", board: board.id })}>{board.title}</a></h2>
			<p class="facts">
				<span>
					{board.places > 0
						? words("seats_taken", { n, of: board.places })
						: words("overview_people", { n })}
				</span>
				{townCounts(people, app.towns.value).map(({ town, n: count }) => {
					const mark = app.towns.value.find(({ id }) => id === town);
					return mark !== undefined && (
						<span key={town} class="with-icon"><TownBadge town={mark} /> {count}</span>
					);
				})}
			</p>
			<Chips {...props} board={board.id} people={people} leader={board.leader} />
		</li>
	);
}
