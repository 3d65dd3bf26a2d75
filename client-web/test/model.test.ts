import assert from "node:assert/strict";
import { test } from "node:test";
import { timerLeftMs, timerText } from "../src/model/boards";
import { chunksOf } from "../src/model/chunks";
import { ideasGroups, ideasKeepOrder, ideasOrder, type IdeaOrder } from "../src/model/idea_list";
import { arrivalRead, routeRead, routeWrite, type Route } from "../src/model/route";
import { townMarks } from "../src/model/towns";
import type { IdeaRow } from "../src/protocol/generated";

test("a screen's address leads back to the screen", () => {
	const routes: Route[] = [
		{ screen: "board", board: 0 }, { screen: "board", board: 12 }, { screen: "idea", idea: 7 },
		{ screen: "ballots" }, { screen: "ballot", ballot: 3 }, { screen: "prepare", ballot: 0 },
		{ screen: "mine" }, { screen: "people" }, { screen: "me" },
	];
	for (const route of routes) assert.deepEqual(routeRead(routeWrite(route)), route);
	assert.deepEqual(routeRead("#/nonsense/x"), { screen: "board", board: 0 });
});

test("[HELLO-1] an arrival tells code, return link and nonsense apart", () => {
	assert.equal(arrivalRead("/j/kbwf-3n7q", "").code, "KBWF3N7Q");
	assert.equal(arrivalRead("/", "#3-00041061050R3GG28A1C60T3GF").returning?.session, 3);
	assert.deepEqual(arrivalRead("/", "#/people"), { code: null, returning: null, broken: false, hall: false });
	assert.deepEqual(arrivalRead("/hall/kbwf-3n7q", "#/board/3"), { code: "KBWF3N7Q", returning: null, broken: false, hall: true });
	assert.equal(arrivalRead("/", "#3-0004").broken, true);
	assert.equal(arrivalRead("/j/short", "").broken, true);
	assert.equal(arrivalRead("/j/%E0%A4%A", "").broken, true);
});

test("towns that share a first letter are told apart", () => {
	const marks = townMarks([
		{ id: 3, name: "Bad Blankenburg" }, { id: 1, name: "Saalfeld" }, { id: 2, name: "Suhl" },
	]);
	assert.deepEqual(marks.map((mark) => mark.initial), ["Sa", "Su", "B"]);
});

test("no two of 24 towns look alike", () => {
	const marks = townMarks(Array.from({ length: 24 }, (_, i) => ({ id: i + 1, name: `T${i}` })));
	assert.equal(new Set(marks.map((mark) => `${mark.accent} ${mark.pattern}`)).size, 24);
});

const idea = (id: number, town: number, more: Partial<IdeaRow> = {}): IdeaRow => ({
	id, board: 1, topic: 0, author: 1, town, audience: "everyone", stage: "idea",
	title: "", text: "", created_ms: id, edited_ms: 0, phase: 0, sort: 0, hold: "none", reason: "",
	locked: false, redacted: false, merged_into: 0, sent_up_to: 0, ...more,
});

test("ideas are ordered by newness, support, town and topic", () => {
	const ideas = [idea(2, 1, { topic: 8 }), idea(3, 2), idea(1, 2, { topic: 7 })];
	const counts = ({ id }: IdeaRow) => ({ agree: id === 1 ? 5 : 2, disagree: id === 2 ? 1 : 0, pass: 0 });
	const ids = (order: IdeaOrder) => ideasOrder(ideas, order, counts).map(({ id }) => id);
	assert.deepEqual(ids("new"), [2, 3, 1]);
	assert.deepEqual(ids("support"), [1, 3, 2]);
	assert.deepEqual(ids("town"), [2, 3, 1]);
	assert.deepEqual(ids("topic"), [1, 2, 3]);
});

test("an order that is kept puts what is new behind what was shown", () => {
	const kept = ideasKeepOrder([idea(4, 1), idea(3, 1), idea(2, 1)], [2, 9, 3]);
	assert.deepEqual(kept.map(({ id }) => id), [2, 3, 4]);
});

test("one's own newest ideas stand first, the others under their topics, none twice", () => {
	const ideas = [
		idea(9, 1, { topic: 7, author: 5 }), idea(8, 1, { topic: 7, author: 2 }), idea(1, 1, { topic: 7, author: 5 }),
		idea(7, 1, { author: 5 }), idea(6, 1, { author: 5 }), idea(5, 1),
	];
	const shown = (order: IdeaOrder, person: number) =>
		ideasGroups(ideas, order, person).map(({ by, id, ids }) => `${by} ${id}: ${ids.join()}`);
	assert.deepEqual(shown("topic", 5), ["own 0: 9,7,6", "topic 7: 8,1", "topic 0: 5"]);
	assert.deepEqual(shown("new", 5), ["own 0: 9,7,6", "all 0: 8,1,5"]);
	assert.deepEqual(shown("topic", 0), ["topic 7: 9,8,1", "topic 0: 7,6,5"]);
	assert.deepEqual(ideasGroups([], "topic", 5), []);
});

test("a list's pieces stay what they are when entries come and go", () => {
	const ids = Array.from({ length: 40 }, (_, i) => i + 1);
	const first = chunksOf(ids, 10, new Set());
	assert.deepEqual(first.map(({ key, ids: { length } }) => [key, length]), [[1, 10], [11, 10], [21, 10], [31, 10]]);
	const keys = new Set(first.map(({ key }) => key));
	const added = chunksOf([99, 98, ...ids.filter((id) => id !== 15)], 10, keys);
	assert.deepEqual(added.map(({ key, first: at, ids: { length } }) => [key, at, length]),
		[[1, 0, 12], [11, 12, 9], [21, 21, 10], [31, 31, 10]]);
	const grown = chunksOf(Array.from({ length: 60 }, (_, i) => 1000 + i).concat(ids), 10, keys);
	assert.ok(grown.every(({ ids: { length } }) => length <= 20));
	assert.equal(new Set(grown.map(({ key }) => key)).size, grown.length);
	assert.deepEqual(grown.flatMap((chunk) => chunk.ids).slice(60), ids);
	const shrunk = chunksOf(ids.filter((id) => id < 11 || id > 28), 10, keys);
	assert.deepEqual(shrunk.flatMap((chunk) => chunk.ids), ids.filter((id) => id < 11 || id > 28));
	assert.deepEqual(chunksOf([], 10, keys), []);
});

test("a timer never shows less than nothing", () => {
	assert.equal(timerLeftMs(0, 5), null);
	assert.equal(timerLeftMs(1000, 5000), 0);
	assert.equal(timerText(61000), "1:01");
	assert.equal(timerText(60001), "1:01");
	assert.equal(timerText(3600000), "1:00:00");
});
