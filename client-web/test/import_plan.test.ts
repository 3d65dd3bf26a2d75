// The plan that an import makes of a file: the same as the command line's, whose claims these are too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, type Problem } from "../src/model/import/file";
import { planFill } from "../src/model/import/fill";
import { ballotMet, planMeet } from "../src/model/import/meet";
import { planMake } from "../src/model/import/plan";
import { closeStep, type Plan, type Step } from "../src/model/import/steps";
import type { AnyRow } from "../src/protocol/codec";
import type { CommandKind, RowKind } from "../src/protocol/generated";
import { replicaHold, replicaNew, replicaPut, type Replica } from "../src/protocol/replica";

const self = 99;

function made(value: unknown, town = ""): Plan | Problem[] {
	const file = fileOf(JSON.parse(JSON.stringify(value)));
	return Array.isArray(file) ? file : planMake(file, town, self);
}

function planOf(value: unknown, town = ""): Plan {
	const plan = made(value, town);
	if (Array.isArray(plan)) assert.fail(JSON.stringify(plan));
	return plan;
}

function steps(plan: Plan, kind: CommandKind): Step[] {
	return plan.steps.filter((step) => step.kind === kind);
}

function step(plan: Plan, kind: CommandKind, nth = 0): Step {
	return steps(plan, kind)[nth] ?? assert.fail(`no ${kind} ${nth}`);
}

function place(plan: Plan, kind: CommandKind, nth = 0): number {
	return plan.steps.indexOf(step(plan, kind, nth));
}

// Apart from those that lead and settle boards or make what was found like the file's.
function order(plan: Plan): CommandKind[] {
	const settling: readonly CommandKind[] = ["phase_go", "board_edit", "board_rules", "ballot_edit"];
	return plan.steps.map(({ kind }) => kind).filter((kind) => !settling.includes(kind));
}

function put(replica: Replica, kind: RowKind, key: readonly number[], fields: object): void {
	replicaHold(replica, { kind, key, revision: replica.seq + 1, fields } as unknown as AnyRow);
	replicaPut(replica, new Uint8Array(0), replica.seq + 1);
}

// A new session: towns A and B with their boards, the plenary, an opinion ballot.
function twoTowns(): Replica {
	const replica = replicaNew();
	put(replica, "town", [1], { id: 1, name: "A" });
	put(replica, "town", [2], { id: 2, name: "B" });
	const board = { title: "P", town: 0, phase: 1, parent: 0, leader: 0, locked: false };
	put(replica, "board", [11], { ...board, id: 11, sort: "plenary" });
	put(replica, "board", [12], { ...board, id: 12, sort: "town", town: 1 });
	put(replica, "board", [13], { ...board, id: 13, sort: "town", town: 2 });
	put(replica, "phase", [1], { id: 1, title: "1", allows: ["ideas", "votes"], boards: [], reveal: false, sort: 0, hold: "none" });
	put(replica, "ballot", [21], { id: 21, title: "O", method: "opinion", state: "open", hidden: false, board: 0 });
	return replica;
}

// What an export holds, as far as an import reads it; numbers with gaps, out of order.
const session = {
	town: [{ id: 4, name: "A" }, { id: 9, name: "B" }],
	board: [{ id: 2, sort: "plenary", town: 0 }, { id: 7, sort: "town", town: 9 }],
	ballot: [{ id: 3 }], topic: [{ id: 5, title: "Traffic" }],
	person: [{ id: 1, name: "M", town: 0 }, { id: 6, name: "", institution: "", town: 9 }],
	idea: [
		{ id: 8, board: 7, topic: 5, author: 6, title: "", text: " x" },
		{ id: 10, board: 2, topic: 0, author: 1, text: "y" },
	],
	comment: [{ id: 2, idea: 8, author: 1, text: "c" }],
	link: [{ from: 10, to: 8, relation: "part_of" }],
	vote: [
		{ ballot: 3, idea: 8, person: 6, choice: "agree" }, { ballot: 3, idea: 8, person: 1, choice: "pass" },
	],
	kind_of_the_future: [{ x: 1 }],
};

