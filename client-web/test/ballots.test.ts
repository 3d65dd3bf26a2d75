import assert from "node:assert/strict";
import { test } from "node:test";
import { ballotNews, ballotsOpen } from "../src/model/ballot_news";
import { ballotsCalling, castOnItsWay, castsRefused, hasVoted, isVoter, opinionOf, resultsHere } from "../src/model/ballots";
import { meOf } from "../src/model/me";
import { moneyRead, moneyShow } from "../src/model/money";
import { outcomesOf } from "../src/model/outcomes";
import { optionsOf, orderOf, orderPut, paperGet, paperOf, paperRead, paperSame, paperSet, paperSum, paperWrite, pointMove, type Paper } from "../src/model/paper";
import { numberMax, planNew, planOf, planRead, shareRead, type Plan } from "../src/model/prepare";
import { percentShow } from "../src/model/percent";
import { hasPrivate, partsOf, shareOf, standings } from "../src/model/results";
import { rowsAll, rowSignalsNew, type RowSignals } from "../src/model/rows";
import { ruleAnnounced, ruleDeciding } from "../src/model/rule";
import { turnoutOf, turnoutSum } from "../src/model/turnout";
import type { AnyRow } from "../src/protocol/codec";
import { commandShapes } from "../src/protocol/generated";
import type { BallotRow, RowKind, Rows } from "../src/protocol/generated";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";
import { memoryStore, receiptKeep, receiptRead } from "../src/sync/storage";
import { outboxAdd, outboxNew, outboxNumber, outboxRefused } from "../src/sync/outbox";

const plain: BallotRow = {
	id: 2, title: "?", method: "dots", state: "open", opened_ms: 1, closed_ms: 0, secrecy: "plain", hidden: false,
	board: 1, audience: "everyone", phase: 0, topic: 0, stages: [], sort: 0, options: [[4, 0], [5, 0], [6, 0]],
	roles: [], voters: [], points: 3, heap: 2, picks: 0, places: 0, threshold: 0, threshold_of: 0, quorum: 0,
	budget: 0, budget_rule: "none", utility: "none", weights: [], previous: 0, round: 1, papers: 0, eligible: 0,
	towns: 0, gathered: false, rule: "people",
};
const towns = [1, 2].map((id) => ({ id, name: `Stadt ${id}`, initial: "S", accent: 0, pattern: 0 }));

function rowsOf(...all: readonly (readonly [RowKind, readonly number[], object])[]): RowSignals {
	const replica = replicaNew();
	for (const [kind, key, fields] of all)
		replicaHold(replica, { kind, key, revision: 1, fields } as unknown as AnyRow);
	replicaPut(replica, new Uint8Array(0), 1);
	return { ...rowSignalsNew(), replica };
}

function ballotRow(changes: Partial<BallotRow>): readonly [RowKind, readonly number[], object] {
	const ballot = { ...plain, ...changes };
	return ["ballot", [ballot.id], ballot];
}

function resultRow(ballot: number, idea: number, rank: number, changes: Partial<Rows["result"]> = {}) {
	return ["result", [ballot, idea], {
		ballot, idea, agree: 0, disagree: 0, pass: 0, answers: 10, sum: 0, carried: 1, least: 0,
		score_people: 1e9 / rank, score_towns: 0, score_every_town: 0, withheld: false,
		rank_people: rank, rank_towns: 1, rank_every_town: 1,
		decision_people: "none", decision_towns: "none", decision_every_town: "none", beats: [], ...changes,
	}] as const;
}

test("points neither go below nothing, nor above heap and sum; none left on an option takes it out", () => {
	let paper: Paper = [];
	for (let i = 0; i < 4; i++) paper = pointMove(plain, paper, 4, 1);
	assert.equal(paperGet(paper, 4), 2);
	for (let i = 0; i < 4; i++) paper = pointMove(plain, paper, 5, 1);
	assert.deepEqual([paperGet(paper, 5), paperSum(paper)], [1, 3]);
	paper = pointMove(plain, paper, 5, -1);
	assert.deepEqual(paper, [[4, 2]]);
	assert.equal(pointMove(plain, paper, 6, -1), paper);
	assert.equal(paperGet(pointMove({ ...plain, heap: 0 }, paper, 4, 1), 4), 3);
});

