// How an idea belongs together with others, told from its own side. What became of it by merging and
// sending up stands among its facts.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import type { IdeaRow, Relation } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";

// Seen from the idea that the link begins at, and from the one that it leads to.
const texts: Readonly<Partial<Record<Relation, readonly [TextKey, TextKey]>>> = {
	part_of: ["link_whole", "link_part"],
	turned_from: ["link_source", "link_turned"],
	continued_from: ["link_before", "link_after"],
};

export function IdeaLinks(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { id } = props.idea;
	const links = rowsAll(app.rows, "link").flatMap(({ from, to, relation }) => {
		if (from !== id && to !== id) return [];
		const key = texts[relation]?.[from === id ? 0 : 1];
		const other = rowsGet(app.rows, "idea", from + to - id);
		return key === undefined || other === undefined ? [] : [{ key, other }];
	});
	if (links.length === 0) return null;
	return (
		<ul class="merged">
			{links.map(({ key, other }) => (
				<li key={key + other.id}>
					<span class="hint">{words(key)}</span>{" "}
					<a href={routeWrite({ screen: "idea", idea: other.id })} lang={lang}>
						{other.title || other.text}
					</a>
				</li>
			))}
		</ul>
	);
}
