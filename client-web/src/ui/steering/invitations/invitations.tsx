// The ways into the session: the code for everybody, and invitations, which are links with a role.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { serverNowMs, sessionTitle } from "../../../model/app";
import { invitations, invitationState, planLike, planNew, type InvitationPlan } from "../../../model/invitations";
import { joinLink } from "../../../model/session";
import type { TextKey } from "../../../model/texts";
import { codeShow } from "../../../protocol/link";
import type { InvitationRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Sure } from "../../parts/sure";
import { useAsking } from "../ask";
import { Desk } from "../desk";
import { Fault } from "../fault";
import { InvitationForm } from "./invitation_form";
import { MadeInvitation, Terms, useUntil } from "./invitation_terms";
import { LinkCard } from "./link_card";
import { linkMade } from "./made_links";

export function InvitationsScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [plan, setPlan] = useState<InvitationPlan>(planNew);
	const [shown, setShown] = useState(0); // the invitation whose link is shown
	const [again, setAgain] = useState(0); // how often a form was asked for from the list
	const all = invitations(app.rows);
	const here = all.find(({ id }) => id === shown);
	return (
		<Desk title={words("inv_title")} lead={words("inv_lead")}>
			<div class="desk-columns">
				<div class="desk-column">
					{here !== undefined && <MadeInvitation key={shown} invitation={here} />}
					<InvitationForm
						key={again}
						wanted={again > 0}
						plan={plan}
						set={setPlan}
						onMade={(invitation) => {
							setPlan(planNew);
							setShown(invitation);
						}}
					/>
				</div>
				<div class="desk-column">
					{app.code !== "" && <JoinCard />}
					<List
						all={all}
						onShow={setShown}
						onLike={(invitation) => {
							setPlan(planLike(invitation));
							setAgain((n) => n + 1);
						}}
					/>
				</div>
			</div>
		</Desk>
	);
}

/** The way in for everybody, to be put up for all to see. */
function JoinCard(): JSX.Element {
	const app = useApp();
	const words = useWords();
	return (
		<section class="card" aria-labelledby="join-card">
			<h2 id="join-card">{words("inv_join")}</h2>
			<p class="hint">{words("me_invite_lead")}</p>
			<p class="code-shown">{codeShow(app.code)}</p>
			<LinkCard link={joinLink(app)} name={words("inv_join_link")} sheet={words("inv_join")}>
				<p class="sheet-lead">{sessionTitle(app)}</p>
				<p class="code-shown">{codeShow(app.code)}</p>
			</LinkCard>
		</section>
	);
}

/* ---- those there are ---- */

interface ListProps {
	readonly all: readonly InvitationRow[];
	readonly onShow: (invitation: number) => void;
	readonly onLike: (invitation: InvitationRow) => void;
}

function List(props: ListProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const now_ms = serverNowMs(app);
	const holds = (one: InvitationRow): boolean => invitationState(one, now_ms) === "holds";
	const over = props.all.filter((one) => !holds(one));
	const items = (some: readonly InvitationRow[]): JSX.Element => (
		<ul class="invitations">
			{some.map((one) => <Item key={one.id} {...props} invitation={one} />)}
		</ul>
	);
	const valid = props.all.filter(holds);
	return (
		<section class="card" aria-labelledby="inv-list">
			<h2 id="inv-list">{words("inv_list")}</h2>
			{valid.length === 0 ? <p class="hint">{words("inv_empty")}</p> : items(valid)}
			{valid.length > 0 && <p class="hint">{words("inv_secret")}</p>}
			{over.length > 0 && (
				<details>
					<summary>{words("inv_over", { n: over.length })}</summary>
					{items(over)}
				</details>
			)}
		</section>
	);
}

function usesText({ uses, uses_max }: InvitationRow): TextKey {
	if (uses_max > 1) return "inv_uses_of";
	return uses === 0 ? "inv_unused" : "inv_uses";
}

interface ItemProps extends ListProps {
	readonly invitation: InvitationRow;
}

function Item(props: ItemProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const { invitation } = props;
	const state = invitationState(invitation, serverNowMs(app));
	const name = words("inv_number", { n: invitation.id });
	const until = useUntil(invitation);
	return (
		<li aria-label={name}>
			<Terms invitation={invitation} />
			<p class="facts">
				<span>{words(usesText(invitation), { n: invitation.uses, of: invitation.uses_max })}</span>
				<span>{until}</span>
			</p>
			<div class="actions">
				{state === "holds" && linkMade(app, invitation.id) !== "" && (
					<button type="button" onClick={() => props.onShow(invitation.id)}>{words("inv_show")}</button>
				)}
				<button type="button" class="quiet" onClick={() => props.onLike(invitation)}>
					{words("inv_like")}
				</button>
				{state === "holds" && (
					<Sure
						label={words("inv_revoke")}
						question={words("inv_revoke_sure")}
						yes={words("inv_revoke_yes")}
						onYes={() =>
							asking.give({ kind: "invitation_revoke", args: { invitation: invitation.id } })}
					/>
				)}
			</div>
			<Fault text={asking.fault} />
		</li>
	);
}
