// Bringing in what a file in the form of an export holds: what would be added is shown before anything is.
import type { JSX } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import type { Problem } from "../../model/import/file";
import type { Count, Group, Prepared, SessionRead } from "../../model/import/prepare";
import type { Differs } from "../../model/import/results";
import type { Imported } from "../../model/import/run";
import { rowsGet } from "../../model/rows";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { SelectField } from "../parts/select_field";
import { Fault } from "../steering/fault";
import { endWords, type LateImport } from "./importing";
import { LeftOut } from "./left_out";
import { Told } from "./told";

const groupText: Readonly<Record<Group, TextKey>> = {
	towns: "whole_towns",
	boards: "whole_boards",
	topics: "whole_topics",
	people: "whole_people",
	ideas: "whole_ideas",
	comments: "whole_comments",
	ballots: "whole_ballots",
	slips: "whole_slips",
	votes: "whole_votes",
	more: "whole_more",
};

const problemText: Readonly<Record<Problem["why"], TextKey>> = {
	field: "whole_why_field",
	missing: "whole_why_missing",
	too_long: "whole_why_too_long",
	not_allowed: "whole_why_not_allowed",
};

type ImportFault = InstanceType<LateImport["ImportFault"]>;

const faultText: Readonly<Record<ImportFault["why"], TextKey>> = {
	json: "whole_no_json",
	empty: "whole_empty",
	problems: "whole_broken",
	votes: "whole_votes_nowhere",
	other_plan: "whole_other_plan",
	unkept: "whole_unkept",
};

const differsText: Readonly<Record<Differs, TextKey>> = {
	missing: "whole_differs_missing",
	decided: "whole_differs_decided",
	figures: "whole_differs_figures",
};

interface SessionTakenProps {
	readonly late: LateImport;
	readonly session: SessionRead;
	readonly isWhole: boolean; // a session, no budget
	readonly onTake: (prepared: Prepared) => void;
}

export function SessionTaken(props: SessionTakenProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { late, session: { source, needsTown } } = props;
	const towns = app.towns.value;
	const [town, setTown] = useState(towns.length === 1 ? (towns[0]?.name ?? "") : "");
	const [ready, setReady] = useState<Prepared | ImportFault | null>(null);
	const [isAgain, setAgain] = useState(false);
	const lacks = needsTown && town === "";
	useEffect(() => {
		let isOver = false;
		setReady(null);
		if (!lacks)
			void late.importPrepare(app, source, needsTown ? town : "", isAgain)
				.catch((error: unknown) => (error instanceof late.ImportFault ? error : new late.ImportFault("problems")))
				.then((now) => isOver || setReady(now));
		return () => {
			isOver = true;
		};
	}, [source, town, isAgain, lacks]);
	useEffect(() => setAgain(false), [source, town]);
	return (
		<>
			{needsTown && towns.length > 1 && (
				<SelectField
					label={words("whole_town")}
					value={town}
					onValue={setTown}
					options={[
						{ value: "", label: words("import_town_choose") },
						...towns.map(({ name }) => ({ value: name, label: name })),
					]}
				/>
			)}
			{ready instanceof late.ImportFault && <Faults fault={ready} />}
			{ready !== null && !(ready instanceof late.ImportFault) && (
				<Ready {...props} prepared={ready} onAgain={() => setAgain(true)} />
			)}
		</>
	);
}

function Faults(props: { readonly fault: ImportFault }): JSX.Element {
	const words = useWords();
	const { why, problems } = props.fault;
	return (
		<>
			<Fault text={words(faultText[why])} />
			<LeftOut
				title={words("whole_problems", { n: problems.length })}
				of={problems}
				line={(problem) => words(problemText[problem.why], { where: problem.where })}
			/>
		</>
	);
}

interface ReadyProps extends SessionTakenProps {
	readonly prepared: Prepared;
	readonly onAgain: () => void;
}

