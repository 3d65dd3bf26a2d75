// A new board: an action team, a table, the steering group's.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { boardsAboveTables } from "../../../model/seats";
import type { TextKey } from "../../../model/texts";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { Check } from "../../parts/check";
import { optionsOf, SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { useAsking, useDone } from "../ask";
import { countRead } from "./board_rules";
import { Fault } from "../fault";
import { Radios, ValueField } from "../../parts/fields";

const limits = textLimits(commandShapes.board_add.fields, "title");

type Sort = "team" | "table" | "steering";

const sorts: readonly (readonly [Sort, TextKey, TextKey])[] = [
	["team", "board_team", "board_team_means"],
	["table", "board_table", "board_table_means"],
	["steering", "board_steering", "board_steering_means"],
];

export function BoardForm(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const done = useDone();
	const [title, setTitle] = useState("");
	const [sort, setSort] = useState<Sort>("team");
	const [parent, setParent] = useState(0);
	const [members, setMembers] = useState(false);
	const [typed, setTyped] = useState("");
	const [tried, setTried] = useState(false);
	const tidy = lineTidy(title);
	const places = countRead(typed);
	const above = boardsAboveTables(app.rows);
	function submit(event: Event): void {
		event.preventDefault();
		const isRight = textFault(tidy, limits) === null;
		setTried(!isRight || places === null);
		if (!isRight || places === null || asking.waits) return;
		const audience = members ? "members" as const : "everyone" as const;
		const args = { title: tidy, sort, audience, parent, places: sort === "steering" ? 0 : places };
		asking.give({ kind: "board_add", args }, () => {
			done(words("board_added", { title: tidy }));
			setTitle("");
		});
	}
	return (
		<details class="card folded">
			<summary>{words("board_new")}</summary>
			<form onSubmit={submit} noValidate>
				<TextField
					label={words("set_board_title")}
					value={title}
					onValue={setTitle}
					limits={limits}
					tried={tried}
				/>
				<Radios<Sort>
					legend={words("board_sort")}
					value={sort}
					onValue={(value) => {
						setSort(value);
						setMembers(value === "steering");
					}}
					choices={sorts.map(([value, label, hint]) => ({ value, label: words(label), hint: words(hint) }))}
				/>
				{sort === "table" && (
					<SelectField
						label={words("board_above")}
						value={String(parent || (above[0]?.id ?? 0))}
						onValue={(board) => setParent(Number(board))}
						options={optionsOf(above)}
					/>
				)}
				{sort !== "steering" && (
					<ValueField
						label={words("set_places")}
						hint={words("set_places_hint")}
						value={typed}
						onValue={setTyped}
						fault={tried && places === null ? words("set_number_wrong") : ""}
					/>
				)}
				<Check label={words("board_members")} checked={members} onCheck={setMembers} />
				<button type="submit" class="main" aria-disabled={asking.waits}>{words("board_new_yes")}</button>
				<Fault text={asking.fault} />
			</form>
		</details>
	);
}
