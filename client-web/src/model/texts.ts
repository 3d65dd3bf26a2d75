// The words on the page, in the language chosen. German is in the page itself; what it says in others,
// and what late pieces say, is fetched.
import type { Language } from "../protocol/generated";
import { de } from "../../texts/de";
import type { TextKey as FirstKey } from "../../texts/en";
import type { BallotsKey } from "../../texts/en_ballots";
import type { HallKey } from "../../texts/en_hall";
import type { HostKey } from "../../texts/en_host";
import type { LeadingKey } from "../../texts/en_leading";
import type { MoreKey } from "../../texts/en_more";
import type { PeopleKey } from "../../texts/en_people";
import type { PrepareKey } from "../../texts/en_prepare";
import type { SlipsKey } from "../../texts/en_slips";
import type { SortingKey } from "../../texts/en_sorting";
import type { SteeringKey } from "../../texts/en_steering";
import type { TransferKey } from "../../texts/en_transfer";

export type TextKey = FirstKey | BallotsKey | HallKey | HostKey | PeopleKey | SortingKey | SteeringKey | LeadingKey | MoreKey
	| PrepareKey | SlipsKey | TransferKey;
export type PageLanguage = Exclude<Language, "none"> | "leicht";
export type TextValues = Readonly<Record<string, string | number>>;

interface LanguageFacts {
	readonly name: string;
	readonly tag: string; // of documents, dates and numbers
	readonly spoken: Language; // what the server knows of it
	readonly isDraft?: true; // nobody of those it is for has read it yet
}

/** Leichte Sprache is German in plain words and short sentences, after rules of its own. */
export const pageLanguages: Readonly<Record<PageLanguage, LanguageFacts>> = {
	de: { name: "Deutsch", tag: "de", spoken: "de" },
	en: { name: "English", tag: "en-GB", spoken: "en" },
	leicht: { name: "Leichte Sprache", tag: "de-simple", spoken: "de", isDraft: true },
};

export function isPageLanguage(word: string | null): word is PageLanguage {
	return word !== null && Object.keys(pageLanguages).includes(word);
}

const tables: Record<PageLanguage, Record<string, string>> = { de: { ...de }, en: {}, leicht: {} };

/* ---- words that are fetched ---- */

/** Where a piece's words are: "" in the page itself. What only moderators see is not there in Leichter
 * Sprache; German stands in for it. */
export interface TextSource {
	readonly de: string;
	readonly en: string;
	readonly leicht?: string;
}

const sources = new Set<TextSource>();
const fetches = new Map<string, Promise<void>>();

async function fetchTexts(address: string, language: PageLanguage): Promise<void> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(response.statusText);
	Object.assign(tables[language], await response.json());
}

// Once for each address, and again if that failed.
function needTexts(source: TextSource, language: PageLanguage): Promise<void> {
	const address = source[language];
	if (address === undefined) return needTexts(source, "de");
	const under = fetches.get(address);
	if (address === "" || under !== undefined) return under ?? Promise.resolve();
	const made = fetchTexts(address, language);
	fetches.set(address, made);
	made.catch(() => fetches.delete(address));
	return made;
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
	await Promise.all([...sources].map((source) => needTexts(source, language)));
}

export function textOf(language: PageLanguage, key: TextKey): string {
	return tables[language][key] ?? tables.de[key] ?? "";
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
