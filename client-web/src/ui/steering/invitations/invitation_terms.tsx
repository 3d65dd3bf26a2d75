// What an invitation brings and how long it holds, in words; and its link, as long as this page knows it.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { serverNowMs } from "../../../model/app";
import { invitationState } from "../../../model/invitations";
import { roleText } from "../../../model/roles";
import { rowsGet } from "../../../model/rows";
import { pageLanguages } from "../../../model/texts";
import type { InvitationRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { TownBadge } from "../../parts/town_badge";
import { LinkCard } from "./link_card";
import { linkMade } from "./made_links";

interface InvitationProps {
	readonly invitation: InvitationRow;
}

export function Terms(props: InvitationProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { role, town, board } = props.invitation;
	const mark = app.towns.value.find(({ id }) => id === town);
	const at = rowsGet(app.rows, "board", board);
	return (
		<p class="facts terms">
			<strong>{words(roleText(role))}</strong>
			{mark !== undefined && <TownBadge town={mark} named />}
			{at !== undefined && <span class="topic-chip">{at.title}</span>}
		</p>
	);
}

// Citizens and observers get no more by it than anybody with the code.
function givesRights({ role }: InvitationRow): boolean {
	return role !== "none" && role !== "citizen" && role !== "observer";
}

/** "gilt bis 3. Mai, 18:00", or why it holds no more. */
export function useUntil(invitation: InvitationRow): string {
	const app = useApp();
	const words = useWords();
	const state = invitationState(invitation, serverNowMs(app));
	if (state === "revoked") return words("inv_revoked");
	if (state === "used_up") return words("inv_used_up");
	if (invitation.until_ms === 0) return words("inv_until_revoked");
	const when = new Date(invitation.until_ms)
		.toLocaleString(pageLanguages[app.language.value].tag, { dateStyle: "medium", timeStyle: "short" });
	return words(state === "over" ? "inv_was_until" : "inv_until", { when });
}

/** The link that has just been made, or is asked for again while this page knows it. */
export function MadeInvitation(props: InvitationProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	const { invitation } = props;
	const link = linkMade(app, invitation.id);
	const until = useUntil(invitation);
	const isShown = link !== "" && invitationState(invitation, serverNowMs(app)) === "holds";
	useEffect(() => heading.current?.focus(), []);
	if (!isShown) return null;
	return (
		<section class="card made" aria-labelledby="made-title">
			<h2 id="made-title" ref={heading} tabIndex={-1}>{words("inv_made")}</h2>
			<Terms invitation={invitation} />
			<p class="facts">
				<span>{until}</span>
				<span>
					{invitation.uses_max === 0
						? words("inv_for_many")
						: words("inv_for", { n: invitation.uses_max })}
				</span>
			</p>
			<LinkCard link={link} name={words("inv_link")} sheet={words("inv_sheet")}>
				{givesRights(invitation) && <p class="sheet-warning">{words("inv_not_wall")}</p>}
				<Terms invitation={invitation} />
				<p>{until}</p>
			</LinkCard>
			<p class="hint">{words("inv_once")}</p>
		</section>
	);
}
