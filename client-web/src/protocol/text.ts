// The rules for text (CMD-6): what people type is tidied here, and checked before it is sent so that
// they are told at once. The server has the last word.
import type { Field } from "./generated";

// Controls, what reorders or hides the text around it, halves of a surrogate pair.
const forbidden =
	/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

/** Normal form C, line ends as line feeds, tabs as blanks, nothing that is forbidden, no white space at
 * either end. */
export function textTidy(text: string): string {
	return text
		.replace(/\r\n?/g, "\n")
		.replace(/\t/g, " ")
		.replace(new RegExp(forbidden.source, "gu"), "")
		.trim()
		.normalize("NFC");
}

/** The same for a single line. */
export function lineTidy(text: string): string {
	return textTidy(text.replace(/\s*[\r\n]+\s*/g, " "));
}

const segmenter =
	typeof Intl === "object" && "Segmenter" in Intl
		? new Intl.Segmenter(undefined, { granularity: "grapheme" })
		: null;

/** What people see as one character; code points where the browser cannot tell. */
export function graphemes(text: string): number {
	if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
	let count = 0;
	for (const _ of segmenter === null ? text : segmenter.segment(text)) count++;
	return count;
}

export interface TextLimits {
	readonly graphemes_min: number;
	readonly graphemes_max: number;
	readonly bytes_max: number;
}

/** The limits of a text field as the tables give them. */
export function textLimits(fields: readonly Field[], name: string): TextLimits {
	const field = fields.find((candidate) => candidate[0] === name);
	if (field === undefined || (field[1] !== "line" && field[1] !== "text"))
		throw new Error(`no text field ${name}`);
	return { graphemes_min: field[2], graphemes_max: field[3], bytes_max: field[4] };
}

export type TextFault = "missing" | "too_long" | "not_allowed";

/** What is wrong with a text by CMD-6, or null; in the order in which the server looks. */
export function textFault(text: string, bounds: TextLimits, multiline = true): TextFault | null {
	if (new TextEncoder().encode(text).length > bounds.bytes_max) return "too_long";
	if (forbidden.test(text) || text !== text.normalize("NFC")) return "not_allowed";
	if (!multiline && text.includes("\n")) return "not_allowed";
	const count = graphemes(text);
	if (count > bounds.graphemes_max) return "too_long";
	if (count < bounds.graphemes_min) return "missing";
	return bounds.graphemes_min > 0 && /^[\n\p{Zs}\p{Cf}]*$/u.test(text) ? "missing" : null;
}
