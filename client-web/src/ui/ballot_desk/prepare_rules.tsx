// The rules of a ballot: the numbers that its method needs, and what is rarely needed, each with a sentence.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { boards } from "../../model/boards";
import { planOptions, planRare, thresholds, usual, voterRoles, type Plan, type PlanFault } from "../../model/prepare";
import { roleText } from "../../model/roles";
import { rowsAll } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import type { Role } from "../../protocol/generated";
import { budgetText, ruleMeans, rules, ruleText } from "../ballots/words";
import { useApp, useWords, type Words } from "../context";
import { optionsOf, SelectField } from "../parts/select_field";
import { TownBadge } from "../parts/town_badge";
import { Radios, ValueField } from "../parts/fields";
import type { PartProps } from "./prepare";
import { Ticks } from "./prepare_options";

type NumberName = "points" | "heap" | "picks" | "places" | "quorum";

function numberField(
	{ plan, set, faults }: PartProps, words: Words, name: NumberName, label: TextKey, hint: string,
): JSX.Element {
	return (
		<ValueField
			label={words(label)}
			hint={hint}
			value={plan[name]}
			onValue={(value) => set({ [name]: value })}
			fault={faults.includes(name) ? words("prepare_number") : ""}
		/>
	);
}

export function PrepareRules(props: PartProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { plan } = props;
	const common = usual(planOptions(app.rows, plan).length);
	const number = (name: NumberName, label: TextKey, hint: string) => numberField(props, words, name, label, hint);
	const usually = (n: number): string => words("prepare_usual", { n });
	const { method } = plan;
	if (method === "opinion") return null;
	return (
		<section class="card" aria-label={words("prepare_rules")}>
			<h2>{words("prepare_rules")}</h2>
			{method === "dots" && (
				<>
					{number("points", "prepare_points", usually(common.points))}
					{number("heap", "prepare_heap", words("prepare_heap_usual", { n: common.heap }))}
				</>
			)}
			{method === "choose" && number("picks", "prepare_picks", usually(common.picks))}
			{method === "budget" && <BudgetRules {...props} />}
			{method === "yesno" && <Threshold {...props} />}
			{method !== "budget" && method !== "yesno" && number("places", "prepare_places",
				words(method === "choose" ? "prepare_places_choose" : "prepare_places_none"))}
			{app.towns.value.length > 1 && <AcrossTowns {...props} />}
		</section>
	);
}

/** Which rule decides where several towns vote. */
function AcrossTowns(props: PartProps): JSX.Element {
	const words = useWords();
	const { plan, set } = props;
	const isConfidential = plan.secrecy === "confidential" && plan.rule !== "people";
	return (
		<>
			<Radios<Plan["rule"]>
				legend={words("prepare_rule")}
				value={plan.rule}
				onValue={(rule) => set({ rule })}
				choices={rules.map((rule) => ({
					value: rule, label: words(ruleText[rule]), hint: words(ruleMeans[rule]),
				}))}
			/>
			{plan.method === "budget" && plan.rule === "every_town" && (
				<p class="hint">{words("prepare_rule_budget")}</p>
			)}
			{isConfidential && <p class="hint">{words("counts_confidential")}</p>}
		</>
	);
}

function BudgetRules(props: PartProps): JSX.Element {
	const words = useWords();
	const { plan, set, faults } = props;
	return (
		<>
			<ValueField
				label={words("prepare_budget")}
				value={plan.budget}
				onValue={(budget) => set({ budget })}
				fault={faults.includes("budget") ? words("prepare_money") : ""}
			/>
			<SelectField
				label={words("prepare_budget_rule")}
				value={plan.budget_rule}
				onValue={(rule) => set({ budget_rule: rule as Plan["budget_rule"] })}
				options={Object.entries(budgetText).map(([value, key]) => ({ value, label: words(key) }))}
			/>
			<p class="hint">
				{words(plan.budget_rule === "greedy" ? "budget_greedy_means" : "budget_shares_means")}
			</p>
		</>
	);
}

const thresholdText: Readonly<Record<(typeof thresholds)[number], TextKey>> = {
	"1/2": "threshold_half", "2/3": "threshold_two_thirds", "3/4": "threshold_three_quarters",
};

