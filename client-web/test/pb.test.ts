// Files of pabulib.org: read, brought into a session's form, made of a ballot and written. The cases of reading
// are those of tests/unit/cli_pb.c.
import assert from "node:assert/strict";
import { test } from "node:test";
import { amountShow, PbFault, pbTally, type PbFile } from "../src/model/pb/file";
import { pbIntoFile } from "../src/model/pb/into";
import { pbOfBallot } from "../src/model/pb/out_of";
import { pbRead } from "../src/model/pb/read";
import { pbWrite } from "../src/model/pb/write";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { AnyRow } from "../src/protocol/codec";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

const meta = (type: string, more = "budget;100"): string => `META\nkey;value\n${more}\nvote_type;${type}\n`;
const projects = "PROJECTS\nproject_id;cost\na;10\nb;20\nc;30\n";
const votes = "VOTES\nvoter_id;vote\n";
const approval = (rest: string): string => meta("approval") + projects + votes + rest;
const costing = (cost: string): string => `${meta("approval")}PROJECTS\nproject_id;cost\na;${cost}\n${votes}`;
const pointed = (rest: string): string => `${meta("cumulative")}${projects}VOTES\nvote;points\n${rest}`;

function faultOf(work: () => unknown): string {
	try {
		work();
	} catch (fault) {
		if (fault instanceof PbFault) return `${fault.line} ${fault.why} ${fault.what}`.trimEnd();
		throw fault;
	}
	return "none";
}

function refused(text: string, why: string): void {
	assert.equal(faultOf(() => pbRead(text)), why, text);
}

// A vote as its projects' ids and points: "a:1 b:1".
function vote({ projects: all, votes: given }: PbFile, index: number): string | undefined {
	return given[index]?.choices.map(({ project, points }) => `${all[project]?.id}:${points}`).join(" ");
}

/* ---- reading ---- */

test("a plain file is read", () => {
	const pb = pbRead(approval("1;a,b\n2;\n3;c\n"));
	assert.deepEqual([pb.budget, pb.decimals, pb.projects.length, pb.projects[2]?.cost], [100, 0, 3, 30]);
	assert.deepEqual([0, 1, 2, 3].map((index) => vote(pb, index)), ["a:1 b:1", "", "c:1", undefined]);
});

test("columns come in any order, in quotes and CR LF; unknown ones say nothing", () => {
	const pb = pbRead("META\r\nvalue;key\r\n100;budget\r\napproval;vote_type\r\nx;unheard_of\r\n" +
		"PROJECTS\r\nselected;name;category;cost;votes;project_id\r\n" +
		"1;\"A \"\"fine\"\" one; really\";parks;10;7;a\r\n0;;;20;None;b\r\n" +
		"VOTES\r\nvote;age;neighborhood;voter_id\r\n\"b, a\";63;West;v1\r\n;;;v2\r\n");
	assert.deepEqual(pb.projects.map(({ name, selected }) => [name, selected]), [["A \"fine\" one; really", 1], ["", 0]]);
	assert.equal(vote(pb, 0), "b:1 a:1");
	assert.deepEqual(pb.votes.map(({ voter, town, choices }) => [voter, town, choices.length]), [["v1", "West", 2], ["v2", "", 0]]);
});

test("a byte order mark, blank lines and white space say nothing", () => {
	const text = "\uFEFF\n meta ;\n key ; value \nbudget; 100 \n\nvote_type;Approval\n;\nprojects\nproject_id;cost\na;10\nb;5\n" +
		"votes\nvote\na , b\nnone\n";
	const pb = pbRead(text);
	assert.deepEqual([vote(pb, 0), vote(pb, 1), pb.votes.length], ["a:1 b:1", "", 2]);
});

