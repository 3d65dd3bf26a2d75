// Bringing several ideas before another board at once: moderators choose which, leaders the one above.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { boards } from "../../../model/boards";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { optionsOf, SelectField } from "../../parts/select_field";
import { mayMove, type Sort } from "./state";
import { sendUp } from "./steps";

interface SendUpProps {
	readonly sort: Sort;
	readonly ids: readonly number[];
	readonly act: (what: () => void) => void; // closes the menu, too
}

/** Nothing if all of them have been sent up. */
export function SendUp(props: SendUpProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { sort, ids, act } = props;
	const parent = rowsGet(app.rows, "board", sort.board)?.parent ?? 0;
	// Boards without one above send up to the plenary.
	const above = rowsGet(app.rows, "board", parent) ??
		rowsAll(app.rows, "board").find(({ sort: kind, id }) => kind === "plenary" && id !== sort.board);
	const others = !mayMove(sort) ? [] : boards(app.rows, app.me.value).filter(({ id }) => id !== sort.board);
	const [to, setTo] = useState(above?.id ?? others[0]?.id ?? 0);
	const free = ids.filter((id) => rowsGet(app.rows, "idea", id)?.sent_up_to === 0);
	const chosen: BoardRow | undefined = others.find(({ id }) => id === to) ?? above;
	if (free.length === 0 || chosen === undefined) return null;
	const send = (): void => act(() => void sendUp(sort, free, chosen.id, chosen.title));
	return others.length === 0
		? <button type="button" onClick={send}>{words("mod_send_up", { title: chosen.title })}</button>
		: (
			<div class="inline">
				<SelectField
					label={words("sort_send_up")}
					value={String(chosen.id)}
					onValue={(value) => setTo(Number(value))}
					options={optionsOf(others)}
				/>
				<button type="button" onClick={send}>{words("send_up_yes")}</button>
			</div>
		);
}
