// What could not be taken, the first of it.
import type { JSX } from "preact";
import { useWords } from "../context";

const shownMost = 5;

interface LeftOutProps {
	readonly title: string;
	readonly lines: readonly string[];
}

export function LeftOut(props: LeftOutProps): JSX.Element | null {
	const words = useWords();
	const { title, lines } = props;
	if (lines.length === 0) return null;
	return (
		<div class="left-out">
			<p>{title}</p>
			<ul>
				{lines.slice(0, shownMost).map((line, i) => <li key={i}>{line}</li>)}
				{lines.length > shownMost && <li>{words("import_more", { n: lines.length - shownMost })}</li>}
			</ul>
		</div>
	);
}
