// A district's dialogue on its future, held in English: opening event, four workshops, twenty project profiles, of
// which a steering group selects ten; nine run, are reported on and evaluated: as tests/e2e/process_esslingen.sh, in
// the page alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import {
	answersCall, bar, callWitness, card, casts, closesBallot, comments, desk, givesLead, goesTo, goesToBallot, hosts,
	invites, joins, leadsOn, moderates, openProcess, opensBallot, opensIdea, opensPage, opensPerson, seatsAtTables,
	shows, showsDesk, ticks, writes,
} from "./process.mjs";

const towns = ["Esslingen", "Nürtingen", "Kirchheim", "Filderstadt"];
const group = "Steering group";
const selection = "Which ten projects do we select?";
const fiveIdeas = "Infrastructure: five ideas for profiles";

// Each workshop writes five profiles; these are their titles.
const workshops = [
	{
		board: "Workshop on infrastructure", topic: "Infrastructure",
		profiles: ["Cycle bridge", "Night bus", "Charging points", "Shared cars", "One ticket"],
	},
	{
		board: "Workshop on skilled labour", topic: "Skilled labour",
		profiles: ["Training fair", "Childcare at work", "Welcome desk", "School for nurses", "Evening courses"],
	},
	{
		board: "Workshop on structural change", topic: "Structural change",
		profiles: ["Founders’ mill", "Green hydrogen", "Empty shops", "Yard of crafts", "Common business park"],
	},
	{
		board: "Workshop on digitalisation", topic: "Digitalisation",
		profiles: ["One portal", "Flood sensors", "Open data", "Fibre for farms", "Pupils help"],
	},
];
const profiles = workshops.flatMap((workshop) => workshop.profiles);
// Of these the steering group is sure; and these are level for the other five places.
const sure = ["Cycle bridge", "Charging points", "Training fair", "Founders’ mill", "One portal"];
const level = ["Night bus", "Childcare at work", "Welcome desk", "Green hydrogen", "Empty shops", "Flood sensors"];
const selected = [...sure, ...level.slice(0, 5)];

let hall;
let mona; // moderates
let press; // reads only
let sara, tom, uwe; // the steering group
let ada, ben, cem, dora, emil, greta;
let hans; // invited into a workshop
before(async () => (hall = await openProcess()));
after(() => hall.close());

const all = (jobs) => Promise.all(jobs);

test("people come by a code; a steering group, a member and the press by invitations, one of which ends", async () => {
	const heike = await hosts(hall, {
		title: "The district in ten years", towns, method: "Dialogue on the future of a district", name: "Heike",
		language: "en",
	});
	const lead = await invites(heike, { role: "Moderator", uses: 1 });
	mona = await joins(hall, "Mona", "", { link: lead, options: desk });
	await heike.context().close();
	await showsDesk(mona, "Invitations");
	await mona.getByLabel("How long is it valid?").selectOption({ label: "30 days" });
	const circle = await invites(mona, { role: "Steering group", uses: 3 });
	const reading = await invites(mona, { role: "Observer" });
	const member = await invites(mona, {
		role: "Member of an action team", town: "Filderstadt", board: "Workshop on digitalisation", uses: 1,
	});
	await hall.picture(mona, "invitations", { fullPage: true });
	[sara, tom, uwe, press, hans] = await all([
		joins(hall, "Sara", "Esslingen", { link: circle }),
		joins(hall, "Tom", "", { link: circle, institution: "District office" }),
		joins(hall, "Uwe", "Filderstadt", { link: circle, slow: true }),
		joins(hall, "Press", "", { link: reading }),
		joins(hall, "Hans", "", { link: member }),
	]);
	await hans.locator('.tabs a[aria-current="page"]', { hasText: "Workshop on digitalisation" }).waitFor();
	const invitation = mona.locator(".invitations > li", { hasText: "Observer" });
	await invitation.getByRole("button", { name: "Revoke" }).click();
	await invitation.getByRole("button", { name: "Yes, revoke" }).click();
	await mona.getByText("4 that are no longer valid").waitFor(); // the others have been used up
	const late = await opensPage(hall);
	await late.goto(reading);
	await late.getByText("This invitation is no longer valid.").waitFor();
	await late.context().close();
	[ada, ben, cem, dora, emil, greta] = await all([
		joins(hall, "Ada", "Esslingen", { slow: true }), joins(hall, "Ben", "Esslingen"),
		joins(hall, "Cem", "Nürtingen"), joins(hall, "Dora", "Nürtingen"), joins(hall, "Emil", "Kirchheim"),
		joins(hall, "Greta", "Filderstadt"),
	]);
});