test("an order keeps who is in it apart from who is not, wherever something is put", () => {
	assert.deepEqual(orderPut([4, 5, 6], 6, 0), [6, 4, 5]);
	assert.deepEqual(orderPut([4, 5, 6], 4, 9), [5, 6, 4]);
	assert.deepEqual(orderPut([4, 5, 6], 5, null), [4, 6]);
	assert.deepEqual(orderPut([4], 5, -1), [5, 4]);
	assert.deepEqual(orderOf(paperOf([6, 4, 5])), [6, 4, 5]);
});

test("the ballot's own question and deciding nothing are options of number 0", () => {
	assert.deepEqual(optionsOf({ ...plain, method: "resistance" }), [4, 5, 6, 0]);
	assert.deepEqual(optionsOf({ ...plain, method: "yesno" }), [4, 5, 6]);
	assert.deepEqual(optionsOf({ ...plain, method: "yesno", options: [] }), [0]);
	assert.deepEqual(optionsOf(plain), [4, 5, 6]);
});

test("a paper kept as text comes back as it was, without options that are gone", () => {
	const paper = paperSet(paperSet([], 5, 1), 9, 2);
	assert.deepEqual(paperRead(paperWrite(paper), plain), [[5, 1]]);
	assert.deepEqual(paperRead("[]", plain), []);
	for (const text of ["", "{}", "nonsense"]) assert.equal(paperRead(text, plain), null);
	assert.equal(paperSame([[4, 1], [5, 2]], [[5, 2], [4, 1]]), true);
	assert.equal(paperSame([[4, 1]], [[4, 2]]), false);
	assert.equal(paperSame([[4, 1]], [[4, 1], [5, 1]]), false);
});

test("amounts are read as people write them", () => {
	const cases: readonly (readonly [string, number | null])[] = [
		["12500", 1250000], ["12.500,00", 1250000], ["12 500,5", 1250050], ["1.234.567,89 €", 123456789],
		["12500.50", 1250050], ["0,01", 1], ["1,000.5", 100050], ["12'500", 1250000], ["1.234.567", 123456700],
		["", null], ["viel", null], ["abc", null], ["-5", null], ["1e3", null], ["5 €", 500],
	];
	for (const [text, cents] of cases) assert.equal(moneyRead(text), cents, text);
});

test("amounts that could be two are not guessed, nor slips of the finger", () => {
	const cases: readonly (readonly [string, number | null])[] = [
		["4.000", null], ["12,345", null], ["12.500", null], ["1.234.50", null], ["12 3", null], ["1.23,456", null], ["5,", null],
	];
	for (const [text, cents] of cases) assert.equal(moneyRead(text), cents, text);
	assert.equal(moneyShow(1250000, "de").replace(/\s/g, " "), "12.500 €");
	assert.equal(moneyShow(1250050, "en"), "€12,500.50");
});

test("shares are those that the server counts with", () => {
	const cell = { agree: 3, disagree: 1, pass: 2, answers: 6, sum: 0 };
	assert.equal(shareOf({ ...plain, method: "yesno" }, cell), 0.75);
	assert.equal(shareOf({ ...plain, method: "approval" }, cell), 0.5);
	assert.equal(shareOf({ ...plain, method: "opinion" }, cell), 0.5);
	assert.equal(shareOf(plain, { ...cell, sum: 9 }), 0.5);
	assert.equal(shareOf({ ...plain, method: "resistance" }, { ...cell, answers: 4, sum: 12 }), 0.7);
	assert.equal(shareOf({ ...plain, method: "ranking" }, { ...cell, answers: 2, sum: 8 }), 1);
	for (const method of ["yesno", "approval", "dots", "resistance", "ranking"] as const)
		assert.equal(shareOf({ ...plain, method }, { agree: 0, disagree: 0, pass: 0, answers: 0, sum: 0 }), 0);
});

