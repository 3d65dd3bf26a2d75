// What could not be taken, the first of it.
import type { JSX } from "preact";
import { useWords } from "../context";

const shownMost = 5;

interface LeftOutProps<Item> {
	readonly title: string;
	readonly of: readonly Item[];
	readonly line: (item: Item) => string;
}

export function LeftOut<Item>(props: LeftOutProps<Item>): JSX.Element | null {
	const words = useWords();
	const { title, of, line } = props;
	if (of.length === 0) return null;
	return (
		<div class="left-out">
			<p>{title}</p>
			<ul>
				{of.slice(0, shownMost).map((item, i) => <li key={i}>{line(item)}</li>)}
				{of.length > shownMost && <li>{words("import_more", { n: of.length - shownMost })}</li>}
			</ul>
		</div>
	);
}
