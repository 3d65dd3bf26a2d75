// English texts of slips: numbering, printing and entering them.
export const enSlips = {
	slips_title: "Slips",
};

export type SlipsKey = keyof typeof enSlips;
