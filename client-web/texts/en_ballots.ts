// English texts of voting and of what comes of it.
export const enBallots = {
	ballots_title: "Votes",
};

export type BallotsKey = keyof typeof enBallots;
