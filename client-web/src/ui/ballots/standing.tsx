// How one option stands, in a line: place, name, bar, in how many towns it is carried. What the figures are
// made of is folded away below it.
import type { JSX } from "preact";
import { moneyShow } from "../../model/money";
import { costOf } from "../../model/paper";
import { percentShow } from "../../model/percent";
import { shareOf, type Standing, type TownCell } from "../../model/results";
import { ruleDeciding, townsDecide, type AnyRule } from "../../model/rule";
import { pageLanguages, type PageLanguage } from "../../model/texts";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords, type Words } from "../context";
import { AnswersBar, ShareBar } from "../parts/bars";
import { isPrinting } from "../parts/printing";
import { TownBadge } from "../parts/town_badge";
import { OptionMore, OptionName } from "./option";

export interface StandingLineProps {
	readonly ballot: BallotRow;
	readonly standing: Standing;
	readonly rule: AnyRule;
	readonly all: readonly Standing[];
}

/** The figure by which a rule orders: points where these are given, else a share. */
export function figureOf(
	language: PageLanguage, ballot: BallotRow, standing: Standing, rule: AnyRule,
): string {
	return ballot.method === "dots" && rule === "people"
		? String(standing.cell.sum)
		: percentShow(standing.share, language);
}

/** What was counted, in words. */
function countWords(
	words: Words, language: PageLanguage, ballot: BallotRow, standing: Standing, others: number,
): string {
	const { agree, disagree, pass, answers, sum } = standing.cell;
	const points = (sum / 2).toLocaleString(pageLanguages[language].tag); // Borda points, of which the half are counted
	switch (ballot.method) {
		case "opinion":
		case "yesno": return words("count_answers", { agree, disagree, pass });
		case "dots": return words("count_points", { n: sum, of: agree });
		case "resistance":
			return words("count_resistance",
				{ sum, n: answers, share: percentShow(shareOf(ballot, standing.cell), language) });
		case "ranking":
			return ballot.state === "closed"
				? words("count_beats", { n: standing.beats, of: others, points })
				: words("count_borda", { points, n: answers });
		default: return words("count_approval", { n: agree, of: answers });
	}
}

export function StandingLine(props: StandingLineProps): JSX.Element {
	const language = useApp().language.value;
	const words = useWords();
	const { ballot, standing, rule, all } = props;
	const { option, rank } = standing;
	const isClosed = ballot.state === "closed";
	const isPassive = ballot.method === "resistance" && option === 0;
	const isCarried = isClosed && townsDecide(ballot) && !isPassive && !standing.isWithheld;
	const isWon = standing.decision === "carried" && rule === ruleDeciding(ballot);
	const hasShare = rule === "people" || !standing.isWithheld;
	return (
		<li class={isWon ? "standing won" : "standing"}>
			<details open={isPrinting.value}>
				<summary>
					<span class="rank">
						<span aria-hidden="true">{rank}.</span>
						<span class="hidden">{words("rank_said", { n: rank })}</span>
					</span>
					<span class="standing-name"><OptionName ballot={ballot} option={option} /></span>
					<Moved moved={standing.moved} />
					{hasShare && (
						<span class="bar-number">{figureOf(language, ballot, standing, rule)}</span>
					)}
					<span class="standing-line">
						{hasShare && <StandingBar {...props} />}
						{standing.isTied && <span class="tied">{words("rank_tied")}</span>}
						{ballot.method === "budget" && (
							<span>{moneyShow(costOf(ballot, option), language)}</span>
						)}
						{isCarried && <span>{words("carried_in", { n: standing.carried, of: ballot.towns })}</span>}
					</span>
				</summary>
				<div class="standing-more">
					<p class="facts">
						<span>{countWords(words, language, ballot, standing, all.length - 1)}</span>
						{isClosed && rule === "every_town" && hasShare && (
							<span>{words("least_share", { share: percentShow(standing.least, language) })}</span>
						)}
						{isCarried && <span>{words("carried_by", { n: standing.carried, of: ballot.towns })}</span>}
					</p>
					<Towns ballot={ballot} standing={standing} />
					<OptionMore ballot={ballot} option={option} />
				</div>
			</details>
		</li>
	);
}

/** ▲2: two places further up than in the round before. */
function Moved(props: { readonly moved: number | null }): JSX.Element | null {
	const words = useWords();
	const { moved } = props;
	if (moved === null) return null;
	const n = Math.abs(moved);
	return (
		<span class={moved > 0 ? "moved up" : moved < 0 ? "moved down" : "moved"}>
			<span aria-hidden="true">{moved > 0 ? `▲${n}` : moved < 0 ? `▼${n}` : "="}</span>
			<span class="hidden">
				{words(moved > 0 ? "moved_up" : moved < 0 ? "moved_down" : "moved_not", { n })}
			</span>
		</span>
	);
}

/* ---- bars ---- */

// Opinions show their three answers; dots are as long as the most that any option has.
function StandingBar(props: StandingLineProps): JSX.Element {
	const { ballot, standing, rule, all } = props;
	if (rule === "people" && (ballot.method === "opinion" || ballot.method === "yesno"))
		return <AnswersBar cell={standing.cell} />;
	const most = ballot.method === "dots" ? Math.max(...all.map(({ share }) => share)) || 1 : 1;
	return <ShareBar share={standing.share / most} />;
}

/* ---- towns ---- */

function Towns(props: { readonly ballot: BallotRow; readonly standing: Standing }): JSX.Element | null {
	const words = useWords();
	const { byTown, cell } = props.standing;
	if (cell.answers === 0 || byTown.every((at) => at.cell === null)) return null;
	return (
		<ul class="town-bars" aria-label={words("tally_towns")}>
			{byTown.map((at) => <TownLine key={at.town.id} ballot={props.ballot} at={at} />)}
		</ul>
	);
}

function TownLine(props: { readonly ballot: BallotRow; readonly at: TownCell }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { town, cell } = props.at;
	const share = cell === null ? 0 : shareOf(props.ballot, cell);
	return (
		<li>
			<TownBadge town={town} />
			{cell === null ? (
				<>
					<span class="bar left-out" aria-hidden="true" />
					<span class="bar-number" aria-hidden="true">–</span>
					<span class="hidden">{words("town_few")}</span>
				</>
			) : (
				<>
					<ShareBar share={share} />
					<span class="bar-number">{percentShow(share, app.language.value)}</span>
					<span class="hidden">{words("town_answers", { n: cell.answers })}</span>
				</>
			)}
		</li>
	);
}
