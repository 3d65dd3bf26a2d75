// Texts that the server refused, back as drafts with the reason.
import type { JSX } from "preact";
import type { AnyEntry } from "../../sync/outbox";
import { useApp } from "../context";
import { Late } from "../late";

export type TextEntry = Extract<AnyEntry, { kind: "idea_add" | "idea_edit" | "comment_add" }>;

const kinds: readonly AnyEntry["kind"][] = ["idea_add", "idea_edit", "comment_add"];

export function isText(entry: AnyEntry): entry is TextEntry {
	return kinds.includes(entry.kind);
}

/** The refused drafts that belong to a place on the page. */
export function RefusedDrafts(props: {
	readonly belongs: (entry: TextEntry) => boolean;
}): JSX.Element | null {
	const app = useApp();
	const drafts = app.entries.value
		.filter((entry) => entry.state === "refused")
		.filter(isText)
		.filter(props.belongs);
	if (drafts.length === 0) return null;
	return (
		<Late piece="more">
			{({ RefusedDraft }) => drafts.map((entry) => <RefusedDraft key={entry.id} entry={entry} />)}
		</Late>
	);
}
