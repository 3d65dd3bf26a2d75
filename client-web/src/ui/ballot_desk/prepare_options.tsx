// What is put to the vote: the question itself, the ideas that fit, or those that are picked; with their costs
// in a budget, and new ones.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { planIdeas, planOptions, type Plan, type Source } from "../../model/prepare";
import { rowsAll } from "../../model/rows";
import { stageText } from "../../model/stages";
import { commandShapes, stageWords, type IdeaRow, type Stage } from "../../protocol/generated";
import { textFault, textLimits, textTidy } from "../../protocol/text";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { optionsOf, SelectField } from "../parts/select_field";
import { TextField } from "../parts/text_field";
import { useAsking } from "../steering/ask";
import { ValueField } from "../parts/fields";
import type { PartProps } from "./prepare";

const newLimits = textLimits(commandShapes.idea_add.fields, "text");

interface OptionsProps extends PartProps {
	readonly runoff: Partial<Plan> | null; // among those who were level in the round before
}

export function PrepareOptions(props: OptionsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults, runoff } = props;
	const n = planOptions(app.rows, plan).length;
	const isBudget = plan.method === "budget";
	const sources: readonly Source[] = plan.method === "yesno"
		? ["question", "fitting", "picked"]
		: ["fitting", "picked"];
	const sourceText = { question: "source_question", fitting: "source_board", picked: "source_picked" } as const;
	return (
		<section class="card" aria-label={words("prepare_options")}>
			<h2>{words("prepare_options")}</h2>
			{runoff?.picked !== undefined && !isBudget && (
				<p>
					<button type="button" onClick={() => set(runoff)}>
						{words("prepare_runoff", { n: runoff.picked.length })}
					</button>
				</p>
			)}
			{isBudget ? <p class="hint">{words("prepare_costs")}</p> : (
				<SelectField
					label={words("prepare_source")}
					value={plan.source}
					onValue={(source) => set({ source: source as Source })}
					options={sources.map((value) => ({ value, label: words(sourceText[value]) }))}
				/>
			)}
			{isBudget && <Costs {...props} />}
			{!isBudget && plan.source === "fitting" && <Fitting {...props} />}
			{!isBudget && plan.source === "picked" && <Picked {...props} />}
			{(isBudget || plan.source === "picked") && <NewOption {...props} />}
			{(isBudget || plan.source !== "question") && plan.method !== "opinion" && (
				<p class="hint" role="status">
					{words("prepare_count", { n })}
					{!isBudget && plan.source === "fitting" && `. ${words("prepare_fitting")}`}
				</p>
			)}
			{faults.includes("options") && <p class="fault" role="alert">{words("prepare_no_options")}</p>}
		</section>
	);
}

/* ---- those that fit ---- */

function Fitting(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const ideas = planIdeas(app.rows, plan);
	const has = (fits: (idea: IdeaRow) => boolean): boolean => ideas.some(fits);
	// What is chosen already stays to choose from.
	const topics = rowsAll(app.rows, "topic").filter(
		({ id }) => id === plan.topic || has(({ topic }) => topic === id));
	const sorts = rowsAll(app.rows, "idea_sort").filter(
		({ id }) => id === plan.sort || has(({ sort }) => sort === id));
	const stages = stageWords.filter(
		(word) => word !== "none" && (plan.stages.includes(word) || has(({ stage }) => stage === word)));
	return (
		<>
			{topics.length > 0 && (
				<SelectField
					label={words("prepare_topic")}
					value={String(plan.topic)}
					onValue={(topic) => set({ topic: Number(topic) })}
					options={[{ value: "0", label: words("prepare_any_topic") }, ...optionsOf(topics)]}
				/>
			)}
			{sorts.length > 0 && (
				<SelectField
					label={words("prepare_sort")}
					value={String(plan.sort)}
					onValue={(sort) => set({ sort: Number(sort) })}
					options={[{ value: "0", label: words("prepare_any_sort") }, ...optionsOf(sorts)]}
				/>
			)}
			{(stages.length > 1 || plan.stages.length > 0) && (
				<Ticks<Stage>
					legend={words("prepare_stages")}
					hint={words("prepare_stages_any")}
					all={stages.map((stage) => [stage, words(stageText[stage])])}
					ticked={plan.stages}
					onTick={(ticked) => set({ stages: ticked })}
				/>
			)}
		</>
	);
}

