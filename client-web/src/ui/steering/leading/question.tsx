// What a phase asks, in other words: written here, and at once before everybody whose board is in it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say, undo } from "../../../model/app";
import { commandShapes, type PhaseRow } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { Dialog } from "../../parts/dialog";
import { ValueField } from "../../parts/fields";
import { areaGrow, TextField } from "../../parts/text_field";
import { ask } from "../ask";
import { countRead } from "../setup/board_rules";

const { fields } = commandShapes.phase_edit;
const titleLimits = textLimits(fields, "title");
const promptLimits = textLimits(fields, "prompt");
const helpLimits = textLimits(fields, "help");
const minutes_max = 525600;

// What was changed here, as it was typed: all else is shown and sent as it is, for another may change it
// meanwhile.
interface Changes {
	readonly title?: string;
	readonly prompt?: string;
	readonly help?: string;
	readonly minutes?: string;
}

interface QuestionButtonProps {
	readonly phase: PhaseRow;
	readonly listed?: boolean; // among others: it says whose question
}

/** For moderators: all boards pass through the same phases. */
export function QuestionButton(props: QuestionButtonProps): JSX.Element {
	const words = useWords();
	const [open, setOpen] = useState(false);
	const { phase, listed = false } = props;
	return (
		<>
			<button
				type="button"
				class="quiet question"
				{...(listed ? { "aria-label": words("set_phase_edit", { title: phase.title }) } : {})}
				onClick={() => setOpen(true)}
			>
				{words(listed ? "set_phase_change" : "lead_question")}
			</button>
			{open && <QuestionDialog phase={phase} onClose={() => setOpen(false)} />}
		</>
	);
}

function QuestionDialog(props: { readonly phase: PhaseRow; readonly onClose: () => void }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [changes, setChanges] = useState<Changes>({});
	const [tried, setTried] = useState(false);
	const [hasRest, setRest] = useState(false);
	const { phase, onClose } = props;
	const change = (made: Changes): void => setChanges((before) => ({ ...before, ...made }));
	const { title = phase.title, prompt = phase.prompt, help = phase.help } = changes;
	const minutes = changes.minutes === undefined ? phase.minutes : countRead(changes.minutes, minutes_max);
	function submit(): boolean {
		const args = {
			phase: phase.id, title: lineTidy(title), prompt: textTidy(prompt), help: textTidy(help), minutes: minutes ?? 0,
		};
		const isRestRight = minutes !== null && textFault(args.title, titleLimits) === null &&
			textFault(args.help, helpLimits) === null;
		const isRight = isRestRight && textFault(args.prompt, promptLimits) === null;
		setTried(!isRight);
		if (!isRestRight) setRest(true);
		const isSame = args.title === phase.title && args.prompt === phase.prompt && args.help === phase.help &&
			args.minutes === phase.minutes;
		if (isRight && !isSame)
			ask(app, { kind: "phase_edit", args }, (entry) => {
				if (entry.state === "refused") return false;
				say(app, words("lead_question_done"), { label: "undo", act: () => undo(app) });
				return true;
			});
		return isRight;
	}
	function unfold(rest: HTMLDetailsElement): void {
		setRest(rest.open);
		rest.querySelectorAll("textarea").forEach(areaGrow); // it had no height before
	}
	return (
		<Dialog title={words("lead_question_of", { title: phase.title })} action={words("save")} onSubmit={submit} onClose={onClose}>
			<TextField
				label={words("lead_question_prompt")}
				hint={words("lead_question_means")}
				value={prompt}
				onValue={(prompt) => change({ prompt })}
				limits={promptLimits}
				tried={tried}
				multiline
			/>
			<details open={hasRest} onToggle={(event) => unfold(event.currentTarget)}>
				<summary>{words("lead_question_rest")}</summary>
				<TextField
					label={words("phase_help")}
					value={help}
					onValue={(help) => change({ help })}
					limits={helpLimits}
					tried={tried}
					multiline
				/>
				<TextField
					label={words("lead_question_title")}
					value={title}
					onValue={(title) => change({ title })}
					limits={titleLimits}
					tried={tried}
				/>
				<ValueField
					label={words("lead_question_minutes")}
					hint={words("lead_question_no_time")}
					value={changes.minutes ?? (phase.minutes === 0 ? "" : String(phase.minutes))}
					onValue={(minutes) => change({ minutes })}
					fault={tried && minutes === null ? words("set_number_wrong") : ""}
				/>
			</details>
		</Dialog>
	);
}
