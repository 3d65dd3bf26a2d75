// The words on the page, in the language chosen.
import type { Language } from "../protocol/generated";
import { de } from "../../texts/de";
import { en, type TextKey as FirstKey } from "../../texts/en";
import type { BallotsKey } from "../../texts/en_ballots";
import type { SteeringKey } from "../../texts/en_steering";

export type TextKey = FirstKey | BallotsKey | SteeringKey;
export type PageLanguage = Exclude<Language, "none">;
export type TextValues = Readonly<Record<string, string | number>>;

export const pageLanguages: readonly PageLanguage[] = ["de", "en"];
const tables: Record<PageLanguage, Record<string, string>> = { en: { ...en }, de: { ...de } };

/* ---- the words of pieces that come late ---- */

/** Where a piece's words are, in each language. */
export type TextSource = Readonly<Record<PageLanguage, string>>;

const sources = new Set<TextSource>();
const fetched = new Set<string>();

async function fetchTexts(source: TextSource, language: PageLanguage): Promise<void> {
	const address = source[language];
	if (fetched.has(address)) return;
	const response = await fetch(address);
	if (!response.ok) throw new Error(response.statusText);
	Object.assign(tables[language], await response.json());
	fetched.add(address);
}

/** Fetches the words of a piece in the page's language, which may change meanwhile. */
export async function addTexts(
	added: readonly TextSource[], language: () => PageLanguage,
): Promise<void> {
	for (const source of added) sources.add(source);
	for (let before: PageLanguage | null = null; before !== language(); ) {
		before = language();
		await loadLanguage(before);
	}
}

/** Fetches what is needed to show the page in a language. */
export async function loadLanguage(language: PageLanguage): Promise<void> {
	await Promise.all([...sources].map((source) => fetchTexts(source, language)));
}

export function textOf(language: PageLanguage, key: TextKey): string {
	return tables[language][key] ?? "";
}


/** Fills a text; of "one|many" the first is for {n} = 1. */
export function textFill(template: string, values: TextValues): string {
	const forms = template.split("|");
	const form = (forms.length > 1 && values["n"] !== 1 ? forms[1] : forms[0]) ?? template;
	return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The first of the browser's languages that there is a table for; German for none of them. */
export function browserLanguage(languages: readonly string[]): PageLanguage {
	for (const language of languages) {
		const main = language.slice(0, 2).toLowerCase();
		if (main === "de" || main === "en") return main;
	}
	return "de";
}
