// Bars that can be read from afar: the number stands beside each.
import type { JSX } from "preact";
import { percentShow } from "../../model/percent";
import { shareOf, type Cell, type Standing } from "../../model/results";
import { townsDecide } from "../../model/rule";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { ShareBar } from "../parts/bars";
import { TownBadge } from "../parts/town_badge";

/** So many towns have room for their names, or for a bar each. */
export const namedTownsMax = 6;

/** Whether it can be said in how many towns something is carried. */
export function townsCarried(ballot: BallotRow, standing: Standing): boolean {
	const isPassive = ballot.method === "resistance" && standing.option === 0;
	return ballot.state === "closed" && townsDecide(ballot) && !isPassive && !standing.isWithheld;
}

/** What a share is of: of yes and no, where abstentions do not count. */
export function decidingCell(ballot: BallotRow, cell: Cell): Cell {
	return ballot.method === "yesno" ? { ...cell, pass: 0 } : cell;
}

interface TownBarsProps {
	readonly ballot: BallotRow;
	readonly standing: Standing;
	readonly named?: boolean; // where there is room for it
}

/** What each town says: a few towns with their numbers, many as columns of different height. */
export function TownBars(props: TownBarsProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { ballot, standing } = props;
	const { byTown, cell } = standing;
	if (cell.answers === 0 || byTown.every((at) => at.cell === null)) return null;
	const isWide = byTown.length <= namedTownsMax;
	const isNamed = isWide && props.named === true;
	return (
		<ul class={!isWide ? "hall-towns many" : isNamed ? "hall-towns named" : "hall-towns"} aria-label={words("tally_towns")}>
			{byTown.map(({ town, cell: said }) => (
				<li key={town.id}>
					<TownBadge town={town} named={isNamed} />
					{said === null ? (
						<>
							<span class="bar left-out" aria-hidden="true" />
							<span class="hall-number" aria-hidden="true">–</span>
							<span class="hidden">{words("town_few")}</span>
						</>
					) : (
						<>
							{isWide
								? <ShareBar share={shareOf(ballot, said)} />
								: <Column share={shareOf(ballot, said)} />}
							<span class={isWide ? "hall-number" : "hidden"}>
								{percentShow(shareOf(ballot, said), app.language.value)}
							</span>
						</>
					)}
				</li>
			))}
		</ul>
	);
}

function Column(props: { readonly share: number }): JSX.Element {
	return (
		<span class="column" aria-hidden="true">
			<span style={{ height: `${100 * Math.min(1, props.share)}%` }} />
		</span>
	);
}
