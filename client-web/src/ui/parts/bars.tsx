// Shares as bars. What they say stands beside them as a number, so that they are not read out.
import type { JSX } from "preact";
import type { Cell } from "../../model/results";

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
