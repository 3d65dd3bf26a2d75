// Adds what a table of ideas brings, by the commands that moderators give by hand. It goes on wherever one goes
// in the page.
import { signal } from "@preact/signals";
import { say, text, type App } from "../../model/app";
import { sameName, type NewIdea, type Person, type TablePlan } from "../../model/ideas_table";
import { peopleAssisted } from "../../model/people";
import { rowsAll } from "../../model/rows";
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
	readonly done: number; // ideas
	readonly of: number;
	readonly refused: readonly Refusal[];
	readonly ended: boolean;
}

/** What is being taken, or was last. */
export const taking = signal<Taking | null>(null);

const atOnce = 10; // ideas on their way

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

/** Finds by name what there is, and what is lacking, which is made. */
async function named(
	app: App, there: readonly { readonly id: number; readonly name: string }[], lacking: readonly string[],
	make: (name: string) => AnyCommand,
): Promise<Find<string>> {
	const all = there.map(({ id, name }) => ({ name, found: { id, why: "" } }));
	for (const name of lacking) all.push({ name, found: foundOf(await answer(app, make(name))) });
	return (name) => all.find((one) => sameName(one.name, name))?.found ?? none;
}

async function people(app: App, plan: TablePlan, town: Find<string>): Promise<Find<Person>> {
	const all = peopleAssisted(app.rows)
		.map((person) => ({ name: person.name, town: person.town, found: { id: person.id, why: "" } }));
	for (const { name, town: title } of plan.people) {
		const at = town(title);
		const found = at.id === 0 ? at : foundOf(await answer(app, {
			kind: "person_add", args: { name, town: at.id, institution: "" },
		}));
		all.push({ name, town: at.id, found });
	}
	return ({ name, town: title }) =>
		all.find((person) => person.name === name && person.town === town(title).id)?.found ?? none;
}

interface Known {
	readonly topic: Find<string>;
	readonly person: Find<Person>;
}

async function takeOne(app: App, idea: NewIdea, board: number, known: Known): Promise<Refusal | null> {
	const { row, title, text, hidden } = idea;
	const topic = idea.topic === "" ? none : known.topic(idea.topic);
	const person = idea.author === "" ? none : known.person({ name: idea.author, town: idea.town });
	const lacks = (name: string, { id }: Found): boolean => name !== "" && id === 0;
	if (lacks(idea.topic, topic) || lacks(idea.author, person)) return { row, why: topic.why || person.why };
	const args = { board, topic: topic.id, title, text, person: person.id };
	const made = await answer(app, { kind: "idea_add", args });
	if (made.state === "refused") return { row, why: made.message };
	if (hidden === "") return null;
	const hid = await answer(app, { kind: "idea_hide", args: { idea: made.result, reason: hidden } });
	return hid.state === "refused" ? { row, why: hid.message } : null;
}

export async function take(app: App, plan: TablePlan, board: number): Promise<void> {
	const { live } = app;
	const refused: Refusal[] = [];
	const tell = (done: number, ended = false): void => {
		if (app.live === live) taking.value = { live, done, of: plan.ideas.length, refused: [...refused], ended };
	};
	tell(0);
	const towns = rowsAll(app.rows, "town");
	const town = await named(app, towns, plan.towns, (name) => ({ kind: "town_add", args: { name } }));
	const topics = rowsAll(app.rows, "topic").map(({ id, title }) => ({ id, name: title }));
	const topic = await named(app, topics, plan.topics, (title) => ({ kind: "topic_add", args: { title, phase: 0 } }));
	const known = { topic, person: await people(app, plan, town) };
	for (let at = 0; at < plan.ideas.length; at += atOnce) {
		const some = plan.ideas.slice(at, at + atOnce);
		const answers = await Promise.all(some.map((idea) => takeOne(app, idea, board, known)));
		refused.push(...answers.filter((one): one is Refusal => one !== null));
		tell(at + some.length);
	}
	tell(plan.ideas.length, true);
	say(app, text(app, "import_done", { n: plan.ideas.length - refused.length }));
}
