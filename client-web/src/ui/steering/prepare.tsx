// Preparing a ballot: what is asked, how it is voted on, what is put to the vote, who may vote and who sees
// what. Fields that are left empty take what is usual.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { give, go } from "../../model/app";
import { boardLanding, boards } from "../../model/boards";
import { planIdeas, planNew, planOf, planOptions, planRead, usual, type Plan, type PlanFault, type Source } from "../../model/prepare";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import { stageText } from "../../model/stages";
import type { TextKey } from "../../model/texts";
import { commandShapes, stageWords } from "../../protocol/generated";
import { lineTidy, textLimits } from "../../protocol/text";
import { budgetText, methodHow, methodText, secrecyMeans, secrecyText, type Level } from "../ballots/words";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { optionsOf, SelectField, type SelectOption } from "../parts/select_field";
import { TextField } from "../parts/text_field";
import { Radios, ValueField } from "./fields";

const titleLimits = textLimits(commandShapes.ballot_add.fields, "title");
const methods = Object.keys(methodText) as Plan["method"][];
const levels: readonly Level[] = ["plain", "confidential", "named"];
const thresholds: readonly (readonly [string, TextKey])[] = [
	["1/2", "threshold_half"], ["2/3", "threshold_two_thirds"], ["3/4", "threshold_three_quarters"],
];

interface PartProps {
	readonly plan: Plan;
	readonly faults: readonly PlanFault[];
	readonly set: (changes: Partial<Plan>) => void;
}

export function PrepareScreen(props: { readonly id: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const ballot = rowsGet(app.rows, "ballot", props.id);
	const [plan, setPlan] = useState<Plan>(() =>
		ballot === undefined ? planNew(boardLanding(app.rows, app.me.value)?.id ?? 0) : planOf(ballot));
	const [tried, setTried] = useState(false);
	const { args, faults } = planRead(app.rows, plan);
	const part: PartProps = {
		plan, faults: tried ? faults : [], set: (changes) => setPlan({ ...plan, ...changes }),
	};
	function submit(event: Event): void {
		event.preventDefault();
		setTried(true);
		if (args === null) return;
		const tidy = { ...args, title: lineTidy(args.title) };
		if (ballot === undefined) {
			give(app, { kind: "ballot_add", args: tidy });
			return;
		}
		give(app, { kind: "ballot_edit", args: { ...tidy, ballot: ballot.id } });
		go(app, { screen: "ballot", ballot: ballot.id });
	}
	return (
		<div class="narrow">
			<a class="back" href={routeWrite({ screen: "ballots" })}>
				<Icon name="back" />
				{words("back")}
			</a>
			<Heading>{words(ballot === undefined ? "ballot_prepare" : "desk_edit")}</Heading>
			<form class="prepare" onSubmit={submit} noValidate>
				<Question {...part} />
				<Options {...part} />
				<Numbers {...part} />
				<WhoAndWhat {...part} />
				<div class="actions">
					<button type="submit" class="main">
						{words(ballot === undefined ? "ballot_prepare_yes" : "save")}
					</button>
					{part.faults.length > 0 && <p class="fault" role="alert">{words("prepare_faults")}</p>}
				</div>
			</form>
		</div>
	);
}

function Question(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	const phases = rowsAll(app.rows, "phase").sort((a, b) => a.id - b.id);
	return (
		<section class="card">
			<TextField
				label={words("prepare_title")}
				hint={words("prepare_title_hint")}
				value={plan.title}
				onValue={(title) => set({ title })}
				limits={titleLimits}
				fault={faults.includes("title") ? words("text_missing") : ""}
			/>
			<SelectField
				label={words("prepare_method")}
				value={plan.method}
				onValue={(value) => {
					const method = value as Plan["method"];
					set({ method, source: method === "yesno" ? "question" : plan.source === "question" ? "board" : plan.source });
				}}
				options={methods.map((method) => ({ value: method, label: words(methodText[method]) }))}
			/>
			<p class="hint">{words(methodHow[plan.method])}</p>
			<SelectField
				label={words("prepare_board")}
				value={String(plan.board)}
				onValue={(board) => set({ board: Number(board), picked: [], costs: {} })}
				options={optionsOf(boards(app.rows, app.me.value))}
			/>
			<SelectField
				label={words("prepare_phase")}
				value={String(plan.phase)}
				onValue={(phase) => set({ phase: Number(phase) })}
				options={[{ value: "0", label: words("prepare_any_phase") }, ...optionsOf(phases)]}
			/>
		</section>
	);
}

/* ---- what is put to the vote ---- */

function useSources(plan: Plan): SelectOption[] {
	const app = useApp();
	const words = useWords();
	const ideas = planIdeas(app.rows, plan);
	const has = (fits: (idea: (typeof ideas)[number]) => boolean): boolean => ideas.some(fits);
	const topics = rowsAll(app.rows, "topic").filter(({ id }) => has(({ topic }) => topic === id));
	const sorts = rowsAll(app.rows, "idea_sort").filter(({ id }) => has(({ sort }) => sort === id));
	const stages = stageWords.filter((word) => word !== "none" && has(({ stage }) => stage === word));
	return [
		...(plan.method === "yesno" ? [{ value: "question", label: words("source_question") }] : []),
		{ value: "board", label: words("source_board") },
		...topics.map(({ id, title }) => ({ value: `topic-${id}`, label: words("source_topic", { title }) })),
		...sorts.map(({ id, title }) => ({ value: `sort-${id}`, label: words("source_sort", { title }) })),
		...(stages.length > 1
			? stages.map((stage) => ({
					value: `stage-${stage}`, label: words("source_stage", { title: words(stageText[stage]) }),
				}))
			: []),
		{ value: "picked", label: words("source_picked") },
	];
}

function Options(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	const sources = useSources(plan);
	const ideas = planIdeas(app.rows, plan);
	const n = planOptions(app.rows, plan).length;
	const isBudget = plan.method === "budget";
	return (
		<section class="card" aria-label={words("prepare_options")}>
			<h2>{words("prepare_options")}</h2>
			{!isBudget && (
				<SelectField
					label={words("prepare_source")}
					value={plan.source}
					onValue={(source) => set({ source: source as Source })}
					options={sources}
				/>
			)}
			{isBudget && <p class="hint">{words("prepare_costs")}</p>}
			{(isBudget || plan.source === "picked") && ideas.map((idea) => {
				const name = idea.title || idea.text;
				return isBudget ? (
					<div key={idea.id} class="costs">
						<span class="option-name">#{idea.id} {name}</span>
						<ValueField
							label={words("prepare_cost_of", { name })}
							value={plan.costs[idea.id] ?? ""}
							onValue={(cost) => set({ costs: { ...plan.costs, [idea.id]: cost } })}
							fault={faults.includes(`cost-${idea.id}`) ? words("prepare_money") : ""}
							silent
						/>
					</div>
				) : (
					<Check
						key={idea.id}
						label={`#${idea.id} ${name}`}
						checked={plan.picked.includes(idea.id)}
						onCheck={(on) =>
							set({
								picked: on ? [...plan.picked, idea.id] : plan.picked.filter((id) => id !== idea.id),
							})}
					/>
				);
			})}
			{plan.source !== "question" && plan.method !== "opinion" && (
				<p class="hint">{words("prepare_count", { n })}</p>
			)}
			{faults.includes("options") && <p class="fault" role="alert">{words("prepare_no_options")}</p>}
		</section>
	);
}

/* ---- numbers ---- */

function Numbers(props: PartProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	const common = usual(planOptions(app.rows, plan).length);
	const { method } = plan;
	const number = (key: "points" | "heap" | "picks" | "places" | "quorum", label: TextKey, hint: string) => (
		<ValueField
			label={words(label)}
			hint={hint}
			value={plan[key]}
			onValue={(value) => set({ [key]: value })}
			fault={faults.includes(key) ? words("prepare_number") : ""}
		/>
	);
	const usually = (n: number): string => words("prepare_usual", { n });
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
			{method === "budget" && (
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
					{number("picks", "prepare_picks", words("prepare_no_limit"))}
				</>
			)}
			{method === "yesno" && (
				<SelectField
					label={words("prepare_threshold")}
					value={plan.threshold}
					onValue={(threshold) => set({ threshold })}
					options={thresholds.map(([value, key]) => ({ value, label: words(key) }))}
				/>
			)}
			{method !== "budget" && method !== "yesno" && number("places", "prepare_places",
				words(method === "choose" ? "prepare_places_choose" : "prepare_places_none"))}
			{number("quorum", "prepare_quorum", words("prepare_quorum_none"))}
		</section>
	);
}

