// In which order ideas stand, and which of them: one line in words, which opens.
import type { JSX } from "preact";
import { topicsNow } from "../../model/boards";
import { topicsUsed, type IdeaOrder, type IdeaSelection } from "../../model/idea_list";
import { rowsAll } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import type { TopicRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { optionsOf, SelectField } from "./select_field";

const orders: { readonly [O in IdeaOrder]: TextKey } = {
	topic: "ideas_sort_topic",
	new: "ideas_sort_new",
	support: "ideas_sort_support",
	town: "ideas_sort_town",
};

interface SelectionProps {
	readonly selection: IdeaSelection;
	readonly onChange: (selection: IdeaSelection) => void;
}

export function Selection(props: SelectionProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { selection, onChange } = props;
	const towns = app.towns.value;
	const topics = useTopics(selection);
	const topic = topics.find(({ id }) => id === selection.topic)?.title;
	const town = towns.find(({ id }) => id === selection.town)?.name;
	const chosen = [words(orders[selection.order]), topic, town].filter((part) => part !== undefined);
	return (
		<details class="selection">
			<summary>
				<span class="hidden">{words("ideas_choice")} </span>
				<span>{chosen.join(" · ")}</span>
			</summary>
			<div class="selection-fields">
				<SelectField
					label={words("ideas_sort")}
					value={selection.order}
					onValue={(order) => onChange({ ...selection, order: order as IdeaOrder })}
					options={(Object.keys(orders) as IdeaOrder[])
						.filter((order) => order !== "topic" || topics.length > 0)
						.map((order) => ({ value: order, label: words(orders[order]) }))}
				/>
				{topics.length > 0 && (
					<SelectField
						label={words("ideas_filter_topic")}
						value={String(selection.topic)}
						onValue={(id) => onChange({ ...selection, topic: Number(id) })}
						options={[{ value: "0", label: words("ideas_all_topics") }, ...optionsOf(topics)]}
					/>
				)}
				<SelectField
					label={words("ideas_filter_town")}
					value={String(selection.town)}
					onValue={(id) => onChange({ ...selection, town: Number(id) })}
					options={[
						{ value: "0", label: words("ideas_all_towns") },
						...towns.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
			</div>
		</details>
	);
}

// The topics of the phase, and those of earlier ones that ideas here stand under.
function useTopics(selection: IdeaSelection): TopicRow[] {
	const app = useApp();
	const used = topicsUsed(app.rows, selection.board);
	const now = topicsNow(app.rows, selection.board, selection.topic);
	return rowsAll(app.rows, "topic")
		.filter((topic) => used.has(topic.id) || now.includes(topic))
		.sort((a, b) => a.id - b.id);
}
