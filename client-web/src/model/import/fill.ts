// The commands of an import's steps, from the file's rows and what earlier steps have given; and whether the
// session is so already.
import type { AnyCommand } from "../../protocol/codec";
import type { BoardRow, CommandKind, IdeaRow } from "../../protocol/generated";
import { replicaGet } from "../../protocol/replica";
import { countIn, isOwnBoard, numberIn, textIn, wordIn } from "./file";
import { fillBallot } from "./fill_ballot";
import { command, named, type Fill, type Filled, type Filling } from "./filling";
import { boardMet, isSameLanguage, phaseForVotes, phaseMet, phaseOfIdea, type Meeting } from "./meet";
import { referenceOf, type Step } from "./steps";

function unless(isSo: boolean, wanted: AnyCommand): Filled {
	return isSo ? 0 : wanted;
}

function board(filling: Filling, field: string): BoardRow | undefined {
	return boardMet(filling, numberIn(filling.row, field));
}

// Where 0 does not stand for oneself.
function person(filling: Filling, field: string): number | undefined {
	const found = named(filling, field, "person");
	return found === 0 ? filling.plan.self : found;
}

// The idea as it stands in the session now.
function idea(filling: Filling): IdeaRow | undefined {
	return replicaGet(filling.replica, "idea", named(filling, "id", "idea") ?? 0);
}

// With numbers that are all there, or not at all.
function given<Numbers extends readonly (number | undefined)[]>(
	numbers: readonly [...Numbers], make: (...numbers: { [I in keyof Numbers]: number }) => AnyCommand,
): Filled {
	return numbers.includes(undefined) ? null : make(...(numbers as { [I in keyof Numbers]: number }));
}

/* ---- boards ---- */

function addBoard(filling: Filling): Filled {
	const { row } = filling;
	const parent = numberIn(row, "parent") === 0 ? { id: 0 } : board(filling, "parent");
	return parent === undefined ? null : command("board_add", {
		title: textIn(row, "title"), sort: wordIn(row, "board", "sort"),
		audience: wordIn(row, "board", "audience"), parent: parent.id, places: countIn(row, "places"),
	});
}

// The session's own boards keep their titles in another language.
function editBoard(filling: Filling): Filled {
	const { row } = filling;
	const title = textIn(row, "title");
	if (title === "" || (isOwnBoard(row) && !isSameLanguage(filling))) return 0;
	const at = board(filling, "id");
	return at === undefined ? null : unless(at.title === title, command("board_edit", { board: at.id, title }));
}

function leadBoard(filling: Filling): Filled {
	const at = board(filling, "id");
	const leader = person(filling, "leader");
	if (at === undefined || leader === undefined) return null;
	return unless(at.leader === leader, command("board_lead", { board: at.id, person: leader }));
}

function ruleBoard(filling: Filling): Filled {
	const { row } = filling;
	const at = board(filling, "id");
	if (at === undefined) return null;
	const rules = {
		places: countIn(row, "places"), ideas_max: countIn(row, "ideas_max"), slow_s: countIn(row, "slow_s"),
		approval: row["approval"] === true,
	};
	const isSo = at.places === rules.places && at.ideas_max === rules.ideas_max && at.slow_s === rules.slow_s
		&& at.approval === rules.approval;
	return unless(isSo, command("board_rules", { board: at.id, ...rules }));
}

function lockBoard(filling: Filling): Filled {
	const at = board(filling, "id");
	return at === undefined ? null : unless(at.locked, command("board_lock", { board: at.id, locked: true }));
}

/* ---- phases and seats ---- */

// Only if all of its words can be taken over: in the same method and language.
function editPhase(filling: Filling): Filled {
	const { row, replica } = filling;
	const phase = replicaGet(replica, "phase", isSameLanguage(filling) ? phaseMet(filling, numberIn(row, "id")) : 0);
	if (phase === undefined) return 0;
	const words = { title: textIn(row, "title"), prompt: textIn(row, "prompt"), help: textIn(row, "help"), minutes: countIn(row, "minutes") };
	const isSo = phase.title === words.title && phase.prompt === words.prompt && phase.help === words.help
		&& phase.minutes === words.minutes;
	return unless(isSo, command("phase_edit", { phase: phase.id, ...words }));
}

// Boards stay where they are if the session has no such phase.
function goToPhase(filling: Filling): Filled {
	const { row, replica } = filling;
	const at = board(filling, "board");
	if (at === undefined) return null;
	const to = row["for_votes"] === true ? phaseForVotes(replica, at)?.id ?? 0 : phaseOfIdea(filling, row);
	const { id, phase: from } = at;
	return unless(to === 0 || to === from, command("phase_go", { board: id, from, to, below: false, timed: false }));
}

