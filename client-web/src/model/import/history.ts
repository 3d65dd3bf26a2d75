// The file's ideas in the order in which they came, each on its board in the phase in which it was written: so
// it gets the sort of that phase, and what was written in silence was never seen.
import type { CommandKind } from "../../protocol/generated";
import { numberIn, type FileRow } from "./file";
import { addGo, addStep, nextWave, rowNamed, rowOf, type Plan } from "./steps";

/** The phase in which each board was at the end. */
export function addEnds(plan: Plan): void {
	for (const row of plan.file.board) {
		const [board, phase] = [numberIn(row, "id"), numberIn(row, "phase")];
		if (phase !== 0) addGo(plan, { board, phase, sort: 0, for_votes: false });
	}
}

/** Leads each board whose ideas have votes, or that an opinion ballot is held on, to a phase that takes them. */
export function addVotePhases(plan: Plan): void {
	const boards = [
		...plan.file.vote.map((row) => numberIn(rowNamed(plan, row, "idea", "idea"), "board")),
		...plan.file.ballot.filter((row) => row["method"] === "opinion").map((row) => numberIn(row, "board")),
	];
	for (const board of new Set(boards))
		if (board !== 0) addGo(plan, { board, phase: 0, sort: 0, for_votes: true });
}

/* ---- what was sent up ---- */

/** Which idea this one was sent up from, if that can be done again. */
function sourceOf(plan: Plan, sent: FileRow): FileRow | undefined {
	const number = numberIn(sent, "id");
	const source = rowOf(plan, "idea", plan.sentFrom.get(sent) ?? 0);
	const again = source !== undefined
		&& numberIn(source, "sent_up_to") === number && numberIn(source, "id") < number
		&& numberIn(source, "board") !== numberIn(sent, "board")
		&& numberIn(source, "author") === numberIn(sent, "author") && source["hold"] !== "alone";
	return again ? source : undefined;
}

// Links tell what was sent up from where; sending up again makes them anew.
function noteSources(plan: Plan): void {
	for (const link of plan.file.link) {
		const sent = rowNamed(plan, link, "from", "idea");
		if (sent === undefined || link["relation"] !== "sent_up_from") continue;
		plan.sentFrom.set(sent, numberIn(link, "to"));
		if (sourceOf(plan, sent) !== undefined) plan.made.add(link);
	}
}

/* ---- ideas ---- */

function wasAlone(plan: Plan, idea: FileRow): boolean {
	return rowNamed(plan, idea, "phase", "phase")?.["hold"] === "alone" && idea["hold"] !== "alone";
}

// Only what is seen is merged or sent up; it may be hidden again afterwards.
function isSeen(plan: Plan, idea: FileRow): boolean {
	return typeof idea["hold"] !== "string" || numberIn(idea, "merged_into") !== 0 || plan.merged.has(idea)
		|| numberIn(idea, "sent_up_to") !== 0;
}

export function addIdeas(plan: Plan): void {
	const led = new Map<number, string>(); // where each board was led last
	let alone: FileRow[] = []; // ideas that were seen later
	let last: CommandKind | null = null;
	// Steps of one sort follow one another in a wave.
	const begin = (kind: CommandKind): void => {
		if (last !== kind) nextWave(plan);
		last = kind;
	};
	const add = (kind: CommandKind, idea: FileRow, makes: "idea" | null = null): void => {
		begin(kind);
		addStep(plan, kind, idea, makes);
	};
	// What was written in silence is shown, where no phase has done so.
	const showAlone = (): void => {
		for (const idea of alone) add("idea_show", idea);
		alone = [];
	};
	const lead = (idea: FileRow): void => {
		const [board, phase, sort] = [numberIn(idea, "board"), numberIn(idea, "phase"), numberIn(idea, "sort")];
		const to = `${phase} ${sort}`;
		// Ideas of a budget are added in whichever phase there is.
		if ((phase === 0 && sort === 0) || led.get(board) === to) return;
		led.set(board, to);
		begin("phase_go");
		addGo(plan, { board, phase, sort, for_votes: false });
	};
	noteSources(plan);
	for (const idea of plan.file.idea) {
		const source = sourceOf(plan, idea);
		if (source === undefined) {
			lead(idea);
			add("idea_add", idea, "idea");
			if (wasAlone(plan, idea) && isSeen(plan, idea)) alone.push(idea);
			continue;
		}
		showAlone();
		add("idea_send_up", idea, "idea");
		const wasChanged = ["title", "text", "topic"].some((field) => idea[field] !== source[field]);
		if (wasChanged) add("idea_edit", idea);
	}
	showAlone();
}
