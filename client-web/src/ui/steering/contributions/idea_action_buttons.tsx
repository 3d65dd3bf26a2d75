// What moderators, and leaders on their boards, do with an idea: the buttons and what they ask.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give, send, type App } from "../../../model/app";
import { peopleAssisted } from "../../../model/people";
import { rowsAll, rowsGet } from "../../../model/rows";
import { stageText } from "../../../model/stages";
import type { TextKey } from "../../../model/texts";
import type { AnyCommand } from "../../../protocol/codec";
import { stageWords, type BoardRow, type IdeaRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { SelectField } from "../../parts/select_field";
import { ForDialog } from "./for_dialog";
import { MergeDialog, MoveDialog, SendUpDialog } from "./gather_dialogs";
import { HideDialog } from "./hide_dialog";
import { LinkDialog } from "./link_dialog";
import { RedactDialog } from "./redact_dialog";

interface ActionsProps {
	readonly idea: IdeaRow;
	readonly board: BoardRow;
}

type Asking = "" | "hide" | "redact" | "merge" | "move" | "send_up" | "link" | "for";

export function IdeaActionButtons(props: ActionsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [asking, setAsking] = useState<Asking>("");
	const { idea, board } = props;
	const args = { idea: idea.id };
	const { moderates } = app.me.value;
	const isHeld = idea.hold !== "none";
	const isOwnScreen = isShown(app, idea);
	const isMerged = idea.merged_into !== 0;
	const mayGoUp = idea.sent_up_to === 0 && !isHeld && !isMerged;
	// Boards without one above send up to the plenary.
	const above = rowsGet(app.rows, "board", board.parent) ??
		rowsAll(app.rows, "board").find(({ sort, id }) => sort === "plenary" && id !== board.id);
	const does = (key: TextKey, command: AnyCommand, title = ""): JSX.Element => (
		<button type="button" onClick={() => give(app, command)}>{words(key, { title })}</button>
	);
	const asks = (key: TextKey, what: Asking): JSX.Element => (
		<button type="button" onClick={() => setAsking(what)}>{words(key)}</button>
	);
	return (
		<>
			{moderates && isHeld && does(showKey(idea), { kind: "idea_show", args })}
			{moderates && idea.hold !== "hidden" && asks("mod_hide", "hide")}
			{moderates &&
				does(idea.locked ? "mod_unlock" : "mod_lock", {
					kind: "idea_lock", args: { ...args, locked: !idea.locked },
				})}
			{isMerged
				? does("mod_unmerge", { kind: "idea_unmerge", args })
				: !isHeld && asks("mod_merge", "merge")}
			{moderates && asks("mod_move", "move")}
			{above !== undefined && mayGoUp &&
				does("mod_send_up", { kind: "idea_send_up", args: { ...args, to: above.id } }, above.title)}
			{moderates && mayGoUp && asks("mod_send_elsewhere", "send_up")}
			{!isHeld && !isOwnScreen &&
				does("mod_focus", {
					kind: "focus_set", args: { ...args, board: board.id, topic: 0, ballot: 0 },
				})}
			{moderates && !isHeld && !isMerged && peopleAssisted(app.rows).length > 0 &&
				asks("mod_for", "for")}
			{moderates && asks("mod_link", "link")}
			{moderates && asks("mod_redact", "redact")}
			<StageField idea={idea} />
			<Asked idea={idea} asking={asking} onClose={() => setAsking("")} />
		</>
	);
}

interface AskedProps {
	readonly idea: IdeaRow;
	readonly asking: Asking;
	readonly onClose: () => void;
}

function Asked(props: AskedProps): JSX.Element | null {
	const app = useApp();
	const { idea, asking, onClose } = props;
	switch (asking) {
		case "": return null;
		case "hide":
			return (
				<HideDialog
					onHide={(reason) => send(app, "idea_hide", { idea: idea.id, reason })}
					onClose={onClose}
				/>
			);
		case "redact": return <RedactDialog row={idea} onClose={onClose} />;
		case "merge": return <MergeDialog idea={idea} onClose={onClose} />;
		case "move": return <MoveDialog idea={idea} onClose={onClose} />;
		case "send_up": return <SendUpDialog idea={idea} onClose={onClose} />;
		case "for": return <ForDialog idea={idea} onClose={onClose} />;
		case "link": return <LinkDialog idea={idea} onClose={onClose} />;
	}
}

// On the idea's own screen its stage stands beside the text, and the bar leads all eyes there.
function isShown(app: App, { id }: IdeaRow): boolean {
	const route = app.route.value;
	return route.screen === "idea" && route.idea === id;
}

/** How far the idea has come; the steering group and moderators say so. */
function StageField(props: { readonly idea: IdeaRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { id, stage } = props.idea;
	const { moderates, role } = app.me.value;
	if ((!moderates && role !== "steering") || isShown(app, props.idea)) return null;
	return (
		<SelectField
			label={words("idea_stage")}
			acts
			value={stage}
			onValue={(value) => send(app, "idea_stage", { idea: id, stage: value as typeof stage })}
			options={stageWords
				.filter((word) => word !== "none")
				.map((word) => ({ value: word, label: words(stageText[word]) }))}
		/>
	);
}

function showKey(idea: IdeaRow): TextKey {
	if (idea.hold === "waiting") return "mod_approve";
	return idea.hold === "alone" ? "idea_show_all" : "mod_show";
}
