// A title or name that is changed in place, or given to something new.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { lineTidy, textFault, type TextLimits } from "../../../protocol/text";
import { TextField } from "../../parts/text_field";
import { Fault } from "../fault";

interface TitleProps {
	readonly label: string;
	readonly action: string;
	readonly value: string; // what it is now; "" for something new
	readonly limits: TextLimits;
	readonly fault: string; // why the server refused
	readonly waits: boolean;
	readonly onSave: (title: string) => void;
}

export function TitleForm(props: TitleProps): JSX.Element {
	const [typed, setTyped] = useState<string | null>(null);
	const [tried, setTried] = useState(false);
	const { label, action, value, limits } = props;
	const tidy = lineTidy(typed ?? value);
	function submit(event: Event): void {
		event.preventDefault();
		const isRight = textFault(tidy, limits) === null;
		setTried(!isRight);
		if (!isRight || tidy === value || props.waits) return;
		props.onSave(tidy);
		if (value === "") setTyped(null);
	}
	return (
		<form onSubmit={submit} noValidate>
			<div class="inline">
				<TextField
					label={label}
					value={typed ?? value}
					onValue={setTyped}
					limits={limits}
					tried={tried}
				/>
				<button type="submit">{action}</button>
			</div>
			<Fault text={props.fault} />
		</form>
	);
}
