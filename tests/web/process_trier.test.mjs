// Institutions of three towns and the administration answer six questions, each in its own workshop and at its own
// pace, and make a concept with visions, goals and measures of the answers; each goal has its manager; a few years
// later it is revised: as tests/e2e/process_trier.sh, in the page alone, in English.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import {
	answersCall, bar, barWithMore, beamer, callWitness, card, casts, closesBallot, comments, desk, dots, givesLead, goesTo, goesToBallot,
	hosts, invites, joins, leadsOn, moderates, openProcess, opensBallot, opensIdea, opensPage, opensPerson, shows, showsDesk,
	writes,
} from "./process.mjs";

/** What several people do, each at their own device and at their own pace. */
const each = (people, does) => Promise.all(people.map((one) => does(...[one].flat())));

const ownBallot = "What does our town bring to the plenary?";
const concept = "Should this be in our concept for the future?";
const goals = "Which goal comes first?";
const isOver = "This invitation is no longer valid.";

let hall;
let mona; // has made the session
let petra; // moderates with her
let olga; // of the newspaper, reads
let wall; // in the workshop of Konz, later before all
let clara, ulf, hanna; // Trier
let willi, sonja; // Konz, where Herta Lang has no device
let tina, kurt; // Schweich
let anke, paul; // the administration
before(async () => (hall = await openProcess()));
after(() => hall.close());

test("a link for each town lets in as many institutions as were agreed, for that town", async () => {
	mona = await hosts(hall, {
		title: "Our region in 2045: a concept", towns: ["Trier", "Konz", "Schweich", "Administration"],
		method: "Managing the future: six questions", name: "Mona", language: "en",
	});
	const citizens = (town, uses) => invites(mona, { role: "Participant", town, uses });
	const [moderator, trier, konz, schweich, office, press] = [
		await invites(mona, { role: "Moderator", uses: 1 }), await citizens("Trier", ""), await citizens("Konz", 2),
		await citizens("Schweich", ""), await citizens("Administration", ""),
		await invites(mona, { role: "Observer", town: "none in particular", uses: 1 }),
	];
	await hall.picture(mona, "invitations", { fullPage: true });
	const invited = (name, link, institution, plan) => joins(hall, name, "", { link, institution, ...plan });
	[petra, clara, ulf, hanna] = await Promise.all([
		joins(hall, "Petra", "", { link: moderator, options: desk, slow: true }),
		invited("Clara", trier, "Chamber of commerce"), invited("Ulf", trier, "University"),
		invited("Hanna", trier, "Hospital"),
	]);
	[willi, sonja, tina, kurt] = await Promise.all([
		invited("Willi", konz, "Winegrowers"), invited("Sonja", konz, "Secondary school", { slow: true }),
		invited("Tina", schweich, "Tourist office"), invited("Kurt", schweich, "Crafts"),
	]);
	[anke, paul, olga] = await Promise.all([
		invited("Anke", office, "Mayor’s office"), invited("Paul", office, "Planning office"),
		invited("Olga", press, "Newspaper"),
	]);
	const late = await opensPage(hall);
	await late.goto(konz);
	await late.getByText(isOver).waitFor();
	const lost = await invites(mona, { role: "Moderator" });
	await mona.locator(".invitations li", { hasText: "Moderator" }).getByRole("button", { name: "Revoke" }).click();
	await mona.getByRole("button", { name: "Yes, revoke" }).click();
	await late.goto(lost);
	await late.getByText(isOver).waitFor();
	await late.context().close();
});

test("who has no device is entered; each workshop has a leader, who leads it and no other", async () => {
	await showsDesk(mona, "People");
	await mona.getByText("Add a person without a device").click();
	const form = mona.locator("form", { has: mona.getByRole("button", { name: "Add", exact: true }) });
	await form.getByLabel("Name", { exact: true }).fill("Herta Lang");
	await form.getByLabel("Town").selectOption({ label: "Konz" });
	await form.getByRole("button", { name: "Add", exact: true }).click();
	await mona.getByText("Herta Lang takes part now.").waitFor();
	for (const [name, town] of [["Clara", "Trier"], ["Willi", "Konz"], ["Tina", "Schweich"], ["Anke", "Administration"]])
		await givesLead(mona, name, town);
	await hall.picture(mona, "people", { fullPage: true });
	await goesTo(clara, "Konz");
	assert.equal(await clara.getByRole("region", { name: "Moderation", exact: true }).count(), 0);
	assert.equal(await olga.getByLabel("Your idea").count(), 0);
});

