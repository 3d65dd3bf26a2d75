// The shapes of all rows that an export holds; exported.mjs makes the module.
declare module "bogen:exported" {
	import type { Field } from "./protocol/generated";
	interface ExportedShape {
		readonly number: number;
		readonly keys: readonly Field[];
		readonly fields: readonly Field[];
	}
	export const exportedShapes: { readonly [kind: string]: ExportedShape };
}

// The numbers of errors that a late piece alone asks about.
declare module "bogen:errors" {
	export const ballot_not_open: number;
	export const command_unknown: number;
	export const not_helper: number;
	export const not_joined: number;
	export const not_leader: number;
	export const not_member: number;
	export const not_moderator: number;
	export const not_steering: number;
	export const not_stored: number;
	export const number_old: number;
	export const number_reused: number;
	export const observers_read: number;
	export const phase_forbids: number;
}