test("steps come in the order of what they need", () => {
	assert.deepEqual(order(planOf(session)), [
		"town_add", "town_add", "topic_add", "person_add", "idea_add", "idea_add", "comment_add", "idea_link",
		"ballot_add", "vote", "vote",
	]);
});

// A team with a hidden, a merged, a selected and a locked idea.
const steered = {
	town: [{ id: 1, name: "A" }],
	board: [
		{ id: 1, sort: "plenary", town: 0 },
		{ id: 4, sort: "team", title: "T", audience: "members", parent: 1, places: 5 },
	],
	ballot: [{ id: 1 }],
	person: [{ id: 1, name: "M", town: 0 }],
	idea: [
		{ id: 1, board: 4, author: 1, text: "x", hold: "hidden", reason: "rude" },
		{ id: 2, board: 4, author: 1, text: "y", hold: null, merged_into: 3, stage: "idea" },
		{ id: 3, board: 4, author: 1, text: "z", stage: "selected", locked: true },
	],
	comment: [{ id: 1, idea: 3, author: 1, text: "c", hold: "waiting", reason: "" }],
	link: [{ from: 2, to: 3, relation: "merged_into" }],
	vote: [{ ballot: 1, idea: 2, person: 1, choice: "agree" }],
};

test("what was held back stays held back", () => {
	const plan = planOf(steered);
	assert.deepEqual(order(plan), [
		"town_add", "board_add", "idea_add", "idea_add", "idea_add", "idea_hide", "comment_add", "comment_hide",
		"ballot_add", "vote", "idea_merge", "idea_stage", "idea_lock",
	]);
	const replica = twoTowns();
	const meeting = { plan, replica };
	assert.equal(planMeet(meeting), true);
	const board = step(plan, "board_add");
	assert.deepEqual(planFill(meeting, board), {
		kind: "board_add", args: { title: "T", sort: "team", audience: "members", parent: 11, places: 5 },
	});
	closeStep(plan, board, "done", 31);
	put(replica, "board", [31], { id: 31, title: "T", sort: "team", phase: 1, town: 0 });
	const idea = step(plan, "idea_add");
	assert.deepEqual(planFill(meeting, idea), {
		kind: "idea_add", args: { board: 31, topic: 0, title: "", text: "x", person: 0 },
	});
	closeStep(plan, idea, "done", 41);
	put(replica, "idea", [41], { id: 41, board: 31, text: "x", hold: "none" });
	const hide = { kind: "idea_hide", args: { idea: 41, reason: "rude" } };
	assert.deepEqual(planFill(meeting, step(plan, "idea_hide")), hide);
	put(replica, "idea", [41], { id: 41, board: 31, text: "x", hold: "hidden" });
	assert.equal(planFill(meeting, step(plan, "idea_hide")), 0);
	closeStep(plan, step(plan, "comment_add"), "done", 51);
	const withheld = { kind: "comment_hide", args: { comment: 51, reason: "waiting" } };
	assert.deepEqual(planFill(meeting, step(plan, "comment_hide")), withheld);
});

test("ideas of a board that failed go nowhere else", () => {
	const plan = planOf(steered);
	const meeting = { plan, replica: twoTowns() };
	planMeet(meeting);
	closeStep(plan, step(plan, "board_add"), "failed", 0);
	assert.equal(planFill(meeting, step(plan, "idea_add")), null);
});

