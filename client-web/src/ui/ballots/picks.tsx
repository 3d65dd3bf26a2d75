// Papers that are filled in option by option: ticks, points, yes or no, resistance.
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { moneyShow } from "../../model/money";
import { costOf, paperGet, paperSet, picksLeft, pointMove, type Paper } from "../../model/paper";
import type { TextKey } from "../../model/texts";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Icon, type IconName } from "../parts/icon";
import { OptionMore, OptionName, useOptionName } from "./option";

export interface PaperProps {
	readonly ballot: BallotRow;
	readonly options: readonly number[]; // those that are shown
	readonly paper: Paper;
	readonly onPaper: (paper: Paper) => void;
}

interface OneProps extends PaperProps {
	readonly option: number;
}

function each(props: PaperProps, One: (props: OneProps) => JSX.Element): JSX.Element {
	return (
		<ul class="options">
			{props.options.map((option) => <One key={option} {...props} option={option} />)}
		</ul>
	);
}

/* ---- approval, choose, budget ---- */

export function TickPaper(props: PaperProps): JSX.Element {
	return each(props, Tick);
}

function Tick(props: OneProps): JSX.Element {
	const app = useApp();
	const { ballot, paper, option, onPaper } = props;
	const isOn = paperGet(paper, option) !== null;
	const isFull = picksLeft(ballot, paper) === 0;
	return (
		<li class={isOn ? "option on" : "option"}>
			<label class="tick">
				<input
					type="checkbox"
					checked={isOn}
					disabled={isFull && !isOn}
					onChange={(event) =>
						onPaper(paperSet(paper, option, event.currentTarget.checked ? 1 : null))}
				/>
				<span class="option-name"><OptionName {...props} /></span>
				{ballot.method === "budget" && (
					<strong class="cost">{moneyShow(costOf(ballot, option), app.language.value)}</strong>
				)}
			</label>
			<OptionMore ballot={ballot} option={option} />
		</li>
	);
}

/* ---- dots ---- */

export function DotsPaper(props: PaperProps): JSX.Element {
	const words = useWords();
	const { points, heap } = props.ballot;
	return (
		<>
			<p>
				{words("points_have", { n: points })}
				{heap > 0 && heap < points && ` ${words("points_heap", { n: heap })}`}
			</p>
			{each(props, Points)}
		</>
	);
}

function Points(props: OneProps): JSX.Element {
	const words = useWords();
	const { ballot, paper, option, onPaper } = props;
	const name = useOptionName(props);
	const n = paperGet(paper, option) ?? 0;
	const less = pointMove(ballot, paper, option, -1);
	const more = pointMove(ballot, paper, option, 1);
	return (
		<li class={n > 0 ? "option on" : "option"}>
			<div class="option-words">
				<h2><OptionName {...props} /></h2>
				<OptionMore ballot={ballot} option={option} />
			</div>
			<div class="stepper" role="group" aria-label={words("points_on", { name })}>
				<button
					type="button"
					aria-label={words("point_less", { name })}
					aria-disabled={less === paper}
					onClick={() => onPaper(less)}
				>
					−
				</button>
				<output aria-live="off">
					<span class="points">{n}</span>
					<span class="hidden"> {words("points_unit", { n })}</span>
				</output>
				<button
					type="button"
					aria-label={words("point_more", { name })}
					aria-disabled={more === paper}
					onClick={() => onPaper(more)}
				>
					+
				</button>
			</div>
		</li>
	);
}

/* ---- yes or no ---- */

const answers: readonly (readonly [number, IconName, TextKey])[] = [
	[1, "agree", "answer_yes"], [2, "disagree", "answer_no"], [3, "pass", "answer_abstain"],
];

export function YesNoPaper(props: PaperProps): JSX.Element {
	return each(props, YesNo);
}

function YesNo(props: OneProps): JSX.Element {
	const words = useWords();
	const { ballot, paper, option, onPaper } = props;
	const name = useOptionName(props);
	const chosen = paperGet(paper, option);
	return (
		<li class={chosen === null ? "option" : "option on"}>
			{option !== 0 && (
				<div class="option-words">
					<h2><OptionName {...props} /></h2>
					<OptionMore ballot={ballot} option={option} />
				</div>
			)}
			<div class="votes" role="group" aria-label={name}>
				{answers.map(([number, icon, key]) => (
					<button
						key={icon}
						type="button"
						class={`vote ${icon}`}
						aria-pressed={chosen === number}
						onClick={() => onPaper(paperSet(paper, option, chosen === number ? null : number))}
					>
						<Icon name={icon} />
						<span class="vote-word">{words(key)}</span>
					</button>
				))}
			</div>
		</li>
	);
}

export function answerText(number: number): TextKey {
	return answers[number - 1]?.[2] ?? "answer_none";
}

/* ---- resistance ---- */

// What the ends of the scale mean stands in them, wherever the lines break.
const ends: Readonly<Record<number, TextKey>> = { 0: "resistance_least", 10: "resistance_most" };
const resistances = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

export function ResistancePaper(props: PaperProps): JSX.Element {
	return each(props, Resistance);
}

// Eleven places that a thumb hits, in as many lines as they need, and in the last one a way back to none:
// no answer is not a 0.
function Resistance(props: OneProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const { ballot, paper, option, onPaper } = props;
	const name = useOptionName(props);
	const chosen = paperGet(paper, option);
	const said = chosen === null
		? words("answer_none")
		: chosen === 0 ? `0 · ${words("resistance_least")}`
		: chosen === 10 ? `10 · ${words("resistance_most")}`
		: words("resistance_said", { n: chosen });
	return (
		<li class={chosen === null ? "option" : "option on"}>
			<fieldset>
				<legend class="option-name"><OptionName {...props} /></legend>
				<p class={chosen === null ? "scale-said hint" : "scale-said"}>{said}</p>
				<OptionMore ballot={ballot} option={option} />
				<div class="scale">
					{resistances.map((n) => (
						<label key={n} class={scaleClass(n, chosen)}>
							<input
								type="radio"
								name={id}
								checked={chosen === n}
								aria-label={resistanceLabel(words, n)}
								onChange={() => onPaper(paperSet(paper, option, n))}
							/>
							<span>{n}</span>
							{ends[n] !== undefined && <span class="scale-end">{words(ends[n])}</span>}
						</label>
					))}
					<button
						type="button"
						class="quiet"
						aria-label={words("answer_reset_of", { name })}
						aria-disabled={chosen === null}
						onClick={() => onPaper(paperSet(paper, option, null))}
					>
						✕
					</button>
				</div>
			</fieldset>
		</li>
	);
}

function scaleClass(n: number, chosen: number | null): string {
	return `${n in ends ? "end" : ""} ${chosen !== null && n < chosen ? "below" : ""}`;
}

function resistanceLabel(words: (key: TextKey) => string, n: number): string {
	const end = ends[n];
	return end === undefined ? String(n) : `${n}, ${words(end)}`;
}