test("question 1: each town writes under its fields; what Herta says is written down for her", async () => {
	await each([
		[clara, "Trier"], [ulf, "Trier"], [hanna, "Trier"], [willi, "Konz"], [sonja, "Konz"], [mona, "Konz"],
		[tina, "Schweich"], [kurt, "Schweich"], [anke, "Administration"], [paul, "Administration"],
	], goesTo);
	const region = await bar(mona);
	await region.getByText("More", { exact: true }).click();
	const path = await region.getByRole("link", { name: /^Open the hall screen/ }).getAttribute("href");
	wall = await opensPage(hall, beamer);
	await wall.goto(hall.url + path);
	await each([
		[clara, "Online trade empties the shops of the old town", { topic: "Economy" }],
		[hanna, "One in three of us will be over 65", { topic: "Society and culture" }],
		[willi, "Summers are drier every year", { topic: "Economy" }],
		[tina, "Guests stay two nights and no longer a week", { topic: "Economy" }],
		[anke, "The state moves duties to us without the money", { topic: "Politics" }],
	], writes);
	assert.equal(await sonja.getByRole("option", { name: "In 10 years" }).count(), 0);
	const line = await opensPerson(mona, "Herta Lang");
	await line.getByText("Write down an idea of Herta Lang").click();
	await line.getByLabel("Their idea").fill("Nobody under 50 comes to our afternoons");
	await line.getByLabel("Topic").selectOption({ label: "Society and culture" });
	await hall.picture(mona, "an idea for who has no device", { fullPage: true });
	await line.getByRole("button", { name: "Add idea" }).click();
	await mona.getByText("The idea of Herta Lang is on “Konz” now.").waitFor();
	await card(sonja, "Nobody under 50").getByText("Herta Lang").waitFor();
	await wall.getByText("Nobody under 50").first().waitFor();
	await hall.picture(wall, "wall of a workshop");
});

test("a name that must not be kept leaves the idea; who insists is muted for a while", async () => {
	await writes(sonja, "Our neighbour Josef Klein lets his vineyard rot", { topic: "Economy" });
	await goesTo(mona, "Konz");
	await (await moderates(mona, "Josef Klein")).getByRole("button", { name: "Redact …" }).click();
	const dialog = mona.getByRole("dialog", { name: "Rewrite this contribution" });
	await dialog.locator("textarea").fill("Vineyards are given up");
	await dialog.getByRole("button", { name: "Replace for good" }).click();
	await card(willi, "Vineyards are given up").waitFor();
	assert.equal(await willi.getByText("Josef Klein").count(), 0);
	const line = await opensPerson(mona, "Sonja");
	await line.getByRole("button", { name: "Mute", exact: true }).click();
	await sonja.getByText("The moderators have muted you.").first().waitFor();
	await hall.picture(sonja, "muted");
	await line.getByRole("button", { name: "Mute", exact: true }).click();
	await sonja.getByLabel("Your idea").waitFor();
});

test("each workshop goes at its own pace; an opportunity is turned round from a change", async () => {
	const lead = async (page, ...questions) => {
		for (const question of questions) await leadsOn(page, `Question ${question}`);
	};
	await each([[clara, "2: opportunities", "3: risks", "4: visions"], [tina, "2: opportunities"], [anke, "2: opportunities"]], lead);
	await sonja.locator(".phase h2", { hasText: "Question 1: changes" }).waitFor();
	await leadsOn(willi, "Question 2: opportunities");
	await writes(willi, "Drought makes old vines valuable");
	await writes(paul, "Empty shops are rooms for something new");
	await goesTo(mona, "Administration");
	await links(mona, "Empty shops are rooms", "has been turned round from", "Online trade");
	await opensIdea(paul, "Empty shops are rooms");
	await paul.locator(".idea-full li", { hasText: "Turned round from" }).getByRole("link", { name: /^Online trade/ }).click();
	await paul.locator(".idea-full li", { hasText: "Turned round into" }).waitFor();
	await hall.picture(paul, "a change and what was made of it");
	await goesTo(paul, "Administration");
	await shows(mona, "Lead");
	await hall.picture(mona, "each at its own question", { fullPage: true });
});

