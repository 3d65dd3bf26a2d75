// Giving a command and showing what came of it where it was given: a refusal in the server's words, or
// what has been made.
import { useEffect, useRef, useState } from "preact/hooks";
import { give, go, say, undo, type App } from "../../model/app";
import type { Route } from "../../model/route";
import { hearers } from "../../model/told";
import type { AnyCommand } from "../../protocol/codec";
import type { AnyEntry } from "../../sync/outbox";
import { useApp } from "../context";

// An entry may have been through the device's storage: what it says tells it, not what it is.
export function keyOf(command: AnyCommand | AnyEntry): string {
	return JSON.stringify([command.kind, command.args]);
}

/** Gives a command. `hear` is told once how it ended, and returns whether it shows a refusal itself. */
export function ask(app: App, command: AnyCommand, hear: (entry: AnyEntry) => boolean): void {
	const key = keyOf(command);
	const take = (entry: AnyEntry): boolean => {
		if (keyOf(entry) !== key) return false;
		hearers.delete(take);
		return hear(entry);
	};
	hearers.add(take);
	if (give(app, command) === null) hearers.delete(take);
}

type Done = (result: number, isHere: boolean) => void;

export interface Asking {
	readonly fault: string; // why the last command was refused
	readonly waits: boolean; // for an answer
	/** `done` is told the number of what was made, and whether one is still here. */
	readonly give: (command: AnyCommand, done?: Done) => void;
}

/** Commands of one place on the page. Who has left it is told of a refusal in the status line. */
export function useAsking(): Asking {
	const app = useApp();
	const [fault, setFault] = useState("");
	const [open, setOpen] = useState(0);
	const isHere = useRef(true);
	useEffect(() => () => void (isHere.current = false), []);
	function giveOne(command: AnyCommand, done?: Done): void {
		setFault("");
		setOpen((n) => n + 1);
		ask(app, command, (entry) => {
			setOpen((n) => n - 1);
			if (entry.state !== "refused") done?.(entry.result, isHere.current);
			else if (isHere.current) setFault(entry.message);
			return isHere.current;
		});
	}
	return { fault, waits: open > 0, give: giveOne };
}

/** Goes to what a command has made, with what was told of it. */
export function goOn(app: App, route: Route): void {
	const { said: { value: what }, offer: { value: offer } } = app;
	go(app, route);
	say(app, what, offer);
}

/** Says what has been done, with its way back; what most commands did, `told.ts` says. */
export function useDone(): (what: string) => void {
	const app = useApp();
	return (what) => say(app, what, { label: "undo", act: () => undo(app) });
}