test("each town collects its needs, and its leader brings the most pressing one to the opening event", async () => {
	const needs = [
		[ada, "Esslingen", "There is one bridge too few"], [cem, "Nürtingen", "Nobody finds a carer"],
		[emil, "Kirchheim", "Suppliers of motor parts have to change"], [greta, "Filderstadt", "Each office has its own form"],
	];
	for (const [i, name] of ["Ada", "Cem", "Emil", "Greta"].entries()) await givesLead(mona, name, towns[i]);
	await all(needs.map(async ([page, town, need], i) => {
		await goesTo(page, town);
		await writes(page, need, { topic: workshops[i].topic });
		await (await moderates(page, need)).getByRole("button", { name: "Send up to “Plenary”" }).click();
		await card(page, need).getByText("Sent up as").waitFor();
	}));
	for (const page of [press, tom]) await goesTo(page, "Plenary");
	await writes(tom, "Where do our young people go?", { topic: "Skilled labour" });
	await card(press, "young people").waitFor();
	for (const [, town, need] of needs) await card(press, need).getByText(town).first().waitFor();
	assert.equal(await press.getByLabel("Your idea").count(), 0);
	await hall.picture(press, "the press at the opening event", { fullPage: true });
});

async function takesPlace(page, board) {
	await page.getByRole("button", { name: `Take a place at “${board}”` }).click();
	await page.getByRole("button", { name: `Leave “${board}”` }).waitFor();
}

test("people choose a table, and then a workshop, where there is room", async () => {
	await seatsAtTables(mona, "Plenary", "Everybody chooses", 3);
	await all([ada, cem, emil, dora].map((page) => goesTo(page, "Plenary")));
	await all([ada, cem, emil].map((page) => takesPlace(page, "Table 1")));
	await dora.getByText("3 of 3 taken").waitFor();
	assert.ok(await dora.getByRole("button", { name: "Take a place at “Table 1”" }).isDisabled());
	await ada.getByRole("button", { name: "Leave “Table 1”" }).click();
	await takesPlace(dora, "Table 1");
	assert.equal(await press.getByRole("button", { name: /^Take a place/ }).count(), 0);
	const [infrastructure, labour, change] = workshops.map(({ board }) => board);
	await all([
		[ada, infrastructure], [cem, infrastructure], [ben, labour], [emil, labour], [dora, change], [greta, change],
	].map(async ([page, board]) => {
		await goesTo(page, board);
		await takesPlace(page, board);
	}));
	for (const [i, name] of ["Cem", "Ben", "Dora", "Hans"].entries()) await givesLead(mona, name, workshops[i].board);
	await showsDesk(mona, "Places");
	await mona.getByLabel("Show").selectOption({ label: "Action teams" });
	await mona.locator(".seat-group", { hasText: infrastructure }).getByText("Cem").waitFor();
	await hall.picture(mona, "who works where", { fullPage: true });
	await goesTo(ada, "Workshop on digitalisation");
	await ada.getByText("Only the members of this board write here.").waitFor();
	await goesTo(ada, infrastructure);
});

