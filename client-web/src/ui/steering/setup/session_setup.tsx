// The session's own settings: its title, whether it takes input, its towns, phases and boards.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rowsAll } from "../../../model/rows";
import type { TownMark } from "../../../model/towns";
import { commandShapes } from "../../../protocol/generated";
import { textLimits } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { Late } from "../../late";
import { Icon } from "../../parts/icon";
import { TownBadge } from "../../parts/town_badge";
import { useAsking, useDone } from "../ask";
import { BoardForm } from "./board_form";
import { BoardsSetup } from "./boards_setup";
import { Desk } from "../desk";
import { Fault } from "../fault";
import { PhasesSetup } from "./phases_setup";
import { TitleForm } from "./title_form";

const titleLimits = textLimits(commandShapes.session_edit.fields, "title");
const townLimits = textLimits(commandShapes.town_add.fields, "name");

export function SetupScreen(): JSX.Element {
	const words = useWords();
	return (
		<Desk title={words("set_title")} lead={words("set_lead")}>
			<div class="desk-columns">
				<div class="desk-column">
					<Session />
					<Towns />
					<PhasesSetup />
				</div>
				<div class="desk-column">
					<BoardsSetup />
					<BoardForm />
					<Late piece="transfer">{({ Exports, Taken }) => [<Taken />, <Exports />]}</Late>
				</div>
			</div>
		</Desk>
	);
}

function Session(): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const titling = useAsking();
	const locking = useAsking();
	const [session] = rowsAll(app.rows, "session");
	if (session === undefined) return null;
	const { title, locked } = session;
	return (
		<section class="card" aria-labelledby="set-session">
			<h2 id="set-session">{words("set_session")}</h2>
			<TitleForm
				key={title}
				label={words("set_session_title")}
				action={words("save")}
				value={title}
				limits={titleLimits}
				fault={titling.fault}
				waits={titling.waits}
				onSave={(value) =>
					titling.give({ kind: "session_edit", args: { title: value } })}
			/>
			<div class="actions">
				<button
					type="button"
					aria-pressed={locked}
					onClick={() =>
						locking.give({ kind: "session_lock", args: { locked: !locked } })}
				>
					<Icon name="lock" />
					{words("mod_lock_session")}
				</button>
			</div>
			<p class="hint">{words(locked ? "set_locked" : "set_lock_means")}</p>
			<Fault text={locking.fault} />
		</section>
	);
}

/* ---- towns ---- */

function Towns(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const done = useDone();
	const [edited, setEdited] = useState(0);
	return (
		<section class="card" aria-labelledby="set-towns">
			<h2 id="set-towns">{words("set_towns")}</h2>
			<p class="hint">{words("set_towns_means")}</p>
			<ul class="set-list">
				{app.towns.value.map((town) => (
					<Town key={town.id} town={town} edited={edited === town.id} onEdit={setEdited} />
				))}
			</ul>
			<TitleForm
				label={words("set_town_new")}
				action={words("set_add")}
				value=""
				limits={townLimits}
				fault={asking.fault}
				waits={asking.waits}
				onSave={(name) =>
					asking.give({ kind: "town_add", args: { name } }, () => done(words("board_added", { title: name })))}
			/>
		</section>
	);
}

interface TownProps {
	readonly town: TownMark;
	readonly edited: boolean;
	readonly onEdit: (town: number) => void;
}

function Town(props: TownProps): JSX.Element {
	const words = useWords();
	const asking = useAsking();
	const { town, edited, onEdit } = props;
	if (!edited)
		return (
			<li>
				<TownBadge town={town} named />
				<button
					type="button"
					class="quiet"
					id={`town-${town.id}`}
					aria-label={words("moderation_topic_rename", { title: town.name })}
					onClick={() => onEdit(town.id)}
				>
					{words("set_rename")}
				</button>
			</li>
		);
	return (
		<li class="editing">
			<TitleForm
				label={words("moderation_topic_rename", { title: town.name })}
				action={words("save")}
				value={town.name}
				limits={townLimits}
				fault={asking.fault}
				waits={asking.waits}
				onSave={(name) =>
					asking.give({ kind: "town_edit", args: { town: town.id, name } }, () => {
						onEdit(0);
						window.setTimeout(() => document.getElementById(`town-${town.id}`)?.focus());
					})}
			/>
		</li>
	);
}
