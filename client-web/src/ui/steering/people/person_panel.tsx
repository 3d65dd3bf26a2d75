// What moderators do about a person. What has no way back is asked first; so is what makes somebody as
// mighty as oneself.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { roleChoices } from "../../../model/invitations";
import { isAssisted } from "../../../model/people";
import { takesPart } from "../../../model/takes_part";
import { roleText } from "../../../model/roles";
import type { PersonRow, Role } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { SelectField } from "../../parts/select_field";
import { Question, Sure } from "../../parts/sure";
import { useAsking, type Asking } from "../ask";
import { Fault } from "../fault";
import { LinkCard } from "../invitations/link_card";
import { linkOf, linkRenewed, secretNew } from "../invitations/made_links";
import { PersonLeads, PersonSeats } from "./person_places";
import { PersonSays } from "./person_says";

interface PanelProps {
	readonly person: PersonRow;
	readonly onChanged: () => void; // the button pressed may be gone: the focus goes back to the name
}

export interface PersonPartProps extends PanelProps {
	readonly asking: Asking;
}

export function PersonPanel(props: PanelProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const { person } = props;
	const part: PersonPartProps = { ...props, asking };
	const isMe = person.id === app.me.value.person;
	if (person.kept_out)
		return (
			<>
				<p class="hint">{words("ppl_removed_means")}</p>
				<Admit {...part} />
				<Fault text={asking.fault} />
			</>
		);
	return (
		<>
			{isAssisted(person) && <PersonSays {...part} />}
			{takesPart(person) && <PersonRole {...part} />}
			{takesPart(person) && person.role !== "observer" && (
				<>
					<PersonSeats {...part} />
					<PersonLeads {...part} />
				</>
			)}
			{isMe ? <p class="hint">{words("ppl_me")}</p> : <Order {...part} />}
			<Fault text={asking.fault} />
		</>
	);
}

/* ---- role ---- */

function PersonRole(props: PersonPartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [wanted, setWanted] = useState<Role | null>(null);
	const { person, asking, onChanged } = props;
	const isMe = person.id === app.me.value.person;
	const name = person.name;
	function set(role: Role): void {
		setWanted(null);
		asking.give({ kind: "person_role", args: { person: person.id, role } });
	}
	return (
		<>
			<SelectField
				label={words("inv_role")}
				acts
				value={person.role}
				onValue={(value) => {
					const role = roleChoices.find((one) => one === value);
					if (role === undefined || role === person.role) return;
					if (role === "moderator" || isMe) setWanted(role);
					else set(role);
				}}
				options={roleChoices.map((value) => ({ value, label: words(roleText(value)) }))}
			/>
			{wanted !== null && (
				<Question
					question={words(isMe ? "ppl_role_mine_sure" : "ppl_role_sure", { name })}
					yes={words(isMe ? "ppl_role_mine_yes" : "ppl_role_yes")}
					onYes={() => {
						set(wanted);
						onChanged();
					}}
					onNo={() => {
						setWanted(null);
						onChanged();
					}}
				/>
			)}
		</>
	);
}

/* ---- keeping order ---- */

function Order(props: PersonPartProps): JSX.Element {
	const words = useWords();
	const app = useApp();
	const { person, asking, onChanged } = props;
	const [made, setLink] = useState("");
	const link = made || linkRenewed(app, person.id);
	const { id, name, muted, assisted, left } = person;
	function relink(): void {
		const token = secretNew();
		asking.give({ kind: "person_relink", args: { person: id, token } }, () => {
			setLink(linkOf(app, token));
		});
	}
	return (
		<>
			<div class="actions">
				{!left && (
					<button
						type="button"
						aria-pressed={muted}
						onClick={() => asking.give({ kind: "person_mute", args: { person: id, muted: !muted } })}
					>
						{words("ppl_mute")}
					</button>
				)}
				{name !== "" && (
					<Sure
						label={words(assisted ? "ppl_device" : "ppl_relink")}
						question={words(assisted ? "ppl_device_sure" : "ppl_relink_sure", { name })}
						yes={words("ppl_relink_yes")}
						onYes={relink}
					/>
				)}
				<Sure
					label={words("ppl_remove")}
					question={words("ppl_remove_sure", { name })}
					yes={words("ppl_remove_yes")}
					onYes={() => asking.give({ kind: "person_remove", args: { person: id } }, onChanged)}
				/>
			</div>
			{muted && <p class="hint">{words("ppl_muted_means")}</p>}
			{link !== "" && <NewLink key={link} name={name} link={link} takesFocus={made !== ""} />}
		</>
	);
}

interface NewLinkProps {
	readonly name: string;
	readonly link: string;
	readonly takesFocus: boolean;
}

function NewLink(props: NewLinkProps): JSX.Element {
	const words = useWords();
	const heading = useRef<HTMLParagraphElement>(null);
	const title = words("ppl_link", { name: props.name });
	useEffect(() => {
		if (props.takesFocus) heading.current?.focus();
	}, []);
	return (
		<section class="card made" aria-label={title}>
			<p class="label" ref={heading} tabIndex={-1}>{title}</p>
			<LinkCard link={props.link} name={title} sheet={title} />
			<p class="hint">{words("ppl_link_once")}</p>
		</section>
	);
}

function Admit(props: PersonPartProps): JSX.Element {
	const words = useWords();
	const { person, asking, onChanged } = props;
	return (
		<button
			type="button"
			onClick={() => asking.give({ kind: "person_admit", args: { person: person.id } }, onChanged)}
		>
			{words("ppl_admit")}
		</button>
	);
}
