// Links that were made on this page. Their secrets are made here and known nowhere else; the server keeps
// no more than their hashes, so who closes the page cannot show them again. Who reloads it before the answer
// has come can: the command still holds the secret.
import { signal } from "@preact/signals";
import type { App } from "../../../model/app";
import { linksUnheard } from "../../../model/told";
import { returnWrite } from "../../../protocol/link";
import { limits } from "../../../protocol/generated";
import type { AnyEntry } from "../../../sync/outbox";

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
	if (found !== undefined) return found.link;
	return unheard(app).reduce(
		(link, { kind, args, result }) =>
			kind === "invitation_add" && result === invitation ? linkOf(app, args.token) : link,
		"");
}

/** The newest link of a person that was made before the page was opened anew; else "". */
export function linkRenewed(app: App, person: number): string {
	return unheard(app).reduce(
		(link, { kind, args }) =>
			kind === "person_relink" && args.person === person ? linkOf(app, args.token) : link,
		"");
}

function unheard(app: App): AnyEntry[] {
	void app.entries.value; // changes with the answer: whoever shows links then looks again
	return linksUnheard.filter(([live]) => live === app.live).map(([, entry]) => entry);
}

/** Keeps the link of an invitation that has been made. */
export function linkKeep(app: App, invitation: number, token: Uint8Array): void {
	const session = app.viewer.value?.session ?? 0;
	made.value = [...made.value, { session, invitation, link: linkOf(app, token) }];
}
