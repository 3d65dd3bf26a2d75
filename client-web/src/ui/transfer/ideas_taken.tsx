// Bringing in ideas that stand in a table already: what would be added is shown before anything is.
import type { JSX } from "preact";
import { computed } from "@preact/signals";
import { useMemo, useState } from "preact/hooks";
import { boards } from "../../model/boards";
import { tablePlan, type Table, type TableFault, type TablePlan } from "../../model/ideas_table";
import type { TextKey } from "../../model/texts";
import { rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { optionsOf, SelectField } from "../parts/select_field";
import { Fault } from "../steering/fault";
import { LeftOut } from "./left_out";
import type { Taking } from "./take";
import { Told } from "./told";

const firstMost = 3; // ideas that are shown

const whyText: Readonly<Record<TableFault, TextKey>> = {
	empty: "import_why_empty",
	no_column: "import_why_no_column",
	cells: "import_why_cells",
	quotes: "import_why_quotes",
	missing: "import_why_missing",
	too_long: "import_why_too_long",
	not_allowed: "import_why_not_allowed",
	town: "import_why_town",
};

interface IdeasTakenProps {
	readonly table: Table;
	readonly onTake: (plan: TablePlan, board: number) => void;
}

export function IdeasTaken(props: IdeasTakenProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { table } = props;
	const all = boards(app.rows, app.me.value);
	const plenary = all.find(({ sort }) => sort === "plenary")?.id ?? 0;
	const towns = app.towns.value;
	const [board, setBoard] = useState(plenary);
	const [chosen, setTown] = useState(towns.length === 1 ? (towns[0]?.id ?? 0) : 0);
	const town = towns.find(({ id }) => id === chosen)?.name ?? "";
	const self = rowsGet(app.rows, "person", app.me.value.person)?.name ?? "";
	// Again when what it is compared with changes.
	const plan = useMemo(
		() => computed(() => tablePlan(app.rows, table, board, { town, self })), [table, board, town, self]).value;
	const n = plan.ideas.length;
	// What is still on its way would come twice.
	const waits = app.status.value.at !== "online" ||
		app.entries.value.some(({ state }) => state === "waiting" || state === "sent");
	const [whole] = plan.faults;
	if (whole?.row === 0) return <Fault text={words(whyText[whole.why])} />;
	return (
		<>
			<SelectField
				label={words("import_board")}
				value={String(board)}
				onValue={(value) => setBoard(Number(value))}
				options={optionsOf(all)}
			/>
			{plan.townless > 0 && towns.length > 1 && (
				<SelectField
					label={words("import_town")}
					value={String(chosen)}
					onValue={(value) => setTown(Number(value))}
					options={[
						{ value: "0", label: words("import_town_choose") },
						...towns.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
			)}
			<Told what={n === 0 ? words("import_none") : words("import_ideas", { n })} />
			{n > 0 && <Brought plan={plan} />}
			{table.unknown.length > 0 && (
				<p class="hint">{words("import_unknown", { names: table.unknown.join(", ") })}</p>
			)}
			<RowsLeft rows={plan.faults.map(({ row, why }) => ({ row, why: words(whyText[why]) }))} />
			{n > 0 && (
				<>
					<p class="hint">{words(waits ? "import_wait" : "import_again")}</p>
					<button
						type="button"
						class="main"
						aria-disabled={waits}
						onClick={() => !waits && props.onTake(plan, board)}
					>
						{words("import_yes", { n })}
					</button>
				</>
			)}
		</>
	);
}

function Brought(props: { readonly plan: TablePlan }): JSX.Element {
	const words = useWords();
	const { ideas, there, towns, topics, people } = props.plan;
	const hidden = ideas.filter((idea) => idea.hidden !== "").length;
	const names = (all: readonly string[]): string => all.join(", ");
	return (
		<>
			<ul>
				{there > 0 && <li>{words("import_there", { n: there })}</li>}
				{hidden > 0 && <li>{words("import_hidden", { n: hidden })}</li>}
				{people.length > 0 && <li>{words("import_people", { n: people.length })}</li>}
				{topics.length > 0 && <li>{words("import_topics", { names: names(topics) })}</li>}
				{towns.length > 0 && <li>{words("import_towns", { names: names(towns) })}</li>}
			</ul>
			<h3>{words("import_first")}</h3>
			<ol>
				{ideas.slice(0, firstMost).map(({ row, title, text, topic, author, town }) => (
					<li key={row}>
						<p class="words">{title === "" ? text : `${title}: ${text}`}</p>
						<p class="hint">{[...new Set([topic, author, town])].filter((part) => part !== "").join(" · ")}</p>
					</li>
				))}
			</ol>
		</>
	);
}

interface RowsLeftProps {
	readonly rows: readonly { readonly row: number; readonly why: string }[];
}

function RowsLeft({ rows }: RowsLeftProps): JSX.Element {
	const words = useWords();
	const title = words("import_left", { n: rows.length });
	return <LeftOut title={title} of={rows} line={({ row, why }) => words("import_row", { row, why })} />;
}

/** What came of a table. */
export function IdeasDone({ now }: { readonly now: Taking }): JSX.Element {
	const words = useWords();
	return (
		<>
			<p>{words("import_done", { n: now.taken })}</p>
			<RowsLeft rows={now.refused} />
		</>
	);
}