test("old numbers become new ones, and what needs a failed step cannot be filled", () => {
	const plan = planOf(session);
	const meeting = { plan, replica: twoTowns() };
	assert.equal(planMeet(meeting), true);
	assert.deepEqual(steps(plan, "town_add").map(({ state, result }) => [state, result]), [["existing", 1], ["existing", 2]]);
	closeStep(plan, step(plan, "topic_add"), "done", 31);
	const person = { kind: "person_add", args: { name: "–", town: 2, institution: "" } };
	assert.deepEqual(planFill(meeting, step(plan, "person_add")), person);
	closeStep(plan, step(plan, "person_add"), "done", 41);
	const theirs = { board: 13, topic: 31, title: "", text: "x", person: 41 }; // tidied
	assert.deepEqual(planFill(meeting, step(plan, "idea_add")), { kind: "idea_add", args: theirs });
	const own = { board: 11, topic: 0, title: "", text: "y", person: 0 }; // of no town: whoever imports
	assert.deepEqual(planFill(meeting, step(plan, "idea_add", 1)), { kind: "idea_add", args: own });
	closeStep(plan, step(plan, "idea_add"), "done", 51);
	closeStep(plan, step(plan, "idea_add", 1), "done", 52);
	const link = { kind: "idea_link", args: { from: 52, to: 51, relation: "part_of" } };
	assert.deepEqual(planFill(meeting, step(plan, "idea_link")), link);
	assert.equal(planFill(meeting, step(plan, "ballot_add")), 21); // the session has one for opinions
	closeStep(plan, step(plan, "ballot_add"), "existing", 21);
	const vote = { idea: 51, ballot: 21, choice: "agree", person: 41, slip: 0 };
	assert.deepEqual(planFill(meeting, step(plan, "vote")), { kind: "vote", args: vote });
	const failed = planOf(session);
	planMeet({ ...meeting, plan: failed });
	closeStep(failed, step(failed, "idea_add"), "failed", 0);
	for (const kind of ["comment_add", "vote", "idea_link"] as const)
		assert.equal(planFill({ ...meeting, plan: failed }, step(failed, kind)), null, kind);
});

test("votes need a phase of the session that takes them", () => {
	const replica = twoTowns();
	put(replica, "phase", [1], { id: 1, title: "1", allows: ["ideas"], boards: [], reveal: false, sort: 0, hold: "none" });
	assert.equal(planMeet({ plan: planOf(session), replica }), false);
	assert.equal(planMeet({ plan: planOf({ ...session, vote: [] }), replica }), true);
});

test("files that are wrong say where", () => {
	const cases: readonly (readonly [unknown, string, Problem["why"]])[] = [
		[[], "{}", "field"],
		[{ idea: 7 }, "idea", "field"],
		[{ idea: [7] }, "idea[0]", "field"],
		[{ town: [{ name: "A" }] }, "town[0]: id", "field"],
		[{ town: [{ id: 1, name: "A" }, { id: 1, name: "B" }] }, "town[1]: id", "field"],
		[{ town: [{ id: 1, name: " " }] }, "town[0]: name", "missing"],
		[{ topic: [{ id: 1, title: 5 }] }, "topic[0]: title", "field"],
		[{ topic: [{ id: 1, title: "a\nb" }] }, "topic[0]: title", "not_allowed"],
		[{ topic: [{ id: 1, title: "x".repeat(500) }] }, "topic[0]: title", "too_long"],
		[{ person: [{ id: 1, name: "A", town: 3 }] }, "person[0]: town", "field"],
		[{ vote: [{ ballot: 1, idea: 2, person: -3, choice: "maybe" }] }, "vote[0]: choice", "field"],
		[{ vote: [{ ballot: 1, idea: 99999999999, person: 3, choice: "agree" }] }, "vote[0]: idea", "field"],
		[{ ballot: [{ id: 1, title: "T", method: "lots" }] }, "ballot[0]: method", "field"],
		[{ ballot: [{ id: 1, title: "T", method: "constructor" }] }, "ballot[0]: method", "field"],
		[{ ballot: [{ id: 1, title: " " }] }, "ballot[0]: title", "missing"],
		[{ ballot: [{ id: 1, options: [{ idea: 7, number: 0 }] }] }, "ballot[0]: options", "field"],
		[{ ballot: [{ id: 1, options: 3 }] }, "ballot[0]: options", "field"],
		[{ ballot: [{ id: 1, voters: [4] }] }, "ballot[0]: voters", "field"],
		[{ ballot: [{ id: 1 }, { id: 2, previous: 2 }] }, "ballot[1]: previous", "field"],
		[{ slip: [{ id: 1, town: 4, person: 0 }] }, "slip[0]: town", "field"],
	];
	for (const [file, where, why] of cases) {
		const plan = made(file);
		assert.ok(Array.isArray(plan), JSON.stringify(file));
		assert.ok(plan.some((problem) => problem.where === where && problem.why === why), JSON.stringify([file, plan]));
	}
});

