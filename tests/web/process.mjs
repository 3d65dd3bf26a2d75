// What a moderator and citizens do in the page when a town holds a whole process, by the words that they see.
// The command line is the witness at the end, and does nothing.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openPhone, openServer, slowLine } from "./support.mjs";

export const desk = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };
export const beamer = { viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" };

const labels = {
	de: {
		title: "Titel der Sitzung", town: "Stadt", anotherTown: "Weitere Stadt", name: "Ihr Name",
		make: "Sitzung anlegen", toSession: "Zur Sitzung", join: "Mitmachen", institution: /^Verein, Amt oder Betrieb/,
		institutionAdd: "Verein oder Amt (freiwillig)",
		sections: "Bereiche", ideas: "Ideen", ballots: "Abstimmen", boards: "Gruppen", lead: "Leiten",
		me: "Sie",
		deskNav: "Sitzung leiten", others: "Weitere",
		invitations: "Einladungen", role: "Rolle", invitedTown: "Stadt", seat: /^Platz in einem Team/,
		howMany: "Für wie viele Personen?", invite: "Einladung erstellen", invited: "Ihre Einladung",
		link: "Link der Einladung", people: "Personen", places: "Plätze", setup: "Einrichtung",
		leading: "Leitung", returnLink: "Ihr Rückkehr-Link",
		idea: "Ihre Idee", ideaTitle: /^Überschrift/, topic: "Thema", addIdea: "Idee hinzufügen",
		comment: "Ihr Kommentar", addComment: "Kommentar hinzufügen",
		moderation: "Moderation", next: "Weiter", below: "und alle Gruppen darunter",
		timed: "Timer der Phase starten", moderate: /^Moderieren/,
		callToVote: "Jetzt abstimmen", open: "Abstimmung öffnen", close: "Abstimmung schließen",
		closeYes: "Ja, endgültig schließen", cast: "Stimme abgeben", more: "Ein Punkt mehr",
		hide: "Ausblenden …", reason: "Grund", hideYes: "Ausblenden",
		waits: "Neue Beiträge warten auf die Moderation", saveRules: "Regeln speichern", approval: "mit Freigabe",
		boardTitle: "Titel der Gruppe", save: "Speichern",
		show: "Anzeigen", tables: "Tische", tableSize: "Personen an einem Tisch",
		seated: /^Alle sitzen\.|^Die Tische sind da\./, table: /^Tisch \d+$/,
	},
	en: {
		title: "Title of the session", town: "Town", anotherTown: "Another town", name: "Your name",
		make: "Create the session", toSession: "To the session", join: "Take part", institution: /^Association, office/,
		institutionAdd: "Organisation (optional)",
		sections: "Sections", ideas: "Ideas", ballots: "Vote", boards: "Boards", lead: "Lead",
		me: "You",
		deskNav: "Steering the session", others: "More",
		invitations: "Invitations", role: "Role", invitedTown: "Town", seat: /^Place in a team/,
		howMany: "For how many people?", invite: "Create the invitation", invited: "Your invitation",
		link: "Link of the invitation", people: "People", places: "Places", setup: "Settings",
		leading: "Leader of", returnLink: "Your return link",
		idea: "Your idea", ideaTitle: /^Heading/, topic: "Topic", addIdea: "Add idea",
		comment: "Your comment", addComment: "Add comment",
		moderation: "Moderation", next: "Next", below: "and all boards below",
		timed: "start the phase’s timer", moderate: /^Moderate/,
		callToVote: "Vote now", open: "Open the ballot", close: "Close the ballot",
		closeYes: "Yes, close for good", cast: "Cast vote", more: "One point more",
		hide: "Hide …", reason: "Reason", hideYes: "Hide",
		waits: "New contributions wait for moderators", saveRules: "Save the rules", approval: "approval required",
		boardTitle: "Title of the board", save: "Save",
		show: "Show", tables: "Tables", tableSize: "People at a table",
		seated: /^Seated\.|^The tables are there\./, table: /^Table \d+$/,
	},
};

/** What the buttons are called in the language of a person's page. */
export function words(page) {
	return labels[page.speaks ?? "de"];
}

/** A server without a session; pictures of it are kept if PICTURES names a folder. */
export async function openProcess() {
	const hall = await openServer();
	const folder = process.env.PICTURES || undefined;
	let n = 0;
	if (folder !== undefined) await mkdir(folder, { recursive: true });
	hall.picture = async (page, name, options = {}) => {
		n += 1;
		if (folder === undefined) return;
		await page.screenshot({ path: join(folder, `${String(n).padStart(2, "0")}_${name}.png`), ...options });
	};
	return hall;
}

function named(title) {
	return new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}

/* ---- coming in ---- */

/** A browser whose owner reads that language; if none is said, that of the session. Without a worker for the time
 * without a network, which would be one more program for each of them. */
export async function opensPage(hall, options, language = hall.speaks ?? "de") {
	const locale = language === "en" ? "en-GB" : "de-DE";
	const page = await openPhone(hall, { locale, serviceWorkers: "block", ...options });
	page.speaks = language;
	return page;
}

/** Opens the host link and makes the session there; whoever does moderates it. */
export async function hosts(hall, plan, options = desk) {
	hall.speaks = plan.language;
	const page = await opensPage(hall, options, plan.language);
	if (plan.slow === true) page.line = await slowLine(page);
	const say = words(page);
	await page.goto(hall.hostLink);
	await page.getByLabel(say.title).fill(plan.title);
	for (const [i, town] of plan.towns.entries()) {
		const field = page.getByLabel(`${say.town} ${i + 1}`, { exact: true });
		if (!(await field.isVisible())) await page.getByRole("button", { name: say.anotherTown }).click();
		await field.fill(town);
	}
	await page.getByLabel(say.name).fill(plan.name);
	await page.getByRole("radio", { name: named(plan.method) }).check();
	await hall.picture(page, "host", { fullPage: true });
	await page.getByRole("button", { name: say.make }).click();
	await page.getByRole("link", { name: say.toSession }).click();
	await page.getByRole("heading", { name: say.ideas, exact: true }).waitFor();
	hall.code = /\/j\/(\S{9})/.exec(page.url())[1];
	hall.join_url = `${hall.url}/j/${hall.code}`;
	return page;
}

/** Joins by the code on the wall, or by the link of an invitation; `slow`: over a line that can be held, which
 * is `page.line` then. */
export async function joins(hall, name, town, plan = {}) {
	const page = await opensPage(hall, plan.options, plan.language);
	if (plan.slow === true) page.line = await slowLine(page);
	const say = words(page);
	await page.goto(plan.link ?? hall.join_url);
	await page.getByLabel(say.name).fill(name);
	if (town !== "") await page.getByRole("radio", { name: town }).check();
	if (plan.institution !== undefined) {
		const fold = page.getByText(say.institutionAdd);
		if (await fold.isVisible()) await fold.click();
		await page.getByLabel(say.institution).fill(plan.institution);
	}
	await page.getByRole("button", { name: say.join }).click();
	await page.getByRole("heading", { name: say.ideas, exact: true }).waitFor();
	return page;
}

/** Lets the command line look on as the moderator, by the return link that the page shows. */
export async function callWitness(hall, moderator) {
	const say = words(moderator);
	await shows(moderator, say.me);
	const link = await moderator.getByLabel(say.returnLink, { exact: true }).inputValue();
	await hall.bogen("join", link);
}

/* ---- the way about ---- */

export function shows(page, section) {
	return page.getByRole("navigation", { name: words(page).sections }).getByRole("link", { name: section }).click();
}

/** Goes to one of the moderators' desks: people, places, invitations, settings. */
export async function showsDesk(page, name) {
	const say = words(page);
	const nav = page.getByRole("navigation", { name: say.deskNav });
	if (!(await nav.isVisible())) await shows(page, say.lead);
	await nav.getByRole("link", { name, exact: true }).click();
	await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
}

/** Goes to a board by its tab, or by the list beside the tabs. */
export async function goesTo(page, title) {
	const say = words(page);
	const nav = page.getByRole("navigation", { name: say.boards, exact: true });
	if (!(await nav.isVisible())) await shows(page, say.ideas);
	await nav.waitFor();
	const tab = nav.getByRole("link", { name: title, exact: true });
	const others = nav.getByLabel(say.others);
	if (await tab.isVisible()) await tab.click();
	else await others.selectOption({ label: title });
	await nav.locator('a[aria-current="page"]', { hasText: title }).waitFor();
}

export function card(page, text) {
	return page.locator(".idea", { hasText: text });
}

/** The same for who is about to press something there: what has come since one scrolled down is only counted
 * until one scrolls up. */
async function cardAtHand(page, text) {
	const at = card(page, text);
	await at.or(page.locator(".fresh button")).first().waitFor();
	if ((await at.count()) === 0) await page.mouse.wheel(0, -100_000);
	return at;
}

/** Opens an idea's own screen from the list. */
export async function opensIdea(page, text) {
	await (await cardAtHand(page, text)).locator(".idea-link").click();
	await page.locator(".idea-full", { hasText: text }).waitFor();
}

/** Folds the bar on a phone, which lies over what is to be read and pressed. */
export async function folds(page) {
	const open = page.locator(".lead-unfold[aria-expanded=true]");
	if (await open.isVisible()) await open.click();
}

/** Who moderates opens what can be done with an idea in the list. */
export async function moderates(page, text) {
	await folds(page);
	const tools = (await cardAtHand(page, text)).locator(".idea-tools");
	const fold = tools.getByRole("button", { name: words(page).moderate });
	if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
	return tools;
}

/* ---- taking part ---- */

export async function writes(page, text, plan = {}) {
	const say = words(page);
	await folds(page);
	await page.getByLabel(say.idea).fill(text);
	if (plan.title !== undefined) await page.getByLabel(say.ideaTitle).fill(plan.title);
	if (plan.topic !== undefined)
		await page.locator(".composer").getByLabel(say.topic).selectOption({ label: plan.topic });
	await page.getByRole("button", { name: say.addIdea }).click();
	await card(page, text).waitFor();
}

/** On the idea's own screen, and back to its board. */
export async function comments(page, idea, text) {
	const say = words(page);
	await opensIdea(page, idea);
	await page.getByLabel(say.comment).fill(text);
	await page.getByRole("button", { name: say.addComment }).click();
	await page.locator(".comment", { hasText: text }).waitFor();
	await page.locator("a.back").click();
}

/** Follows the call to vote that stands on the phase's card. */
export async function answersCall(page, ballot) {
	await page.getByRole("link", { name: `${words(page).callToVote}: ${ballot}` }).first().click();
	await page.locator(".voting").waitFor();
}

export async function casts(page) {
	await page.getByRole("button", { name: words(page).cast }).click();
	await page.locator(".cast-saved").waitFor();
}

/** Gives dots: { "title": n, … }. */
export async function dots(page, ballot, given) {
	await answersCall(page, ballot);
	for (const [title, n] of Object.entries(given))
		for (let i = 0; i < n; i++)
			await page.getByRole("button", { name: new RegExp(`^${words(page).more}: .*${title}`) }).click();
	await casts(page);
}

export async function ticks(page, ballot, titles) {
	await answersCall(page, ballot);
	for (const title of titles) await page.getByRole("checkbox", { name: title }).check();
	await casts(page);
}

/* ---- leading ---- */

/** The bar from which the board is led that the page shows; unfolded on a phone. */
export async function bar(page) {
	const region = page.getByRole("region", { name: words(page).moderation, exact: true });
	await region.waitFor();
	const unfold = region.locator(".lead-unfold[aria-expanded=false]");
	if (await unfold.isVisible()) await unfold.click();
	return region;
}

/** The same with what is rarely needed; on a phone the clock and the lock stand there. */
export async function barWithMore(page) {
	const region = await bar(page);
	const more = region.locator(".lead-more[aria-expanded=false]");
	if (await more.isVisible()) await more.click();
	return region;
}

/** Leads the board that the page shows on to its next phase. */
export async function leadsOn(page, title, plan = {}) {
	const say = words(page);
	const region = await bar(page);
	for (const [label, wanted] of [[say.below, plan.below], [say.timed, plan.timed]]) {
		const box = region.getByLabel(label);
		if (await box.isVisible()) await box.setChecked(wanted ?? false);
	}
	await region.getByRole("button", { name: `${say.next}: ${title}` }).click();
	await page.locator(".phase h2", { hasText: title }).waitFor();
}

/** Opens what is prepared for the phase, by the button on its card. */
export async function opensBallot(page, title) {
	await page.locator(".phase").getByRole("button", { name: `${words(page).open}: ${title}` }).click();
	await page.locator(".phase").getByRole("link", { name: new RegExp(`: ${title.replace(/[?.]/g, "\\$&")}$`) }).waitFor();
}

/** Goes to a ballot's own screen by the list of ballots. */
export async function goesToBallot(page, title) {
	await shows(page, words(page).ballots);
	await page.getByRole("link", { name: title }).first().click();
	await page.locator(".ballot").waitFor();
}

/** Closes a ballot on its own screen, where the result is shown then. */
export async function closesBallot(page, title) {
	const say = words(page);
	await goesToBallot(page, title);
	await page.getByRole("button", { name: say.close }).click();
	const sure = page.getByRole("button", { name: say.closeYes });
	await sure.or(page.locator("#result-title")).first().waitFor();
	if (await sure.isVisible()) await sure.click();
	await page.locator("#result-title").waitFor();
}

/** Makes an invitation and returns its link, which goes to other devices then. */
export async function invites(page, plan) {
	const say = words(page);
	await showsDesk(page, say.invitations);
	await page.getByLabel(say.role).selectOption({ label: plan.role });
	if (plan.town !== undefined) await page.getByLabel(say.invitedTown, { exact: true }).selectOption({ label: plan.town });
	if (plan.board !== undefined) await page.getByLabel(say.seat).selectOption({ label: plan.board });
	if (plan.uses !== undefined) await page.getByLabel(say.howMany).fill(String(plan.uses));
	const made = page.getByRole("region", { name: say.invited });
	const field = made.getByLabel(say.link, { exact: true });
	const before = (await field.isVisible()) ? await field.inputValue() : "";
	await page.getByRole("button", { name: say.invite }).click();
	await page.waitForFunction(
		([label, old]) => [...document.querySelectorAll("input[readonly]")].some(
			(at) => at.value !== old && at.labels[0]?.textContent === label),
		[say.link, before]);
	return field.inputValue();
}

/** Opens a person's line among the people. */
export async function opensPerson(page, name) {
	await showsDesk(page, words(page).people);
	const line = page.locator(".person").filter({ has: page.locator(".person-name", { hasText: name }) });
	const fold = line.locator(".person-open");
	if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
	return line;
}

/** Gives somebody the lead of a board. */
export async function givesLead(page, name, board) {
	const line = await opensPerson(page, name);
	await line.getByLabel(words(page).leading).selectOption({ label: board });
	await line.locator(".person-open", { hasText: board }).waitFor();
}

/* ---- keeping order ---- */

/** Hides an idea, saying why. */
export async function hides(page, idea, reason) {
	await (await moderates(page, idea)).getByRole("button", { name: words(page).hide }).click();
	await givesReason(page, reason);
}

/** Answers the question that hiding asks. */
export async function givesReason(page, reason) {
	const say = words(page);
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel(say.reason, { exact: true }).fill(reason);
	await dialog.getByRole("button", { name: say.hideYes, exact: true }).click();
	await dialog.waitFor({ state: "detached" });
}

/** A board's line in the settings, unfolded. */
export async function boardSettings(page, title) {
	await showsDesk(page, words(page).setup);
	const line = page.locator(".set-boards li").filter({
		has: page.locator(".set-title", { hasText: new RegExp(`^${title}$`) }),
	});
	if ((await line.locator("details").getAttribute("open")) === null) await line.locator("summary").click();
	return line;
}

/** Sets a board's rules: its numbers by their labels, and whether contributions wait. */
export async function setsRules(page, board, numbers, approval) {
	const say = words(page);
	const line = await boardSettings(page, board);
	for (const [label, value] of Object.entries(numbers)) await line.getByLabel(label).fill(value);
	await line.getByLabel(say.waits).setChecked(approval);
	await line.getByRole("button", { name: say.saveRules }).click();
	await line.locator("summary").getByText(say.approval).waitFor({ state: approval ? "visible" : "detached" });
}

/** Gives a board another title. */
export async function renames(page, board, title) {
	const line = await boardSettings(page, board);
	await line.getByLabel(words(page).boardTitle).fill(title);
	await line.getByRole("button", { name: words(page).save, exact: true }).click();
	await page.locator(".set-boards .set-title", { hasText: new RegExp(`^${title}$`) }).waitFor();
}

/** Puts a board's people at tables: `how` is the choice's name. */
export async function seatsAtTables(page, board, how, size) {
	const say = words(page);
	await showsDesk(page, say.places);
	await page.getByLabel(say.show).selectOption({ label: `${say.tables}: ${board}` });
	const form = page.locator("details").filter({ hasText: say.tableSize });
	if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
	await page.getByLabel(how).check();
	await page.getByLabel(say.tableSize).fill(String(size));
	await form.locator("button.main").click();
	await page.getByText(say.seated).waitFor();
}

/** Waits until somebody's page is at their table: a page that hears of a seat takes along whoever is at the old
 * table, or at the board above where it is their first, and on the way both stand among the tabs. Who had another
 * seat before may not have heard yet. */
export async function comesToTable(page) {
	const tab = (state) => page.locator(`.tabs a${state}`).filter({ hasText: words(page).table });
	await tab("[aria-current=page]").waitFor();
	await tab(":not([aria-current=page])").waitFor({ state: "detached" });
}

/** At which table somebody sits, as their own page says. */
export async function tableOf(page) {
	const tab = page.locator(".tabs a").filter({ hasText: words(page).table });
	await tab.first().waitFor();
	return tab.first().textContent();
}