test("costs are exact, with a point or a comma", () => {
	const pb = pbRead(`${meta("approval", "budget;1000000,5")}PROJECTS\nproject_id;cost\na;12.25\nb;0,10\nc;7\nd;3.000\n${votes}`);
	assert.deepEqual([pb.decimals, pb.budget], [2, 100000050]);
	assert.deepEqual(pb.projects.map(({ cost }) => cost), [1225, 10, 700, 300]);
	assert.deepEqual([amountShow(10, 2), amountShow(7, 0)], ["0.10", "7"]);
	const most = pbRead(`${meta("approval", "budget;9007199254740991")}PROJECTS\nproject_id;cost\na;9007199254740991\n${votes}`);
	assert.deepEqual([most.budget, most.projects[0]?.cost], [9007199254740991, 9007199254740991]);
});

test("points and ranks are read", () => {
	const cumulative = pbRead(`${meta("cumulative")}${projects}VOTES\nvoter_id;points;vote\n1;2.5,1;a,b\n2;;\n3;4;c\n`);
	assert.deepEqual([cumulative.pointDecimals, vote(cumulative, 0), vote(cumulative, 2)], [1, "a:25 b:10", "c:40"]);
	const scoring = pbRead(`${meta("scoring")}${projects}VOTES\nvote;points\na,b;0,3\n`);
	assert.equal(vote(scoring, 0), "a:0 b:3");
	assert.deepEqual(pbTally(scoring).map(({ votes: papers, score }) => [papers, score]), [[0, 0], [1, 3], [0, 0]]);
	const ordinal = pbRead(`${meta("ordinal")}${projects}VOTES\nvote\nc,a,b\nb\n`);
	assert.deepEqual([vote(ordinal, 0), vote(ordinal, 1)], ["c:2 a:1 b:0", "b:0"]);
	assert.equal(vote(pbRead(`${meta("choose-1")}${projects}VOTES\nvote\nc\n`), 0), "c:1");
});

test("a broken vote is named by its line", () => {
	refused(approval("1;a\n2;a,x\n"), "13 choice_unknown x");
	refused(approval("1;\"a,ü\"\n"), "12 choice_unknown ü");
	refused(approval("1;b,a,b\n"), "12 choice_twice b");
	refused(approval("1;a,,b\n"), "12 choice_missing");
	refused(approval("1;a\n2;b\n1;c\n"), "14 voter_twice 1");
	refused(approval("1;a;;7\n"), "12 cells 2");
	refused(approval("1;\"a\n2;b\n"), "12 quote");
	refused(approval("1;\"a\"b\n"), "12 quote");
	refused(approval("1;\0\n"), "12 not_text");
	refused(`${meta("choose-1")}${projects}${votes}1;a,b\n`, "12 choice_one");
});

test("lines are counted through cells of several lines", () => {
	refused(approval("\"1\n1\";a\n\n\"\n2\";x\n"), "16 choice_unknown x");
});

test("a broken cost is named", () => {
	for (const [cost, why] of [
		["-5", "7 amount_negative -5"],
		["", "7 amount_missing"],
		["ten", "7 amount_none ten"],
		["1.000.000", "7 amount_none 1.000.000"],
		["1e6", "7 amount_none 1e6"],
		["0.0000001", "7 amount_fine 0.0000001"],
		["99999999999999999999", "7 amount_large 99999999999999999999"],
		["9999999999999999", "9 costs_large"],
	] as const) refused(costing(cost), why);
	refused(`${meta("approval", "budget;9999999999999999")}${projects}${votes}`, "11 budget_large");
	refused(costing("9007199254740991\nb;1"), "10 costs_large");
	refused(`${meta("approval")}PROJECTS\nproject_id;cost\na;1\nb;2\na;3\n${votes}`, "9 project_twice a");
	refused(`${meta("approval")}PROJECTS\nproject_id;cost\n;1\n${votes}`, "7 project_missing");
	refused(`${meta("approval")}PROJECTS\nproject_id;cost\n"a,b";1\n${votes}`, "7 project_comma a,b");
	refused(`${meta("approval")}PROJECTS\nproject_id;name\na;b\n${votes}`, "6 column_missing cost");
	refused(`${meta("approval")}PROJECTS\nproject_id;cost;Cost\na;1;1\n${votes}`, "6 column_twice cost");
});

