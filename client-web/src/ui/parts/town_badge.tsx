// A town's mark: colour, pattern and initial together.
import type { JSX } from "preact";
import type { TownMark } from "../../model/towns";

export function TownBadge(props: { readonly town: TownMark; readonly named?: boolean }): JSX.Element {
	const { town, named = false } = props;
	return (
		<span class="town">
			<span class={`badge accent-${town.accent} pattern-${town.pattern}`} aria-hidden="true">
				{town.initial}
			</span>
			<span class={named ? "town-name" : "hidden"}>{town.name}</span>
		</span>
	);
}
