// Bringing data into a session: a table of ideas, a whole session, or a participatory budget. What it is, the file
// itself tells.
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { App } from "../../model/app";
import type { Prepared, SessionRead } from "../../model/import/prepare";
import { tableRead, textOf, type Table, type TablePlan } from "../../model/ideas_table";
import type { PbFault } from "../../model/pb/file";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Fault } from "../steering/fault";
import { BudgetTaken, type Budget } from "./budget_taken";
import { Busy } from "./busy";
import { IdeasDone, IdeasTaken } from "./ideas_taken";
import { importing, importTake, type LateImport } from "./importing";
import { usePbWords } from "./pb_words";
import { SessionDone, SessionTaken } from "./session_taken";
import { take, taking } from "./take";

const tableBytesMost = 2_000_000;
const bytesMost = 100_000_000;

type Chosen =
	| { readonly is: "table"; readonly table: Table }
	| { readonly is: "session"; readonly late: LateImport; readonly session: SessionRead }
	| { readonly is: "budget"; readonly late: LateImport; readonly budget: Budget };

const isJson = /^[\s\uFEFF]*[{[]/;
const isBudget = /^[\s\uFEFF"]*META[\s";]/i;

// As spreadsheets are in their own form.
function isZip(bytes: ArrayBuffer): boolean {
	const [first, second] = new Uint8Array(bytes);
	return first === 0x50 && second === 0x4b;
}

/** What was chosen, or why it cannot be read. */
async function read(file: File): Promise<Chosen | TextKey | PbFault> {
	if (file.size > bytesMost) return "whole_too_big";
	const bytes = await file.arrayBuffer();
	if (isZip(bytes)) return "whole_zip";
	const text = textOf(bytes);
	if (!isJson.test(text) && !isBudget.test(text))
		return file.size > tableBytesMost ? "import_too_big" : { is: "table", table: tableRead(text) };
	const late = await import("../../late_import").catch(() => null);
	if (late === null) return "late_failed";
	if (!isBudget.test(text)) return { is: "session", late, session: late.sessionRead(text) };
	try {
		return { is: "budget", late, budget: { text, pb: late.pbRead(text) } };
	} catch (fault) {
		return fault as PbFault;
	}
}

export function Taken(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const pbWords = usePbWords();
	const [chosen, setChosen] = useState<Chosen | null>(null);
	const [fault, setFault] = useState("");
	const [isReading, setReading] = useState(false);
	const turn = useRef(0); // of several files the last one counts
	const heading = useRef<HTMLHeadingElement>(null);
	const id = useId();
	const ideas = taking.value?.live === app.live ? taking.value : null;
	const whole = importing.value?.live === app.live ? importing.value : null;
	const isBusy = (ideas !== null && !ideas.ended) || (whole !== null && whole.end === null);
	async function choose(input: HTMLInputElement): Promise<void> {
		const [file] = input.files ?? [];
		if (file === undefined) return;
		taking.value = importing.value = null;
		setChosen(null);
		setFault("");
		setReading(true);
		const own = ++turn.current;
		await new Promise((resolve) => window.setTimeout(resolve, 50)); // that it is read is drawn before
		const now = await read(file).catch((): TextKey => "import_unread");
		if (own !== turn.current) return;
		setReading(false);
		if (typeof now === "string") setFault(words(now));
		else if (now instanceof Error) setFault(pbWords(now));
		else setChosen(now);
	}
	function begin(act: (app: App) => Promise<void>): void {
		heading.current?.focus(); // the button goes
		setChosen(null);
		void act(app);
	}
	const takeIdeas = (plan: TablePlan, board: number): void => begin(() => take(app, plan, board));
	const takeWhole = (late: LateImport) => (prepared: Prepared): void => begin(() => importTake(app, late, prepared));
	return (
		<section class="card taken">
			<h2 tabIndex={-1} ref={heading}>{words("import_title")}</h2>
			<p class="hint" id={`${id}-hint`}>{words("import_hint")}</p>
			{!isBusy && (
				<div class="field">
					<label for={id}>{words("import_file")}</label>
					<input
						id={id}
						type="file"
						accept=".csv,.txt,.json,.pb,text/csv,text/plain,application/json"
						aria-describedby={`${id}-hint`}
						// Mended and saved under the same name it would not be taken for another.
						onClick={(event) => (event.currentTarget.value = "")}
						onChange={(event) => void choose(event.currentTarget)}
					/>
					<p class="hint" role="status">{isReading && words("whole_reading")}</p>
					<Fault text={fault} />
				</div>
			)}
			{ideas !== null && (ideas.ended ? <IdeasDone now={ideas} /> : <Busy {...ideas} />)}
			{whole !== null && (whole.end === null
				? (
					<>
						<Busy {...whole} />
						<button type="button" aria-disabled={whole.isStopping} onClick={whole.stop}>
							{words(whole.isStopping ? "whole_stopping" : "whole_stop")}
						</button>
					</>
				)
				: <SessionDone {...whole} end={whole.end} />)}
			{chosen?.is === "table" && <IdeasTaken table={chosen.table} onTake={takeIdeas} />}
			{chosen?.is === "session" && (
				<SessionTaken late={chosen.late} session={chosen.session} isWhole onTake={takeWhole(chosen.late)} />
			)}
			{chosen?.is === "budget" && (
				<BudgetTaken late={chosen.late} budget={chosen.budget} onTake={takeWhole(chosen.late)} />
			)}
		</section>
	);
}
