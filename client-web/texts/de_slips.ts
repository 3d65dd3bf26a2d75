// German texts of slips; the same keys as en_slips.ts.
import type { SlipsKey } from "./en_slips";

export const deSlips: Readonly<Record<SlipsKey, string>> = {
	slips_title: "Zettel",
};
