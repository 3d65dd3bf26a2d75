// What people are in a session, in words.
import type { Role } from "../protocol/generated";
import type { TextKey } from "./texts";

const texts: { readonly [R in Role]?: TextKey } = {
	moderator: "me_role_moderator",
	observer: "me_role_observer",
	member: "me_role_member",
	steering: "me_role_steering",
	helper: "me_role_helper",
};

/** Roles that came after this page was made read as the plainest one. */
export function roleText(role: Role): TextKey {
	return texts[role] ?? "me_role_citizen";
}
