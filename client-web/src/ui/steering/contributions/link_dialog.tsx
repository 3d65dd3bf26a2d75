// How two ideas belong together: said, and taken away again. What merging and sending up say themselves is
// not for the choosing.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give } from "../../../model/app";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import type { IdeaRow, LinkRow, Relation } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { SelectField } from "../../parts/select_field";
import { Dialog } from "../../parts/dialog";
import { IdeaPicker } from "./gather_dialogs";

type Said = "part_of" | "turned_from" | "continued_from";

const texts: Readonly<Record<Said, TextKey>> = {
	part_of: "link_part_of",
	turned_from: "link_turned_from",
	continued_from: "link_continued_from",
};

function isSaid(relation: Relation): relation is Said {
	return relation in texts;
}

interface LinkDialogProps {
	readonly idea: IdeaRow;
	readonly onClose: () => void;
}

export function LinkDialog(props: LinkDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { idea } = props;
	const [relation, setRelation] = useState<Said>("part_of");
	const [to, setTo] = useState(0);
	const others = rowsAll(app.rows, "idea").filter(({ id, hold }) => id !== idea.id && hold === "none");
	function submit(): boolean {
		if (to !== 0) give(app, { kind: "idea_link", args: { from: idea.id, to, relation } });
		return to !== 0;
	}
	return (
		<Dialog title={words("link_title", { id: idea.id })} action={words("link_yes")} onSubmit={submit} onClose={props.onClose}>
			<SelectField
				label={words("link_relation")}
				value={relation}
				onValue={(value) => setRelation(value as Said)}
				options={Object.entries(texts).map(([value, key]) => ({ value, label: words(key) }))}
			/>
			<IdeaPicker label={words("link_to")} nothing={words("link_nothing")} ideas={others} chosen={to} onChoose={setTo} />
			<Links idea={idea} />
		</Dialog>
	);
}

/** The links that an idea has, each to be taken away. */
function Links(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id } = props.idea;
	const links = rowsAll(app.rows, "link").filter(
		(link) => (link.from === id || link.to === id) && isSaid(link.relation));
	if (links.length === 0) return null;
	const name = (idea: number): string => {
		const row = rowsGet(app.rows, "idea", idea);
		return `#${idea} ${row?.title || row?.text || ""}`;
	};
	const remove = ({ from, to, relation }: LinkRow): void =>
		void give(app, { kind: "idea_unlink", args: { from, to, relation } });
	return (
		<div>
			<p class="label">{words("link_there")}</p>
			<ul class="gathered">
				{links.map((link) => (
					<li key={`${link.from}-${link.to}-${link.relation}`}>
						<span class="one-line">
							{link.from !== id && `${name(link.from)} `}
							{isSaid(link.relation) && words(texts[link.relation])}
							{link.from === id && ` ${name(link.to)}`}
						</span>
						<button type="button" onClick={() => remove(link)}>
							{words("link_remove")}
							<span class="hidden"> #{link.from === id ? link.to : link.from}</span>
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}
