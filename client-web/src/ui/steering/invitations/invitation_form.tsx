// Making an invitation: what it brings, how long it holds, how many come in by it.
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { serverNowMs } from "../../../model/app";
import { boardsSeated, planRead, planRole, roleChoices, roleMeans, type InvitationPlan } from "../../../model/invitations";
import { roleText } from "../../../model/roles";
import { useApp, useWords } from "../../context";
import { optionsOf, SelectField } from "../../parts/select_field";
import { useAsking } from "../ask";
import { Fault } from "../fault";
import { ValueField } from "../../parts/fields";
import { linkKeep, secretNew } from "./made_links";

interface FormProps {
	readonly plan: InvitationPlan;
	readonly wanted: boolean; // asked for from elsewhere on the page: takes the focus
	readonly set: (plan: InvitationPlan) => void;
	readonly onMade: (invitation: number) => void;
}

export function InvitationForm(props: FormProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	const [tried, setTried] = useState(false);
	const asking = useAsking();
	const { plan, set } = props;
	const { role, town, board } = plan;
	useEffect(() => {
		if (props.wanted) heading.current?.focus();
	}, []);
	function submit(event: Event): void {
		event.preventDefault();
		const { until_ms, uses_max, faults } = planRead(plan, serverNowMs(app));
		setTried(faults.length > 0);
		if (faults.length > 0 || asking.waits) return;
		const token = secretNew();
		const args = { role, town, board, until_ms, uses_max, token };
		asking.give({ kind: "invitation_add", args }, (invitation) => {
			linkKeep(app, invitation, token);
			props.onMade(invitation);
		});
	}
	const faults = tried ? planRead(plan, serverNowMs(app)).faults : [];
	return (
		<form class="card" onSubmit={submit} noValidate aria-labelledby="inv-new">
			<h2 id="inv-new" ref={heading} tabIndex={-1}>{words("inv_new")}</h2>
			<SelectField
				label={words("inv_role")}
				value={role}
				onValue={(value) => set(planRole(plan, roleChoices.find((one) => one === value) ?? role))}
				options={roleChoices.map((value) => ({ value, label: words(roleText(value)) }))}
			/>
			<p class="hint">{words(roleMeans(role))}</p>
			<Brings plan={plan} set={set} />
			<Until plan={plan} set={set} isWrong={faults.includes("at")} />
			<ValueField
				label={words("inv_for_how_many")}
				hint={words("inv_for_how_many_hint")}
				value={plan.uses}
				onValue={(uses) => set({ ...plan, uses })}
				fault={faults.includes("uses") ? words("inv_number_wrong") : ""}
			/>
			<div class="actions">
				<button type="submit" class="main" aria-disabled={asking.waits}>{words("inv_make")}</button>
				{asking.waits && <span class="hint" role="status">{words("idea_waiting")}</span>}
			</div>
			<Fault text={asking.fault} />
		</form>
	);
}

interface PartProps {
	readonly plan: InvitationPlan;
	readonly set: (plan: InvitationPlan) => void;
}

function Brings(props: PartProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { plan, set } = props;
	const boards = boardsSeated(app.rows);
	const asked = plan.role === "citizen" || plan.role === "member";
	return (
		<>
			<SelectField
				label={words("inv_town")}
				value={String(plan.town)}
				onValue={(town) => set({ ...plan, town: Number(town) })}
				options={[
					{ value: "0", label: words(asked ? "inv_town_asked" : "inv_town_none") },
					...app.towns.value.map(({ id, name }) => ({ value: String(id), label: name })),
				]}
			/>
			{boards.length > 0 && plan.role !== "observer" && (
				<SelectField
					label={words("inv_board")}
					value={String(plan.board)}
					onValue={(board) => set({ ...plan, board: Number(board) })}
					options={[{ value: "0", label: words("inv_board_none") }, ...optionsOf(boards)]}
				/>
			)}
		</>
	);
}

function Until(props: PartProps & { readonly isWrong: boolean }): JSX.Element {
	const words = useWords();
	const id = useId();
	const { plan, set, isWrong } = props;
	return (
		<>
			<SelectField
				label={words("inv_how_long")}
				value={plan.until}
				onValue={(until) => set({ ...plan, until })}
				options={[
					{ value: "", label: words("inv_until_revoked") },
					...["1", "7", "30", "90"].map((days) => ({
						value: days, label: words("inv_days", { n: Number(days) }),
					})),
					{ value: "at", label: words("inv_until_at") },
				]}
			/>
			{plan.until === "at" && (
				<div class="field">
					<label for={id}>{words("inv_at")}</label>
					<input
						id={id}
						type="datetime-local"
						value={plan.at}
						aria-invalid={isWrong}
						{...(isWrong ? { "aria-describedby": `${id}-fault` } : {})}
						onInput={(event) => set({ ...plan, at: event.currentTarget.value })}
					/>
					{isWrong && <p class="fault" id={`${id}-fault`} role="alert">{words("inv_at_wrong")}</p>}
				</div>
			)}
		</>
	);
}
