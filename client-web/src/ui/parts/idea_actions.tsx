// What moderators, and leaders on their boards, do with an idea.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { leads } from "../../model/me";
import { rowsGet } from "../../model/rows";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { Icon } from "./icon";

/** A menu that opens in place; nothing for those who steer nothing here. */
export function IdeaActions(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const [open, setOpen] = useState(false);
	const { idea } = props;
	const board = rowsGet(app.rows, "board", idea.board);
	if (board === undefined || !leads(app.me.value, board)) return null;
	return (
		<div class="idea-tools">
			<button
				type="button"
				class="quiet"
				aria-expanded={open}
				aria-controls={id}
				onClick={() => setOpen(!open)}
			>
				<Icon name="steer" />
				{words("mod_idea")}
				<span class="hidden"> #{idea.id}</span>
			</button>
			<div id={id} hidden={!open} class="actions">
				{open && (
					<Late piece="steering">
						{({ IdeaActionButtons }) => <IdeaActionButtons idea={idea} board={board} />}
					</Late>
				)}
			</div>
		</div>
	);
}
