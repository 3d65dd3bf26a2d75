// Writes files of pabulib.org, byte for byte as `bogen export --format pb` does.
import { amountShow, hasPoints, pbTally, type PbFile } from "./file";

// In quotes if it needs them; on one line, because not every reader knows cells of several.
function cellOf(text: string): string {
	const line = text.replace(/"/g, '""').replace(/[\r\n]/g, " ");
	return /[;"\r\n]/.test(text) ? `"${line}"` : line;
}

function factLine(key: string, value: string): string[] {
	return value === "" ? [] : [`${key};${cellOf(value)}`];
}

function metaLines(pb: PbFile): string[] {
	return [
		"META",
		"key;value",
		...factLine("description", pb.description),
		...factLine("country", pb.country),
		...factLine("unit", pb.unit),
		...factLine("instance", pb.instance),
		`num_projects;${pb.projects.length}`,
		`num_votes;${pb.votes.length}`,
		`budget;${amountShow(pb.budget, pb.decimals)}`,
		`vote_type;${pb.type}`,
		...factLine("rule", pb.rule),
		...factLine("date_begin", pb.dateBegin),
		...factLine("date_end", pb.dateEnd),
		...(pb.maxLength > 0 ? [`max_length;${pb.maxLength}`] : []),
	];
}

// The column `selected` only if all projects tell it.
function projectLines(pb: PbFile): string[] {
	const tally = pbTally(pb);
	const isScored = pb.type === "ordinal" || hasPoints(pb.type);
	const isSelected = pb.projects.length > 0 && pb.projects.every(({ selected }) => selected !== null);
	const line = (...cells: readonly (string | false)[]): string => cells.filter((cell) => cell !== false).join(";");
	return [
		"PROJECTS",
		line("project_id", "cost", "votes", isScored && "score", "name", isSelected && "selected"),
		...pb.projects.map(({ id, name, cost, selected }, i) => {
			const { votes, score } = tally[i] ?? { votes: 0, score: 0 };
			return line(
				cellOf(id), amountShow(cost, pb.decimals), String(votes), isScored && amountShow(score, pb.pointDecimals),
				cellOf(name), isSelected && String(selected));
		}),
	];
}

function voteLines(pb: PbFile): string[] {
	const hasTowns = pb.votes.some(({ town }) => town !== "");
	const isPointed = hasPoints(pb.type);
	const line = (voter: string, vote: string, points: string, town: string): string =>
		[voter, vote, ...(isPointed ? [points] : []), ...(hasTowns ? [town] : [])].join(";");
	return [
		"VOTES",
		line("voter_id", "vote", "points", "neighborhood"),
		...pb.votes.map(({ voter, town, choices }, i) => line(
			voter === "" ? String(i + 1) : cellOf(voter), // a line of empty cells would be none
			choices.map(({ project }) => cellOf(pb.projects[project]?.id ?? "")).join(),
			choices.map(({ points }) => amountShow(points, pb.pointDecimals)).join(),
			cellOf(town),
		)),
	];
}

export function pbWrite(pb: PbFile): string {
	return `${[...metaLines(pb), ...projectLines(pb), ...voteLines(pb)].join("\n")}\n`;
}