/** A moderator says how an idea of the board shown belongs to another one. */
async function links(page, idea, relation, other) {
	await (await moderates(page, idea)).getByRole("button", { name: "Link …" }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("This idea").selectOption({ label: relation });
	await dialog.getByLabel(/^Number or words/).fill(other);
	await dialog.getByRole("radio", { name: new RegExp(other) }).check();
	await hall.picture(page, "linking");
	await dialog.getByRole("button", { name: "Link", exact: true }).click();
	await dialog.waitFor({ state: "detached" });
}

test("of two moderators who press next at once one leads, and the other is told where the board is now", async () => {
	for (const page of [mona, petra]) await goesTo(page, "Konz");
	petra.line.hold();
	await leadsOn(mona, "Question 3: risks");
	await (await bar(petra)).getByRole("button", { name: "Next: Question 3: risks" }).click();
	petra.line.release();
	await petra.getByText(/New phase: Question 3|The board is in another phase by now/).waitFor();
	await petra.locator(".phase h2", { hasText: "Question 3: risks" }).waitFor();
	await writes(sonja, "Whoever leaves for university does not come back");
	await leadsOn(willi, "Question 4: visions");
	for (const question of ["3: risks", "4: visions"])
		await each([tina, anke], (page) => leadsOn(page, `Question ${question}`));
});

test("question 4: the town in 5, 10 and 30 years; a wiped phone comes back, and the old link is void", async () => {
	await each([
		[ulf, "Students stay because they find a flat", { topic: "In 10 years" }],
		[hanna, "The city cools itself: trees, water, white roofs", { topic: "In 30 years" }],
		[sonja, "Shade on every way to school", { topic: "In 30 years" }],
		[kurt, "Each workshop finds an apprentice", { topic: "In 5 years" }],
		[tina, "Our region earns its energy itself", { topic: "In 30 years" }],
		[paul, "The river has its flood plains back", { topic: "In 30 years" }],
	], writes);
	await goesTo(olga, "Trier");
	await olga.getByRole("heading", { name: /^In 30 years/ }).waitFor();
	await hall.picture(olga, "visions", { fullPage: true });
	const line = await opensPerson(mona, "Hanna");
	await line.getByRole("button", { name: "New return link" }).click();
	await line.getByRole("button", { name: "Yes, new link" }).click();
	await hanna.getByText("You have been given a new link").waitFor();
	await hanna.context().close();
	hanna = await opensPage(hall);
	await hanna.goto(await line.locator("input[readonly]").inputValue());
	await goesTo(hanna, "Trier");
	await card(hanna, "The city cools itself").locator(".by-name", { hasText: "you" }).waitFor();
});

test("questions 5 and 6: what must be done now, and by what one will see it; what comes too late is handed back", async () => {
	await each([clara, willi, tina, anke], (page) => leadsOn(page, "Question 5: leadership"));
	await writes(clara, "The council decides on one fund for empty shops");
	await each([clara, willi, tina, anke], (page) => leadsOn(page, "Question 6: milestones"));
	await (await barWithMore(willi)).getByLabel("Timer").selectOption({ label: "20 min" });
	await (await barWithMore(willi)).getByRole("button", { name: "Start (20 min)" }).click();
	await wall.getByRole("timer").getByText(/^(20:00|19:\d\d)$/).waitFor();
	await writes(clara, "The first three shops are let anew", { topic: "Within a year" });
	sonja.line.hold();
	await leadsOn(willi, "The town chooses");
	await sonja.getByLabel("Your idea").fill("A milestone that comes too late");
	await sonja.getByRole("button", { name: "Add idea" }).click();
	sonja.line.release();
	await sonja.getByText("Your idea was not saved").waitFor();
	assert.equal(await sonja.locator(".refused textarea").inputValue(), "A milestone that comes too late");
	await hall.picture(sonja, "too late");
	await sonja.getByRole("button", { name: "Discard" }).click();
	await each([clara, tina, anke], (page) => leadsOn(page, "The town chooses"));
});

test("a town, and nobody else, chooses with dots what it brings; its leader sends that up", async () => {
	await goesTo(mona, "Trier");
	await opensBallot(mona, ownBallot);
	await each([
		[clara, ownBallot, { "The city cools": 2, "The first three": 2, "Online trade": 1 }],
		[ulf, ownBallot, { "The city cools": 2, "Online trade": 2 }], [hanna, ownBallot, { "The city cools": 2 }],
	], dots);
	await shows(sonja, "Vote");
	await hall.picture(sonja, "ballots of others", { fullPage: true });
	await goesTo(mona, "Trier");
	await mona.locator(".phase").getByRole("link", { name: `Ballot open: ${ownBallot}` }).click(); // she has no vote in it
	await mona.getByRole("button", { name: "Close the ballot" }).click();
	await mona.getByRole("button", { name: "Yes, close for good" }).click();
	await mona.locator("#result-title").waitFor();
	assert.match((await mona.locator(".standing-name").allTextContents())[0], /The city cools/);
	await hall.picture(mona, "what Trier has chosen", { fullPage: true });
	await shows(mona, "Ideas"); // back to the board that she is leading
	await mona.locator('.tabs a[aria-current="page"]', { hasText: "Trier" }).waitFor();
	await each([
		[clara, "Trier", "The city cools", "The first three"], [willi, "Konz", "Shade on every way"],
		[tina, "Schweich", "Our region earns"], [anke, "Administration", "The river has"],
	], async (page, town, ...chosen) => {
		await goesTo(page, town);
		for (const idea of chosen) {
			await (await moderates(page, idea)).getByRole("button", { name: "Send up to “Plenary”" }).click();
			await card(page, idea).getByText("Sent up as").waitFor();
		}
	});
});

test("the plenary has it with author and town; what means the same is merged, and taken apart again", async () => {
	await each([petra, olga, sonja], (page) => goesTo(page, "Plenary"));
	await card(olga, "Shade on every way").getByText("Sonja").waitFor();
	await card(olga, "Shade on every way").getByText("Konz").first().waitFor();
	const merges = async () => {
		await (await moderates(petra, "Shade on every way")).getByRole("button", { name: "Merge …" }).click();
		const dialog = petra.getByRole("dialog");
		await dialog.getByRole("radio", { name: /The city cools/ }).check();
		await dialog.getByRole("button", { name: "Merge", exact: true }).click();
		await card(sonja, "Shade on every way").waitFor({ state: "detached" });
	};
	await merges();
	await petra.locator(".said").getByRole("button", { name: "Undo" }).click();
	await card(sonja, "Shade on every way").waitFor();
	await merges();
	await opensIdea(petra, "The city cools");
	await petra.getByRole("button", { name: /^Unmerge/ }).click();
	await card(sonja, "Shade on every way").waitFor();
	await petra.locator("a.back").click();
	await merges();
	await card(olga, "The city cools").getByText("1 idea merged into it").waitFor();
});

test("principles follow from the visions, goals from the principles, measures from the goals", async () => {
	await each([mona, hanna, paul, clara, kurt], (page) => goesTo(page, "Plenary"));
	const region = await bar(mona);
	await region.getByText("More", { exact: true }).click();
	await region.getByLabel("Phase of this board").selectOption({ label: "7. Guiding principles" });
	await region.getByText("More", { exact: true }).click();
	await writes(hanna, "We are the region of shade and water", { title: "Shade and water" });
	await links(mona, "The city cools", "is part of", "Shade and water");
	await leadsOn(mona, "Goals");
	await writes(paul, "By 2035 ten degrees less on every square at noon", { title: "Cool squares" });
	await writes(sonja, "By 2030 a bus every 15 minutes between three towns", { title: "Buses" });
	await writes(clara, "By 2032 nothing in the old town stands empty", { title: "Shops" });
	await links(mona, "ten degrees less", "is part of", "Shade and water");
	await leadsOn(mona, "Measures");
	for (const [goal, measure] of [
		["Cool squares", "Plant 500 trees along the ways to school"], ["Buses", "One timetable for all"],
		["Shops", "A fund that pays half the rent"],
	]) {
		await writes(kurt, measure);
		await links(mona, measure, "is part of", goal);
	}
	await opensIdea(kurt, "ten degrees less");
	await kurt.locator(".idea-full li", { hasText: "Part of" }).getByRole("link", { name: "Shade and water" }).waitFor();
	await kurt.locator(".idea-full li", { hasText: "Has as a part" }).getByRole("link", { name: /^Plant 500/ }).waitFor();
	await hall.picture(kurt, "a goal and its measures", { fullPage: true });
});

async function says(page, opinions) {
	await goesTo(page, "Plenary");
	for (const [idea, way] of Object.entries(opinions)) {
		const pressed = card(page, idea).getByRole("button", { name: new RegExp(`^${way}`) });
		await pressed.click();
		await pressed.and(page.locator('[aria-pressed="true"]')).waitFor();
	}
}

test("the plenary weighs: what the largest town wants alone is not carried in every town", async () => {
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "Weigh");
	const [shops, cool, buses] = ["nothing in the old town", "ten degrees less", "every 15 minutes"];
	await each([
		[clara, { [shops]: "Agree", [cool]: "Agree", [buses]: "Agree" }],
		[ulf, { [shops]: "Agree", [cool]: "Agree", [buses]: "Agree" }],
		[hanna, { [shops]: "Agree", [cool]: "Pass", [buses]: "Agree" }],
		[willi, { [shops]: "Agree", [cool]: "Agree", [buses]: "Disagree" }],
		[sonja, { [shops]: "Disagree", [cool]: "Agree", [buses]: "Disagree" }],
		[tina, { [shops]: "Agree", [cool]: "Agree", [buses]: "Agree" }],
		[kurt, { [shops]: "Disagree", [cool]: "Agree", [buses]: "Agree" }],
		[anke, { [shops]: "Disagree", [cool]: "Agree", [buses]: "Agree" }],
		[paul, { [shops]: "Disagree", [cool]: "Agree", [buses]: "Agree" }],
	], says);
	await hall.picture(willi, "weighing", { fullPage: true });
	await goesToBallot(mona, concept);
	await mona.getByRole("button", { name: "All eyes here" }).first().click();
	await olga.getByRole("region", { name: "Shared view" }).getByText(concept).waitFor();
	await hall.picture(olga, "all eyes on the opinions");
	await mona.getByRole("button", { name: "Close the ballot" }).click();
	await mona.getByLabel("As the hall sees it").uncheck();
	await mona.getByRole("tab", { name: "In every town" }).click();
	await mona.locator(".standing", { hasText: "Cool squares" }).getByText("carried in 4 of 4").waitFor();
	const order = (await mona.locator(".standing-name").allTextContents()).map((name) => /Cool|Buses|Shops/.exec(name)?.[0]);
	assert.deepEqual(order.filter((name) => name !== undefined), ["Cool", "Buses", "Shops"]);
	await hall.picture(mona, "in every town", { fullPage: true });
	await mona.getByRole("region", { name: "Shared view" }).getByRole("button", { name: "End for all" }).click();
	await goesTo(ulf, "Plenary");
	assert.equal(await card(ulf, "ten degrees less").getByRole("button", { name: /^Agree/ }).count(), 0);
});

