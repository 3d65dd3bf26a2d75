// The session that has just been made: its keys, before anything else is done with it.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { hearers } from "../../model/told";
import { codeShow, joinLinkWrite } from "../../protocol/link";
import type { ListingRow } from "../../protocol/generated";
import { seatRead, seatWrite } from "../../sync/storage";
import type { AnyEntry } from "../../sync/outbox";
import { useApp, useWords } from "../context";
import { CopyLink } from "../parts/copy_link";

/** The number of the session made here last, 0 for none; and how to be done with it. */
export function useMade(): readonly [number, () => void] {
	const [made, setMade] = useState(0);
	useEffect(() => {
		const hear = (entry: AnyEntry): boolean => {
			if (entry.kind !== "session_create" || entry.state === "refused") return false;
			setMade(entry.result);
			return true;
		};
		hearers.add(hear);
		return () => void hearers.delete(hear);
	}, []);
	return [made, () => setMade(0)];
}

interface MadeProps {
	readonly listing: ListingRow;
	readonly link: string; // for moderating it
	readonly onClose: () => void;
}

export function Made(props: MadeProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	const { listing, link } = props;
	const { id, title, code } = listing;
	useEffect(() => {
		heading.current?.focus();
		// With its code the session's address leads to one's own seat, and to any screen there.
		const seat = seatRead(app.store, id);
		if (seat?.code === "") seatWrite(app.store, { ...seat, code });
	}, [id]);
	return (
		<section class="card made" aria-labelledby="made-title">
			<h2 id="made-title" ref={heading} tabIndex={-1}>{words("made_title")}</h2>
			<p class="facts">
				<strong>{title}</strong>
				<span class="code-shown">{codeShow(code)}</span>
			</p>
			<h3>{words("host_moderator_link")}</h3>
			<p class="hint">{words("made_keep")}</p>
			<CopyLink label={words("host_moderator_link")} action={words("host_moderator_copy")} link={link} />
			<h3>{words("host_join_link")}</h3>
			<CopyLink
				label={words("host_join_link")}
				action={words("host_join_copy")}
				link={joinLinkWrite(location.origin, code)}
			/>
			<div class="actions">
				<a class="button main" href={link}>{words("made_go")}</a>
				<a class="button" href={`/j/${codeShow(code)}#/invitations`}>{words("made_invite")}</a>
				<a class="button" href={`/hall/${codeShow(code)}`} target="_blank" rel="noopener">
					{words("host_wall")}
					<span class="hidden"> {words("new_window")}</span>
				</a>
				<button type="button" class="quiet" onClick={props.onClose}>{words("made_close")}</button>
			</div>
		</section>
	);
}
