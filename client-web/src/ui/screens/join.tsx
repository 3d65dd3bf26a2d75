// Who is there? Name and town, and in.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { commandShapes, errorNumbers, type InvitationRow } from "../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../protocol/text";
import { sessionTitle } from "../../model/app";
import { join, joinAsBefore, seatHere } from "../../model/session";
import { roleText } from "../../model/roles";
import { rowsAll, rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { Heading } from "../parts/heading";
import { TextField } from "../parts/text_field";
import { TownBadge } from "../parts/town_badge";

const fields = commandShapes.join.fields;
const nameLimits = textLimits(fields, "name");
const institutionLimits = textLimits(fields, "institution");
const faulty = 'input[aria-invalid="true"], [aria-invalid="true"] input';

export function JoinScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [name, setName] = useState("");
	const [institution, setInstitution] = useState("");
	const [chosen, setTown] = useState(0);
	const [tried, setTried] = useState(0); // how often with something wrong
	const formRef = useRef<HTMLFormElement>(null);
	const isJoining = app.joining.value;
	const invited = app.invited.value;
	// The only one that a visitor sees is the one that they came with.
	const invitation = invited ? rowsAll(app.rows, "invitation")[0] : undefined;
	// Whose link brings no invitation is somebody who has left: they come back as who they were.
	const hasLeft = invited && invitation === undefined;
	const role = invitation?.role ?? "none";
	const asksTown = !hasLeft && (invitation === undefined || (invitation.town === 0 && role !== "observer"));
	const needsTown = !invited || (asksTown && (role === "citizen" || role === "member"));
	// Where there is one town only, nobody is asked to choose.
	const [only, ...others] = app.towns.value;
	const town = chosen !== 0 || !needsTown || others.length > 0 ? chosen : (only?.id ?? 0);
	const townMissing = town === 0 &&
		((tried > 0 && needsTown) || app.joinCode.value === errorNumbers.town_missing);
	useEffect(() => {
		if (tried > 0 || townMissing) formRef.current?.querySelector<HTMLElement>(faulty)?.focus();
	}, [tried, app.joinCode.value]);
	function submit(event: Event): void {
		event.preventDefault();
		const form = { name: lineTidy(name), institution: lineTidy(institution), town };
		const isWrong =
			textFault(form.name, nameLimits) !== null ||
			textFault(form.institution, institutionLimits) !== null ||
			(town === 0 && needsTown);
		if (isWrong) setTried(tried + 1);
		else if (!isJoining) join(app, form);
	}
	return (
		<div class="narrow form">
			<div class="hero">
				<Heading>{sessionTitle(app) || words("join_title")}</Heading>
				{invitation !== undefined && (
					<>
						<p class="invited">{words("invited")}</p>
						<Gives invitation={invitation} />
					</>
				)}
				{hasLeft
					? <Late piece="more">{({ LeftNote }) => <LeftNote />}</Late>
					: <p class="lead">{words("join_lead")}</p>}
			</div>
			{invitation !== undefined && seatHere(app) !== null && (
				<section class="card">
					<p>{words("invited_here")}</p>
					<button type="button" class="main" onClick={() => joinAsBefore(app)}>
						{words("invited_as_before")}
					</button>
				</section>
			)}
			<form class="card join" ref={formRef} onSubmit={submit} noValidate>
				<TextField
					label={words("join_name")}
					hint={words("join_name_hint")}
					value={name}
					onValue={setName}
					limits={nameLimits}
					tried={tried > 0}
					autocomplete="name"
				/>
				{asksTown && (
					<TownChoice
						town={town}
						onTown={setTown}
						isMissing={townMissing}
						hint={needsTown ? "" : words("invited_town")}
					/>
				)}
				<details class="optional">
					<summary>{words("join_institution_add")}</summary>
					<TextField
						label={words("join_institution")}
						hint={words("join_institution_hint")}
						value={institution}
						onValue={setInstitution}
						limits={institutionLimits}
						tried={tried > 0}
						autocomplete="organization"
					/>
				</details>
				{app.joinFault.value !== "" && !townMissing && (
					<p class="fault" role="alert">
						{words("join_refused", { reason: app.joinFault.value })}
					</p>
				)}
				<button type="submit" class="main wide" aria-disabled={isJoining}>
					{words(isJoining ? "join_going" : "join_go")}
				</button>
				<p class="hint">
					{words("join_consent")}{" "}
					<a href="/privacy" target="_blank" rel="noopener">
						{words("join_privacy")}
						<span class="hidden"> {words("new_window")}</span>
					</a>
				</p>
				<button type="button" class="quiet wide" onClick={() => (app.reading.value = true)}>
					{words("join_read")}
				</button>
			</form>
		</div>
	);
}

/** What an invitation brings: a role, perhaps a town and a board. */
function Gives(props: { readonly invitation: InvitationRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { role, town, board } = props.invitation;
	const mark = app.towns.value.find(({ id }) => id === town);
	const at = rowsGet(app.rows, "board", board);
	return (
		<p class="facts">
			<span class="topic-chip">{words(roleText(role))}</span>
			{mark !== undefined && <TownBadge town={mark} named />}
			{at !== undefined && <span class="topic-chip">{at.title}</span>}
		</p>
	);
}

interface TownChoiceProps {
	readonly town: number;
	readonly onTown: (town: number) => void;
	readonly isMissing: boolean;
	readonly hint: string;
}

function TownChoice(props: TownChoiceProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const towns = app.towns.value;
	return (
		<fieldset
			class="field"
			role="radiogroup"
			aria-invalid={props.isMissing}
			aria-describedby={props.isMissing ? "town-fault" : undefined}
		>
			<legend>{words("join_town")}</legend>
			{props.hint !== "" && <p class="hint">{props.hint}</p>}
			{towns.length === 0 && <p class="hint">{words("join_no_towns")}</p>}
			<div class="town-choice">
				{towns.map((town) => (
					<label key={town.id} class="town-option">
						<input
							type="radio"
							name="town"
							value={town.id}
							checked={props.town === town.id}
							onChange={() => props.onTown(town.id)}
						/>
						<TownBadge town={town} named />
					</label>
				))}
			</div>
			{props.isMissing && (
				<p class="fault" id="town-fault" role="alert">{words("join_town_missing")}</p>
			)}
		</fieldset>
	);
}