test("most put the shops first, but the buses win against each other goal, two by two; Herta votes by a slip", async () => {
	await wall.goto(`${hall.url}/hall/${hall.code}`);
	await goesTo(mona, "Plenary");
	await opensBallot(mona, goals);
	const ranks = async (page, ...order) => {
		await goesTo(page, "Plenary");
		await answersCall(page, goals);
		for (const goal of order) await page.getByRole("button", { name: `Add to the order: ${goal}` }).click();
		await casts(page);
	};
	const shopsFirst = ["Shops", "Buses", "Cool squares"];
	const coolFirst = ["Cool squares", "Buses", "Shops"];
	await each([
		...[clara, ulf, hanna, tina].map((page) => [page, ...shopsFirst]),
		...[sonja, willi, kurt].map((page) => [page, ...coolFirst]),
		...[anke, paul].map((page) => [page, "Buses", "Cool squares"]),
	], ranks);
	await hall.picture(tina, "ranked", { fullPage: true });
	await shows(mona, "Vote");
	await mona.getByRole("link", { name: "Slips for people without a phone" }).click();
	await mona.getByLabel("For which town?").selectOption({ label: "Konz" });
	await mona.getByLabel("How many?").fill("1");
	await mona.getByRole("button", { name: "Number", exact: true }).click();
	await mona.getByText("New: slips 1 to 1").waitFor();
	await mona.getByRole("link", { name: `Enter: ${goals}` }).click();
	await mona.getByRole("textbox", { name: "Number of the slip" }).fill("1");
	await mona.getByLabel("What does it say?").fill("2 1 3"); // cool squares, buses, shops
	await hall.picture(mona, "a slip", { fullPage: true });
	await mona.getByRole("button", { name: "Enter", exact: true }).click();
	await mona.locator(".slip-item", { hasText: "Slip 1" }).getByText("entered", { exact: true }).waitFor();
	await wall.getByText("The result is shown when the ballot has closed.").waitFor();
	await hall.picture(wall, "wall ranking");
	await closesBallot(mona, goals);
	await wall.locator(".hall-standing").first().getByText("Buses").waitFor();
	await hall.picture(wall, "wall ranking closed");
	await goesToBallot(ulf, goals);
	await ulf.locator(".standing", { hasText: "Buses" }).locator("summary").click();
	await ulf.locator(".standing", { hasText: "Buses" }).getByText("One against one ahead of 2 of 2 others; 13 rank points").waitFor();
	await hall.picture(ulf, "why the buses", { fullPage: true });
});

