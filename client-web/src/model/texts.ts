// The words on the page, in the language chosen.
import type { Language } from "../protocol/generated";
import { de } from "../../texts/de";
import { en, type TextKey as FirstKey } from "../../texts/en";
import type { BallotsKey } from "../../texts/en_ballots";
import type { SteeringKey } from "../../texts/en_steering";

export type TextKey = FirstKey | BallotsKey | SteeringKey;
export type PageLanguage = Exclude<Language, "none">;
export type TextValues = Readonly<Record<string, string | number>>;
export type TextTables = Readonly<Record<PageLanguage, Readonly<Record<string, string>>>>;

export const pageLanguages: readonly PageLanguage[] = ["de", "en"];
const tables: Record<PageLanguage, Record<string, string>> = { en: { ...en }, de: { ...de } };

/** The words of a piece of the page that came later. */
export function addTexts(more: TextTables): void {
	for (const language of pageLanguages) Object.assign(tables[language], more[language]);
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
