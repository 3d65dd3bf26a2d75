// German texts of voting and of what comes of it; the same keys as en_ballots.ts.
import type { BallotsKey } from "./en_ballots";

export const deBallots: Readonly<Record<BallotsKey, string>> = {
	ballots_title: "Abstimmungen",
};
