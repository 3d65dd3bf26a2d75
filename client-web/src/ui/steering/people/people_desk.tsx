// The people of the session for moderators: found by name, town, role and board; what is done about one of
// them opens below the name.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { roleChoices } from "../../../model/invitations";
import { peopleAnyone, peopleByTown, peopleFound, personStates, type PeopleFilter, type PersonState } from "../../../model/people";
import { roleText } from "../../../model/roles";
import { rowsAll, rowsGet } from "../../../model/rows";
import type { TextKey } from "../../../model/texts";
import { useApp, useWords } from "../../context";
import { useGrowing } from "../../parts/growing";
import { optionsOf, SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { TownBadge } from "../../parts/town_badge";
import { AssistedForm } from "./assisted_form";
import { Desk } from "../desk";
import { PersonItem } from "./person_item";

const anyLength = { graphemes_min: 0, graphemes_max: 80, bytes_max: 320 };

const stateTexts: Readonly<Record<PersonState, TextKey>> = {
	part: "ppl_part",
	muted: "ppl_muted",
	assisted: "ppl_assisted",
	townless: "ppl_townless",
	left: "ppl_left",
	removed: "ppl_removed",
	all: "ppl_all",
};

export function PeopleDesk(): JSX.Element {
	const words = useWords();
	const [filter, setFilter] = useState<PeopleFilter>(peopleAnyone);
	return (
		<Desk title={words("ppl_title")} lead={words("ppl_lead")}>
			<div class="people-desk">
				<div class="desk-column">
					<Attendance />
					<AssistedForm />
				</div>
				<div class="desk-column">
					<Filter filter={filter} set={setFilter} />
					<People key={JSON.stringify(filter)} filter={filter} onAll={() => setFilter(peopleAnyone)} />
				</div>
			</div>
		</Desk>
	);
}

/** How many have joined from where, and how many of them are connected now: nobody learns who. */
function Attendance(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const isLive = app.status.value.at === "online";
	return (
		<section class="card" aria-labelledby="attendance">
			<h2 id="attendance">{words("people_title")}</h2>
			{app.towns.value.length === 0 && <p class="hint">{words("people_empty")}</p>}
			<ul class="attendance">
				{app.towns.value.map((town) => (
					<li key={town.id}>
						<TownBadge town={town} named />
						<span class="hint">
							{words("ppl_there", { n: rowsGet(app.rows, "attendance", town.id)?.persons ?? 0 })}
							{isLive && <>, {words("people_here", { n: rowsGet(app.rows, "presence", town.id)?.here ?? 0 })}</>}
						</span>
					</li>
				))}
			</ul>
		</section>
	);
}

interface FilterProps {
	readonly filter: PeopleFilter;
	readonly set: (filter: PeopleFilter) => void;
}

function Filter(props: FilterProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { filter, set } = props;
	const boards = rowsAll(app.rows, "board").filter(({ sort }) => sort !== "plenary" && sort !== "town");
	return (
		<div role="search" class="card people-filter" aria-label={words("ppl_search")}>
			<TextField
				label={words("ppl_name")}
				value={filter.name}
				onValue={(name) => set({ ...filter, name })}
				limits={anyLength}
			/>
			<div class="desk-fields">
				<SelectField
					label={words("ideas_filter_town")}
					value={String(filter.town)}
					onValue={(town) => set({ ...filter, town: Number(town) })}
					options={[
						{ value: "0", label: words("ideas_all_towns") },
						...app.towns.value.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
				<SelectField
					label={words("inv_role")}
					value={filter.role}
					onValue={(role) =>
						set({ ...filter, role: roleChoices.find((one) => one === role) ?? "none" })}
					options={[
						{ value: "none", label: words("ppl_any_role") },
						...roleChoices.map((value) => ({ value, label: words(roleText(value)) })),
					]}
				/>
				{boards.length > 0 && (
					<SelectField
						label={words("ppl_board")}
						value={String(filter.board)}
						onValue={(board) => set({ ...filter, board: Number(board) })}
						options={[{ value: "0", label: words("ppl_any_board") }, ...optionsOf(boards)]}
					/>
				)}
				<SelectField
					label={words("ppl_state")}
					value={filter.state}
					onValue={(state) =>
						set({ ...filter, state: personStates.find((one) => one === state) ?? "part" })}
					options={personStates.map((value) => ({ value, label: words(stateTexts[value]) }))}
				/>
			</div>
		</div>
	);
}

interface PeopleProps {
	readonly filter: PeopleFilter;
	readonly onAll: () => void;
}

function People(props: PeopleProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [open, setOpen] = useState(0);
	const found = peopleFound(app.rows, props.filter, open);
	const [most, more] = useGrowing(found.length, 0);
	const groups = peopleByTown(found.slice(0, most));
	return (
		<section aria-labelledby="people-count" onKeyDown={moveByArrow}>
			<h2 class="hidden" id="people-count">{words("ppl_found")}</h2>
			<p class="count" role="status">{words("overview_people", { n: found.length })}</p>
			{found.length === 0 && (
				<div class="empty">
					<p>{words("ppl_nobody")}</p>
					<button type="button" onClick={props.onAll}>{words("ideas_filter_clear")}</button>
				</div>
			)}
			{groups.map((group) => {
				const town = app.towns.value.find(({ id }) => id === group[0]?.town);
				return (
					<section key={town?.id ?? 0} class="people-group">
						<h3>{town === undefined ? words("ppl_townless") : <TownBadge town={town} named />}</h3>
						<ul class="people-list">
							{group.map((person) => (
								<PersonItem
									key={person.id}
									person={person}
									open={person.id === open}
									onOpen={(on) => setOpen(on ? person.id : 0)}
								/>
							))}
						</ul>
					</section>
				);
			})}
			{more}
		</section>
	);
}

// Up and down lead from name to name, past what stands between them.
function moveByArrow(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
	const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
	const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".person-open")];
	const at = rows.findIndex((row) => row === event.target);
	const next = rows[at + by];
	if (by === 0 || at < 0 || next === undefined) return;
	event.preventDefault();
	next.focus();
}
