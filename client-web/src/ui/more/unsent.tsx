// What somebody wrote who is not let in any more, and what was never sent: to be read and copied.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../model/app";
import { isText, type AnyEntry, type TextEntry } from "../../sync/outbox";
import { useApp, useWords } from "../context";

/** From the shelf, so that they are there after a reload too; from the page where nothing can be kept. */
export function Unsent(props: { readonly session: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const [entries, setEntries] = useState<readonly AnyEntry[]>([]);
	useEffect(() => {
		app.shelf.read(props.session).catch(() => ({ entries: [] })).then(({ entries: kept }) => {
			const ids = new Set(kept.map(({ id }) => id));
			const held = app.entries.value.filter(({ id, state }) => state !== "done" && !ids.has(id));
			setEntries([...kept, ...held].sort((a, b) => a.made_ms - b.made_ms));
		});
	}, [props.session]);
	// By its button; where the browser does not let us, it is marked to be copied by hand.
	async function copy(text: string, id: string): Promise<void> {
		try {
			await navigator.clipboard.writeText(text);
			say(app, words("unsent_copied"));
		} catch {
			const shown = document.getElementById(id);
			if (shown !== null) getSelection()?.selectAllChildren(shown);
		}
	}
	const texts = entries.filter(isText).map((entry) => ({ id: entry.id, text: wholeText(entry) }));
	if (texts.length === 0) return null;
	return (
		<section class="card" aria-labelledby="unsent">
			<h2 id="unsent">{words("unsent_title")}</h2>
			{texts.map(({ id, text }) => (
				<div key={id}>
					<p id={id} class="words">{text}</p>
					<div class="actions">
						<button type="button" onClick={() => void copy(text, id)}>{words("unsent_copy")}</button>
					</div>
				</div>
			))}
		</section>
	);
}

function wholeText(entry: TextEntry): string {
	const title = entry.kind === "comment_add" ? "" : entry.args.title;
	return title === "" ? entry.args.text : `${title}\n${entry.args.text}`;
}
