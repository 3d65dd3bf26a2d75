// A labelled choice of one. It shows what is so, not what was asked for: a phase that the server has not
// gone to yet is not shown as gone to.
import type { JSX } from "preact";
import { useId } from "preact/hooks";

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
}

export function SelectField(props: SelectFieldProps): JSX.Element {
	const id = useId();
	return (
		<div class="field select">
			<label for={id}>{props.label}</label>
			<select
				id={id}
				value={props.value}
				onChange={(event) => {
					const chosen = event.currentTarget.value;
					event.currentTarget.value = props.value;
					props.onValue(chosen);
				}}
			>
				{props.options.map((option) => (
					<option key={option.value} value={option.value}>{option.label}</option>
				))}
			</select>
		</div>
	);
}