test("a missing part is named", () => {
	refused("", "1 part_missing META");
	refused("a;b\n", "1 no_meta");
	refused(meta("approval"), "4 part_missing PROJECTS");
	refused(meta("approval") + projects, "9 part_missing VOTES");
	refused(meta("approval") + votes, "5 part_order VOTES");
	refused(`${meta("approval")}META\n`, "5 part_twice META");
	refused("META\nkey;wert\n", "2 column_missing value");
	refused("META\nPROJECTS\n", "2 no_columns META");
	refused(`META\nkey;value\nvote_type;approval\n${projects}${votes}`, "4 no_budget");
	refused(`META\nkey;value\nbudget;1\n${projects}${votes}`, "4 no_type");
	refused(meta("approval", "budget;1\nunit;a\nunit;b") + projects, "5 key_twice unit");
	refused(meta("range"), "4 type_unknown range");
	refused(`${meta("approval")}PROJECTS\nproject_id;cost\n${votes}`, "8 no_projects");
});

test("broken points are named, and papers with too much", () => {
	refused(pointed("a,b;1\n"), "12 points_few");
	refused(pointed("a;1,2\n"), "12 points_many");
	refused(pointed("a;-1\n"), "12 amount_negative -1");
	refused(pointed("a\n"), "12 no_points");
	refused(pointed("a;1000000001\n"), "12 points_large");
	refused(`${meta("cumulative")}${projects}${votes}1;a\n`, "11 column_missing points");
	refused(`${meta("scoring", "budget;1\nmax_sum_points;10")}${projects}VOTES\nvote;points\na,b;6,5\n`, "13 points_together");
	refused(`${meta("approval", "budget;1\nmax_length;1")}${projects}VOTES\nvote\na,b\n`, "13 choice_many 1");
});

/* ---- writing ---- */

const plain: PbFile = {
	description: "", country: "", unit: "", instance: "", rule: "", dateBegin: "", dateEnd: "", type: "approval",
	budget: 0, maxLength: 0, decimals: 0, pointDecimals: 0, projects: [], votes: [],
};

test("what is written is read again, byte for byte", () => {
	const text = pbWrite({
		...plain, description: "Quarrels; and \"peace\"\nin two towns", budget: 100050, decimals: 2,
		projects: [
			{ id: "12", name: "Bench; green", cost: 2500, selected: 1 }, { id: "13", name: "", cost: 99999, selected: 0 },
		],
		votes: [
			{ voter: "1", town: "West", choices: [{ project: 1, points: 1 }, { project: 0, points: 1 }] },
			{ voter: "2", town: "", choices: [] },
		],
	});
	assert.equal(text, "META\nkey;value\ndescription;\"Quarrels; and \"\"peace\"\" in two towns\"\n" +
		"num_projects;2\nnum_votes;2\nbudget;1000.50\nvote_type;approval\n" +
		"PROJECTS\nproject_id;cost;votes;name;selected\n12;25.00;1;\"Bench; green\";1\n13;999.99;1;;0\n" +
		"VOTES\nvoter_id;vote;neighborhood\n1;13,12;West\n2;;\n");
	assert.equal(pbWrite(pbRead(text)), text);
});

test("points survive writing; voters without a name are counted", () => {
	const text = pbWrite(pbRead(`${meta("scoring")}${projects}VOTES\nvote;points\na,b;2.5,1\nnone;\nc;4\n`));
	assert.equal(text.slice(text.indexOf("PROJECTS")), "PROJECTS\nproject_id;cost;votes;score;name\n" +
		"a;10;1;2.5;\nb;20;1;1.0;\nc;30;1;4.0;\nVOTES\nvoter_id;vote;points\n1;a,b;2.5,1.0\n2;;\n3;c;4.0\n");
	assert.equal(pbWrite(pbRead(text)), text);
});

/* ---- into a session ---- */

