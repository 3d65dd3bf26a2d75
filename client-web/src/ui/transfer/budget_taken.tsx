// Bringing in a participatory budget: its projects as ideas, a ballot about them, and its votes if wanted.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { boards } from "../../model/boards";
import type { Prepared, SessionRead } from "../../model/import/prepare";
import type { PbFault, PbFile } from "../../model/pb/file";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { optionsOf, SelectField } from "../parts/select_field";
import { Fault } from "../steering/fault";
import type { LateImport } from "./importing";
import { usePbWords } from "./pb_words";
import { SessionTaken } from "./session_taken";

export interface Budget {
	readonly text: string;
	readonly pb: PbFile;
}

interface BudgetTakenProps {
	readonly late: LateImport;
	readonly budget: Budget;
	readonly onTake: (prepared: Prepared) => void;
}

export function BudgetTaken(props: BudgetTakenProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const pbWords = usePbWords();
	const { late, budget: { text, pb } } = props;
	const all = boards(app.rows, app.me.value);
	const towns = app.towns.value;
	const [board, setBoard] = useState(all.find(({ sort }) => sort === "plenary")?.id ?? 0);
	const [withVotes, setVotes] = useState(false);
	const [town, setTown] = useState(towns.length === 1 ? (towns[0]?.id ?? 0) : 0);
	const into = (usual: number): SessionRead | PbFault => {
		try {
			const file = late.pbIntoFile(app.rows, pb, { board, town: usual, withVotes });
			return { source: { text: JSON.stringify(file), name: text }, needsTown: false, code: "" };
		} catch (fault) {
			return fault as PbFault;
		}
	};
	const made = useMemo(() => into(town), [text, board, town, withVotes]);
	// Some voters are of towns that are none of the session's, or of none at all.
	const isTownless = (made: SessionRead | PbFault): boolean =>
		made instanceof Error && (made.why === "town_unknown" || made.why === "town_missing");
	const asksTown = useMemo(() => towns.length > 1 && isTownless(into(0)), [text, board, withVotes]);
	const isApproval = pb.type === "approval" || pb.type === "choose-1";
	return (
		<>
			<SelectField
				label={words("import_board")}
				value={String(board)}
				onValue={(value) => setBoard(Number(value))}
				options={optionsOf(all)}
			/>
			{pb.votes.length > 0 && (
				<Check label={words("whole_with_votes", { n: pb.votes.length })} checked={withVotes} onCheck={setVotes} />
			)}
			{withVotes && !isApproval && <p class="hint">{words("whole_approves")}</p>}
			{asksTown && (
				<SelectField
					label={words("whole_town_votes")}
					value={String(town)}
					onValue={(value) => setTown(Number(value))}
					options={[
						{ value: "0", label: words("import_town_choose") },
						...towns.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
			)}
			{!(made instanceof Error)
				? <SessionTaken late={late} session={made} isWhole={false} onTake={props.onTake} />
				: isTownless(made) ? <p>{pbWords(made)}</p> : <Fault text={pbWords(made)} />}
		</>
	);
}
