// One person in the moderators' list: a line with name and what holds of them, which opens.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { roleText } from "../../../model/roles";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import type { PersonRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { PersonPanel } from "./person_panel";

interface ItemProps {
	readonly person: PersonRow;
	readonly open: boolean;
	readonly onOpen: (open: boolean) => void;
}

export function PersonItem(props: ItemProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const { person, open, onOpen } = props;
	const isMe = person.id === app.me.value.person;
	const toRow = (): void => document.getElementById(`${id}-row`)?.focus();
	return (
		<li
			class={open ? "person open" : "person"}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || !open) return;
				onOpen(false);
				toRow();
			}}
		>
			<button
				type="button"
				id={`${id}-row`}
				class="person-open"
				aria-expanded={open}
				{...(open ? { "aria-controls": `${id}-panel` } : {})}
				onClick={() => onOpen(!open)}
			>
				<span class="person-name">
					{person.name || words("ppl_erased")}
					{isMe && <span class="hint"> ({words("idea_by_you")})</span>}
				</span>
				<Marks person={person} />
			</button>
			{open && (
				<div id={`${id}-panel`} class="person-panel">
					<PersonPanel person={person} onChanged={toRow} />
				</div>
			)}
		</li>
	);
}

/** What is out of the ordinary. */
function Marks(props: { readonly person: PersonRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, role, muted, assisted, left, kept_out, institution } = props.person;
	const seat = rowsGet(app.rows, "seat", id);
	const at = [seat?.team, seat?.table].flatMap((board) => {
		const row = rowsGet(app.rows, "board", board ?? 0);
		return row === undefined ? [] : [row.title];
	});
	const leads = rowsAll(app.rows, "board").filter(({ leader }) => leader === id);
	const states: (readonly [boolean, TextKey])[] = [
		[kept_out, "ppl_is_removed"], [left && !kept_out, "ppl_is_left"],
		[muted, "ppl_is_muted"], [assisted, "ppl_is_assisted"],
	];
	return (
		<span class="facts">
			{role !== "citizen" && <span class="topic-chip">{words(roleText(role))}</span>}
			{states.filter(([holds]) => holds).map(([, key]) => (
				<span key={key} class="person-state">{words(key)}</span>
			))}
			{leads.length > 0 && (
				<span>{words("ppl_leads", { titles: leads.map(({ title }) => title).join(", ") })}</span>
			)}
			{at.length > 0 && <span>{at.join(", ")}</span>}
			{institution !== "" && <span>{institution}</span>}
		</span>
	);
}
