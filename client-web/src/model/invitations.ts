// Invitations: which still let people in, and what is put together for a new one.
import type { BoardRow, InvitationRow, Role } from "../protocol/generated";
import { roleText } from "./roles";
import { rowsAll, type RowSignals } from "./rows";
import type { TextKey } from "./texts";

/** The roles that one can be invited to or given, the most frequent first. */
export const roleChoices: readonly Role[] = [
	"citizen", "member", "steering", "helper", "observer", "moderator",
];

const means: { readonly [R in Role]?: TextKey } = {
	citizen: "role_citizen_means",
	member: "role_member_means",
	steering: "role_steering_means",
	helper: "role_helper_means",
	observer: "role_observer_means",
	moderator: "role_moderator_means",
};

export function roleMeans(role: Role): TextKey {
	return means[role] ?? roleText(role);
}

export type InvitationState = "holds" | "revoked" | "over" | "used_up";

export function invitationState(invitation: InvitationRow, now_ms: number): InvitationState {
	const { revoked, until_ms, uses_max, uses } = invitation;
	if (revoked) return "revoked";
	if (until_ms !== 0 && until_ms <= now_ms) return "over";
	return uses_max !== 0 && uses >= uses_max ? "used_up" : "holds";
}

/** The newest first. */
export function invitations(rows: RowSignals): InvitationRow[] {
	return [...rowsAll(rows, "invitation")].sort((a, b) => b.id - a.id);
}

/** Boards with seats that an invitation can name. */
export function boardsSeated(rows: RowSignals): BoardRow[] {
	return rowsAll(rows, "board")
		.filter(({ sort }) => sort === "team" || sort === "table")
		.sort((a, b) => (a.sort === b.sort ? a.id - b.id : a.sort === "team" ? -1 : 1));
}

/* ---- a new one ---- */

const day_ms = 86400000;
const spans: Readonly<Record<string, number>> = {
	"1": day_ms, "7": 7 * day_ms, "30": 30 * day_ms, "90": 90 * day_ms,
};

/** As typed into the form. `until` is "" for as long as nobody revokes it, a number of days, or "at" for the
 * time in `at`. */
export interface InvitationPlan {
	readonly role: Role;
	readonly town: number;
	readonly board: number;
	readonly until: string;
	readonly at: string; // local, as the field for dates writes it
	readonly uses: string; // "": as often as one likes
}

export type InvitationFault = "at" | "uses";

export const planNew: InvitationPlan = {
	role: "citizen", town: 0, board: 0, until: "", at: "", uses: "",
};

/** A role's usual number of uses comes with it: who moderates is one person. */
export function planRole(plan: InvitationPlan, role: Role): InvitationPlan {
	const single = role === "moderator" || role === "helper";
	return {
		...plan, role, uses: single ? "1" : "", board: role === "observer" ? 0 : plan.board,
	};
}

/** A new one on the terms of an old one; its time counts from now. */
export function planLike(invitation: InvitationRow): InvitationPlan {
	const { role, town, board, uses_max, until_ms, created_ms } = invitation;
	const span = Object.keys(spans).find(
		(days) => Math.abs(until_ms - created_ms - (spans[days] ?? 0)) < day_ms / 24);
	return {
		role, town, board, uses: uses_max === 0 ? "" : String(uses_max),
		until: until_ms === 0 ? "" : (span ?? "at"), at: "",
	};
}

interface PlanRead {
	readonly until_ms: number;
	readonly uses_max: number;
	readonly faults: readonly InvitationFault[];
}

export function planRead(plan: InvitationPlan, now_ms: number): PlanRead {
	const faults: InvitationFault[] = [];
	const typed = plan.uses.trim();
	const uses_max = typed === "" ? 0 : Number(typed);
	if (typed !== "" && !/^[1-9]\d{0,6}$/.test(typed)) faults.push("uses");
	const at = plan.until === "at" ? new Date(plan.at).getTime() : 0;
	if (plan.until === "at" && !(at > now_ms)) faults.push("at");
	const until_ms = plan.until === "" ? 0 : plan.until === "at" ? at : now_ms + (spans[plan.until] ?? 0);
	return { until_ms, uses_max, faults };
}