test("a closed ballot stands as it was counted: places by the rule, ties named, movement since the round before", () => {
	const ballot = { ...plain, id: 3, state: "closed" as const, previous: 2, towns: 2 };
	const rows = rowsOf(
		ballotRow(ballot),
		resultRow(2, 4, 1), resultRow(2, 5, 3), resultRow(2, 6, 2),
		resultRow(3, 4, 2), resultRow(3, 5, 1, { beats: [[4, 6], [6, 4]] }),
		resultRow(3, 6, 2, { beats: [[5, 5]] }),
		["tally", [3, 5, 1], { ballot: 3, idea: 5, town: 1, agree: 5, disagree: 0, pass: 0, answers: 6, sum: 7 }],
	);
	const all = standings(rows, ballot, "people", towns);
	assert.deepEqual(all.map(({ option, rank, isTied, moved, beats }) => [option, rank, isTied, moved, beats]), [
		[5, 1, false, 2, 1], [4, 2, true, -1, 0], [6, 2, true, 0, 1],
	]);
	assert.deepEqual(all[0]?.byTown.map(({ cell }) => cell?.sum ?? null), [7, null]);
	assert.deepEqual(standings(rows, ballot, "towns", towns).map(({ rank }) => rank), [1, 1, 1]);
});

test("places move only between rounds of the same options", () => {
	const rows = rowsOf(resultRow(2, 4, 1), resultRow(2, 5, 2), resultRow(3, 4, 2), resultRow(3, 6, 1),
		resultRow(7, 4, 2), resultRow(7, 5, 0));
	const moved = (id: number) =>
		standings(rows, { ...plain, id, state: "closed", previous: 2 }, "people", towns).map((standing) => standing.moved);
	assert.deepEqual(moved(3), [null, null]);
	assert.deepEqual(moved(7), [null, -1]);
});

test("what a result withholds is taken from the score, where one is told it", () => {
	const withheld = resultRow(2, 4, 1, { withheld: true, score_people: 5e8, score_towns: 0, carried: 0, least: 0 });
	const ballot = { ...plain, state: "closed" as const, towns: 3 };
	const score = { ballot: 2, idea: 4, score_towns: 25e7, score_every_town: 1e8, carried: 2, least: 5e7 };
	const seen = (rows: RowSignals, rule: "people" | "towns" | "every_town") =>
		standings(rows, ballot, rule, towns, "moderator").map((s) => [s.share, s.carried, s.least, s.isWithheld])[0];
	assert.deepEqual(seen(rowsOf(withheld), "towns"), [0, 0, 0, true]);
	assert.deepEqual(seen(rowsOf(withheld), "people"), [0.5, 0, 0, true]);
	assert.deepEqual(seen(rowsOf(withheld, ["score", [2, 4], score]), "towns"), [0.25, 2, 0.05, false]);
	assert.deepEqual(seen(rowsOf(withheld, ["score", [2, 4], score]), "every_town"), [0.1, 2, 0.05, false]);
});

test("what only moderators are told shows to them alone, and only when they ask for it", () => {
	const cell = { agree: 2, disagree: 0, pass: 0, answers: 2, sum: 0 };
	const tally = (town: number, audience: "everyone" | "moderators") =>
		["tally", [2, 4, town], { ballot: 2, idea: 4, town, audience, ...cell }] as const;
	const ballot = { ...plain, state: "closed" as const, towns: 2 };
	const score = { ballot: 2, idea: 4, score_towns: 25e7, score_every_town: 1e8, carried: 2, least: 5e7 };
	const open = rowsOf(resultRow(2, 4, 1), tally(1, "everyone"), tally(2, "everyone"));
	const rows = rowsOf(
		resultRow(2, 4, 1, { withheld: true }), tally(1, "everyone"), tally(2, "moderators"), ["score", [2, 4], score]);
	const shown = (sight?: "hall" | "moderator") => standings(rows, ballot, "towns", towns, sight)
		.map(({ isWithheld, byTown }) => [isWithheld, byTown.map((at) => at.cell !== null)])[0];
	assert.deepEqual(shown(), [true, [true, false]]);
	assert.deepEqual(shown("hall"), [true, [true, false]]);
	assert.deepEqual(shown("moderator"), [false, [true, true]]);
	assert.deepEqual([hasPrivate(open, ballot), hasPrivate(rows, ballot)], [false, true]);
});

