// Tells authors, wherever they are on the page, what moderators have done with what they wrote: hidden, shown to
// all, written anew. It stands at the contribution too, for whoever was away.
import { useEffect, useRef } from "preact/hooks";
import { go, say } from "../../model/app";
import { isComment, type Contribution } from "../../model/held";
import { rowsAll } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";

type Mark = Pick<Contribution, "hold" | "redacted">;

function newsOf(before: Mark, now: Mark): TextKey | null {
	if (now.redacted && !before.redacted) return "own_redacted";
	if (now.hold === before.hold) return null;
	if (now.hold === "hidden") return "own_hidden";
	// What one wrote alone one has shown oneself.
	return now.hold === "none" && before.hold !== "alone" ? "own_shown" : null;
}

export function OwnNews(): null {
	const app = useApp();
	const words = useWords();
	const { person, moderates } = app.me.value;
	const all: Contribution[] = person === 0 ? [] : [...rowsAll(app.rows, "idea"), ...rowsAll(app.rows, "comment")];
	const own = all.filter(({ author }) => author === person);
	const before = useRef(new Map<string, Contribution>());
	useEffect(() => {
		const known = before.current;
		before.current = new Map(own.map((row) => [`${isComment(row)} ${row.id}`, row]));
		const news = [...before.current].flatMap(([key, row]) => {
			const old = known.get(key);
			const text = old === undefined ? null : newsOf(old, row);
			return text === null ? [] : [{ text, idea: isComment(row) ? row.idea : row.id }];
		});
		const [one, ...more] = news;
		// Who has done it to their own has been told, and keeps the way back.
		if (one === undefined || (moderates && app.offer.value !== null)) return;
		const isOne = more.length === 0;
		say(app, words(isOne ? one.text : "own_several"), {
			label: "go_there",
			act: () => go(app, isOne ? { screen: "idea", idea: one.idea } : { screen: "mine" }),
		});
	});
	return null;
}
