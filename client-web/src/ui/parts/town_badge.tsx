// A town's mark: colour, pattern and initial together.
import type { JSX } from "preact";
import type { TownMark } from "../../model/towns";

interface TownBadgeProps {
	readonly town: TownMark;
	readonly named?: boolean; // the name stands beside it, else it is only read aloud
	readonly silent?: boolean; // the name is said elsewhere
}

export function TownBadge(props: TownBadgeProps): JSX.Element {
	const { town, named = false, silent = false } = props;
	return (
		<span class="town">
			<span class={`badge accent-${town.accent} pattern-${town.pattern}`} aria-hidden="true">
				{town.initial}
			</span>
			{!silent && <span class={named ? "town-name" : "hidden"}>{town.name}</span>}
		</span>
	);
}