function Threshold(props: PartProps): JSX.Element {
	const words = useWords();
	const { plan, set, faults } = props;
	return (
		<>
			<SelectField
				label={words("prepare_threshold")}
				value={plan.threshold}
				onValue={(threshold) => set({ threshold })}
				options={[
					...thresholds.map((value) => ({ value, label: words(thresholdText[value]) })),
					{ value: "other", label: words("threshold_another") },
				]}
			/>
			{plan.threshold === "other" && (
				<ValueField
					label={words("prepare_share")}
					hint={words("prepare_share_hint")}
					value={plan.share}
					onValue={(share) => set({ share })}
					fault={faults.includes("share") ? words("prepare_share_wrong") : ""}
				/>
			)}
		</>
	);
}

/* ---- what is rarely needed ---- */

function isRare(fault: PlanFault, { method }: Plan): boolean {
	return fault === "quorum" || fault.startsWith("weight-") || (fault === "picks" && method === "budget") ||
		(fault === "places" && method === "yesno");
}

export function PrepareRare(props: PartProps): JSX.Element {
	const words = useWords();
	const { plan, faults } = props;
	const n = planRare(plan);
	const isFaulty = faults.some((fault) => isRare(fault, plan));
	const [open, setOpen] = useState(n > 0);
	// What is wrong must not be hidden.
	useEffect(() => {
		if (isFaulty) setOpen(true);
	}, [isFaulty]);
	return (
		<details class="card rare" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<h2>{words("prepare_more")}</h2>
				{n > 0 && <span class="count">{words("prepare_more_set", { n })}</span>}
			</summary>
			<Phase {...props} />
			<Voters {...props} />
			{plan.method !== "opinion" && numberField(props, words, "quorum", "prepare_quorum",
				`${words("prepare_quorum_none")}. ${words("prepare_quorum_means")}`)}
			{plan.method === "yesno" && plan.source !== "question" &&
				numberField(props, words, "places", "prepare_places", words("prepare_places_yesno"))}
			{plan.method === "budget" && <RareOfBudget {...props} />}
		</details>
	);
}

function Phase(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const phases = rowsAll(app.rows, "phase").sort((a, b) => a.id - b.id);
	return (
		<div>
			<SelectField
				label={words("prepare_phase")}
				value={String(plan.phase)}
				onValue={(phase) => set({ phase: Number(phase) })}
				options={[{ value: "0", label: words("prepare_any_phase") }, ...optionsOf(phases)]}
			/>
			<p class="hint">{words("prepare_phase_hint")}</p>
		</div>
	);
}

function Voters(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const groups = boards(app.rows, app.me.value).filter(
		({ id, sort }) => plan.voters.includes(id) || sort !== "plenary");
	return (
		<>
			{groups.length > 0 && (
				<Ticks<number>
					legend={words("prepare_voters")}
					hint={words("prepare_voters_all")}
					all={groups.map(({ id, title }) => [id, title])}
					ticked={plan.voters}
					onTick={(voters) => set({ voters })}
				/>
			)}
			<Ticks<Role>
				legend={words("prepare_roles")}
				hint={words("prepare_roles_all")}
				all={voterRoles.map((role) => [role, words(roleText(role))])}
				ticked={plan.roles}
				onTick={(roles) => set({ roles })}
			/>
		</>
	);
}

function RareOfBudget(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	const isFaulty = faults.some((fault) => fault.startsWith("weight-"));
	return (
		<>
			{numberField(props, words, "picks", "prepare_picks", words("prepare_no_limit"))}
			<div>
				<SelectField
					label={words("prepare_utility")}
					value={plan.utility}
					onValue={(utility) => set({ utility: utility as Plan["utility"] })}
					options={[
						{ value: "cost", label: words("utility_cost") }, { value: "count", label: words("utility_count") },
					]}
				/>
				<p class="hint">{words("prepare_utility_means")}</p>
			</div>
			<fieldset>
				<legend class="label">{words("prepare_weights")}</legend>
				<p class="hint">{words("prepare_weights_means")}</p>
				{app.towns.value.map((town) => (
					<div key={town.id} class="costs">
						<TownBadge town={town} named />
						<ValueField
							label={town.name}
							value={plan.weights[town.id] ?? ""}
							onValue={(weight) => set({ weights: { ...plan.weights, [town.id]: weight } })}
							fault={faults.includes(`weight-${town.id}`) ? words("prepare_number") : ""}
							silent
						/>
					</div>
				))}
				{isFaulty && <p class="fault">{words("prepare_weight_wrong")}</p>}
			</fieldset>
		</>
	);
}
