// Preparing a ballot: what is asked, what is put to the vote, by which rules, who learns what. Fields that are
// left empty take what is usual; what is rarely needed is folded away.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { boardLanding, boards } from "../../model/boards";
import { planNew, planOf, planRead, planRunoff, titleLimits, type Plan, type PlanFault } from "../../model/prepare";
import { routeWrite } from "../../model/route";
import { rowsGet } from "../../model/rows";
import type { BallotRow } from "../../protocol/generated";
import { methodHow, methodText, secrecyMeans, secrecyText, type Level } from "../ballots/words";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { Check } from "../parts/check";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { optionsOf, SelectField } from "../parts/select_field";
import { TextField } from "../parts/text_field";
import { Radios } from "../parts/fields";
import { goOn, useAsking } from "../steering/ask";
import { Fault } from "../steering/fault";
import { PrepareOptions } from "./prepare_options";
import { PrepareRare, PrepareRules } from "./prepare_rules";

const methods = Object.keys(methodText) as Plan["method"][];
const levels: readonly Level[] = ["plain", "confidential", "named"];

export interface PartProps {
	readonly plan: Plan;
	readonly faults: readonly PlanFault[];
	readonly set: (changes: Partial<Plan> | ((plan: Plan) => Partial<Plan>)) => void;
}

/** `id`: of what is to be changed, 0 for a new one. */
export function PrepareScreen(props: { readonly id: number }): JSX.Element {
	const ballot = rowsGet(useApp().rows, "ballot", props.id);
	return props.id !== 0 && ballot === undefined
		? <Late piece="more">{({ BallotGone }) => <BallotGone />}</Late>
		: <Prepare ballot={ballot} />;
}

function Prepare(props: { readonly ballot: BallotRow | undefined }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot } = props;
	const asking = useAsking();
	const form = useRef<HTMLFormElement>(null);
	const [plan, setPlan] = useState<Plan>(() =>
		ballot === undefined ? planNew(boardLanding(app.rows, app.me.value)?.id ?? 0) : planOf(ballot));
	const [tries, setTries] = useState(0);
	const { args, faults } = planRead(app.rows, plan);
	const runoff = ballot === undefined ? null : planRunoff(app.rows, ballot);
	const part: PartProps = {
		plan,
		faults: tries > 0 ? faults : [],
		set: (changes) =>
			setPlan((now) => ({ ...now, ...(typeof changes === "function" ? changes(now) : changes) })),
	};
	// What is wrong is not looked for: the focus goes there.
	useEffect(() => {
		if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
	}, [tries]);
	function submit(event: Event): void {
		event.preventDefault();
		setTries(tries + 1);
		if (args === null || asking.waits) return;
		if (ballot === undefined) {
			asking.give({ kind: "ballot_add", args }, (made, isHere) => {
				if (isHere) goOn(app, { screen: "ballot", ballot: made });
			});
			return;
		}
		asking.give({ kind: "ballot_edit", args: { ...args, ballot: ballot.id } }, (_, isHere) => {
			if (isHere) goOn(app, { screen: "ballot", ballot: ballot.id });
		});
	}
	return (
		<div class="narrow">
			<a class="back" href={routeWrite({ screen: "ballots" })}>
				<Icon name="back" />
				{words("back")}
			</a>
			<Heading>{words(ballot === undefined ? "ballot_prepare" : "desk_edit")}</Heading>
			{ballot === undefined && <OnWay />}
			<form class="prepare" ref={form} onSubmit={submit} noValidate>
				<Question {...part} />
				<PrepareOptions {...part} runoff={runoff} />
				<PrepareRules {...part} />
				<WhoLearnsWhat {...part} />
				<PrepareRare {...part} />
				<div class="actions">
					<button type="submit" class="main" aria-disabled={asking.waits}>
						{words(ballot === undefined ? "ballot_prepare_yes" : "save")}
					</button>
					{part.faults.length > 0 && <p class="fault" role="alert">{words("prepare_faults")}</p>}
					<Fault text={asking.fault} />
				</div>
			</form>
		</div>
	);
}

// What was prepared while there was no connection is in no list yet: so nobody prepares it twice.
function OnWay(): JSX.Element[] {
	const { entries, status } = useApp();
	const words = useWords();
	if (status.value.at === "online") return [];
	return entries.value.flatMap((entry) => entry.kind !== "ballot_add" ? [] : [
		<p key={entry.id} class="card">
			{entry.args.title}
			<br />
			<span class="waiting-state">{words("cast_waiting")}</span>
		</p>,
	]);
}

function Question(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set, faults } = props;
	return (
		<section class="card">
			<TextField
				label={words("prepare_title")}
				hint={words("prepare_title_hint")}
				value={plan.title}
				onValue={(title) => set({ title })}
				limits={titleLimits}
				tried={faults.includes("title")}
			/>
			<SelectField
				label={words("prepare_method")}
				value={plan.method}
				onValue={(value) => {
					const method = value as Plan["method"];
					const source = method === "yesno" ? "question" : plan.source === "question" ? "fitting" : plan.source;
					set({ method, source });
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
		</section>
	);
}

function WhoLearnsWhat(props: PartProps): JSX.Element {
	const words = useWords();
	const { plan, set } = props;
	const isOpinion = plan.method === "opinion";
	const isSealed = plan.secrecy === "confidential" && !isOpinion;
	return (
		<section class="card" aria-label={words("prepare_who")}>
			<h2>{words("prepare_who")}</h2>
			{!isOpinion && (
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
				checked={plan.hidden || isSealed}
				disabled={isSealed}
				onCheck={(hidden) => set({ hidden })}
			/>
		</section>
	);
}