test("a leader ends the collecting; who was about to write gets the text back", async () => {
	const [{ board, topic }] = workshops;
	const collects = async (page, ideas) => {
		for (const idea of ideas) await writes(page, idea, { topic });
	};
	await all([
		collects(ada, ["Cross the Neckar by bike", "A bus at night", "Charge at each station"]),
		collects(cem, ["Share cars in villages", "One ticket for all", "A tunnel for lorries"]),
		writes(ben, "Show schools what we make", { topic: "Skilled labour" }),
		writes(dora, "Fill the empty shops", { topic: "Structural change" }),
		writes(hans, "One login for all offices", { topic: "Digitalisation" }),
	]);
	await ada.getByText("6 ideas").waitFor();
	ada.line.hold();
	await leadsOn(cem, "Workshop: choose", { timed: true });
	await ada.getByLabel("Your idea").fill("Cable cars over the valley");
	await ada.getByRole("button", { name: "Add idea" }).click();
	ada.line.release();
	await ada.getByText("Your idea was not saved").waitFor();
	assert.equal(await ada.locator(".refused textarea").inputValue(), "Cable cars over the valley");
	await ada.getByRole("button", { name: "Discard" }).click();
	assert.equal(await cem.locator(".phase").getByRole("button", { name: /^Open the ballot/ }).count(), 0);
	await goesTo(mona, board);
	await opensBallot(mona, fiveIdeas);
	await goesToBallot(ben, fiveIdeas);
	await ben.getByText("You have no vote in this ballot.").waitFor();
	await answersCall(ada, fiveIdeas);
	for (const idea of ["bike", "night", "Charge", "Share", "ticket"]) await ada.getByRole("checkbox", { name: idea }).check();
	assert.ok(await ada.getByRole("checkbox", { name: "tunnel" }).isDisabled());
	await casts(ada);
	await ada.getByText("How people voted is shown after closing.").waitFor();
	await ticks(cem, fiveIdeas, ["night", "Charge", "Share", "ticket", "tunnel"]);
	await closesBallot(mona, fiveIdeas);
	// Who is level at the last place is named, and nobody draws lots.
	assert.equal(await mona.locator(".part.carried .standing").count(), 4);
	assert.equal(await mona.locator(".part.tied .standing").count(), 2);
	await hall.picture(mona, "level at the last place", { fullPage: true });
});

/** Sends what a search finds on to the board above, from the screen on which ideas are sorted. */
async function selectsFound(page, words, n) {
	const region = await bar(page);
	await region.getByText("More", { exact: true }).click();
	await region.getByRole("link", { name: "Sort the ideas" }).click();
	await page.getByLabel("Find ideas").fill(words);
	await page.getByRole("button", { name: `Select all ${n} found` }).click();
}

