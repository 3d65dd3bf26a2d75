// Who has asked to speak, for who leads a board. In the order in which the server calls: towns that have
// spoken less come first.
import type { JSX } from "preact";
import { send } from "../../../model/app";
import { rowsGet } from "../../../model/rows";
import type { BoardRow, HandRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { By } from "../../parts/idea_meta";

interface QueueProps {
	readonly board: BoardRow;
	readonly hands: readonly HandRow[];
}

export function Queue(props: QueueProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const board = props.board.id;
	return (
		<div class="queue">
			<h3>{words("hands_count", { n: props.hands.length })}</h3>
			{props.hands.length > 0 && (
				<>
					<ol>
						{props.hands.map((hand) => <Hand key={hand.person} hand={hand} />)}
					</ol>
					<button
						type="button"
						class="main"
						onClick={() => send(app, "hand_call", { board, person: 0 })}
					>
						{words("hand_call_next")}
					</button>
				</>
			)}
		</div>
	);
}

function Hand(props: { readonly hand: HandRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board, person, town } = props.hand;
	const name = rowsGet(app.rows, "author", person)?.name ?? "";
	return (
		<li>
			<div class="queue-line">
				<By author={person} town={town} />
				<span class="actions">
					<button
						type="button"
						class="quiet"
						aria-label={words("hand_call_one", { name })}
						onClick={() => send(app, "hand_call", { board, person })}
					>
						{words("hand_call")}
					</button>
					<button
						type="button"
						class="quiet"
						aria-label={words("hand_lower_one", { name })}
						onClick={() => send(app, "hand_lower", { board, person })}
					>
						✕
					</button>
				</span>
			</div>
		</li>
	);
}