interface TicksProps<T> {
	readonly legend: string;
	readonly hint: string;
	readonly all: readonly (readonly [T, string])[];
	readonly ticked: readonly T[];
	readonly onTick: (ticked: readonly T[]) => void;
}

/** Several of a few. */
export function Ticks<T extends string | number>(props: TicksProps<T>): JSX.Element {
	const { all, ticked, onTick } = props;
	return (
		<fieldset>
			<legend class="label">{props.legend}</legend>
			<p class="hint">{props.hint}</p>
			<div class="ticks">
				{all.map(([value, label]) => (
					<Check
						key={value}
						label={label}
						checked={ticked.includes(value)}
						onCheck={(on) => onTick(on ? [...ticked, value] : ticked.filter((other) => other !== value))}
					/>
				))}
			</div>
		</fieldset>
	);
}

/* ---- one by one ---- */

function nameOf({ id, title, text }: IdeaRow): string {
	return `#${id} ${title || text}`;
}

function Picked(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const ideas = planIdeas(app.rows, plan);
	const isAll = ideas.every(({ id }) => plan.picked.includes(id));
	return (
		<div>
			{ideas.length > 1 && (
				<button
					type="button"
					class="quiet"
					onClick={() => set({ picked: isAll ? [] : ideas.map(({ id }) => id) })}
				>
					{words(isAll ? "prepare_tick_none" : "prepare_tick_all")}
				</button>
			)}
			{ideas.map((idea) => (
				<Check
					key={idea.id}
					label={nameOf(idea)}
					checked={plan.picked.includes(idea.id)}
					onCheck={(on) =>
						set({
							picked: on ? [...plan.picked, idea.id] : plan.picked.filter((id) => id !== idea.id),
						})}
				/>
			))}
		</div>
	);
}

function Costs(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	return (
		<>
			{planIdeas(app.rows, plan).map((idea) => (
				<div key={idea.id} class="costs">
					<span class="option-name">{nameOf(idea)}</span>
					<ValueField
						label={words("prepare_cost_of", { name: idea.title || idea.text })}
						value={plan.costs[idea.id] ?? ""}
						onValue={(cost) => set({ costs: { ...plan.costs, [idea.id]: cost } })}
						fault={faults.includes(`cost-${idea.id}`) ? words("prepare_money") : ""}
						silent
					/>
				</div>
			))}
		</>
	);
}

/** An option that nobody has written yet: it becomes an idea of the board, and is picked. */
function NewOption(props: PartProps): JSX.Element {
	const words = useWords();
	const asking = useAsking();
	const { plan, set } = props;
	const [text, setText] = useState("");
	const [tried, setTried] = useState(false);
	function add(): void {
		const tidy = textTidy(text);
		const isWrong = textFault(tidy, newLimits) !== null;
		setTried(isWrong);
		if (isWrong) return;
		const args = { board: plan.board, topic: plan.topic, title: "", text: tidy, person: 0 };
		asking.give({ kind: "idea_add", args }, (id) => {
			setText("");
			set(({ picked }) => ({ picked: [...picked, id] }));
		});
	}
	return (
		<div class="inline new-option">
			<TextField
				label={words("prepare_new")}
				hint={words("prepare_new_hint")}
				value={text}
				onValue={setText}
				limits={newLimits}
				tried={tried}
				fault={asking.fault}
			/>
			<button type="button" onClick={add} aria-disabled={asking.waits}>{words("prepare_new_add")}</button>
		</div>
	);
}