test("twenty profiles are written, each workshop at its own pace, and brought before the closing event", async () => {
	await all([ben, dora, hans].map(async (page, i) => {
		await goesTo(page, workshops[i + 1].board);
		await leadsOn(page, "Workshop: choose");
	}));
	await all([cem, ben, dora, hans].map(async (page, i) => {
		await goesTo(page, workshops[i].board);
		await leadsOn(page, "Workshop: write profiles");
	}));
	await goesTo(ada, workshops[0].board);
	await all([ada, emil, greta, hans].map(async (page, i) => {
		const { topic, profiles: titles } = workshops[i];
		for (const title of titles) await writes(page, `Goal, first step, cost and risks of: ${title}`, { title, topic });
	}));
	for (const page of [ada, cem]) await page.getByRole("button", { name: "I am done" }).click();
	await shows(mona, "Lead");
	await mona.locator(".board-card", { has: mona.getByRole("link", { name: workshops[0].board }) })
		.getByText("2 done").waitFor();
	await hall.picture(mona, "all boards", { fullPage: true });
	await all([cem, ben, dora, hans].map(async (page) => {
		await selectsFound(page, "first step", 5);
		await page.getByRole("button", { name: "Merge, send on …" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Send up to “Plenary”" }).click();
		await page.getByText("5 ideas sent on to “Plenary”.").waitFor();
	}));
	await hall.picture(cem, "a leader has sent on");
});

test("at the closing event one profile after another has all eyes, and opinions", async () => {
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "Closing event");
	await press.getByText("25 ideas").waitFor();
	await (await moderates(mona, "Cycle bridge")).getByRole("button", { name: "All eyes here" }).click();
	await press.getByRole("region", { name: "Shared view" }).getByText("Cycle bridge").first().waitFor();
	await all([ada, ben, dora, emil, greta, hans].map(async (page) => {
		await goesTo(page, "Plenary");
		const said = page === hans ? /^Disagree/ : /^Agree/;
		await card(page, "Cycle bridge").getByRole("button", { name: said }).click();
	}));
	await comments(greta, "Cycle bridge", "Filderstadt joins in");
	await card(press, "Cycle bridge").getByText("6 votes").waitFor();
	await hall.picture(press, "the closing event");
	await (await bar(mona)).getByRole("button", { name: "Let all look freely" }).click();
	await press.getByRole("region", { name: "Shared view" }).waitFor({ state: "detached" });
});

test("what stands before the steering group is seen by its members and moderators alone", async () => {
	await selectsFound(mona, "first step", 20);
	await mona.getByRole("button", { name: "Move, send on …" }).click();
	const menu = mona.getByRole("dialog");
	await menu.getByLabel("Send on to").selectOption({ label: group });
	await menu.getByRole("button", { name: "Send on", exact: true }).click();
	await mona.getByText(`20 ideas sent on to “${group}”.`).waitFor();
	await givesLead(mona, "Sara", group);
	await all([sara, tom, uwe, ada, hans, press].map((page) => goesTo(page, group)));
	await tom.getByText("20 ideas").waitFor();
	await comments(uwe, "Cycle bridge", "Who pays for the running cost?");
	await card(tom, "Cycle bridge").getByText("1 comment").waitFor();
	for (const page of [ada, hans, press])
		await page.locator(".empty").getByText("Only the members of this board read what is written here.").waitFor();
	await hall.picture(ada, "not of the steering group");
	await leadsOn(sara, "Steering group: select");
});

test("a change that comes as the ballot closes is refused; what was cast before counts", async () => {
	await goesTo(mona, group);
	await opensBallot(mona, selection);
	const both = [...sure, "Night bus", "Childcare at work", "Green hydrogen", "Flood sensors"];
	await all([
		ticks(sara, selection, [...both, "Welcome desk"]),
		ticks(tom, selection, [...both, "Empty shops"]),
		ticks(uwe, selection, [
			...sure, "Welcome desk", "Empty shops", "Shared cars", "School for nurses", "Yard of crafts",
		]),
	]);
	await hall.picture(sara, "ten of twenty", { fullPage: true });
	await shows(ada, "Vote");
	await ada.getByRole("link", { name: fiveIdeas }).waitFor();
	assert.equal(await ada.getByRole("link", { name: selection }).count(), 0);
	uwe.line.hold();
	await closesBallot(mona, selection);
	await uwe.getByRole("button", { name: "Change" }).click();
	await uwe.getByRole("checkbox", { name: "Yard of crafts" }).uncheck();
	await uwe.getByRole("checkbox", { name: "Pupils help" }).check();
	await uwe.getByRole("button", { name: "Cast vote" }).click();
	uwe.line.release();
	await uwe.getByText("Your vote was not counted").first().waitFor();
	await hall.picture(uwe, "too late");
	const found = (decision) => mona.locator(`.part.${decision} .standing-name`).allTextContents();
	const named = (titles, names) => titles.every((title) => names.some((name) => name.includes(title)));
	assert.ok(named(sure, await found("carried")));
	assert.ok(named(level, await found("tied")));
	assert.deepEqual([(await found("carried")).length, (await found("tied")).length], [5, 6]);
	await hall.picture(mona, "six are level", { fullPage: true });
});

test("those who are level for the last places go into another round", async () => {
	await mona.getByRole("button", { name: "Prepare another round" }).click();
	await mona.getByText("Round 2").waitFor();
	await mona.getByRole("link", { name: "Change the preparation" }).click();
	await mona.getByRole("button", { name: "Only the 6 that were tied" }).click();
	for (const title of level) assert.ok(await mona.getByRole("checkbox", { name: title }).isChecked());
	for (const label of ["How many can each person choose at most?", "How many are accepted?"])
		assert.equal(await mona.getByLabel(label).inputValue(), "5");
	await hall.picture(mona, "preparing another round", { fullPage: true });
	await mona.getByRole("button", { name: "Save" }).click();
	await mona.getByRole("button", { name: "Open the ballot" }).click();
	await mona.getByRole("button", { name: "Close the ballot" }).waitFor();
	const [first, ...others] = level;
	await all([[sara, level.slice(0, 5)], [tom, level.slice(0, 5)], [uwe, others]].map(async ([page, titles]) => {
		await goesToBallot(page, selection);
		await page.getByText("Round 2").first().waitFor();
		for (const title of titles) await page.getByRole("checkbox", { name: title }).check();
		await casts(page);
	}));
	assert.equal(await uwe.getByRole("checkbox", { name: "Cycle bridge" }).count(), 0);
	await mona.getByText("Everybody has voted.").waitFor();
	await mona.getByRole("button", { name: "Close the ballot" }).click();
	await mona.getByRole("button", { name: "Yes, close for good" }).click();
	await mona.locator(".part.carried .standing", { hasText: first }).waitFor();
	await mona.locator(".part.lost .standing", { hasText: "Flood sensors" }).waitFor();
});

/** On the plenary, where everybody sees it. */
async function marks(page, titles, stage) {
	await goesTo(page, "Plenary");
	for (const title of titles) {
		await opensIdea(page, title);
		await page.getByLabel("How far it has come").selectOption({ label: stage });
		await page.locator("a.back").click();
	}
}

function marked(page, stage) {
	return page.locator(".idea", { has: page.getByText(stage, { exact: true }) });
}

test("ten of twenty are selected, for everybody to see; what was marked by mistake is undone", async () => {
	await goesTo(press, "Plenary");
	await all([marks(sara, selected.slice(0, 5), "Selected"), marks(tom, selected.slice(5), "Selected")]);
	await marked(press, "Selected").nth(9).waitFor();
	await marks(tom, ["Pupils help"], "Selected");
	await marked(press, "Selected").nth(10).waitFor();
	await shows(tom, "Mine");
	await tom.getByRole("button", { name: "Undo my last action" }).click();
	await tom.getByText("Undone.").waitFor();
	await marked(press, "Selected").nth(10).waitFor({ state: "detached" });
	assert.equal(await marked(press, "Selected").count(), 10);
	await hall.picture(press, "selected", { fullPage: true });
	await examine(press, "selected projects");
	await goesTo(ada, "Plenary");
	await opensIdea(ada, "Cycle bridge");
	assert.equal(await ada.getByLabel("How far it has come").count(), 0);
});

test("who leaves the steering group loses right and sight at once", async () => {
	await goesTo(uwe, group);
	await card(uwe, "Cycle bridge").waitFor();
	const line = await opensPerson(mona, "Uwe");
	await line.getByLabel("Role").selectOption({ label: "Participant" });
	await uwe.locator(".empty").getByText("Only the members of this board read what is written here.").waitFor();
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "The selected projects");
});

