// English texts for taking a session's data away.
export const enExports = {
	exports_title: "Take the data along",
	exports_json: "Whole session (JSON)",
	exports_json_hint: "Everything, with names and votes that are not confidential. Can be brought back with the command line.",
	exports_csv: "Ideas as a table (CSV)",
	exports_csv_hint: "For a spreadsheet: text, town, author, votes, stage.",
	result_print: "Print the result",
	exports_reading: "Reading everything …",
	exports_done: "{file} is with your downloads.",
	exports_failed: "That did not work: {reason}",
	exports_silent: "the server did not answer",
	exports_care: "The files hold personal data. Keep them as you would paper lists.",
};
export type ExportsKey = keyof typeof enExports;