test("the cut stands between what is accepted, what is tied at it, and the rest, in order of places", () => {
	const decided = (idea: number, rank: number, decision_people: Rows["result"]["decision_people"]) =>
		resultRow(2, idea, rank, { decision_people });
	const cut = (...all: readonly ReturnType<typeof decided>[]) =>
		partsOf(standings(rowsOf(...all), { ...plain, state: "closed" }, "people", towns))
			.map(({ decision, standings: part }) => [decision, ...part.map(({ option }) => option)]);
	assert.deepEqual(cut(decided(4, 2, "tied"), decided(5, 1, "carried"), decided(6, 2, "tied"), decided(7, 4, "lost")),
		[["carried", 5], ["tied", 4, 6], ["lost", 7]]);
	// A budget: the cheap third is bought though the second is not.
	assert.deepEqual(cut(decided(4, 1, "carried"), decided(5, 2, "lost"), decided(6, 3, "carried")),
		[["carried", 4, 6], ["lost", 5]]);
	assert.deepEqual(cut(decided(4, 1, "none"), decided(5, 2, "none")), [["none", 4, 5]]);
});

test("what was announced decides, but people where towns cannot; of an idea that is told which came of it", () => {
	const closed = { ...plain, state: "closed" as const, towns: 3, rule: "every_town" as const };
	assert.deepEqual([ruleDeciding(plain), ruleDeciding(closed), ruleDeciding({ ...closed, towns: 0 })],
		["people", "every_town", "people"]);
	assert.deepEqual([ruleAnnounced({ ...closed, rule: "none" }), ruleAnnounced({ ...closed, towns: 0 })],
		["people", "every_town"]);
	// What is not closed announces, and decides nothing yet.
	assert.equal(ruleDeciding({ ...closed, state: "open", towns: 0 }), "every_town");
	const result = resultRow(2, 4, 1, { decision_people: "carried", rank_every_town: 2, decision_every_town: "lost" });
	const came = (ballot: Partial<BallotRow>) =>
		outcomesOf(rowsOf(ballotRow({ ...closed, ...ballot }), result), 4).map(({ rank, decision }) => [rank, decision]);
	assert.deepEqual(came({}), [[2, "lost"]]);
	assert.deepEqual(came({ towns: 0 }), [[1, "carried"]]);
});

test("who took their paper back has not voted", () => {
	const me = meOf(rowsOf(), { session: 1, person: 5, role: "citizen" });
	const voted = (withdrawn: boolean) => rowsOf(["voted", [2, 5], { ballot: 2, person: 5, town: 1, withdrawn }]);
	assert.deepEqual([hasVoted(rowsOf(), me, 2, []), hasVoted(voted(false), me, 2, []), hasVoted(voted(true), me, 2, [])],
		[false, true, false]);
});

test("while a ballot runs its options stand by what all say together, those without an answer last", () => {
	const rows = rowsOf(ballotRow({}),
		["total", [2, 6], { ballot: 2, idea: 6, agree: 2, disagree: 0, pass: 0, answers: 2, sum: 4 }],
		["turnout", [2, 1], { ballot: 2, town: 1, papers: 1 }], ["turnout", [2, 0], { ballot: 2, town: 0, papers: 1 }],
		["attendance", [1], { id: 1, persons: 4 }], ["board", [8], { id: 8, sort: "town", town: 1 }]);
	assert.deepEqual(standings(rows, plain, "people", towns).map(({ option, rank, isTied }) => [option, rank, isTied]),
		[[6, 1, false], [4, 2, true], [5, 2, true]]);
});

