// How far something is that takes its time.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../context";

interface BusyProps {
	readonly done: number;
	readonly of: number;
}

export function Busy({ done, of }: BusyProps): JSX.Element {
	const words = useWords();
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{words("import_busy", { done, of })}</label>
			<progress id={id} value={done} max={of} />
		</div>
	);
}
