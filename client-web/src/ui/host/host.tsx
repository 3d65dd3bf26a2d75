// What a host sees: the sessions made with this link, and a form for another.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { App } from "../../model/app";
import { rowsAll } from "../../model/rows";
import { pageLanguages } from "../../model/texts";
import { codeShow, joinLinkWrite, returnWrite, tokenRead } from "../../protocol/link";
import type { ListingRow } from "../../protocol/generated";
import { seatRead } from "../../sync/storage";
import { useApp, useWords } from "../context";
import { CopyLink } from "../parts/copy_link";
import { Heading } from "../parts/heading";
import { Made, useMade } from "./made";
import { NewSession } from "./new_session";

export function HostScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [asked, setAsked] = useState(false);
	const all = rowsAll(app.rows, "listing").sort((a, b) => b.created_ms - a.created_ms);
	const [made, forget] = useMade();
	const fresh = all.find(({ id }) => id === made);
	const isMaking = fresh === undefined && (asked || all.length === 0);
	function close(): void {
		setAsked(false);
		forget();
		document.querySelector("h1")?.focus();
	}
	return (
		<div class="narrow">
			<Heading>{words("host_title")}</Heading>
			<p class="lead">{words(all.length === 0 ? "host_empty" : "host_lead")}</p>
			{fresh !== undefined && (
				<Made listing={fresh} link={moderatorLink(app, fresh)} onClose={close} />
			)}
			{isMaking && <NewSession isAsked={asked} onCancel={close} />}
			{!isMaking && fresh === undefined && (
				<button type="button" class="main" onClick={() => setAsked(true)}>
					{words("host_new")}
				</button>
			)}
			<ul class="listings">
				{all.filter((listing) => listing !== fresh).map((listing) => <Listing key={listing.id} listing={listing} />)}
			</ul>
		</div>
	);
}

/** "" where the session was made on another device. */
function moderatorLink(app: App, { id }: ListingRow): string {
	const token = tokenRead(seatRead(app.store, id)?.token ?? "");
	return token === null ? "" : returnWrite(location.origin, { session: id, token });
}

function Listing(props: { readonly listing: ListingRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { title, code, created_ms } = props.listing;
	const link = moderatorLink(app, props.listing);
	const { tag } = pageLanguages[app.language.value];
	const date = new Date(created_ms).toLocaleDateString(tag, { dateStyle: "long" });
	return (
		<li class="card">
			<h2>{title}</h2>
			<p class="facts">
				<span>{words("host_made", { date })}</span>
				<span class="code-shown">{codeShow(code)}</span>
			</p>
			<div class="actions">
				<a class="button main" href={link || `/j/${codeShow(code)}`}>
					{words(link === "" ? "host_look" : "host_open")}
				</a>
				<a class="button" href={`/hall/${codeShow(code)}`} target="_blank" rel="noopener">
					{words("host_wall")}
					<span class="hidden"> {words("new_window")}</span>
				</a>
			</div>
			<h3>{words("host_join_link")}</h3>
			<CopyLink
				label={words("host_join_link")}
				action={words("host_join_copy")}
				link={joinLinkWrite(location.origin, code)}
			/>
			<h3>{words("host_moderator_link")}</h3>
			{link === ""
				? <p class="hint">{words("host_elsewhere")}</p>
				: (
					<>
						<p class="hint">{words("host_moderator_hint")}</p>
						<CopyLink
							label={words("host_moderator_link")}
							action={words("host_moderator_copy")}
							link={link}
						/>
					</>
				)}
		</li>
	);
}