test("those of the towns and those of none are together who may vote, where everybody may", () => {
	const rows = rowsOf(ballotRow({}),
		["turnout", [2, 1], { ballot: 2, town: 1, papers: 1 }], ["turnout", [2, 0], { ballot: 2, town: 0, papers: 1 }],
		["attendance", [0], { id: 0, persons: 2 }], ["attendance", [1], { id: 1, persons: 4 }],
		["board", [8], { id: 8, sort: "town", town: 1 }], ["board", [9], { id: 9, sort: "team", town: 0 }]);
	const all = (fields: Partial<BallotRow>) => turnoutOf(rows, { ...plain, ...fields }, towns);
	const said = (fields: Partial<BallotRow>) =>
		all(fields).map(({ town, papers, persons }) => [town?.id ?? 0, papers, persons]);
	assert.deepEqual(said({}), [[1, 1, 4], [2, 0, 0], [0, 1, 2]]);
	assert.deepEqual(turnoutSum(all({})), { papers: 2, persons: 6 });
	assert.deepEqual(said({ voters: [8] }), [[1, 1, 4], [0, 1, 0]]);
	// How many are in a team or have a role is not known here.
	for (const fields of [{ voters: [9] }, { roles: ["steering" as const] }, { audience: "members" as const }]) {
		assert.deepEqual(said(fields), [[1, 1, 0], [2, 0, 0], [0, 1, 0]]);
		assert.deepEqual(turnoutSum(all(fields)), { papers: 2, persons: 0 });
	}
});

test("who may vote follows from role, boards and, for members' ballots, belonging", () => {
	const person = (id: number, town: number) => ["person", [id], { id, town }] as const;
	const rows = rowsOf(
		["board", [1], { id: 1, sort: "plenary", town: 0, leader: 0 }], ["board", [2], { id: 2, sort: "town", town: 1, leader: 0 }],
		["board", [3], { id: 3, sort: "team", town: 0, leader: 0 }], person(1, 1), person(2, 2),
		["seat", [2], { person: 2, team: 3, table: 0 }]);
	const me = (id: number, role: "citizen" | "observer" | "moderator" | "steering" = "citizen") =>
		meOf(rows, { session: 1, person: id, role });
	assert.equal(isVoter(rows, me(1), plain), true);
	assert.equal(isVoter(rows, me(1, "observer"), plain), false);
	assert.equal(isVoter(rows, me(0), plain), false);
	assert.equal(isVoter(rows, me(1), { ...plain, roles: ["steering"] }), false);
	assert.equal(isVoter(rows, me(1, "steering"), { ...plain, roles: ["steering"] }), true);
	assert.deepEqual([1, 2].map((id) => isVoter(rows, me(id), { ...plain, voters: [2] })), [true, false]);
	assert.deepEqual([1, 2].map((id) => isVoter(rows, me(id), { ...plain, voters: [2, 3] })), [true, true]);
	const members = { ...plain, board: 3, audience: "members" as const };
	assert.deepEqual([isVoter(rows, me(1), members), isVoter(rows, me(2), members), isVoter(rows, me(1, "moderator"), members)],
		[false, true, true]);
});

test("an idea's opinion ballot is the open one that it fits, that of the phase before others", () => {
	const idea = { id: 7, board: 1, topic: 3, sort: 0, stage: "idea" } as Rows["idea"];
	const opinion = (id: number, changes: Partial<BallotRow>) =>
		ballotRow({ id, method: "opinion", options: [], ...changes });
	const of = (...ballots: (readonly [RowKind, readonly number[], object])[]): number =>
		opinionOf(rowsOf(["board", [1], { id: 1, phase: 5 }], ...ballots), idea)?.id ?? 0;
	assert.equal(of(opinion(1, {}), opinion(2, { state: "closed" }), opinion(3, { state: "prepared" })), 1);
	assert.equal(of(opinion(1, {}), opinion(2, { board: 9 }), opinion(3, { topic: 4 }), opinion(4, { stages: ["done"] })), 1);
	assert.equal(of(opinion(1, { phase: 5 }), opinion(2, {})), 1);
	assert.equal(of(opinion(1, { phase: 4 }), opinion(2, {})), 2);
	assert.equal(of(opinion(1, { options: [[7, 0]], board: 9 })), 1);
	assert.equal(of(opinion(1, { options: [[8, 0]] })), 0);
});

