// Taking a session's data away: all of it as JSON, its ideas as a table.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../model/app";
import { pageLanguages } from "../../model/texts";
import { codeShow } from "../../protocol/link";
import { useApp, useWords } from "../context";
import { download } from "../steering/download";

export function Exports(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [isReading, setReading] = useState(false);
	function offer(name: string, type: string, text: string): void {
		download(name, type, text);
		say(app, words("exports_done", { file: name }));
	}
	async function takeIdeas(): Promise<void> {
		const late = await import("../../late_export").catch(() => null);
		if (late === null) return say(app, words("late_failed"));
		offer(`bogen-${codeShow(app.code)}.csv`, "text/csv;charset=utf-8", late.exportCsv(app.rows));
	}
	async function takeAll(): Promise<void> {
		const viewer = app.viewer.value;
		if (isReading || viewer === null || app.token === null) return;
		setReading(true);
		try {
			const late = await import("../../late_export");
			const rows = await late.readPages({
				url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`,
				session: viewer.session, token: app.token, device: app.live?.device() ?? 1,
				language: pageLanguages[app.language.value].spoken,
			});
			offer(`bogen-${codeShow(app.code)}.json`, "application/json", `${JSON.stringify(late.exportJson(rows))}\n`);
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
				<button type="button" onClick={() => void takeIdeas()}>{words("exports_csv")}</button>
				<p class="hint">{words("exports_csv_hint")}</p>
			</div>
		</section>
	);
}