function Ready(props: ReadyProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const { prepared, isWhole, session } = props;
	const { journal, plan, isEnded, sealed } = prepared;
	const waits = app.status.value.at !== "online";
	const counts = useMemo(() => props.late.countsAhead(prepared, app), [prepared]);
	if (isEnded)
		return (
			<>
				<Told what={words("whole_ended")} />
				<p>{words("whole_again_hint")}</p>
				<button type="button" onClick={props.onAgain}>{words("whole_again")}</button>
			</>
		);
	const done = journal.ended ? 0 : journal.noted.length;
	const of = plan.steps.length;
	const main = counts.filter(({ group, added }) => group !== "more" && added > 0)
		.map(({ group, added }) => words(groupText[group], { n: added }));
	return (
		<>
			<Told what={done === 0 ? words("whole_brings", { what: main.join(", ") }) : words("whole_noted", { done, of })} />
			<Counts counts={counts} isWhole={isWhole} />
			<Sealed rows={sealed} />
			{session.code === app.code && <div class="left-out"><p>{words("whole_itself")}</p></div>}
			<p>{words(isWhole ? "whole_seen" : "whole_care_budget")}</p>
			<p class="hint">{isWhole && `${words("whole_care")} `}{words("whole_again_safe")}</p>
			{waits && <p id={id} class="notice">{words("offline")}</p>}
			<button
				type="button"
				class="main"
				aria-disabled={waits}
				aria-describedby={waits ? id : undefined}
				onClick={() => !waits && props.onTake(prepared)}
			>
				{words(done > 0 ? "whole_go_on" : "whole_yes")}
			</button>
		</>
	);
}

interface CountsProps {
	readonly counts: readonly Count[];
	readonly isWhole: boolean;
}

function Counts(props: CountsProps): JSX.Element {
	const words = useWords();
	const counts = props.isWhole ? props.counts : props.counts.filter(({ group }) => group !== "more");
	const there = counts.filter(({ existing }) => existing > 0)
		.map(({ group, existing }) => words(groupText[group], { n: existing }));
	return (
		<>
			<ul>
				{counts.filter(({ added, failed }) => added + failed > 0).map(({ group, added, failed }) => (
					<li key={group}>
						{words(groupText[group], { n: added })}
						{failed > 0 && ` ${words("whole_failed", { n: failed })}`}
					</li>
				))}
			</ul>
			{there.length > 0 && <p>{words("whole_there", { what: there.join(", ") })}</p>}
		</>
	);
}

function Sealed(props: { readonly rows: Prepared["sealed"] }): JSX.Element | null {
	const words = useWords();
	const names = props.rows.map(({ title }) => String(title)).join(", ");
	return names === "" ? null : <p>{words("whole_sealed", { names })}</p>;
}

/** What came of an import. */
export function SessionDone(props: { readonly end: Imported; readonly done: number; readonly of: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { how, why, refused, counts, compared, sealed } = props.end;
	const same = compared.filter(({ differences }) => differences.length === 0).length;
	const nameOf = (idea: number): string => {
		const row = rowsGet(app.rows, "idea", idea);
		return row === undefined ? words("whole_question") : `#${idea} ${row.title || row.text.slice(0, 60)}`;
	};
	if (how === "elsewhere") return <p>{words("whole_elsewhere")}</p>;
	return (
		<>
			<p>{words(...endWords(props.end))}</p>
			{how === "lost" && why !== "" && <p>{words("whole_reason", { reason: why })}</p>}
			{how !== "all" && <p>{words("whole_noted", { done: props.done, of: props.of })}</p>}
			<Counts counts={counts} isWhole />
			<Sealed rows={sealed} />
			<LeftOut
				title={words("whole_refused", { n: refused.length })}
				of={refused}
				line={(step) => (step.what === "" ? step.why : words("whole_refused_row", { what: step.what, why: step.why }))}
			/>
			{same > 0 && <p>{words("whole_same", { n: same })}</p>}
			{compared.map(({ title, differences }) => (
				<LeftOut
					key={title}
					title={words("whole_differs", { title })}
					of={differences}
					line={(at) => words(differsText[at.how], { what: nameOf(at.idea) })}
				/>
			))}
		</>
	);
}
