// What the commands of an import's steps are made of.
import type { AnyCommand } from "../../protocol/codec";
import type { CommandKind, Commands } from "../../protocol/generated";
import type { FileKind, FileRow } from "./file";
import type { Meeting } from "./meet";
import { referenceOf, type Step } from "./steps";

/** The command; or the number of what is there already (0: it is so, and makes nothing); or null, because
 * something that it needs has failed. */
export type Filled = AnyCommand | number | null;

/** What all of these are given. */
export interface Filling extends Meeting {
	readonly step: Step;
	readonly row: FileRow;
}

export type Fill = (filling: Filling) => Filled;

export function command<K extends CommandKind>(kind: K, args: Commands[K]): AnyCommand {
	return { kind, args } as AnyCommand;
}

/** The new number of what a field names; undefined if there is none. */
export function named({ plan, row }: Filling, field: string, kind: FileKind): number | undefined {
	return referenceOf(plan, row, field, kind);
}
