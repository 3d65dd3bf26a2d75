// Bars that can be read from afar: the number stands beside each.
import type { JSX } from "preact";
import { shareOf, type Cell, type Standing } from "../../model/results";
import type { BallotRow } from "../../protocol/generated";
import { useWords } from "../context";
import { TownBadge } from "../parts/town_badge";

export function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

export function ShareBar(props: { readonly share: number }): JSX.Element {
	return (
		<span class="bar" aria-hidden="true">
			<span class="bar-part agree" style={{ width: `${100 * Math.min(1, props.share)}%` }} />
		</span>
	);
}

export function AnswersBar(props: { readonly cell: Cell }): JSX.Element {
	const { cell } = props;
	const all = cell.agree + cell.disagree + cell.pass;
	return (
		<span class="bar" aria-hidden="true">
			{all > 0 && (["agree", "disagree", "pass"] as const).map((answer) => (
				<span key={answer} class={`bar-part ${answer}`} style={{ width: `${(100 * cell[answer]) / all}%` }} />
			))}
		</span>
	);
}

/** So many towns have room for their names, or for a bar each. */
export const namedTownsMax = 6;

interface TownBarsProps {
	readonly ballot: BallotRow;
	readonly standing: Standing;
}

/** What each town says: a few towns with their numbers, many as columns of different height. */
export function TownBars(props: TownBarsProps): JSX.Element | null {
	const words = useWords();
	const { ballot, standing } = props;
	const { byTown, cell } = standing;
	if (cell.answers === 0 || byTown.every((at) => at.cell === null)) return null;
	const isWide = byTown.length <= namedTownsMax;
	return (
		<ul class={isWide ? "hall-towns" : "hall-towns many"} aria-label={words("tally_towns")}>
			{byTown.map(({ town, cell: said }) => (
				<li key={town.id}>
					<TownBadge town={town} />
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
							<span class={isWide ? "hall-number" : "hidden"}>{percent(shareOf(ballot, said))}</span>
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
