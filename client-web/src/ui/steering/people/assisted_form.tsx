// Somebody who takes part without a device: moderators enter what they say.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { say } from "../../../model/app";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { useAsking } from "../ask";
import { Fault } from "../fault";

const nameLimits = textLimits(commandShapes.person_add.fields, "name");
const institutionLimits = textLimits(commandShapes.person_add.fields, "institution");

export function AssistedForm(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const form = useRef<HTMLFormElement>(null);
	const [name, setName] = useState("");
	const [institution, setInstitution] = useState("");
	const [town, setTown] = useState(0);
	const [tried, setTried] = useState(false);
	const tidy = lineTidy(name);
	function submit(event: Event): void {
		event.preventDefault();
		const isRight = town !== 0 && textFault(tidy, nameLimits) === null &&
			textFault(lineTidy(institution), institutionLimits) === null;
		setTried(!isRight);
		if (!isRight || asking.waits) return;
		const args = { name: tidy, town, institution: lineTidy(institution) };
		asking.give({ kind: "person_add", args }, () => {
			say(app, words("ppl_added", { name: tidy }));
			setName("");
			setInstitution("");
			form.current?.querySelector("input")?.focus(); // for the next one
		});
	}
	return (
		<details class="card folded">
			<summary>{words("ppl_assist")}</summary>
			<p class="hint">{words("ppl_assist_means")}</p>
			<form ref={form} onSubmit={submit} noValidate>
				<TextField
					label={words("ppl_assist_name")}
					value={name}
					onValue={setName}
					limits={nameLimits}
					tried={tried}
				/>
				<SelectField
					label={words("inv_town")}
					value={String(town)}
					onValue={(value) => setTown(Number(value))}
					options={[
						{ value: "0", label: words("ppl_assist_choose") },
						...app.towns.value.map((one) => ({ value: String(one.id), label: one.name })),
					]}
				/>
				<Fault text={tried && town === 0 ? words("ppl_assist_town") : ""} />
				<TextField
					label={words("join_institution")}
					value={institution}
					onValue={setInstitution}
					limits={institutionLimits}
				/>
				<button type="submit" class="main" aria-disabled={asking.waits}>{words("ppl_assist_yes")}</button>
				<Fault text={asking.fault} />
			</form>
		</details>
	);
}