function takeSeat(filling: Filling): Filled {
	const at = board(filling, "board");
	const who = person(filling, "person");
	if (at === undefined || who === undefined) return null;
	const seat = replicaGet(filling.replica, "seat", who);
	return unless(seat?.team === at.id || seat?.table === at.id, command("seat_take", { board: at.id, person: who }));
}

/* ---- ideas ---- */

function addIdea(filling: Filling): Filled {
	const { row } = filling;
	const numbers = [board(filling, "board")?.id, named(filling, "topic", "topic"), named(filling, "author", "person")] as const;
	return given(numbers, (at, topic, who) =>
		command("idea_add", { board: at, topic, title: textIn(row, "title"), text: textIn(row, "text"), person: who }));
}

function editIdea(filling: Filling): Filled {
	const { row } = filling;
	return given([named(filling, "id", "idea"), named(filling, "topic", "topic")] as const, (id, topic) =>
		command("idea_edit", { idea: id, revision: 0, topic, title: textIn(row, "title"), text: textIn(row, "text") }));
}

function sendUp(filling: Filling): Filled {
	const from = filling.plan.sentFrom.get(filling.row) ?? 0;
	const source = referenceOf(filling.plan, { from }, "from", "idea");
	return given([source, board(filling, "board")?.id] as const, (id, to) => command("idea_send_up", { idea: id, to }));
}

function showIdea(filling: Filling): Filled {
	const at = idea(filling);
	return at === undefined ? null : unless(at.hold === "none", command("idea_show", { idea: at.id }));
}

// What was written alone in a phase of silence here too is left to its reveal.
function hideIdea(filling: Filling): Filled {
	const { row } = filling;
	const at = idea(filling);
	if (at === undefined) return null;
	const isSo = at.hold === "hidden" || (at.hold === "alone" && row["hold"] === "alone");
	return unless(isSo, command("idea_hide", { idea: at.id, reason: textIn(row, "reason") }));
}

/* ---- all of them ---- */

const fills: { readonly [K in CommandKind]?: Fill } = {
	town_add: ({ row }) => command("town_add", { name: textIn(row, "name") }),
	topic_add: (at) =>
		command("topic_add", { title: textIn(at.row, "title"), phase: phaseMet(at, numberIn(at.row, "phase")) }),
	board_add: addBoard,
	board_edit: editBoard,
	board_lead: leadBoard,
	board_rules: ruleBoard,
	board_lock: lockBoard,
	phase_edit: editPhase,
	phase_go: goToPhase,
	seat_take: takeSeat,
	session_lock: () => command("session_lock", { locked: true }),
	person_add: (at) => given([named(at, "town", "town")] as const, (town) =>
		command("person_add", { name: textIn(at.row, "name"), town, institution: textIn(at.row, "institution") })),
	person_role: (at) => given([named(at, "id", "person")] as const, (who) =>
		command("person_role", { person: who, role: wordIn(at.row, "person", "role") })),
	person_mute: (at) =>
		given([named(at, "id", "person")] as const, (who) => command("person_mute", { person: who, muted: true })),
	person_remove: (at) =>
		given([named(at, "id", "person")] as const, (who) => command("person_remove", { person: who })),
	idea_add: addIdea,
	idea_edit: editIdea,
	idea_send_up: sendUp,
	idea_show: showIdea,
	idea_hide: hideIdea,
	idea_merge: (at) => given([named(at, "id", "idea"), named(at, "merged_into", "idea")] as const, (id, into) =>
		command("idea_merge", { idea: id, into })),
	idea_stage: (at) => given([named(at, "id", "idea")] as const, (id) =>
		command("idea_stage", { idea: id, stage: wordIn(at.row, "idea", "stage") })),
	idea_lock: (at) =>
		given([named(at, "id", "idea")] as const, (id) => command("idea_lock", { idea: id, locked: true })),
	idea_link: (at) => given([named(at, "from", "idea"), named(at, "to", "idea")] as const, (from, to) =>
		command("idea_link", { from, to, relation: wordIn(at.row, "link", "relation") })),
	comment_add: (at) => given([named(at, "idea", "idea"), named(at, "author", "person")] as const, (id, who) =>
		command("comment_add", { idea: id, text: textIn(at.row, "text"), person: who })),
	comment_hide: (at) => given([named(at, "id", "comment")] as const, (comment) =>
		command("comment_hide", { comment, reason: textIn(at.row, "reason") })),
};

/** What a step asks for now. */
export function planFill(meeting: Meeting, step: Step): Filled {
	const filling = { ...meeting, step, row: step.row };
	const fill = fills[step.kind] ?? fillBallot;
	return fill(filling);
}