function session(): RowSignals {
	const replica = replicaNew();
	const put = (kind: string, fields: Readonly<Record<string, unknown>>): void =>
		void replicaHold(replica, { kind, key: [fields["id"]], revision: 1, fields } as unknown as AnyRow);
	put("town", { id: 2, name: "Jena" });
	put("town", { id: 1, name: "Saalfeld" });
	put("board", { id: 1, sort: "plenary", title: "Plenum" });
	put("board", { id: 4, sort: "town", title: "Saalfeld", audience: "everyone", town: 1, places: 0 });
	replicaPut(replica, new Uint8Array(1), 1);
	return { ...rowSignalsNew(), replica };
}

const into = (text: string, as: Partial<{ board: number; town: number; withVotes: boolean }> = {}) =>
	pbIntoFile(session(), pbRead(text), { board: 1, town: 0, withVotes: false, ...as });

const small = `${meta("approval", "description;Small money\nbudget;1000,50\nrule;equalshares/add1-votes\nmax_length;2")}PROJECTS\n` +
	`cost;project_id;name\n300.25;a;Benches\n500;b;"Trees\nand more"\n7;c;${"x".repeat(130)}\n8;d;\n`;

test("projects become ideas of a prepared budget ballot; long names are cut for the title", () => {
	const file = into(small + votes);
	assert.deepEqual(file["idea"]?.map(({ id, board, topic, author }) => [id, board, topic, author]),
		[1, 2, 3, 4].map((id) => [id, 1, 0, 1]));
	assert.deepEqual(file["idea"]?.map(({ title, text }) => [title, text]), [
		["Benches", "Benches"], ["Trees and more", "Trees\nand more"], [`${"x".repeat(119)}…`, "x".repeat(130)], ["Project d", "Project d"],
	]);
	assert.deepEqual(file["ballot"], [{
		id: 1, title: "Small money", method: "budget", secrecy: "plain", state: "prepared", board: 0,
		options: [30025, 50000, 700, 800].map((number, i) => ({ idea: i + 1, number })),
		budget: 100050, picks: 2, budget_rule: "add1_votes", utility: "cost",
	}]);
	assert.deepEqual(file["town"], [{ id: 1, name: "Saalfeld" }, { id: 2, name: "Jena" }]);
	assert.deepEqual([file["board"], file["person"]], [[{ id: 1, sort: "plenary" }], [{ id: 1, town: 0 }]]);
	assert.deepEqual([file["slip"], file["paper"]], [[], []]);
});

test("no title takes more bytes than it may, and no character is cut in two", () => {
	const [idea] = into(`${meta("approval")}PROJECTS\nproject_id;cost;name\na;1;${"👩‍👩‍👧".repeat(40)}\n${votes}`)["idea"] ?? [];
	const bytes = new TextEncoder().encode(String(idea?.["title"])).length;
	assert.ok(bytes <= 480 && bytes > 470 && !String(idea?.["title"]).includes("\uFFFD"), String(bytes));
});

test("on a board of a town the ballot is that board's", () => {
	const file = into(approval(""), { board: 4 });
	assert.deepEqual(file["board"]?.[1], { id: 5, sort: "town", title: "Saalfeld", audience: "everyone", town: 1, parent: 1, places: 0 });
	assert.deepEqual([file["ballot"]?.[0]?.["board"], file["idea"]?.[0]?.["board"]], [5, 5]);
	const [{ picks } = { picks: -1 }] = into(`${meta("approval", "budget;1\nmax_length;3")}${projects}${votes}`)["ballot"] ?? [];
	assert.equal(picks, 0, "as many as there are is no limit");
	assert.deepEqual([file["ballot"]?.[0]?.["title"], file["ballot"]?.[0]?.["budget_rule"]], ["Participatory budget", null]);
});

