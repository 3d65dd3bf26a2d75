// Amounts of money, in cents, as people write and read them.
import type { PageLanguage } from "./texts";

export function moneyShow(cents: number, language: PageLanguage): string {
	const isWhole = cents % 100 === 0;
	return new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", {
		style: "currency", currency: "EUR",
		minimumFractionDigits: isWhole ? 0 : 2, maximumFractionDigits: isWhole ? 0 : 2,
	}).format(cents / 100);
}

/** Reads "12.500", "12 500,50", "12500.5"; null if it is no amount. A point or comma before one or two
 * digits at the end parts the cents, all others are there for the eye. */
export function moneyRead(text: string): number | null {
	const tight = text.replace(/[\s\u00a0€]/g, "");
	const [, whole, cents = ""] = /^(\d[\d.,']*?)(?:[.,](\d{1,2}))?$/.exec(tight) ?? [];
	if (whole === undefined) return null;
	return Number(whole.replace(/\D/g, "")) * 100 + Number(cents.padEnd(2, "0"));
}
