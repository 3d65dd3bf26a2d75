// Hiding a contribution, with a reason that its author will read.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../../protocol/text";
import type { TextKey } from "../../../model/texts";
import { useWords } from "../../context";
import { Dialog } from "../../parts/dialog";
import { TextField } from "../../parts/text_field";

const limits = textLimits(commandShapes.idea_hide.fields, "reason");
const reasons: readonly TextKey[] = [
	"hide_reason_topic", "hide_reason_double", "hide_reason_hurts", "hide_reason_private",
];

interface HideDialogProps {
	readonly onHide: (reason: string) => void;
	readonly onClose: () => void;
}

export function HideDialog(props: HideDialogProps): JSX.Element {
	const words = useWords();
	const [reason, setReason] = useState("");
	const [tried, setTried] = useState(false);
	const tidy = lineTidy(reason);
	function submit(): boolean {
		const isRight = textFault(tidy, limits) === null;
		setTried(!isRight);
		if (isRight) props.onHide(tidy);
		return isRight;
	}
	return (
		<Dialog
			title={words("hide_title")}
			action={words("mod_hide_yes")}
			onSubmit={submit}
			onClose={props.onClose}
		>
			<div class="actions" role="group" aria-label={words("hide_reasons")}>
				{reasons.map((key) => (
					<button
						key={key}
						type="button"
						aria-pressed={reason === words(key)}
						onClick={() => setReason(words(key))}
					>
						{words(key)}
					</button>
				))}
			</div>
			<TextField
				label={words("hide_reason")}
				hint={words("hide_reason_hint")}
				value={reason}
				onValue={setReason}
				limits={limits}
				tried={tried}
			/>
		</Dialog>
	);
}