test("where a phase looks back, the board's last results are shown, of each the newest round; else those of the phase", () => {
	const board = (phase: number) => ({ id: 1, phase } as Rows["board"]);
	const phase = (id: number, allows: readonly string[]) => ["phase", [id], { id, allows }] as const;
	const closed = (id: number, changes: Partial<BallotRow> = {}) =>
		ballotRow({ id, state: "closed", closed_ms: id, phase: 5, ...changes });
	const here = (at: number, ...ballots: (readonly [RowKind, readonly number[], object])[]) =>
		resultsHere(rowsOf(phase(5, []), phase(6, ["comments"]), phase(7, ["ideas"]), ...ballots), board(at), 2)
			.map(({ id }) => id);
	const three = [closed(2), closed(3), closed(4, { previous: 3 })];
	assert.deepEqual(here(5, ...three), [4]);
	assert.deepEqual(here(6, ...three), [4, 2]);
	assert.deepEqual(here(7, ...three), []);
	assert.deepEqual(here(6, ...three, ballotRow({ id: 9, phase: 6 })), [], "while one votes");
	assert.deepEqual(here(6, ...three, closed(8, { board: 2 }), closed(7, { method: "opinion" })), [4, 2]);
	assert.deepEqual(here(7, closed(2, { phase: 0 })), [2]);
});

test("a plan that leaves numbers out makes a ballot with what is usual", () => {
	const ideas = [4, 5, 6, 7, 8].map((id) =>
		["idea", [id], { id, board: 1, topic: id === 4 ? 3 : 0, sort: 0, stage: "idea", hold: "none", merged_into: 0 }] as const);
	const rows = rowsOf(...ideas, ["idea", [9], { id: 9, board: 1, hold: "waiting", merged_into: 0 }]);
	const read = (changes: Partial<Plan>) => planRead(rows, { ...planNew(1), title: " Was? ", ...changes });
	const dots = read({ method: "dots" }).args;
	assert.deepEqual([dots?.title, dots?.points, dots?.heap, dots?.options.length], ["Was?", 3, 2, 0]);
	const choose = read({ method: "choose", picks: "2" }).args;
	assert.deepEqual([choose?.picks, choose?.places], [2, 2]);
	const topic = read({ method: "approval", topic: 3 }).args;
	assert.deepEqual([topic?.topic, topic?.options], [3, []]);
	assert.deepEqual(read({ method: "yesno", topic: 3, stages: ["idea"] }).args?.stages, ["idea"]);
	assert.deepEqual(read({ method: "approval", source: "picked", picked: [5], topic: 3 }).args?.topic, 0);
	assert.deepEqual(read({ source: "picked", picked: [6, 5, 9] }).args?.options, [[5, 0], [6, 0]]);
	assert.deepEqual(read({ method: "yesno" }).args?.options.length, 5);
	assert.deepEqual(read({ method: "yesno", source: "question", threshold: "2/3" }).args?.threshold_of, 3);
	const budget = read({ method: "budget", budget: "100", costs: { 4: "50", 5: "" } }).args;
	assert.deepEqual([budget?.options, budget?.budget], [[[4, 5000]], 10000]);
	assert.equal(read({ secrecy: "confidential", hidden: false }).args?.hidden, true);
	assert.equal(read({ method: "opinion", secrecy: "confidential", hidden: false }).args?.secrecy, "plain");
	assert.deepEqual(read({ title: " ", method: "budget" }).faults, ["title", "options", "budget"]);
	assert.deepEqual(read({ title: "T".repeat(120) }).faults, []);
	assert.deepEqual(read({ title: "T".repeat(121) }).faults, ["title"]);
	assert.equal(read({ title: " Was\ntun? " }).args?.title, "Was tun?");
	assert.deepEqual(read({ quorum: "zehn" }).faults, ["quorum"]);
	assert.deepEqual(read({ quorum: "4294967296" }).faults, ["quorum"]);
	assert.deepEqual(read({ places: "1e3" }).faults, ["places"]);
	assert.deepEqual(read({ method: "dots", heap: "-5" }).faults, ["heap"]);
	assert.deepEqual(read({ method: "opinion", quorum: "zehn" }).faults, []);
	const bad = { 4: "50", 5: "abc", 6: "-5", 7: "4.000", 8: "1e3" };
	assert.deepEqual(read({ method: "budget", budget: "100", costs: bad }).faults, ["cost-5", "cost-6", "cost-7", "cost-8"]);
	assert.deepEqual(read({ method: "dots", points: "viele" }).faults, ["points"]);
});

