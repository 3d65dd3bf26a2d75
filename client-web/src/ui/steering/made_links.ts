// Links that were made on this page. Their secrets are made here and known nowhere else; the server keeps
// no more than their hashes, so who closes the page cannot show them again.
import { signal } from "@preact/signals";
import type { App } from "../../model/app";
import { returnWrite } from "../../protocol/link";
import { limits, type Commands } from "../../protocol/generated";
import { ask } from "./ask";

interface Made {
	readonly session: number;
	readonly invitation: number;
	readonly link: string;
}

const made = signal<readonly Made[]>([]);

export function secretNew(): Uint8Array {
	return crypto.getRandomValues(new Uint8Array(limits.tokenBytes));
}

export function linkOf(app: App, token: Uint8Array): string {
	return returnWrite(location.origin, { session: app.viewer.value?.session ?? 0, token });
}

/** The link of an invitation if it was made on this page; else "". */
export function linkMade(app: App, invitation: number): string {
	const session = app.viewer.value?.session;
	const found = made.value.find((one) => one.session === session && one.invitation === invitation);
	return found?.link ?? "";
}

export type Terms = Omit<Commands["invitation_add"], "token">;

/** Makes an invitation. Its link is kept even if one has gone elsewhere until the answer comes; `heard` is
 * told the invitation's number, or 0 and why not. */
export function invitationMake(
	app: App, terms: Terms, heard: (invitation: number, fault: string) => boolean,
): void {
	const token = secretNew();
	const session = app.viewer.value?.session ?? 0;
	const link = linkOf(app, token);
	ask(app, { kind: "invitation_add", args: { ...terms, token } }, (entry) => {
		if (entry.state === "refused") return heard(0, entry.message);
		made.value = [...made.value, { session, invitation: entry.result, link }];
		return heard(entry.result, "");
	});
}
