// An idea as a small card: number, town, words. A press selects it, dragging or a key takes hold of it, and
// its menu says the same in plain buttons.
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { rowsPeek, rowsWatchIdea } from "../../../model/rows";
import { useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { TownBadge } from "../../parts/town_badge";
import { toggle, withSelected, type Sort } from "./state";

interface CardProps {
	readonly sort: Sort;
	readonly id: number;
	readonly isFirst: boolean; // of its column: where the Tab key comes to
}

/** How a card looks, as classes, and how many are part of it; drawn again only when this card's change. */
function looksOf(sort: Sort, id: number): string {
	const carry = sort.carry.value;
	const isTarget = carry?.target.to === "idea" && carry.target.idea === id;
	return [
		"sort-card",
		sort.selected.value.has(id) && "selected",
		carry?.ids.includes(id) === true && "carried",
		carry?.near === id && "near",
		isTarget && "target",
		sort.layout.value.waiting.has(id) && "waiting",
		sort.active.value === id && "active",
		`parts-${sort.layout.value.merged.get(id)?.length ?? 0}`,
	].filter(Boolean).join(" ");
}

export function SortCard(props: CardProps): JSX.Element | null {
	const words = useWords();
	const { sort, id } = props;
	const { app } = sort;
	const looks = useComputed(() => looksOf(sort, id)).value;
	const isActive = looks.includes("active");
	const parts = Number(/\d+$/.exec(looks)?.[0] ?? 0);
	rowsWatchIdea(app.rows, id);
	const idea = rowsPeek(app.rows, "idea", id);
	if (idea === undefined) return null;
	const town = app.towns.value.find((mark) => mark.id === idea.town);
	const isSelected = looks.includes("selected");
	return (
		<li class={looks} data-card={id}>
			<button
				type="button"
				id={`sort-${id}`}
				class="sort-words"
				tabIndex={isActive || props.isFirst ? 0 : -1}
				aria-describedby="sort-keys"
				onFocus={() => (sort.active.value = id)}
				onClick={() => toggle(sort, id)}
			>
				<span class="sort-head">
					{town !== undefined && <TownBadge town={town} />}
					<span class="number">#{id}</span>
					{parts > 0 && <span class="sort-parts">{words("sort_parts", { n: parts })}</span>}
					{idea.locked && <Icon name="lock" />}
				</span>
				{idea.title !== "" && <strong>{idea.title}</strong>}
				<span class="sort-text">{idea.text}</span>
				{looks.includes("waiting") && <span class="waiting-state">{words("idea_waiting")}</span>}
			</button>
			<span class="sort-tools">
				<button
					type="button"
					class="sort-tick"
					tabIndex={isActive ? 0 : -1}
					aria-pressed={isSelected}
					aria-label={words("sort_select", { id })}
					onClick={() => toggle(sort, id)}
				>
					<Icon name="check" />
				</button>
				<button
					type="button"
					class="sort-menu"
					tabIndex={isActive ? 0 : -1}
					aria-haspopup="dialog"
					aria-label={words("sort_menu", { id })}
					onClick={() => {
						sort.active.value = id;
						sort.opened.value = withSelected(sort, id);
					}}
				>
					<Icon name="steer" />
				</button>
			</span>
		</li>
	);
}
