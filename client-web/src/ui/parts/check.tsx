// A box to tick, with its words.
import type { ComponentChildren, JSX } from "preact";

interface CheckProps {
	readonly label: ComponentChildren;
	readonly checked: boolean;
	readonly disabled?: boolean;
	readonly onCheck: (checked: boolean) => void;
}

export function Check(props: CheckProps): JSX.Element {
	return (
		<label class="check">
			<input
				type="checkbox"
				checked={props.checked}
				disabled={props.disabled === true}
				onChange={(event) => props.onCheck(event.currentTarget.checked)}
			/>
			<span>{props.label}</span>
		</label>
	);
}
