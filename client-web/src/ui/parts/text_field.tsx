// A labelled field for a line or a text, with its limit, its hint and what is wrong with it.
import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { graphemes, lineTidy, textFault, textTidy, type TextLimits } from "../../protocol/text";
import { useWords, type Words } from "../context";

interface TextFieldProps {
	readonly label: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
	readonly limits: TextLimits;
	readonly multiline?: boolean;
	readonly hint?: string;
	readonly tried?: boolean; // to be sent: what is wrong with the text is said
	readonly fault?: string; // what else is
	readonly autocomplete?: "name" | "organization" | "off";
}

function faultWords(words: Words, text: string, limits: TextLimits, field: string): string {
	switch (textFault(text, limits)) {
		case null: return "";
		case "missing": return words("text_missing", { field });
		case "not_allowed": return words("text_not_allowed");
		case "too_long":
			return words("text_too_long", { n: graphemes(text), of: limits.graphemes_max });
	}
}

export function TextField(props: TextFieldProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const { label, value, onValue, limits, multiline = false, hint = "" } = props;
	const tidy = multiline ? textTidy(value) : lineTidy(value);
	const fault = props.fault || (props.tried === true ? faultWords(words, tidy, limits, label) : "");
	const left = limits.graphemes_max - graphemes(value);
	const isNear = left < limits.graphemes_max / 5 && (left >= 0 || fault === ""); // the fault says it
	const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`, isNear && `${id}-left`]
		.filter(Boolean)
		.join(" ");
	const shared = {
		id,
		value,
		"aria-invalid": fault !== "",
		...(describedBy === "" ? {} : { "aria-describedby": describedBy }),
	};
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{hint !== "" && <p class="hint" id={`${id}-hint`}>{hint}</p>}
			{multiline
				? <GrowingArea {...shared} onValue={onValue} />
				: <input
						{...shared}
						type="text"
						autocomplete={props.autocomplete ?? "off"}
						onInput={(event) => onValue(event.currentTarget.value)}
					/>}
			{isNear && (
				<p class={left < 0 ? "left over" : "left"} id={`${id}-left`}>
					{left < 0
						? words("text_too_long", { n: limits.graphemes_max - left, of: limits.graphemes_max })
						: words("text_left", { n: left })}
				</p>
			)}
			{fault !== "" && <p class="fault" id={`${id}-fault`} role="alert">{fault}</p>}
		</div>
	);
}

interface AreaProps {
	readonly id: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
}

export function areaGrow(at: HTMLTextAreaElement): void {
	at.style.height = "auto";
	at.style.height = `${at.scrollHeight + 2}px`;
}

// Grows with what is written, so that nobody scrolls inside of a small box.
function GrowingArea(props: AreaProps): JSX.Element {
	const { onValue, ...rest } = props;
	const area = useRef<HTMLTextAreaElement>(null);
	useLayoutEffect(() => {
		if (area.current !== null) areaGrow(area.current);
	}, [props.value]);
	return (
		<textarea
			{...rest}
			ref={area}
			rows={2}
			onInput={(event) => onValue(event.currentTarget.value)}
		/>
	);
}