test("each goal has a manager, who leads its team and no other", async () => {
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "Who takes it in hand");
	await goesTo(paul, "Plenary");
	await comments(paul, "ten degrees less", "I am the manager of this goal");
	await showsDesk(mona, "Settings");
	await mona.getByText("New board", { exact: true }).click();
	const form = mona.locator("form", { has: mona.getByRole("button", { name: "Add the board" }) });
	for (const [goal, manager] of [["Cool squares", "Paul"], ["Buses", "Sonja"], ["Shops", "Clara"]]) {
		await form.getByLabel("Title of the board").fill(`Goal: ${goal}`);
		await form.getByLabel("Places that people may take themselves").fill("6");
		await form.getByRole("button", { name: "Add the board" }).click();
		await mona.getByText(`“Goal: ${goal}” is there.`).waitFor();
		const line = mona.locator(".set-boards li", { hasText: `Goal: ${goal}` });
		await line.locator("summary").click();
		await line.getByRole("button", { name: "Choose who leads" }).click();
		const dialog = mona.getByRole("dialog");
		await dialog.getByLabel("Name or institution").fill(manager);
		await dialog.getByRole("radio", { name: manager }).check();
		await dialog.getByRole("button", { name: "Make the leader" }).click();
		await line.getByText(`Led by ${manager}`).waitFor();
	}
	await hall.picture(mona, "a board for each goal", { fullPage: true });
	await each([kurt, hanna, willi], async (page) => {
		await goesTo(page, "Goal: Cool squares");
		await page.getByRole("button", { name: "Take a place at “Goal: Cool squares”" }).click();
		await page.getByRole("button", { name: "Leave “Goal: Cool squares”" }).waitFor();
	});
	await each([sonja, tina, paul], (page) => goesTo(page, "Goal: Cool squares"));
	assert.equal(await sonja.getByRole("region", { name: "Moderation", exact: true }).count(), 0);
	await writes(kurt, "First step: measure all squares in July");
	await card(tina, "First step").getByText("Measure", { exact: true }).waitFor();
	await tina.getByText("Only the members of this board write here.").waitFor();
	await hall.picture(tina, "a team seen from outside", { fullPage: true });
});

