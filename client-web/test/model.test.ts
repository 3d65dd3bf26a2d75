import assert from "node:assert/strict";
import { test } from "node:test";
import { timerLeftMs, timerText } from "../src/model/boards";
import { ideasOrder } from "../src/model/ideas";
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
	assert.deepEqual(arrivalRead("/", "#/people"), { code: null, returning: null, broken: false });
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

test("ideas are ordered by newness, support and town", () => {
	const idea = (id: number, created_ms: number, town: number): IdeaRow => ({
		id, board: 1, topic: 0, author: 1, town, audience: "everyone", stage: "idea",
		title: "", text: "", created_ms, edited_ms: 0, phase: 0, sort: 0, hold: "none", reason: "",
		locked: false, redacted: false, merged_into: 0, sent_up_to: 0,
	});
	const ideas = [idea(1, 10, 2), idea(2, 30, 1), idea(3, 20, 2)];
	const counts = (id: number) => ({ agree: id === 1 ? 5 : 2, disagree: id === 2 ? 1 : 0, pass: 0 });
	const ids = (order: "new" | "support" | "town") => ideasOrder(ideas, order, counts).map((i) => i.id);
	assert.deepEqual(ids("new"), [2, 3, 1]);
	assert.deepEqual(ids("support"), [1, 3, 2]);
	assert.deepEqual(ids("town"), [2, 3, 1]);
});

test("a timer never shows less than nothing", () => {
	assert.equal(timerLeftMs(0, 5), null);
	assert.equal(timerLeftMs(1000, 5000), 0);
	assert.equal(timerText(61000), "1:01");
	assert.equal(timerText(60001), "1:01");
	assert.equal(timerText(3600000), "1:00:00");
});