/* ---- who votes, and who learns what ---- */

function WhoAndWhat(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const isSealed = plan.secrecy === "confidential";
	const groups = boards(app.rows, app.me.value).filter(
		({ sort }) => sort === "town" || sort === "team" || sort === "steering");
	return (
		<section class="card" aria-label={words("prepare_who")}>
			<h2>{words("prepare_who")}</h2>
			{plan.method !== "opinion" && (
				<Radios<Level>
					legend={words("prepare_secrecy")}
					value={plan.secrecy}
					onValue={(secrecy) => set({ secrecy })}
					choices={levels.map((level) => ({
						value: level, label: words(secrecyText[level]), hint: words(secrecyMeans[level]),
					}))}
				/>
			)}
			<Check
				label={words("prepare_hidden")}
				checked={plan.hidden || (isSealed && plan.method !== "opinion")}
				disabled={isSealed && plan.method !== "opinion"}
				onCheck={(hidden) => set({ hidden })}
			/>
			{groups.length > 0 && (
				<fieldset>
					<legend class="label">{words("prepare_voters")}</legend>
					<p class="hint">{words("prepare_voters_all")}</p>
					{groups.map(({ id, title }) => (
						<Check
							key={id}
							label={title}
							checked={plan.voters.includes(id)}
							onCheck={(on) =>
								set({ voters: on ? [...plan.voters, id] : plan.voters.filter((other) => other !== id) })}
						/>
					))}
				</fieldset>
			)}
		</section>
	);
}
