// Smaller and larger letters, in steps; a step is told, and where there is none its button stays but says so.
import type { JSX } from "preact";
import { say } from "../../model/app";
import { chooseLetters, lettersBeside } from "../../model/choices";
import { pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";

export function LettersSwitch(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const percent = app.letters.value;
	const shown = (value: number): string => (value / 100).toLocaleString(
		pageLanguages[app.language.value].tag, { style: "percent", maximumFractionDigits: 1 });
	function step(to: number | null): void {
		if (to !== null) chooseLetters(app, to);
		say(app, words("letters_said", { percent: shown(to ?? percent) }));
	}
	const button = (by: -1 | 1): JSX.Element => {
		const to = lettersBeside(percent, by);
		return (
			<button type="button" class="quiet" aria-disabled={to === null} onClick={() => step(to)}>
				{by < 0 ? "A−" : "A+"}
				<span class="hidden"> {words(by < 0 ? "letters_smaller" : "letters_larger")}</span>
			</button>
		);
	};
	return (
		<div class="letters" role="group" aria-label={words("letters_label")}>
			{button(-1)}
			<span class="letters-now">{shown(percent)}</span>
			{button(1)}
		</div>
	);
}
