// While everybody writes for themselves: how much there is already. What it is nobody is shown yet.
import type { JSX } from "preact";
import { silentIdeas } from "../../model/hall";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";

export function Silent(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const n = silentIdeas(app.rows, props.board);
	return (
		<section class="hall-silent">
			<p>
				<strong class="hall-number">{n}</strong>
				{" "}
				{words("hall_silent", { n })}
			</p>
			<p class="hall-say">{words("hall_silent_later")}</p>
		</section>
	);
}