test("votes come in by slips of the towns they name, town by town", () => {
	const rest = "VOTES\nvoter_id;vote;neighborhood\nv1;a,b;jena\nv2;b;Saalfeld\nv3;;Jena\nv4;b,a;Gera\n";
	const file = into(small + rest, { withVotes: true, town: 1 });
	assert.deepEqual(file["slip"], [[1, 1], [2, 1], [3, 2], [4, 2]].map(([id = 0, town]) => ({ id, town, person: id + 1 })));
	assert.deepEqual(file["person"]?.slice(1).map(({ id, name, town }) => [id, name, town]),
		[[2, "–", 1], [3, "–", 1], [4, "–", 2], [5, "–", 2]]);
	assert.deepEqual(file["paper"]?.map(({ ballot, person, choices }) => [ballot, person, choices]), [
		[1, 2, [{ idea: 2, number: 1 }]], [1, 3, [{ idea: 2, number: 1 }, { idea: 1, number: 1 }]],
		[1, 4, [{ idea: 1, number: 1 }, { idea: 2, number: 1 }]], [1, 5, []],
	]);
	assert.equal(file["ballot"]?.[0]?.["state"], "open");
	assert.equal(faultOf(() => into(small + rest, { withVotes: true })), "0 town_unknown Gera");
	assert.equal(faultOf(() => into(approval("v9;a\n"), { withVotes: true })), "0 town_missing v9");
});

test("what has no points is not chosen, but whoever is last in an order is", () => {
	const chosen = (text: string): unknown[] =>
		(into(text, { withVotes: true, town: 1 })["paper"] ?? []).map(({ choices }) => (choices as { idea: number }[]).map(({ idea }) => idea));
	assert.deepEqual(chosen(pointed("a,b;0,3\n")), [[2]]);
	assert.deepEqual(chosen(`${meta("ordinal")}${projects}VOTES\nvote\nc,a\n`), [[3, 1]]);
});

test("what a session cannot hold is refused before anything is taken", () => {
	assert.equal(faultOf(() => into(costing("0"))), "0 cost_cents a");
	assert.equal(faultOf(() => into(costing("1.005"))), "0 cost_cents a");
	assert.equal(faultOf(() => into(costing("1.010"))), "none");
	assert.equal(faultOf(() => into(costing("1.25"))), "none");
	assert.equal(faultOf(() => into(costing("180143985094.81"))), "none");
	assert.equal(faultOf(() => into(costing("180143985094.82"))), "0 cost_cents a");
	assert.equal(faultOf(() => into(`${meta("approval", "budget;0")}${projects}${votes}`)), "0 budget_cents");
	const many = Array.from({ length: 501 }, (_, i) => `${i};1\n`).join("");
	assert.equal(faultOf(() => into(`${meta("approval")}PROJECTS\nproject_id;cost\n${many}${votes}`)), "0 projects_many 501");
	const papers = approval("a\n".repeat(20_001)).replace("voter_id;vote", "vote");
	assert.equal(faultOf(() => into(papers, { withVotes: true, town: 1 })), "0 votes_many 20001");
});

/* ---- out of a session ---- */

const ballot = {
	id: 3, title: "Money", method: "budget", state: "open", secrecy: "plain", opened_ms: 0, closed_ms: 0, picks: 0,
	budget: 100000, towns: 0, budget_rule: null as string | null, rule: null as string | null,
	options: [{ idea: 7, number: 20000 }, { idea: 5, number: 30000 }],
};

const paper = (person: number, town: number, ...ideas: readonly number[]) =>
	({ ballot: 3, person, town, withdrawn: false, choices: ideas.map((idea) => ({ idea, number: 1 })) });

function out(changed: Partial<typeof ballot>, more: { readonly [kind: string]: readonly object[] } = {}): PbFile {
	const pb = pbOfBallot({
		session: [{ title: "S" }],
		town: [{ id: 1, name: "West" }, { id: 2, name: "East" }, { id: 3, name: "Mid" }],
		idea: [{ id: 5, title: "", text: "Trees" }, { id: 7, title: "Bench…", text: "Benches" }],
		ballot: [{ ...ballot, ...changed }],
		...more,
	}, 3);
	assert.ok(pb !== null);
	return pb;
}

