// That there is no connection: from when what is shown is, and what waits to be sent.
import type { JSX } from "preact";
import { pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";

export function Connection(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const status = app.status.value;
	const known_ms = app.known_ms.value;
	const isAway = status.at === "waiting" || (status.at === "connecting" && status.again);
	const unsent = app.entries.value.filter(
		(entry) => entry.state === "waiting" || entry.state === "sent",
	).length;
	return (
		<div role="status" class="connection-line">
			{(isAway || known_ms !== 0) && app.place.value.at === "session" && (
				<div class={isAway ? "connection" : "connection early"}>
					<Icon name="cloud" />
					<p>
						{known_ms === 0
							? words("offline")
							: words("known_from", { time: momentShow(known_ms, pageLanguages[app.language.value].tag) })}
						{" "}
						{unsent > 0 ? words("unsent", { n: unsent }) : words("offline_kept")}
					</p>
					{isAway && (
						<button type="button" class="quiet" onClick={() => app.live?.hurry()}>
							{words("offline_now")}
						</button>
					)}
				</div>
			)}
		</div>
	);
}

// The time alone while it is today's.
function momentShow(at_ms: number, tag: string): string {
	const at = new Date(at_ms);
	const isToday = at.toDateString() === new Date().toDateString();
	return at.toLocaleString(tag, { timeStyle: "short", ...(isToday ? {} : { dateStyle: "medium" as const }) });
}
