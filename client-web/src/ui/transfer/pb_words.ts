// What is wrong with a file of pabulib.org, in a sentence with its line.
import type { PbFault, PbWhy } from "../../model/pb/file";
import type { TextKey } from "../../model/texts";
import { useWords } from "../context";

const whyText: Readonly<Record<PbWhy, TextKey>> = {
	amount_none: "pb_why_amount_none",
	amount_negative: "pb_why_amount_negative",
	amount_large: "pb_why_amount_large",
	amount_fine: "pb_why_amount_fine",
	amount_missing: "pb_why_amount_missing",
	not_text: "import_why_not_allowed",
	quote: "pb_why_quote",
	no_meta: "pb_why_no_meta",
	part_missing: "pb_why_part_missing",
	part_order: "pb_why_part_order",
	part_twice: "pb_why_twice",
	no_columns: "pb_why_no_columns",
	column_missing: "pb_why_column_missing",
	column_twice: "pb_why_twice",
	cells: "pb_why_cells",
	no_budget: "pb_why_no_budget",
	no_type: "pb_why_no_type",
	type_unknown: "pb_why_type_unknown",
	key_twice: "pb_why_twice",
	project_missing: "pb_why_project_missing",
	project_comma: "pb_why_project_comma",
	project_twice: "pb_why_twice",
	no_projects: "pb_why_no_projects",
	voter_twice: "pb_why_twice",
	choice_missing: "pb_why_choice_missing",
	choice_unknown: "pb_why_choice_unknown",
	choice_twice: "pb_why_twice",
	choice_one: "pb_why_choice_one",
	choice_many: "pb_why_choice_many",
	no_points: "pb_why_points_count",
	points_few: "pb_why_points_count",
	points_many: "pb_why_points_count",
	points_together: "pb_why_points_together",
	budget_large: "pb_why_budget_large",
	costs_large: "pb_why_costs_large",
	points_large: "pb_why_points_large",
	projects_many: "pb_why_projects_many",
	cost_cents: "pb_why_cost_cents",
	budget_cents: "pb_why_budget_cents",
	votes_many: "pb_why_votes_many",
	town_unknown: "pb_why_town_unknown",
	town_missing: "pb_why_town_missing",
};

const shownMost = 60;

export function usePbWords(): (fault: PbFault) => string {
	const words = useWords();
	return ({ line, why, what }) => {
		const sentence = words(whyText[why], { what: [...what].slice(0, shownMost).join("") });
		return line === 0 ? sentence : words("import_row", { row: line, why: sentence });
	};
}