test("nine run, one does not begin; each project has a team over the towns and a leader", async () => {
	await all([
		marks(sara, selected.slice(0, 5), "Running"),
		marks(tom, selected.slice(5, 9), "Running").then(() => marks(tom, selected.slice(9), "Stopped")),
	]);
	await marked(press, "Running").nth(8).waitFor();
	await marked(press, "Stopped").waitFor();
	await showsDesk(mona, "Settings");
	await mona.getByText("New board", { exact: true }).click();
	const form = mona.locator("form", { has: mona.getByRole("button", { name: "Add the board" }) });
	for (const title of ["Project: Cycle bridge", "Project: Training fair"]) {
		await form.getByLabel("Title of the board").fill(title);
		await form.getByLabel("Places that people may take themselves").fill("8");
		await form.getByRole("button", { name: "Add the board" }).click();
		await mona.getByText(`“${title}” is there.`).waitFor();
	}
	await all([
		[ada, "Project: Cycle bridge"], [cem, "Project: Cycle bridge"], [ben, "Project: Training fair"],
		[greta, "Project: Training fair"],
	].map(async ([page, title]) => {
		await goesTo(page, title);
		await takesPlace(page, title);
	}));
	for (const [name, title] of [["Cem", "Project: Cycle bridge"], ["Ben", "Project: Training fair"]]) {
		await givesLead(mona, name, title);
		await goesTo(mona, title);
		const region = await bar(mona);
		await region.getByText("More", { exact: true }).click();
		await region.getByLabel("Phase of this board").selectOption({ label: "4. Project: begin" });
		await mona.locator(".phase h2", { hasText: "Project: begin" }).waitFor();
	}
	await writes(ada, "Route agreed by March");
	await card(ada, "Route agreed").getByText("Milestone").waitFor();
	await leadsOn(cem, "Project: carry out and report");
	await comments(ada, "Route agreed", "Two of three councils have agreed; the third decides in April");
	await goesTo(ben, "Project: Cycle bridge");
	await card(ben, "Route agreed").waitFor();
	assert.equal(await ben.getByRole("region", { name: "Moderation" }).count(), 0);
	await hall.picture(cem, "a project");
});

test("the server dies in the middle of the work, and nobody notices but for a moment", async () => {
	await goesTo(press, "Project: Cycle bridge");
	await opensIdea(press, "Route agreed");
	await hall.kill();
	await opensIdea(cem, "Route agreed");
	await cem.getByLabel("Your comment").fill("All three have agreed");
	await cem.getByRole("button", { name: "Add comment" }).click();
	await hall.start();
	await press.locator(".comment", { hasText: "All three have agreed" }).waitFor();
	await cem.locator("a.back").click();
});

