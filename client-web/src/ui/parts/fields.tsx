// Fields for numbers and amounts of money, and choices of which one sees all.
import type { JSX } from "preact";
import { useId } from "preact/hooks";

interface ValueFieldProps {
	readonly label: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
	readonly hint?: string;
	readonly fault?: string;
	readonly silent?: boolean; // its label is said, not shown
	readonly mode?: "decimal" | "text"; // which keys a phone offers
}

/** A number or an amount as it was typed: whoever asks for it reads it. */
export function ValueField(props: ValueFieldProps): JSX.Element {
	const id = useId();
	const { hint = "", fault = "" } = props;
	const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
	return (
		<div class="field value">
			<label for={id} class={props.silent === true ? "hidden" : ""}>{props.label}</label>
			<input
				id={id}
				type="text"
				inputMode={props.mode ?? "decimal"}
				autocomplete="off"
				value={props.value}
				aria-invalid={fault !== ""}
				{...(described === "" ? {} : { "aria-describedby": described })}
				onInput={(event) => props.onValue(event.currentTarget.value)}
			/>
			{hint !== "" && <p class="hint" id={`${id}-hint`}>{hint}</p>}
			{fault !== "" && <p class="fault" id={`${id}-fault`} role="alert">{fault}</p>}
		</div>
	);
}

interface RadioProps<T extends string> {
	readonly legend: string;
	readonly value: T;
	readonly choices: readonly { readonly value: T; readonly label: string; readonly hint: string }[];
	readonly onValue: (value: T) => void;
}

export function Radios<T extends string>(props: RadioProps<T>): JSX.Element {
	const id = useId();
	return (
		<fieldset class="radios">
			<legend class="label">{props.legend}</legend>
			{props.choices.map(({ value, label, hint }) => (
				<label key={value} class="check">
					<input
						type="radio"
						name={id}
						checked={value === props.value}
						onChange={() => props.onValue(value)}
					/>
					<span>
						{label}
						<span class="hint">{hint}</span>
					</span>
				</label>
			))}
		</fieldset>
	);
}
