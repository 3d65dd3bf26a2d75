// Oneself: as whom one takes part, the way back, the way for others, the way out.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { joinLink, leave, returnLink } from "../../model/session";
import { roleText } from "../../model/roles";
import { rowsAll, rowsGet } from "../../model/rows";
import { codeShow } from "../../protocol/link";
import { useApp, useWords } from "../context";
import { CopyLink } from "../parts/copy_link";
import { Heading } from "../parts/heading";
import { Sure } from "../parts/sure";
import { TownBadge } from "../parts/town_badge";
import { OwnName } from "./own_name";

export function MeScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const viewer = app.viewer.value;
	const person = rowsGet(app.rows, "person", viewer?.person ?? 0);
	const town = app.towns.value.find((candidate) => candidate.id === person?.town);
	const { team, table } = app.me.value;
	const own = rowsAll(app.rows, "board").filter(({ id }) => id === team || id === table);
	const joined = viewer !== null && viewer.person !== 0;
	return (
		<div class="narrow">
			<Heading>{words("me_title")}</Heading>
			{joined ? (
				<section class="card">
					<p class="hint">{words("me_as")}</p>
					<p class="me-name">{person?.name ?? ""}</p>
					<p class="facts">
						{town !== undefined && <TownBadge town={town} named />}
						<span class="topic-chip">
							{words(roleText(viewer.role))}
						</span>
						{own.map((board) => <span key={board.id} class="topic-chip">{board.title}</span>)}
					</p>
					{person !== undefined && <OwnName person={person} />}
				</section>
			) : (
				<section class="card">
					<p>{words("reading_along")}</p>
					<button type="button" class="main" onClick={() => (app.reading.value = false)}>
						{words("me_join")}
					</button>
				</section>
			)}
			{joined && (
				<section class="card">
					<h2>{words("me_link_title")}</h2>
					<p>{words("me_link_lead")}</p>
					<CopyLink
						label={words("me_link_title")}
						action={words("me_link_copy")}
						link={returnLink(app)}
					/>
				</section>
			)}
			{app.code !== "" && (
				<section class="card">
					<h2>{words("me_invite_title")}</h2>
					<p>{words("me_invite_lead")}</p>
					<p class="code-shown">{codeShow(app.code)}</p>
					<CopyLink
						label={words("me_invite_title")}
						action={words("me_invite_copy")}
						link={joinLink(app)}
					/>
				</section>
			)}
			{joined && <Leave />}
		</div>
	);
}

function Leave(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [erase, setErase] = useState(false);
	return (
		<section class="card">
			<h2>{words("me_leave_title")}</h2>
			<p>{words("me_leave_lead")}</p>
			<label class="check">
				<input
					type="checkbox"
					checked={erase}
					onChange={(event) => setErase(event.currentTarget.checked)}
				/>
				{words("me_leave_erase")}
			</label>
			<Sure
				label={words("me_leave")}
				question={words("me_leave_sure")}
				yes={words("me_leave_yes")}
				onYes={() => leave(app, erase)}
			/>
		</section>
	);
}
