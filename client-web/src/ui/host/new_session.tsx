// The form for a new session: title, towns, method, and who moderates.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { commandShapes, limits } from "../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../protocol/text";
import { send } from "../../model/app";
import { useApp, useWords } from "../context";
import { SelectField } from "../parts/select_field";
import { TextField } from "../parts/text_field";
import { MethodChoice } from "./method_choice";
import { TownFields, townsFault, townsTidy } from "./town_fields";

const fields = commandShapes.session_create.fields;
const titleLimits = textLimits(fields, "title");
const nameLimits = textLimits(fields, "name");

type SessionLanguage = "de" | "en";

interface NewSessionProps {
	readonly isAsked: boolean; // just now: it takes the focus, and can be left again
	readonly onCancel: () => void;
}

export function NewSession(props: NewSessionProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [title, setTitle] = useState("");
	const [language, setLanguage] = useState<SessionLanguage>(app.language.value === "en" ? "en" : "de");
	const [towns, setTowns] = useState<readonly string[]>(["", "", ""]);
	const [method, setMethod] = useState("open");
	const [name, setName] = useState("");
	const [tried, setTried] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (props.isAsked) heading.current?.focus();
	}, []);
	const isMaking = app.entries.value.some(
		({ kind, state }) => kind === "session_create" && (state === "waiting" || state === "sent"));
	function submit(event: Event): void {
		event.preventDefault();
		if (isMaking) return;
		const args = {
			title: lineTidy(title), language, method: lineTidy(method) || "open",
			towns: townsTidy(towns), name: lineTidy(name),
			token: crypto.getRandomValues(new Uint8Array(limits.tokenBytes)),
		};
		const isWrong =
			textFault(args.title, titleLimits) !== null ||
			textFault(args.name, nameLimits) !== null ||
			townsFault(towns) !== null;
		setTried(isWrong);
		if (!isWrong) send(app, "session_create", args);
		else focusFault(event.currentTarget as HTMLFormElement);
	}
	return (
		<form class="card" onSubmit={submit} noValidate>
			<h2 ref={heading} tabIndex={-1}>{words("new_title")}</h2>
			<TextField
				label={words("new_name")}
				hint={words("new_name_hint")}
				value={title}
				onValue={setTitle}
				limits={titleLimits}
				tried={tried}
			/>
			<TownFields towns={towns} onTowns={setTowns} isTried={tried} />
			<TextField
				label={words("new_moderator")}
				hint={words("new_moderator_hint")}
				value={name}
				onValue={setName}
				limits={nameLimits}
				tried={tried}
				autocomplete="name"
			/>
			<SelectField
				label={words("new_language")}
				value={language}
				onValue={(value) => setLanguage(value as SessionLanguage)}
				options={[{ value: "de", label: "Deutsch" }, { value: "en", label: "English" }]}
			/>
			<MethodChoice language={language} method={method} onMethod={setMethod} />
			<div class="actions">
				<button type="submit" class="main" aria-disabled={isMaking}>
					{words(isMaking ? "new_going" : "new_go")}
				</button>
				{props.isAsked && !isMaking && (
					<button type="button" class="quiet" onClick={props.onCancel}>{words("cancel")}</button>
				)}
			</div>
		</form>
	);
}

// The faults are drawn first.
function focusFault(form: HTMLFormElement): void {
	requestAnimationFrame(() =>
		form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
