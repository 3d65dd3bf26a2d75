// Correcting one's own name and institution. Who is muted keeps the name that is read by all.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../../model/app";
import { commandShapes, type PersonRow } from "../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../protocol/text";
import { useApp, useWords } from "../context";
import { TextField } from "../parts/text_field";

const nameLimits = textLimits(commandShapes.person_edit.fields, "name");
const institutionLimits = textLimits(commandShapes.person_edit.fields, "institution");

export function OwnName(props: { readonly person: PersonRow }): JSX.Element | null {
	const words = useWords();
	const [editing, setEditing] = useState(false);
	const opener = useRef<HTMLButtonElement>(null);
	const wasEditing = useRef(false);
	useEffect(() => {
		if (!editing && wasEditing.current) opener.current?.focus();
		wasEditing.current = editing;
	}, [editing]);
	if (props.person.muted) return null;
	if (editing) return <NameForm person={props.person} onClose={() => setEditing(false)} />;
	return (
		<button type="button" ref={opener} onClick={() => setEditing(true)}>{words("me_name_edit")}</button>
	);
}

interface FormProps {
	readonly person: PersonRow;
	readonly onClose: () => void;
}

function NameForm(props: FormProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const form = useRef<HTMLFormElement>(null);
	const [name, setName] = useState(props.person.name);
	const [institution, setInstitution] = useState(props.person.institution);
	const [tried, setTried] = useState(false);
	useEffect(() => form.current?.querySelector("input")?.focus(), []);
	const args = { name: lineTidy(name), institution: lineTidy(institution) };
	function save(event: Event): void {
		event.preventDefault();
		const isRight = textFault(args.name, nameLimits) === null &&
			textFault(args.institution, institutionLimits) === null;
		setTried(!isRight);
		if (!isRight) return;
		send(app, "person_edit", args);
		props.onClose();
	}
	return (
		<form class="own-name" ref={form} onSubmit={save} noValidate>
			<TextField
				label={words("join_name")}
				hint={words("join_name_hint")}
				value={name}
				onValue={setName}
				limits={nameLimits}
				tried={tried}
				autocomplete="name"
			/>
			<TextField
				label={words("join_institution")}
				hint={words("join_institution_hint")}
				value={institution}
				onValue={setInstitution}
				limits={institutionLimits}
				tried={tried}
				autocomplete="organization"
			/>
			<div class="actions">
				<button type="submit" class="main">{words("save")}</button>
				<button type="button" class="quiet" onClick={props.onClose}>{words("cancel")}</button>
			</div>
		</form>
	);
}