test("whole sums need no decimals; a title that was cut is told whole; a ballot that is gone makes no file", () => {
	const pb = out({});
	assert.deepEqual([pb.decimals, pb.budget, pb.unit, pb.description], [0, 1000, "S", "Money"]);
	assert.deepEqual(pb.projects, [
		{ id: "7", name: "Benches", cost: 200, selected: null }, { id: "5", name: "Trees", cost: 300, selected: null },
	]);
	assert.deepEqual([out({ budget: 100050 }).decimals, out({ budget: 100050 }).projects[0]?.cost], [2, 20000]);
	assert.equal(pbOfBallot({}, 3), null);
});

test("dates are those of the place where the page is", () => {
	const { dateBegin, dateEnd } = out({ opened_ms: new Date(2026, 2, 5, 23, 59).getTime() });
	assert.deepEqual([dateBegin, dateEnd], ["05.03.2026", ""]);
});

test("the rule is the one that decides; unknown where towns do", () => {
	for (const [changed, rule] of [
		[{}, "equalshares/add1"],
		[{ budget_rule: "greedy" }, "greedy"],
		[{ budget_rule: "shares" }, "equalshares"],
		[{ budget_rule: "add1_exhaustive" }, "equalshares/add1-exhaustive"],
		[{ budget_rule: "add1_votes", rule: "people" }, "equalshares/add1-votes"],
		[{ rule: "towns" }, "unknown"],
		[{ rule: "towns", state: "closed", towns: 2 }, "unknown"],
		[{ rule: "towns", state: "closed" }, "equalshares/add1"],
	] as const) assert.equal(out(changed).rule, rule, JSON.stringify(changed));
});

test("selected are the winners by that rule, once it is closed", () => {
	const outcome = [
		{ ballot: 3, rule: "people", budget_rule: "add1", winners: [5] },
		{ ballot: 3, rule: "every_town", budget_rule: "greedy", winners: [7] },
		{ ballot: 4, rule: "people", budget_rule: "greedy", winners: [7] },
	];
	const selected = (changed: Partial<typeof ballot>) => out(changed, { outcome }).projects.map((project) => project.selected);
	assert.deepEqual(selected({}), [null, null]);
	assert.deepEqual(selected({ state: "closed" }), [0, 1]);
	assert.deepEqual(selected({ state: "closed", rule: "every_town", towns: 2, budget_rule: "shares" }), [1, 0]);
	assert.deepEqual(selected({ state: "closed", budget_rule: "greedy" }), [null, null]);
});

test("votes stand by what they say, withdrawn ones not at all; of a confidential ballot the published ones", () => {
	const papers = [paper(9, 0, 5, 7), paper(8, 0, 7), { ...paper(6, 0, 7), withdrawn: true }, paper(7, 0), paper(5, 0, 5),
		{ ...paper(4, 0, 7), ballot: 4 }];
	const said = (pb: PbFile): (string | undefined)[] => pb.votes.map((_, i) => vote(pb, i));
	assert.deepEqual(said(out({}, { paper: papers })), ["", "5:1", "7:1", "7:1 5:1"]);
	assert.deepEqual(out({}, { paper: papers }).votes.map(({ voter }) => voter), ["1", "2", "3", "4"]);
	const published = [{ ballot: 3, number: 1, town: 0, choices: [{ idea: 7, number: 1 }] }];
	assert.deepEqual(said(out({ secrecy: "confidential", state: "closed" }, { paper: papers, published })), ["7:1"]);
});

test("[VOTE-9] towns of which few people voted are not named, nor who would tell what these said together", () => {
	const of = (...counts: readonly number[]): string => {
		const papers = counts.flatMap((count, i) => Array.from({ length: count }, (_, person) => paper(person + 100 * i, i + 1, 5)));
		return out({}, { paper: papers }).votes.map(({ town }) => town[0] ?? "-").join("");
	};
	assert.equal(of(5, 6), "WWWWWEEEEEE");
	assert.equal(of(5, 6, 4), "---------EEEEEE");
	assert.equal(of(6, 5, 4), "---------WWWWWW");
	assert.equal(of(5, 4, 3), "-------WWWWW");
	assert.equal(of(6, 6, 1), "-------EEEEEE");
	assert.equal(of(3), "---");
});
