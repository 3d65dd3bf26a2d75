// A result to be taken along: on paper.
import type { JSX } from "preact";
import { useWords } from "../../context";
import { printPage } from "../../parts/printing";

export function ResultTaken(): JSX.Element {
	const words = useWords();
	return (
		<div class="actions">
			<button type="button" onClick={printPage}>{words("result_print")}</button>
		</div>
	);
}
