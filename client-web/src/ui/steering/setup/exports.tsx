// Taking a session's data away: all of it as JSON, its ideas as a table.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../../model/app";
import { exportCsv } from "../../../model/export_csv";
import { exportJson } from "../../../model/export_json";
import { pageLanguages } from "../../../model/texts";
import { codeShow } from "../../../protocol/link";
import { readPages } from "../../../sync/pages";
import { useApp, useWords } from "../../context";

export function Exports(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [isReading, setReading] = useState(false);
	function offer(name: string, type: string, text: string): void {
		download(name, type, text);
		say(app, words("exports_done", { file: name }));
	}
	async function takeAll(): Promise<void> {
		const viewer = app.viewer.value;
		if (isReading || viewer === null || app.token === null) return;
		setReading(true);
		try {
			const rows = await readPages({
				url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`,
				session: viewer.session, token: app.token, device: app.live?.device() ?? 1,
				language: pageLanguages[app.language.value].spoken,
			});
			offer(`bogen-${codeShow(app.code)}.json`, "application/json", `${JSON.stringify(exportJson(rows))}\n`);
		} catch (error) {
			const reason = (error instanceof Error && error.message) || words("exports_silent");
			say(app, words("exports_failed", { reason }));
		}
		setReading(false);
	}
	return (
		<section class="card exports">
			<h2>{words("exports_title")}</h2>
			<p class="hint">{words("exports_care")}</p>
			<div>
				<button type="button" aria-disabled={isReading} onClick={() => void takeAll()}>
					{words(isReading ? "exports_reading" : "exports_json")}
				</button>
				<p class="hint">{words("exports_json_hint")}</p>
			</div>
			<div>
				<button
					type="button"
					onClick={() => offer(`bogen-${codeShow(app.code)}.csv`, "text/csv;charset=utf-8", exportCsv(app.rows))}
				>
					{words("exports_csv")}
				</button>
				<p class="hint">{words("exports_csv_hint")}</p>
			</div>
		</section>
	);
}

function download(name: string, type: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// The browser has begun to read it by then.
	window.setTimeout(() => URL.revokeObjectURL(address), 60000);
}
