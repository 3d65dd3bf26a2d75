// Smaller and larger letters, in steps; the size is told as it changes, and where there is no further step
// the button stays but says so.
import type { JSX } from "preact";
import { chooseLetters, lettersBeside } from "../../model/choices";
import { pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";

export function LettersSwitch(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const percent = app.letters.value;
	const button = (by: -1 | 1): JSX.Element => {
		const to = lettersBeside(percent, by);
		return (
			<button
				type="button"
				class="quiet"
				aria-disabled={to === null}
				onClick={() => to !== null && chooseLetters(app, to)}
			>
				{by < 0 ? "A−" : "A+"}
				<span class="hidden"> {words(by < 0 ? "letters_smaller" : "letters_larger")}</span>
			</button>
		);
	};
	return (
		<div class="letters" role="group" aria-label={words("letters_label")}>
			{button(-1)}
			<span class="letters-now" role="status">
				<span class="hidden">{words("letters_label")}: </span>
				{(percent / 100).toLocaleString(
					pageLanguages[app.language.value].tag, { style: "percent", maximumFractionDigits: 1 })}
			</span>
			{button(1)}
		</div>
	);
}