test("shares are read as people write them, and shortened; what is none is told", () => {
	const cases: readonly (readonly [string, readonly [number, number] | null])[] = [
		["60 %", [3, 5]], ["50%", [1, 2]], ["4/6", [2, 3]], [" 3 / 5 ", [3, 5]], ["100%", [1, 1]],
		["0%", null], ["5/4", null], ["", null], ["60", null], ["2/0", null], ["-1/2", null], ["1e1/20", null],
	];
	for (const [text, share] of cases) assert.deepEqual(shareRead(text), share, text);
	const read = (changes: Partial<Plan>) => planRead(rowsOf(), {
		...planNew(1), title: "?", method: "yesno", source: "question", threshold: "other", ...changes,
	});
	assert.deepEqual([read({ share: "60 %" }).args?.threshold, read({ share: "60 %" }).args?.threshold_of], [3, 5]);
	assert.deepEqual(read({ share: "viel" }).faults, ["share"]);
});

test("weights are given to all towns or to none", () => {
	const rows = rowsOf(["town", [1], { id: 1, name: "A" }], ["town", [2], { id: 2, name: "B" }],
		["idea", [4], { id: 4, board: 1, topic: 0, sort: 0, stage: "idea", hold: "none", merged_into: 0 }]);
	const read = (weights: Plan["weights"], changes: Partial<Plan> = {}) => planRead(rows, {
		...planNew(1), title: "?", method: "budget", budget: "100", costs: { 4: "50" }, weights, ...changes,
	});
	assert.deepEqual(read({}).args?.weights, []);
	assert.deepEqual(read({ 1: "2", 2: " 1 " }).args?.weights, [[1, 2], [2, 1]]);
	assert.deepEqual(read({ 1: "2", 2: "" }).faults, ["weight-2"]);
	assert.deepEqual(read({ 1: "0", 2: "0" }).faults, ["weight-1"]);
	assert.deepEqual(read({ 1: "x" }, { method: "approval" }).args?.weights, []);
});

test("a prepared ballot that is changed keeps what was not touched", () => {
	const rows = rowsOf(["town", [1], { id: 1, name: "A" }], ["town", [2], { id: 2, name: "B" }],
		...[4, 5].map((id) => ["idea", [id], { id, board: 1, topic: 0, sort: 0, stage: "idea", hold: "none", merged_into: 0 }] as const));
	const kept = (changes: Partial<BallotRow>) => {
		const ballot = { ...plain, points: 0, heap: 0, options: [], ...changes };
		const args = planRead(rows, planOf(ballot)).args;
		assert.ok(args !== null);
		for (const [name, value] of Object.entries(args))
			assert.deepEqual(value, ballot[name as keyof BallotRow], `${ballot.method}: ${name}`);
	};
	kept({ method: "approval", topic: 3, sort: 2, stages: ["idea", "profile"], roles: ["steering", "member"], voters: [3, 4], phase: 6, places: 4, quorum: 7 });
	kept({ method: "yesno", threshold: 3, threshold_of: 5, places: 1, options: [[4, 0], [5, 0]], secrecy: "named" });
	kept({ method: "dots", points: 4, heap: 0, hidden: true, secrecy: "confidential" });
	kept({ method: "choose", picks: 2, places: 1, hidden: false, rule: "every_town" });
	kept({ method: "budget", options: [[4, 1250], [5, 300]], budget: 100000, budget_rule: "shares", utility: "count", weights: [[1, 3], [2, 0]], picks: 2 });
});

test("the largest numbers of a plan are those of the command", () => {
	const fields = new Map(commandShapes.ballot_add.fields.map(([name, , max]) => [name, max]));
	for (const [name, max] of Object.entries(numberMax)) assert.equal(fields.get(name), max, name);
});

