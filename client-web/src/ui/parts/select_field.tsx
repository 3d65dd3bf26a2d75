// A labelled choice of one. It shows what is so, not what was asked for: a phase that the server has not
// gone to yet is not shown as gone to.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../context";
import { useChoice } from "./choice";

export interface SelectOption {
	readonly value: string;
	readonly label: string;
}

/** Rows with a title, as options by their number. */
export function optionsOf(
	rows: readonly { readonly id: number; readonly title: string }[],
): SelectOption[] {
	return rows.map(({ id, title }) => ({ value: String(id), label: title }));
}

interface SelectFieldProps {
	readonly label: string;
	readonly value: string;
	readonly options: readonly SelectOption[];
	readonly onValue: (value: string) => void;
	readonly acts?: boolean; // gives a command or leads elsewhere
}

export function SelectField(props: SelectFieldProps): JSX.Element {
	const id = useId();
	const words = useWords();
	const { waits, attributes } = useChoice(props.value, props.acts === true, props.onValue);
	return (
		<div class="field select">
			<label for={id}>{props.label}</label>
			<select id={id} {...attributes}>
				{props.options.map((option) => (
					<option key={option.value} value={option.value}>{option.label}</option>
				))}
			</select>
			{waits && <p class="hint" role="status">{words("choice_waits")}</p>}
		</div>
	);
}
