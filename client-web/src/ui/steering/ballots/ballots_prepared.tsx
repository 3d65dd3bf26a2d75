// The ballots that are prepared for a board's phase, to be opened from its card.
import type { JSX } from "preact";
import { send } from "../../../model/app";
import { ballotsHere } from "../../../model/ballots";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";

export function BallotsPrepared(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const prepared = ballotsHere(app.rows, props.board).filter(
		({ state, phase }) => state === "prepared" && phase !== 0);
	return (
		<>
			{prepared.map(({ id, title }) => (
				<button key={id} type="button" onClick={() => send(app, "ballot_open", { ballot: id })}>
					<Icon name="ballot" />
					<span>{words("ballot_open_title", { title })}</span>
				</button>
			))}
		</>
	);
}
