// At the end of every screen, the same everywhere: how the page speaks, how large its letters are, and who
// answers for it.
import type { JSX } from "preact";
import { pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";
import { LanguageSwitch } from "./language_switch";
import { LettersSwitch } from "./letters_switch";

export function Footer(): JSX.Element {
	const app = useApp();
	const words = useWords();
	return (
		<footer>
			<div class="switches">
				<LanguageSwitch />
				<LettersSwitch />
			</div>
			{pageLanguages[app.language.value].isDraft === true && (
				<p class="draft-mark">{words("language_draft")}</p>
			)}
			<nav class="statements" aria-label={words("statements_label")}>
				<a href="/imprint">{words("imprint")}</a>
				<a href="/privacy">{words("privacy")}</a>
				<a href="/accessibility">{words("accessibility")}</a>
			</nav>
		</footer>
	);
}
