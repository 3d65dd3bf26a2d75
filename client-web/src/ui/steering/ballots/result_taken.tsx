// A result to be taken along: on paper, or as a table.
import type { JSX } from "preact";
import { say } from "../../../model/app";
import { codeShow } from "../../../protocol/link";
import type { BallotRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { printPage } from "../../parts/printing";
import { download } from "../download";

export function ResultTaken(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	async function take(): Promise<void> {
		const late = await import("../../../late_export").catch(() => null);
		if (late === null) return say(app, words("late_failed"));
		const file = `bogen-${codeShow(app.code)}-${ballot.id}.csv`;
		download(file, "text/csv;charset=utf-8", late.resultCsv(app.rows, ballot, app.towns.value));
		say(app, words("exports_done", { file }));
	}
	return (
		<div class="actions">
			<button type="button" onClick={printPage}>{words("result_print")}</button>
			<button type="button" onClick={() => void take()}>{words("result_csv")}</button>
		</div>
	);
}
