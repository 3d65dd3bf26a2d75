// Adds what a table of ideas brings, by the commands that moderators give by hand. It goes on wherever one goes
// in the page.
import { signal } from "@preact/signals";
import { say, text as textOf, type App } from "../../model/app";
import { sameName, type NewIdea, type Person, type TablePlan } from "../../model/ideas_table";
import { peopleAssisted } from "../../model/people";
import { rowsAll, rowsGet } from "../../model/rows";
import { steered } from "../../model/told";
import type { AnyCommand } from "../../protocol/codec";
import type { AnyEntry } from "../../sync/outbox";
import { ask, keyOf } from "../steering/ask";

export interface Refusal {
	readonly row: number;
	readonly why: string; // in the server's words
}

export interface Taking {
	readonly live: App["live"]; // the session that it is for
	readonly done: number; // of all that is to be added
	readonly of: number;
	readonly taken: number; // ideas
	readonly refused: readonly Refusal[];
	readonly ended: boolean;
}

/** What is being taken, or was last. */
export const taking = signal<Taking | null>(null);

const atOnce = 10; // commands on their way

const given = new Set<string>(); // what waits for an answer
steered.isQuiet = (entry) => given.has(keyOf(entry));

function answer(app: App, command: AnyCommand): Promise<AnyEntry> {
	const key = keyOf(command);
	given.add(key);
	return new Promise((resolve) => ask(app, command, (entry) => {
		given.delete(key);
		resolve(entry);
		return true;
	}));
}

/** What a name stands for: the row of that number, or 0 and why there is none. */
interface Found {
	readonly id: number;
	readonly why: string;
}

const none: Found = { id: 0, why: "" };

function foundOf(entry: AnyEntry): Found {
	return entry.state === "refused" ? { id: 0, why: entry.message } : { id: entry.result, why: "" };
}

type Find<Key> = (key: Key) => Found;

/** One run: counts what has been answered. */
interface Run {
	readonly app: App;
	readonly board: number;
	readonly step: () => void;
}

/** Makes something of each, some at once. */
async function each<Item, Made>(
	run: Run, items: readonly Item[], make: (item: Item) => Promise<Made>,
): Promise<Made[]> {
	const all: Made[] = [];
	for (let at = 0; at < items.length; at += atOnce)
		all.push(...(await Promise.all(items.slice(at, at + atOnce).map(async (item) => {
			const made = await make(item);
			run.step();
			return made;
		}))));
	return all;
}

/** Finds by name what there is, and what is lacking, which is made. */
async function named(
	run: Run, there: readonly { readonly id: number; readonly name: string }[], lacking: readonly string[],
	command: (name: string) => AnyCommand,
): Promise<Find<string>> {
	const made = await each(run, lacking, async (name) => ({ name, found: foundOf(await answer(run.app, command(name))) }));
	const all = [...there.map(({ id, name }) => ({ name, found: { id, why: "" } })), ...made];
	return (name) => all.find((one) => sameName(one.name, name))?.found ?? none;
}

async function people(run: Run, lacking: readonly Person[], town: Find<string>): Promise<Find<Person>> {
	const there = peopleAssisted(run.app.rows)
		.map((person) => ({ name: person.name, town: person.town, found: { id: person.id, why: "" } }));
	const made = await each(run, lacking, async ({ name, town: title }) => {
		const at = town(title);
		const args = { name, town: at.id, institution: "" };
		const found = at.id === 0 ? at : foundOf(await answer(run.app, { kind: "person_add", args }));
		return { name, town: at.id, found };
	});
	const all = [...there, ...made];
	return ({ name, town: title }) =>
		all.find((person) => person.name === name && person.town === town(title).id)?.found ?? none;
}

interface Known {
	readonly topic: Find<string>;
	readonly person: Find<Person>;
}

// Somebody else may have brought it meanwhile.
function thereNow({ app, board }: Run, idea: NewIdea): number {
	if (idea.id !== 0) return idea.id;
	const { title, text } = idea;
	return rowsAll(app.rows, "idea").find((row) => row.board === board && row.title === title && row.text === text)?.id ?? 0;
}

async function add({ app, board }: Run, idea: NewIdea, known: Known): Promise<Found> {
	const { title, text, author, town } = idea;
	const topic = idea.topic === "" ? none : known.topic(idea.topic);
	const person = author === "" ? none : known.person({ name: author, town });
	const lacks = (name: string, { id }: Found): boolean => name !== "" && id === 0;
	if (lacks(idea.topic, topic) || lacks(author, person)) return { id: 0, why: topic.why || person.why };
	const args = { board, topic: topic.id, title, text, person: person.id };
	return foundOf(await answer(app, { kind: "idea_add", args }));
}

async function takeOne(run: Run, idea: NewIdea, known: Known): Promise<Refusal | null> {
	const { row, hidden: reason } = idea;
	const there = thereNow(run, idea);
	const { id, why } = there === 0 ? await add(run, idea, known) : { id: there, why: "" };
	if (id === 0) return { row, why };
	if (reason === "" || rowsGet(run.app.rows, "idea", id)?.hold === "hidden") return null;
	const hid = await answer(run.app, { kind: "idea_hide", args: { idea: id, reason } });
	return hid.state === "refused" ? { row, why: hid.message } : null;
}

export async function take(app: App, plan: TablePlan, board: number): Promise<void> {
	const { live } = app;
	const of = plan.towns.length + plan.topics.length + plan.people.length + plan.ideas.length;
	let done = 0;
	const tell = (refused: readonly Refusal[], ended: boolean): void => {
		const taken = plan.ideas.length - refused.length;
		if (app.live === live) taking.value = { live, done, of, taken, refused, ended };
	};
	const run: Run = {
		app, board, step: () => {
			done++;
			tell([], false);
		},
	};
	tell([], false);
	const towns = rowsAll(app.rows, "town");
	const town = await named(run, towns, plan.towns, (name) => ({ kind: "town_add", args: { name } }));
	const topics = rowsAll(app.rows, "topic").map(({ id, title }) => ({ id, name: title }));
	const topic = await named(run, topics, plan.topics, (title) => ({ kind: "topic_add", args: { title, phase: 0 } }));
	const known = { topic, person: await people(run, plan.people, town) };
	const answers = await each(run, plan.ideas, (idea) => takeOne(run, idea, known));
	const refused = answers.filter((one): one is Refusal => one !== null);
	tell(refused, true);
	say(app, textOf(app, "import_done", { n: plan.ideas.length - refused.length }));
}
