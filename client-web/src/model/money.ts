// Amounts of money, in cents, as people write and read them.
import { pageLanguages, type PageLanguage } from "./texts";

export function moneyShow(cents: number, language: PageLanguage): string {
	const isWhole = cents % 100 === 0;
	return new Intl.NumberFormat(pageLanguages[language].tag, {
		style: "currency", currency: "EUR",
		minimumFractionDigits: isWhole ? 0 : 2, maximumFractionDigits: isWhole ? 0 : 2,
	}).format(cents / 100);
}

/** Reads "12500", "12 500,50", "12.500,50"; null if it is no amount, or could be two: "4.000" is four
 * to some, four thousand to others. */
export function moneyRead(text: string): number | null {
	const tight = text.replace(/^[\s€]+|[\s€]+$/g, "").replace(/\s/g, "'");
	const [, whole, group = "", point = "", cents = ""] =
		/^(\d+|\d{1,3}(?:([.,'])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?$/.exec(tight) ?? [];
	if (whole === undefined || (group !== "" && group === point)) return null;
	if (/^\d+[.,]\d+$/.test(tight) && point === "") return null;
	return Number(whole.replace(/\D/g, "")) * 100 + Number(cents.padEnd(2, "0"));
}
