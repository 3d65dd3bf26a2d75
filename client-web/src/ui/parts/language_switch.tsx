// The page's languages, each named in itself; the one in use is marked.
import type { JSX } from "preact";
import { chooseLanguage } from "../../model/choices";
import { pageLanguages, type PageLanguage } from "../../model/texts";
import { useApp, useWords } from "../context";

export function LanguageSwitch(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const languages = Object.entries(pageLanguages) as [PageLanguage, { name: string; tag: string }][];
	return (
		<div class="languages" role="group" aria-label={words("switch_language")}>
			{languages.map(([language, { name, tag }]) => (
				<button
					key={language}
					type="button"
					class="quiet"
					lang={tag}
					aria-pressed={app.language.value === language}
					onClick={() => void chooseLanguage(app, language)}
				>
					{name}
				</button>
			))}
		</div>
	);
}
