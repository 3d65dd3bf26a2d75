// The words on the page, in the language chosen.
import type { Language } from "../protocol/generated";
import { de } from "../../texts/de";
import { en, type TextKey } from "../../texts/en";

export type { TextKey };
export type PageLanguage = Exclude<Language, "none">;
export type TextValues = Readonly<Record<string, string | number>>;

export const tables: Readonly<Record<PageLanguage, Readonly<Record<TextKey, string>>>> = { en, de };
export const pageLanguages: readonly PageLanguage[] = ["de", "en"];

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