test("the steering group accompanies the projects; it decides among itself", async () => {
	await all([goesTo(sara, group), goesTo(tom, group)]);
	await leadsOn(sara, "Steering group: accompany the projects");
	await writes(sara, "The bridge may take three months longer");
	await card(tom, "three months").getByText("Decision").waitFor();
	await card(tom, "three months").getByRole("button", { name: /^Agree/ }).click();
	await card(sara, "three months").getByText("1 vote").waitFor();
	await marks(sara, ["Cycle bridge"], "Done");
	await goesTo(mona, "Plenary");
	await (await moderates(mona, "Cycle bridge")).getByRole("button", { name: "Lock", exact: true }).click();
	await goesTo(ada, "Plenary");
	await opensIdea(ada, "Cycle bridge");
	await ada.locator(".comments").getByText("This idea is locked.").waitFor();
	await ada.locator(".topic-chip", { hasText: "Done" }).waitFor();
});

test("all boards evaluate; then new fields are taken up by a larger steering group", async () => {
	const region = await bar(mona);
	await region.getByText("More", { exact: true }).click();
	await region.getByLabel("and all boards below").check();
	await region.getByLabel("Phase of this board").selectOption({ label: "4. Final evaluation" });
	await all([goesTo(ada, "Plenary"), goesTo(greta, "Project: Training fair"), goesTo(sara, group)]);
	await all([
		writes(greta, "Small towns need a partner in the district office", { topic: "What worked" }),
		writes(ada, "The councils met too seldom", { topic: "What did not work" }),
		writes(sara, "We select sooner", { topic: "What we do differently" }),
	]);
	await goesTo(mona, "Plenary");
	await leadsOn(mona, "Continuation", { below: true });
	await goesTo(dora, "Kirchheim");
	await dora.locator(".phase h2", { hasText: "Continuation" }).waitFor();
	await greta.locator(".phase h2", { hasText: "Final evaluation" }).waitFor();
	for (const name of ["Ada", "Emil"]) {
		const line = await opensPerson(mona, name);
		await line.getByLabel("Role").selectOption({ label: "Steering group" });
		await line.locator(".person-open", { hasText: "Steering group" }).waitFor();
	}
	await goesTo(ada, group);
	await card(ada, "three months").waitFor();
	await goesTo(dora, "Plenary");
	await goesTo(mona, "Plenary");
	await (await bar(mona)).getByRole("button", { name: "Lock input here" }).click();
	await dora.getByText("No input is taken here at the moment.").first().waitFor();
	await (await bar(mona)).getByRole("button", { name: "Lock input here" }).click();
	await writes(dora, "Water in dry summers");
	await all([cem, emil, greta, ben].map(async (page) => {
		await goesTo(page, "Plenary");
		await card(page, "dry summers").getByRole("button", { name: /^Agree/ }).click();
	}));
	await card(dora, "dry summers").getByText("4 votes").waitFor();
	await shows(mona, "Lead");
	await mona.locator(".board-card", { has: mona.getByRole("link", { name: group }) }).getByText("4 people").waitFor();
	await hall.picture(mona, "how it goes on", { fullPage: true });
});

test("the command line has seen all of it", async () => {
	await callWitness(hall, mona);
	const rows = JSON.parse(await hall.bogen("export"));
	assert.deepEqual([rows.town.length, rows.person.length, rows.comment.length], [4, 13, 4]);
	assert.deepEqual(rows.paper.map(({ ballot }) => ballot).sort(), [2, 2, 6, 6, 6, 7, 7, 7]);
	assert.equal(rows.link.filter(({ relation }) => relation === "sent_up_from").length, 44);
	assert.deepEqual([...new Set(rows.idea.map(({ stage }) => stage))].sort(), ["done", "idea", "running", "stopped"]);
	assert.equal(rows.person.filter(({ role }) => role === "steering").length, 4);
	assert.ok(!JSON.stringify(rows).includes("Cable cars"));
	assert.ok(profiles.every((title) => rows.idea.filter((idea) => idea.title === title).length === 3));
	const results = JSON.parse(await hall.bogen("--json", "ballot", "results", "7"));
	assert.deepEqual(results.options.map(({ decision }) => decision), [...Array(5).fill("carried"), "lost"]);
	assert.deepEqual(hall.faults, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});