test("the steering group says how far each goal has come, and nobody else reads it", async () => {
	for (const name of ["Anke", "Ulf"]) {
		const line = await opensPerson(mona, name);
		await line.getByLabel("Role").selectOption({ label: "Steering group" });
		await line.locator(".person-open", { hasText: "Steering group" }).waitFor();
	}
	for (const [page, goal] of [[ulf, "ten degrees less"], [anke, "every 15 minutes"]]) {
		await goesTo(page, "Plenary");
		await opensIdea(page, goal);
		await page.getByLabel("How far it has come").selectOption({ label: "Selected" });
		await goesTo(page, "Steering group");
	}
	await writes(anke, "We meet every three months");
	await card(ulf, "We meet every three months").getByText("Agreement").waitFor();
	await hall.picture(ulf, "steering group", { fullPage: true });
	await goesTo(tina, "Steering group");
	await tina.getByText("Only the members of this board read what is written here.").waitFor();
	assert.equal(await card(tina, "We meet every three months").count(), 0);
	await goesTo(tina, "Plenary");
	await opensIdea(tina, "ten degrees less");
	await tina.locator(".topic-chip", { hasText: "Selected" }).waitFor();
	assert.equal(await tina.getByLabel("How far it has come").count(), 0);
});

test("the concept is there to read; all input is paused and goes on", async () => {
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "The concept");
	await tina.getByText("No comments in this phase.").waitFor();
	await shows(mona, "Lead");
	await mona.getByRole("button", { name: "Pause all input" }).click();
	await kurt.getByText("The moderators have paused all input.").first().waitFor();
	await hall.picture(mona, "all paused", { fullPage: true });
	await mona.getByRole("button", { name: "Pause all input" }).click();
	await kurt.getByLabel("Your idea").waitFor();
	await hall.picture(wall, "wall concept");
	await examine(wall, "the wall with the concept");
});