test("boards that stand below one another are an end too", () => {
	const team = { sort: "team", audience: "everyone", town: 0 };
	const board = [{ ...team, id: 1, title: "A", parent: 2 }, { ...team, id: 2, title: "B", parent: 1 }];
	const plan = planOf({ board });
	const meeting = { plan, replica: twoTowns() };
	planMeet(meeting);
	assert.deepEqual(steps(plan, "board_add").map((one) => planFill(meeting, one)), [null, null]);
});

test("of two people of no town one needs one", () => {
	const file = {
		board: [{ id: 1, sort: "plenary" }],
		person: [{ id: 1, town: 0, name: "Sue", role: "steering" }, { id: 2, town: 0, name: "M", role: "moderator" }],
		idea: [{ id: 1, board: 1, author: 1, text: "a" }, { id: 2, board: 1, author: 2, text: "b" }],
	};
	const plan = planOf(file, "A");
	assert.deepEqual(steps(plan, "person_add").map(({ row }) => row["name"]), ["Sue"]);
	const meeting = { plan, replica: twoTowns() };
	planMeet(meeting);
	closeStep(plan, step(plan, "person_add"), "done", 41);
	const authors = steps(plan, "idea_add").map((one) => {
		const filled = planFill(meeting, one);
		return typeof filled === "object" && filled?.kind === "idea_add" ? filled.args.person : -1;
	});
	assert.deepEqual(authors, [41, 0]);
});

/* ---- ballots ---- */

// Two rounds of dots, a sealed ballot, one that is open, opinions; slips 3 and 4 of town A, 6 of B.
const decided = {
	town: [{ id: 1, name: "A" }, { id: 2, name: "B" }],
	board: [{ id: 1, sort: "plenary", town: 0 }],
	person: [
		{ id: 1, name: "M", town: 0 }, { id: 2, name: "Slip 3", town: 1 }, { id: 3, name: "Slip 4", town: 1 },
		{ id: 4, name: "Anna", town: 2 },
	],
	slip: [{ id: 3, town: 1, person: 2 }, { id: 4, town: 1, person: 3 }, { id: 6, town: 2, person: 0 }],
	idea: [
		{ id: 5, board: 1, author: 1, text: "x", hold: "hidden", reason: "r" }, { id: 6, board: 1, author: 3, text: "y" },
	],
	ballot: [
		{ id: 1, title: "O", method: "opinion", state: "open" },
		{
			id: 2, title: "D", method: "dots", state: "closed", secrecy: "plain", points: 3,
			options: [{ idea: 5, number: 0 }, { idea: 6, number: 0 }],
		},
		{
			id: 3, title: "D", method: "dots", state: "open", secrecy: "plain", points: 3, previous: 2,
			options: [{ idea: 6, number: 0 }],
		},
		{ id: 4, title: "S", method: "yesno", state: "closed", secrecy: "confidential" },
	],
	vote: [{ ballot: 1, idea: 6, person: 2, choice: "agree" }],
	paper: [
		{ ballot: 2, person: 2, choices: [{ idea: 6, number: 2 }] }, { ballot: 2, person: 4, choices: [], withdrawn: true },
		{ ballot: 3, person: 4, choices: [{ idea: 6, number: 3 }] }, { ballot: 4, person: 4, choices: [], sealed: "00" },
	],
};

