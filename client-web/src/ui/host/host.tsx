// What a host sees: the sessions made with this link, and a form for another.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { rowsAll } from "../../model/rows";
import { codeShow, joinLinkWrite, returnWrite, tokenRead } from "../../protocol/link";
import type { ListingRow } from "../../protocol/generated";
import { seatRead } from "../../sync/storage";
import { useApp, useWords } from "../context";
import { CopyLink } from "../parts/copy_link";
import { Heading } from "../parts/heading";
import { NewSession } from "./new_session";

export function HostScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [asked, setAsked] = useState(false);
	const all = rowsAll(app.rows, "listing").sort((a, b) => b.created_ms - a.created_ms);
	const isMaking = asked || all.length === 0;
	return (
		<div class="narrow">
			<Heading>{words("host_title")}</Heading>
			<p class="lead">{words(all.length === 0 ? "host_empty" : "host_lead")}</p>
			{isMaking
				? <NewSession />
				: (
					<button type="button" class="main" onClick={() => setAsked(true)}>
						{words("host_new")}
					</button>
				)}
			<ul class="listings">
				{all.map((listing) => <Listing key={listing.id} listing={listing} />)}
			</ul>
		</div>
	);
}

function Listing(props: { readonly listing: ListingRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title, code, created_ms } = props.listing;
	const seat = seatRead(app.store, id);
	const token = tokenRead(seat?.token ?? "");
	const moderatorLink = token === null ? "" : returnWrite(location.origin, { session: id, token });
	const language = app.language.value === "en" ? "en" : "de";
	const date = new Date(created_ms).toLocaleDateString(language, { dateStyle: "long" });
	return (
		<li class="card">
			<h2>{title}</h2>
			<p class="facts">
				<span>{words("host_made", { date })}</span>
				<span class="code-shown">{codeShow(code)}</span>
			</p>
			<div class="actions">
				<a class="button main" href={token === null ? `/j/${codeShow(code)}` : moderatorLink}>
					{words(token === null ? "host_look" : "host_open")}
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
			{token === null
				? <p class="hint">{words("host_elsewhere")}</p>
				: (
					<>
						<p class="hint">{words("host_moderator_hint")}</p>
						<CopyLink
							label={words("host_moderator_link")}
							action={words("host_moderator_copy")}
							link={moderatorLink}
						/>
					</>
				)}
		</li>
	);
}
