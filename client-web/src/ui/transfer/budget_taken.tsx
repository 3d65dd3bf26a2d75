// Bringing in a participatory budget: its projects as ideas, a ballot about them, and its votes if wanted.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { boards } from "../../model/boards";
import type { Prepared } from "../../model/import/prepare";
import type { PbFault, PbFile } from "../../model/pb/file";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { optionsOf, SelectField } from "../parts/select_field";
import { Fault } from "../steering/fault";
import type { LateImport } from "./importing";
import { usePbWords } from "./pb_words";
import { SessionTaken, type Session } from "./session_taken";

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
	const made = useMemo((): Session | string => {
		try {
			const file = late.pbIntoFile(app.rows, pb, { board, town, withVotes });
			const name = JSON.stringify([board, town, withVotes, text]);
			return { source: { text: JSON.stringify(file), name }, needsTown: false };
		} catch (fault) {
			return pbWords(fault as PbFault);
		}
	}, [text, board, town, withVotes]);
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
			{withVotes && towns.length > 1 && (
				<SelectField
					label={words("import_town")}
					value={String(town)}
					onValue={(value) => setTown(Number(value))}
					options={[
						{ value: "0", label: words("import_town_choose") },
						...towns.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
			)}
			{typeof made === "string"
				? <Fault text={made} />
				: <SessionTaken late={late} session={made} isWhole={false} onTake={props.onTake} />}
		</>
	);
}