test("ballots are held before their ideas are hidden", () => {
	const plan = planOf(decided);
	const places = [
		place(plan, "idea_add", 1), place(plan, "ballot_add", 1), place(plan, "ballot_open", 1), place(plan, "cast"),
		place(plan, "ballot_close"), place(plan, "idea_hide"),
	];
	assert.deepEqual(places, [...places].sort((a, b) => a - b));
	assert.ok(step(plan, "ballot_open", 1).wave < step(plan, "cast").wave);
});

test("a further round follows the one before; what was sealed or taken back is not entered", () => {
	const plan = planOf(decided);
	assert.equal(steps(plan, "ballot_repeat").length, 1);
	assert.ok(place(plan, "ballot_close") < place(plan, "ballot_repeat"));
	assert.ok(place(plan, "ballot_repeat") < place(plan, "cast", 1));
	const count = (["ballot_add", "ballot_open", "cast", "ballot_close"] as const).map((kind) => steps(plan, kind).length);
	assert.deepEqual(count, [3, 3, 2, 1]); // the second round is open at the end
});

test("people known by a slip vote by it", () => {
	const plan = planOf(decided);
	const meeting = { plan, replica: replicaNew() };
	// Slip 3's person has done nothing but vote; slip 4's has written an idea.
	assert.deepEqual(steps(plan, "person_add").map(({ old }) => old), [3, 4]);
	closeStep(plan, step(plan, "town_add"), "done", 7);
	assert.deepEqual(steps(plan, "slips_add").length, 2);
	assert.deepEqual(planFill(meeting, step(plan, "slips_add")), { kind: "slips_add", args: { town: 7, count: 2 } });
	closeStep(plan, step(plan, "slips_add"), "done", 101);
	closeStep(plan, step(plan, "idea_add", 1), "done", 61);
	closeStep(plan, step(plan, "ballot_add", 1), "done", 22);
	const filled = planFill(meeting, step(plan, "cast"));
	assert.deepEqual(filled, { kind: "cast", args: {
		ballot: 22, choices: [[61, 2]], check: new Uint8Array(0), withdraw: false, person: 0, slip: 101,
	} });
});

test("a prepared ballot of the same name is that one, once, and becomes like the file's", () => {
	const plan = planOf(decided);
	const replica = replicaNew();
	put(replica, "board", [9], { id: 9, title: "P", sort: "plenary", town: 0 });
	const ballot = { hidden: false, board: 0, secrecy: "plain", state: "prepared" };
	put(replica, "ballot", [1], { ...ballot, id: 1, title: "Opinions", method: "opinion", state: "open" });
	put(replica, "ballot", [2], { ...ballot, id: 2, title: "Other", method: "dots" });
	put(replica, "ballot", [3], { ...ballot, id: 3, title: "D", method: "dots" });
	const meeting = { plan, replica };
	const dots = step(plan, "ballot_add", 1);
	assert.deepEqual([0, 1].map((nth) => planFill(meeting, step(plan, "ballot_add", nth))), [1, 3]);
	const sealed = planFill(meeting, step(plan, "ballot_add", 2));
	assert.ok(typeof sealed === "object" && sealed?.kind === "ballot_add");
	assert.deepEqual([sealed.args.method, sealed.args.secrecy], ["yesno", "confidential"]);
	closeStep(plan, dots, "existing", 3);
	closeStep(plan, step(plan, "idea_add"), "done", 60);
	closeStep(plan, step(plan, "idea_add", 1), "done", 61);
	assert.equal(ballotMet(meeting, dots.row), 0);
	const edit = planFill(meeting, step(plan, "ballot_edit", 1));
	assert.ok(typeof edit === "object" && edit?.kind === "ballot_edit");
	assert.deepEqual([edit.args.ballot, edit.args.points, edit.args.options], [3, 3, [[60, 0], [61, 0]]]);
});
