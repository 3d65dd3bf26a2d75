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
