// The rules for text (CMD-6): what people type is tidied here, and checked before it is sent so that
// they are told at once. The server has the last word.
import type { Field } from "./generated";

/** Normal form C, line ends as line feeds, tabs as blanks, no characters that hide or reorder what
 * stands around them, no white space at either end. */
export function textTidy(text: string): string {
	return text
		.normalize("NFC")
		.replace(/\r\n?/g, "\n")
		.replace(/\t/g, " ")
		.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
		.trim();
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

export type TextFault = "missing" | "too_long";

export function textFault(text: string, bounds: TextLimits): TextFault | null {
	if (bounds.graphemes_min > 0 && graphemes(text) < bounds.graphemes_min) return "missing";
	if (graphemes(text) > bounds.graphemes_max) return "too_long";
	if (new TextEncoder().encode(text).length > bounds.bytes_max) return "too_long";
	return null;
}
