// The page's languages; the one in use is marked.
import type { JSX } from "preact";
import { chooseLanguage } from "../../model/app";
import { pageLanguages, textOf } from "../../model/texts";
import { useApp, useWords } from "../context";

export function LanguageSwitch(): JSX.Element {
	const app = useApp();
	const words = useWords();
	return (
		<div class="languages" role="group" aria-label={words("switch_language")}>
			{pageLanguages.map((language) => (
				<button
					key={language}
					type="button"
					class="quiet"
					lang={language}
					aria-pressed={app.language.value === language}
					onClick={() => void chooseLanguage(app, language)}
				>
					{textOf(language, "language_name")}
				</button>
			))}
		</div>
	);
}
