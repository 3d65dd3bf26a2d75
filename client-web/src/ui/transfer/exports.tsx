// Taking a session's data away: all of it as JSON, its ideas as a table, a budget for who counts it again.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { say } from "../../model/app";
import { rowsAll } from "../../model/rows";
import { codeShow } from "../../protocol/link";
import type { PagedRow } from "../../sync/pages";
import { useApp, useWords } from "../context";
import { optionsOf, SelectField } from "../parts/select_field";
import { download } from "../steering/download";
import { asideWho } from "./aside_who";

type Late = typeof import("../../late_export");
type Taken = "json" | "pb";
type Make = (late: Late, rows: readonly PagedRow[]) => string;

export function Exports(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [reading, setReading] = useState<Taken | null>(null);
	function offer(extension: string, type: string, text: string): void {
		const name = `bogen-${codeShow(app.code)}.${extension}`;
		download(name, type, text);
		say(app, words("exports_done", { file: name }));
	}
	async function takeIdeas(): Promise<void> {
		const late = await import("../../late_export").catch(() => null);
		if (late === null) return say(app, words("late_failed"));
		offer("csv", "text/csv;charset=utf-8", late.exportCsv(app.rows));
	}
	async function take(what: Taken, type: string, make: Make): Promise<void> {
		const who = asideWho(app);
		if (reading !== null || who === null) return;
		setReading(what);
		try {
			const late = await import("../../late_export");
			const rows = await late.readPages(who);
			offer(what, type, make(late, rows));
		} catch (error) {
			const reason = (error instanceof Error && error.message) || words("exports_silent");
			say(app, words("exports_failed", { reason }));
		}
		setReading(null);
	}
	function takeAll(): void {
		void take("json", "application/json", (late, rows) => `${JSON.stringify(late.exportJson(rows))}\n`);
	}
	function takeBudget(ballot: number): void {
		void take("pb", "text/plain;charset=utf-8", (late, rows) => {
			const pb = late.pbOfBallot(late.exportJson(rows), ballot);
			if (pb === null) throw new Error(words("exports_pb_gone"));
			return late.pbWrite(pb);
		});
	}
	return (
		<section class="card exports">
			<h2>{words("exports_title")}</h2>
			<p class="hint">{words("exports_care")}</p>
			<div>
				<button type="button" aria-disabled={reading !== null} onClick={takeAll}>
					{words(reading === "json" ? "exports_reading" : "exports_json")}
				</button>
				<p class="hint">{words("exports_json_hint")}</p>
			</div>
			<div>
				<button type="button" onClick={() => void takeIdeas()}>{words("exports_csv")}</button>
				<p class="hint">{words("exports_csv_hint")}</p>
			</div>
			<Budget isBusy={reading !== null} isReading={reading === "pb"} onTake={takeBudget} />
		</section>
	);
}

interface BudgetProps {
	readonly isBusy: boolean;
	readonly isReading: boolean; // this one
	readonly onTake: (ballot: number) => void;
}

function Budget(props: BudgetProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const [chosen, choose] = useState(0);
	const hint = useId();
	const budgets = rowsAll(app.rows, "ballot").filter(({ method }) => method === "budget").sort((a, b) => a.id - b.id);
	const ballot = budgets.find(({ id }) => id === chosen) ?? budgets[0];
	if (ballot === undefined) return null;
	const isSealed = ballot.secrecy === "confidential" && ballot.state === "open";
	return (
		<div>
			{budgets.length > 1 && (
				<SelectField
					label={words("exports_pb_which")}
					value={String(ballot.id)}
					onValue={(value) => choose(Number(value))}
					options={optionsOf(budgets)}
				/>
			)}
			<button
				type="button"
				aria-disabled={props.isBusy || isSealed}
				aria-describedby={hint}
				onClick={() => !isSealed && props.onTake(ballot.id)}
			>
				{words(props.isReading ? "exports_reading" : "exports_pb")}
			</button>
			<p class="hint" id={hint}>{words(isSealed ? "exports_pb_sealed" : "exports_pb_hint")}</p>
		</div>
	);
}
