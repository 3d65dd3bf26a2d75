// The ideas as a table for a spreadsheet: UTF-8 with byte order mark, `;` between cells, the columns of
// `bogen export --format csv`.
import { opinionOf } from "./ballots";
import { ideaCounts } from "./ideas";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

const columns = [
	"id", "title", "text", "topic", "board", "author", "town", "stage", "comments",
	"agree", "disagree", "pass", "hold", "reason", "merged_into", "sent_up_to",
];

/** A cell of text. What a spreadsheet would take for a formula begins with an apostrophe. */
export function cellText(text: string): string {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return text === "" ? "" : `"${safe.replace(/"/g, '""')}"`;
}

const noNumber = (id: number): string => (id === 0 ? "" : String(id));
const noWord = (word: string): string => (word === "none" ? "" : word);

export function exportCsv(rows: RowSignals): string {
	const lines = rowsAll(rows, "idea").sort((a, b) => a.id - b.id).map((idea) => {
		const { agree, disagree, pass } = ideaCounts(rows, opinionOf(rows, idea)?.id ?? 0, idea.id);
		return [
			idea.id,
			cellText(idea.title),
			cellText(idea.text),
			cellText(rowsGet(rows, "topic", idea.topic)?.title ?? ""),
			cellText(rowsGet(rows, "board", idea.board)?.title ?? ""),
			cellText(rowsGet(rows, "author", idea.author)?.name ?? ""),
			cellText(rowsGet(rows, "town", idea.town)?.name ?? ""),
			noWord(idea.stage),
			rowsGet(rows, "comment_count", idea.id)?.comments ?? 0,
			agree, disagree, pass,
			noWord(idea.hold),
			cellText(idea.reason),
			noNumber(idea.merged_into),
			noNumber(idea.sent_up_to),
		].join(";");
	});
	return `\uFEFF${[columns.join(";"), ...lines].join("\r\n")}\r\n`;
}
