// Bringing in what a file in the form of an export holds: what would be added is shown before anything is.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Count, Group, Prepared, Source } from "../../model/import/prepare";
import type { Imported } from "../../model/import/run";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { SelectField } from "../parts/select_field";
import { Fault } from "../steering/fault";
import { endText, type LateImport } from "./importing";
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

const problemText = {
	field: "whole_why_field",
	missing: "whole_why_missing",
	too_long: "whole_why_too_long",
	not_allowed: "whole_why_not_allowed",
} as const;

const faultText = {
	json: "whole_no_json",
	problems: "whole_broken",
	votes: "whole_votes_nowhere",
	other_plan: "whole_other_plan",
	unkept: "whole_unkept",
} as const;

type ImportFault = InstanceType<LateImport["ImportFault"]>;

export interface Session {
	readonly source: Source;
	readonly needsTown: boolean; // people of the file who belong to none have taken part
}

interface SessionTakenProps {
	readonly late: LateImport;
	readonly session: Session;
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
				.catch((error: ImportFault) => error)
				.then((now) => isOver || setReady(now));
		return () => {
			isOver = true;
		};
	}, [source, town, isAgain, lacks]);
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
				lines={problems.map((problem) => words(problemText[problem.why], { where: problem.where }))}
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
	const { prepared, isWhole } = props;
	const { journal, plan, sealed } = prepared;
	const waits = app.status.value.at !== "online";
	if (journal.ended)
		return (
			<>
				<Told what={words("whole_ended")} />
				<p class="hint">{words("whole_again_hint")}</p>
				<button type="button" onClick={props.onAgain}>{words("whole_again")}</button>
			</>
		);
	const done = journal.noted.length;
	return (
		<>
			<Told what={done === 0 ? words("whole_brings") : words("whole_noted", { done, of: plan.steps.length })} />
			<Counts counts={props.late.countsAhead(prepared, app)} />
			<Sealed rows={sealed} />
			<p class="hint">{words(isWhole ? "whole_care" : "whole_care_budget")}</p>
			<p class="hint">{words("whole_again_safe")}</p>
			<button type="button" class="main" aria-disabled={waits} onClick={() => !waits && props.onTake(prepared)}>
				{words(done > 0 ? "whole_go_on" : "whole_yes")}
			</button>
		</>
	);
}

function Counts(props: { readonly counts: readonly Count[] }): JSX.Element {
	const words = useWords();
	return (
		<ul>
			{props.counts.map(({ group, added, existing }) => (
				<li key={group}>
					{words(groupText[group], { n: added || existing })}
					{existing > 0 && ` ${words(added > 0 ? "whole_there" : "whole_all_there", { n: existing })}`}
				</li>
			))}
		</ul>
	);
}

function Sealed(props: { readonly rows: Prepared["sealed"] }): JSX.Element | null {
	const words = useWords();
	const names = props.rows.map(({ title }) => String(title)).join(", ");
	return names === "" ? null : <p>{words("whole_sealed", { names })}</p>;
}

/** What came of an import. */
export function SessionDone(props: { readonly end: Imported; readonly done: number; readonly of: number }): JSX.Element {
	const words = useWords();
	const { how, why, refused, counts, compared, sealed } = props.end;
	const same = compared.filter(({ differences }) => differences.length === 0).length;
	return (
		<>
			<p>{words(endText[how])}</p>
			{how === "lost" && why !== "" && <p>{words("whole_reason", { reason: why })}</p>}
			{how !== "all" && <p>{words("whole_noted", { done: props.done, of: props.of })}</p>}
			<Counts counts={counts} />
			<Sealed rows={sealed} />
			<LeftOut
				title={words("whole_refused", { n: refused.length })}
				lines={refused.map(({ what, why: said }) => words("whole_refused_row", { what, why: said }))}
			/>
			{same > 0 && <p>{words("whole_same", { n: same })}</p>}
			{compared.map(({ title, differences }) => (
				<LeftOut
					title={words("whole_differs", { title })}
					lines={differences.map(({ idea, field, here, there }) =>
						(idea === 0 ? "" : `#${idea} `) + words("whole_difference", { field, here, there }))}
				/>
			))}
		</>
	);
}
