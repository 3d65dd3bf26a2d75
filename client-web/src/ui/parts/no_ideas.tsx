// What stands where no idea does: who could begin, or why there is nothing to see.
import type { JSX } from "preact";
import { serverNowMs } from "../../model/app";
import { contributionsAdded, ideasClosed } from "../../model/closed";
import { belongs } from "../../model/me";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";

interface NoIdeasProps {
	readonly isFiltered: boolean;
	readonly board: BoardRow;
	readonly onClear: () => void;
}

export function NoIdeas(props: NoIdeasProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const added = contributionsAdded(app.rows, me, props.board, []);
	const mayWrite = me.participates &&
		ideasClosed(app.rows, me, props.board, added, serverNowMs(app)) === null;
	const isSecret = props.board.audience === "members" && !belongs(me, props.board);
	if (props.isFiltered)
		return (
			<div class="empty">
				<p>{words("ideas_filtered_empty")}</p>
				<button type="button" onClick={props.onClear}>{words("ideas_filter_clear")}</button>
			</div>
		);
	return (
		<div class="empty">
			{!isSecret && <h3>{words("ideas_empty_title")}</h3>}
			<p>
				{words(isSecret ? "ideas_members" : mayWrite ? "ideas_empty" : "ideas_empty_read")}
			</p>
		</div>
	);
}
