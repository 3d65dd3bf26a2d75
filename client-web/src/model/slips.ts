// Slips of people without a phone: what somebody types who reads one, and which slips there are.
import type { BallotRow } from "../protocol/generated";
import { isVotedBy, opinionIdeas } from "./ballots";
import { optionsOf, paperSet, type Paper } from "./paper";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import type { PageLanguage } from "./texts";

/* ---- a line that says what stands on a slip ---- */

export type LineFault = "unknown" | "twice" | "value" | "too_many" | "points" | "heap" | "picks";

export interface Line {
	readonly paper: Paper;
	readonly fault: LineFault | null;
	readonly at: string; // the word that is wrong
}

/** Whether one writes the numbers of what is ticked, and not a value for each option. */
export function isTicked({ method }: BallotRow): boolean {
	return method === "approval" || method === "choose" || method === "budget";
}

/** What a slip of the ballot may speak about, in the order of the sheet. */
export function slipOptions(rows: RowSignals, ballot: BallotRow): number[] {
	return ballot.method === "opinion" ? opinionIdeas(rows, ballot) : optionsOf(ballot);
}

// By their first letters, in either language; German before English where they differ.
const answers = [/^(1|j(a)?|y(es)?)$/, /^(2|n(ein|o)?)$/, /^(3|e(nthaltung)?|a(bstain)?)$/];
const opinions: Readonly<Record<"de" | "en", readonly RegExp[]>> = {
	de: [/^(1|\+|d(afür)?)$/, /^(2|g|dagegen)$/, /^(3|e(nthaltung)?)$/],
	en: [/^(1|\+|a(gree)?)$/, /^(2|d(isagree)?)$/, /^(3|p(ass)?)$/],
};

function oneOf(patterns: readonly RegExp[], word: string): number {
	const at = patterns.findIndex((pattern) => pattern.test(word));
	return at < 0 ? NaN : at + 1;
}

function valueOf(ballot: BallotRow, word: string, language: PageLanguage): number {
	const lower = word.toLowerCase();
	const number = /^\d{1,4}$/.test(lower) ? Number(lower) : NaN;
	switch (ballot.method) {
		case "yesno": return oneOf(answers, lower);
		case "opinion": return oneOf(opinions[language === "en" ? "en" : "de"], lower);
		case "resistance": return number <= 10 ? number : NaN;
		case "ranking": return number >= 1 ? number : NaN;
		default: return number;
	}
}

const nothing = /^[-–—]$/;

/** Reads "12 15", or a value for each option in the order of the sheet ("2 - 1"), or values by number
 * ("12=2 15=1"). The first thing that is wrong is told. */
export function lineRead(
	ballot: BallotRow, options: readonly number[], text: string, language: PageLanguage,
): Line {
	const words = text.split(/[\s,;]+/).filter(Boolean);
	let paper: Paper = [];
	const wrong = (fault: LineFault, at: string): Line => ({ paper, fault, at });
	let next = 0; // the option that a value without a number is for
	for (const word of words) {
		const [, named, value] = /^#?(\d+)[=:](\S+)$/.exec(word) ?? [];
		const isNamed = named !== undefined || isTicked(ballot);
		const option = named !== undefined ? Number(named)
			: isTicked(ballot) ? Number(word.replace(/^#/, ""))
			: options[next++];
		if (option === undefined) return wrong("too_many", word);
		if (isNamed && !options.includes(option)) return wrong("unknown", word);
		if (paper.some(([other]) => other === option)) return wrong("twice", word);
		if (nothing.test(value ?? word)) continue;
		const number = isTicked(ballot) ? 1 : valueOf(ballot, value ?? word, language);
		if (Number.isNaN(number)) return wrong("value", word);
		if (ballot.method !== "dots" || number > 0) paper = paperSet(paper, option, number);
	}
	return { paper, ...misfit(ballot, paper) };
}

function misfit(ballot: BallotRow, paper: Paper): Pick<Line, "fault" | "at"> {
	const sum = paper.reduce((all, [, number]) => all + number, 0);
	if (ballot.method === "dots") {
		const heaped = paper.find(([, number]) => ballot.heap > 0 && number > ballot.heap);
		if (heaped !== undefined) return { fault: "heap", at: `#${heaped[0]}` };
		if (sum > ballot.points) return { fault: "points", at: String(sum) };
	}
	if (isTicked(ballot) && ballot.method !== "approval" && ballot.picks > 0 && paper.length > ballot.picks)
		return { fault: "picks", at: String(paper.length) };
	return { fault: null, at: "" };
}

/** The line that says the same as a paper. */
export function lineWrite(ballot: BallotRow, paper: Paper): string {
	return paper.map(([option, number]) => (isTicked(ballot) ? option : `${option}=${number}`)).join(" ");
}

/* ---- which slips there are: moderators know ---- */

export interface SlipRange {
	readonly town: number;
	readonly first: number;
	readonly last: number;
	readonly used: number; // of them in the ballot
}

/** Whether a slip has been entered in a ballot. */
export function isSlipUsed(rows: RowSignals, ballot: number, slip: number): boolean {
	const person = rowsGet(rows, "slip", slip)?.person ?? 0;
	return person !== 0 && isVotedBy(rows, ballot, person);
}

/** The slips as they were numbered, those of a town that follow each other together. */
export function slipRanges(rows: RowSignals, ballot: number): SlipRange[] {
	const ranges: SlipRange[] = [];
	for (const { id, town } of rowsAll(rows, "slip").sort((a, b) => a.id - b.id)) {
		const used = ballot !== 0 && isSlipUsed(rows, ballot, id) ? 1 : 0;
		const last = ranges[ranges.length - 1];
		if (last !== undefined && last.town === town && last.last === id - 1)
			ranges[ranges.length - 1] = { ...last, last: id, used: last.used + used };
		else ranges.push({ town, first: id, last: id, used });
	}
	return ranges;
}
