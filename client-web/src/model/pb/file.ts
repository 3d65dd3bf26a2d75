// Participatory budgets as files of pabulib.org (.pb): what stands in one, and amounts, which are kept exactly.
// Limits and rules are those of `bogen import` and `bogen tally`.

export const pbTypes = ["approval", "choose-1", "cumulative", "scoring", "ordinal"] as const;
export type PbType = (typeof pbTypes)[number];

export interface PbProject {
	readonly id: string;
	readonly name: string; // "" if the file has none
	readonly cost: number;
	readonly selected: number | null; // 0, 1, or more if it won otherwise; null: untold
}

export interface PbChoice {
	readonly project: number; // the index of it
	readonly points: number; // of an order: how many stand behind it on this paper; of approvals 1
}

export interface PbVote {
	readonly voter: string;
	readonly town: string; // travels as `neighborhood`; "" if there is none
	readonly choices: readonly PbChoice[]; // of an order the best first
}

/** Money is whole numbers of the file's smallest unit: with `decimals` 2 a cost of 12.50 is 1250. Points
 * likewise with `pointDecimals`. */
export interface PbFile {
	readonly description: string; // "" if untold, as the others
	readonly country: string;
	readonly unit: string;
	readonly instance: string;
	readonly rule: string;
	readonly dateBegin: string; // DD.MM.YYYY
	readonly dateEnd: string;
	readonly type: PbType;
	readonly budget: number;
	readonly maxLength: number; // how many projects a paper may name; 0: untold
	readonly decimals: number;
	readonly pointDecimals: number;
	readonly projects: readonly PbProject[];
	readonly votes: readonly PbVote[];
}

export const moneyMost = Number.MAX_SAFE_INTEGER; // the budget; all costs together
export const pointsMost = 1_000_000_000; // to one project on one paper
export const decimalsMost = 6;

/* ---- what is wrong ---- */

export type AmountFault = "amount_none" | "amount_negative" | "amount_large" | "amount_fine";

/** Why a file cannot be read, or what was read cannot be brought in. */
export type PbWhy =
	| AmountFault | "amount_missing"
	| "not_text" | "quote"
	| "no_meta" | "part_missing" | "part_order" | "part_twice" | "no_columns" | "column_missing" | "column_twice" | "cells"
	| "no_budget" | "no_type" | "type_unknown" | "key_twice"
	| "project_missing" | "project_comma" | "project_twice" | "no_projects"
	| "voter_twice" | "choice_missing" | "choice_unknown" | "choice_twice" | "choice_one" | "choice_many"
	| "no_points" | "points_few" | "points_many" | "points_together"
	| "budget_large" | "costs_large" | "points_large"
	| "projects_many" | "cost_cents" | "budget_cents" | "votes_many" | "town_unknown" | "town_missing";

export class PbFault extends Error {
	declare readonly line: number; // as editors count; 0: not of one line
	declare readonly why: PbWhy;
	declare readonly what: string; // the name or number that it is about

	constructor(line: number, why: PbWhy, what = "") {
		super(`line ${line}: ${why} ${what}`);
		this.line = line;
		this.why = why;
		this.what = what;
	}
}

/* ---- amounts ---- */

/** As it is written: 12.5 is 125 of 1 decimal; no zeros at the end of decimals. */
export interface Amount {
	readonly digits: bigint;
	readonly decimals: number;
}

const digitsEnd = BigInt("10000000000000000000");

export const amountOf = (whole: number): Amount => ({ digits: BigInt(whole), decimals: 0 });

/** `comma`: a comma before decimals will do too. */
export function amountRead(text: string, comma: boolean): Amount | AmountFault {
	const form = comma ? /^([+-]?)(\d*)(?:[.,](\d*))?$/ : /^([+-]?)(\d*)(?:\.(\d*))?$/;
	const [, sign, whole = "", behind = ""] = form.exec(text) ?? [];
	if (sign === undefined || whole + behind === "") return "amount_none";
	const decimals = behind.replace(/0+$/, "");
	const digits = BigInt(whole + decimals.slice(0, decimalsMost + 1));
	if (sign === "-" && digits > 0) return "amount_negative";
	if (digits >= digitsEnd) return "amount_large";
	return decimals.length > decimalsMost ? "amount_fine" : { digits, decimals: decimals.length };
}

function scaled({ digits, decimals }: Amount, to: number): bigint {
	return digits * BigInt(10) ** BigInt(to - decimals);
}

/** With more decimals; null if it is above `most`. */
export function amountScale(amount: Amount, decimals: number, most: number): number | null {
	const number = scaled(amount, decimals);
	return number <= most ? Number(number) : null;
}

export function amountSum(a: Amount, b: Amount): Amount {
	const decimals = Math.max(a.decimals, b.decimals);
	return { digits: scaled(a, decimals) + scaled(b, decimals), decimals };
}

export function amountIsMore(a: Amount, b: Amount): boolean {
	return scaled(a, decimalsMost) > scaled(b, decimalsMost);
}

/** With the digits behind the point that it has: 1250 of two decimals is "12.50". */
export function amountShow(amount: number, decimals: number): string {
	const digits = String(amount).padStart(decimals + 1, "0");
	return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/* ---- votes ---- */

export function hasPoints(type: PbType): boolean {
	return type === "cumulative" || type === "scoring";
}

/** What came of a project, counted from the papers. */
export interface PbTally {
	votes: number; // papers that name it
	score: number;
}

export function pbTally(pb: PbFile): PbTally[] {
	const tally = pb.projects.map((): PbTally => ({ votes: 0, score: 0 }));
	for (const { choices } of pb.votes)
		for (const { project, points } of choices) {
			const one = tally[project];
			if (one === undefined) continue;
			if (!hasPoints(pb.type) || points > 0) one.votes++;
			one.score += points;
		}
	return tally;
}

/** The beginning of a text that takes no more bytes; no character is cut in two. */
export function bytesCut(text: string, most: number): string {
	return text.length * 3 <= most ? text : text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(most)).read);
}
