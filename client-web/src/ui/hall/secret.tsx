// A ballot of which nobody is told yet how it stands: what it is about, and who has voted.
import type { JSX } from "preact";
import { optionsOf } from "../../model/paper";
import { turnoutOf } from "../../model/turnout";
import type { BallotRow } from "../../protocol/generated";
import { OptionName } from "../ballots/option";
import { useApp, useWords } from "../context";
import { ShareBar } from "../parts/bars";
import { TownBadge } from "../parts/town_badge";
import { namedTownsMax } from "./bars";
import { Paged } from "./paged";

interface SecretProps {
	readonly ballot: BallotRow;
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

export function Secret(props: SecretProps): JSX.Element {
	const words = useWords();
	const { ballot } = props;
	const options = optionsOf(ballot).filter((option) => option !== 0 || ballot.method === "resistance");
	return (
		<div class="hall-secret">
			{ballot.state === "open" && <Turnout ballot={ballot} />}
			{options.length > 0 && (
				<section class="hall-about">
					<h2>{words("hall_about")}</h2>
					<Paged columns={1} page={props.page} onPages={props.onPages}>
						<ul class="hall-options">
							{options.map((option) => (
								<li key={option}><OptionName ballot={ballot} option={option} /></li>
							))}
						</ul>
					</Paged>
				</section>
			)}
		</div>
	);
}

function Turnout(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const all = turnoutOf(app.rows, props.ballot, app.towns.value);
	const isFew = all.length <= namedTownsMax + 1; // and who belongs to none
	return (
		<section class="hall-turnout">
			<h2>{words("turnout_title")}</h2>
			<ul class={isFew ? "" : "compact"}>
				{all.map(({ town, papers, persons }) => (
					<li key={town?.id ?? 0}>
						{town === null
							? <span class="hall-townless">{words("tally_townless")}</span>
							: <TownBadge town={town} named={isFew} />}
						{isFew && persons > 0 && <ShareBar share={papers / Math.max(papers, persons)} />}
						<span class="hall-number">
							{persons === 0 ? papers
								: isFew ? words("turnout_of", { n: papers, of: Math.max(papers, persons) })
								: `${papers}/${Math.max(papers, persons)}`}
						</span>
					</li>
				))}
			</ul>
			<p class="hall-say">{words("hall_later")}</p>
		</section>
	);
}