test("the revision begins with the old goals and how far they have come", async () => {
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "Revision");
	await (await bar(mona)).getByRole("button", { name: "Last phase" }).waitFor();
	await leadsOn(paul, "Goal team: report");
	await goesTo(paul, "Plenary");
	await comments(paul, "ten degrees less", "Four squares are done, three are planned");
	for (const [page, goal, stage] of [[ulf, "ten degrees less", "Running"], [anke, "every 15 minutes", "Done"]]) {
		await goesTo(page, "Plenary");
		await opensIdea(page, goal);
		await page.getByLabel("How far it has come").selectOption({ label: stage });
	}
	await goesTo(kurt, "Plenary");
	await writes(kurt, "Heat pumps have become cheap");
	await card(kurt, "Heat pumps").getByText("Change", { exact: true }).waitFor();
	await goesToBallot(mona, concept);
	await mona.getByRole("button", { name: "Open again" }).click();
	await mona.getByRole("button", { name: "Yes, open again" }).click();
	await says(kurt, { "Heat pumps": "Agree" });
	await goesTo(olga, "Plenary");
	await opensIdea(olga, "ten degrees less");
	await olga.locator(".topic-chip", { hasText: "Running" }).waitFor();
	await olga.locator(".comment", { hasText: "Four squares are done" }).waitFor();
	await hall.picture(olga, "a goal after years", { fullPage: true });
});

test("the command line has seen all of it", async () => {
	await callWitness(hall, mona);
	const all = JSON.parse(await hall.bogen("export"));
	assert.deepEqual([all.town.length, all.person.length], [4, 14]); // with the one whom the slip stands for
	const sortOf = (title) => all.idea_sort.find((sort) => sort.title === title).id;
	const goalsThere = all.idea.filter(({ sort }) => sort === sortOf("Goal"));
	assert.deepEqual(goalsThere.map(({ title, stage }) => [title, stage]).sort(),
		[["Buses", "done"], ["Cool squares", "running"], ["Shops", "idea"]]);
	assert.equal(all.link.filter(({ relation }) => relation === "sent_up_from").length, 5);
	assert.equal(all.link.filter(({ relation }) => relation === "part_of").length, 5);
	const herta = all.person.find(({ name }) => name === "Herta Lang").id;
	assert.deepEqual(all.idea.filter(({ author }) => author === herta).map(({ text }) => text), ["Nobody under 50 comes to our afternoons"]);
	assert.ok(!JSON.stringify(all).includes("Josef"));
	const result = JSON.parse(await hall.bogen("--json", "ballot", "results", "6"));
	assert.deepEqual(result.options.map(({ rank, counts }) => [rank, counts.borda]), [[1, 13], [2, 9], [3, 8]]);
	assert.deepEqual(hall.faults, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});
