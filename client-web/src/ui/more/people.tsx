// Who is here, by town.
import type { JSX } from "preact";
import { rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";
import { TownBadge } from "../parts/town_badge";

export function PeopleScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const towns = app.towns.value.map((town) => ({
		town,
		here: rowsGet(app.rows, "presence", town.id)?.here ?? 0,
		joined: rowsGet(app.rows, "attendance", town.id)?.persons ?? 0,
	}));
	const own = rowsGet(app.rows, "person", app.viewer.value?.person ?? 0)?.town ?? 0;
	const most = Math.max(1, ...towns.map(({ here, joined }) => Math.max(here, joined)));
	const sum = (pick: "here" | "joined"): number =>
		towns.reduce((all, entry) => all + entry[pick], 0);
	// Whether the numbers of those connected are fresh; without a connection they are not shown.
	const isLive = app.status.value.at === "online";
	return (
		<div class="narrow">
			<Heading>{words("people_title")}</Heading>
			<p class="lead">{words("people_lead")}</p>
			{towns.length === 0 ? (
				<p class="empty">{words("people_empty")}</p>
			) : (
				<section class="card">
					<ul class="people">
						{towns.map(({ town, here, joined }) => (
							<li key={town.id}>
								<p class="people-town">
									<TownBadge town={town} named />
									{town.id === own && <span class="topic-chip">{words("people_you")}</span>}
								</p>
								<span class="people-bar" aria-hidden="true">
									<span
										class={`accent-${town.accent} people-joined`}
										style={{ width: `${(100 * joined) / most}%` }}
									/>
									{isLive && (
										<span
											class={`accent-${town.accent} people-here`}
											style={{ width: `${(100 * here) / most}%` }}
										/>
									)}
								</span>
								<p class="facts">
									{isLive && <strong>{words("people_here", { n: here })}</strong>}
									<span>{words("people_joined", { n: joined })}</span>
								</p>
							</li>
						))}
					</ul>
					{isLive && towns.length > 1 && (
						<p class="people-sum">
							{words("people_total", { n: sum("here"), of: sum("joined") })}
						</p>
					)}
				</section>
			)}
		</div>
	);
}