test("a receipt is kept for its session and ballot, and goes with the paper", () => {
	const store = memoryStore();
	receiptKeep(store, 7, 2, { check: "00000-0000-0001", choices: [[4, 1]] });
	assert.deepEqual(receiptRead(store, 7, 2)?.choices, [[4, 1]]);
	assert.equal(receiptRead(store, 7, 3), null);
	receiptKeep(store, 7, 2, null);
	assert.deepEqual(store.keys(), []);
});

test("[CMD-5] the last paper on its way counts as cast, a refused one is a draft", () => {
	const outbox = outboxNew(5, 0);
	const cast = (id: string, withdraw: boolean, slip = 0) => outboxAdd(outbox, id, {
		kind: "cast", args: { ballot: 2, choices: [[4, 1]], check: new Uint8Array(0), withdraw, person: 0, slip },
	}, 0);
	const first = cast("a", false);
	const second = cast("b", true);
	outboxNumber(outbox, first, 1);
	outboxNumber(outbox, second, 2);
	assert.equal(castOnItsWay(outbox.entries, 2)?.args.withdraw, true);
	outboxRefused(outbox, second, 142, "zu spät");
	assert.equal(castOnItsWay(outbox.entries, 2)?.id, first.id);
	assert.deepEqual(castsRefused(outbox.entries, 2).map(({ message }) => message), ["zu spät"]);
	assert.equal(castOnItsWay(outbox.entries, 3), undefined);
	// What one enters for somebody else is not one's own.
	const slip = cast("c", false, 17);
	assert.equal(castOnItsWay(outbox.entries, 2)?.id, first.id);
	outboxNumber(outbox, slip, 3);
	outboxRefused(outbox, slip, 189, "schon eingetragen");
	assert.equal(castsRefused(outbox.entries, 2).length, 1);
});

test("a share is written as the page's language writes it", () => {
	assert.deepEqual([percentShow(0.5, "de"), percentShow(2 / 3, "leicht"), percentShow(0.5, "en")],
		["50\u00a0%", "67\u00a0%", "50%"]);
});

const anna = {
	person: 7, role: "citizen", town: 2, team: 0, table: 3, muted: false, participates: true, moderates: false,
} as const;

test("a ballot opened for one's vote is news before one that was closed, and nothing is news twice", () => {
	const opinion = ballotRow({ id: 9, method: "opinion" });
	const others = ballotRow({ id: 8, roles: ["steering"] });
	const rows = rowsOf(opinion, others, ballotRow({ id: 4, state: "closed" }), ballotRow({ id: 5 }), ballotRow({ id: 6, state: "prepared" }));
	const news = (before: readonly number[]): number | undefined => ballotNews(rows, anna, before)?.id;
	assert.deepEqual(ballotsOpen(rows), [5, 8]);
	assert.equal(news([5, 8]), undefined);
	assert.equal(news([5]), undefined);
	assert.equal(news([4, 5, 8]), 4);
	assert.equal(news([4]), 5);
	assert.equal(news([4, 6]), 5);
	assert.equal(ballotNews(rows, { ...anna, participates: false }, [4])?.id, 4);
});

test("a table calls to its own ballots and to those above it in which one may vote", () => {
	const board = (id: number, parent: number, sort: string) =>
		["board", [id], { id, parent, sort, phase: id, town: 0, leader: 0 }] as const;
	const rows = rowsOf(
		board(1, 0, "plenary"), board(2, 0, "plenary"), board(3, 1, "table"),
		ballotRow({ id: 4, board: 1 }), ballotRow({ id: 5, board: 1, phase: 1 }), ballotRow({ id: 6, board: 1, phase: 3 }),
		ballotRow({ id: 7, board: 1, roles: ["steering"] }), ballotRow({ id: 8, board: 3, roles: ["steering"] }),
		ballotRow({ id: 9, board: 2 }), ballotRow({ id: 10, board: 0 }), ballotRow({ id: 11, board: 1, method: "opinion" }),
		ballotRow({ id: 12, board: 1, state: "closed" }));
	const table = rowsAll(rows, "board").find(({ id }) => id === 3)!;
	assert.deepEqual(ballotsCalling(rows, anna, table).map(({ id }) => id), [10, 8, 5, 4]);
});
