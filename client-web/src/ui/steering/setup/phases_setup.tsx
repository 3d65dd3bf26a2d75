// The phases of the session with what each asks, as they will be before everybody; and other words for it.
import type { JSX } from "preact";
import { rowsAll } from "../../../model/rows";
import { useApp, useSpoken, useWords } from "../../context";
import { QuestionButton } from "../leading/question";

export function PhasesSetup(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const phases = [...rowsAll(app.rows, "phase")].sort((a, b) => a.id - b.id);
	return (
		<section class="card" aria-labelledby="set-phases">
			<h2 id="set-phases">{words("set_phases")}</h2>
			<p class="hint">{words("set_phases_means")}</p>
			<ol class="set-phases">
				{phases.map((phase) => (
					<li key={phase.id}>
						<p>
							<strong lang={lang}>{phase.title}</strong>
							{phase.minutes > 0 && <span class="hint"> {words("lead_timer_minutes", { n: phase.minutes })}</span>}
						</p>
						<p class="words" lang={lang}>{phase.prompt}</p>
						<QuestionButton phase={phase} listed />
					</li>
				))}
			</ol>
		</section>
	);
}
