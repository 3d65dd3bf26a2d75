// The slips that were entered last, how each fared, and taking back what one said.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../../model/app";
import type { TextKey } from "../../model/texts";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords, type Words } from "../context";
import { Late } from "../late";
import { Icon, type IconName } from "../parts/icon";
import { Sure } from "../parts/sure";
import { ValueField } from "../parts/fields";
import { discard, isEntered, isSlipMissing, type Entered } from "./slip_log";

interface LogProps {
	readonly ballot: BallotRow;
	readonly log: readonly Entered[];
	readonly onAgain: (entered: Entered) => void;
}

const most = 30;

function reasonOf(words: Words, { isUnknown, slip, reason }: Entered): string {
	return isUnknown ? words("slip_unknown", { n: slip }) : reason;
}

export function SlipLog(props: LogProps): JSX.Element {
	const words = useWords();
	const { ballot, log } = props;
	return (
		<section class="card" aria-labelledby="slip-log">
			<h2 id="slip-log">{words("slip_log")}</h2>
			<Told log={log} />
			<p class="hint">{words("slip_log_means")}</p>
			<ol class="slip-log">
				{log.slice(0, most).map((entered) => <Item key={entered.key} {...props} entered={entered} />)}
			</ol>
			{ballot.state === "open" && ballot.method !== "opinion" && <TakeBackOther ballot={ballot} />}
		</section>
	);
}

/** Says how the newest fared, for who does not see it. */
function Told(props: { readonly log: readonly Entered[] }): JSX.Element {
	const words = useWords();
	const [said, setSaid] = useState("");
	const known = useRef(new Map<string, Entered["state"]>());
	useEffect(() => {
		for (const entered of props.log) {
			const { key, state, slip, withdraws } = entered;
			if (state !== "waiting" && known.current.get(key) !== state)
				setSaid(state === "refused"
					? words("slip_refused_said", { n: slip, reason: reasonOf(words, entered) })
					: words(withdraws ? "slip_back_said" : "slip_saved_said", { n: slip }));
			known.current.set(key, state);
		}
	}, [props.log]);
	return <p class="hidden" role="status">{said}</p>;
}

const stateIcon: Readonly<Record<Entered["state"], IconName>> = {
	waiting: "clock", saved: "check", refused: "disagree",
};

function stateText({ state, withdraws }: Entered): TextKey {
	if (state === "refused") return "slip_refused";
	if (state === "waiting") return "slip_sent";
	return withdraws ? "slip_taken_back" : "slip_saved";
}

function Item(props: LogProps & { readonly entered: Entered }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, log, entered } = props;
	const { slip, state, withdraws, says, check } = entered;
	// Only what still counts can be taken back, and opinions stay.
	const canTakeBack = state === "saved" && !withdraws && ballot.state === "open" &&
		ballot.method !== "opinion" && isEntered(log, slip) &&
		log.find((other) => other.slip === slip && other.state !== "refused") === entered;
	return (
		<li class={`slip-item ${state}`}>
			<p class="slip-head">
				<strong>{words("slip_line", { n: slip })}</strong>
				<span class="with-icon">
					<Icon name={stateIcon[state]} />
					{words(stateText(entered))}
				</span>
			</p>
			{!withdraws && <Late piece="more">{({ Choices }) => <Choices ballot={ballot} paper={says} />}</Late>}
			{check !== "" && state !== "refused" && <p class="hint">{words("slip_check", { check })}</p>}
			{state === "refused" && (
				<>
					<p class="fault" role="alert">{reasonOf(words, entered)}</p>
					<div class="actions">
						{!withdraws && ballot.state === "open" && (
							<button type="button" onClick={() => props.onAgain(entered)}>{words("slip_again")}</button>
						)}
						<button type="button" class="quiet" onClick={() => discard(app, entered)}>
							{words("slip_discard")}
						</button>
					</div>
				</>
			)}
			{canTakeBack && (
				<Sure
					label={words("slip_take_back_of", { n: slip })}
					question={words("slip_take_back_sure", { n: slip })}
					yes={words("slip_take_back_yes")}
					onYes={() => takeBack(app, ballot, slip)}
				/>
			)}
		</li>
	);
}

function takeBack(app: ReturnType<typeof useApp>, ballot: BallotRow, slip: number): void {
	send(app, "cast", {
		ballot: ballot.id, choices: [], check: new Uint8Array(0), withdraw: true, person: 0, slip,
	});
}

/** A slip that was entered elsewhere or before. */
function TakeBackOther(props: { readonly ballot: BallotRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [typed, setTyped] = useState("");
	const [tried, setTried] = useState(false);
	const isNumber = /^\s*[1-9]\d*\s*$/.test(typed);
	const fault = !isNumber ? words("slip_number_wrong")
		: isSlipMissing(app, Number(typed)) ? words("slip_unknown", { n: Number(typed) })
		: "";
	return (
		<details class="so-far">
			<summary>{words("slip_other")}</summary>
			<form
				class="inline"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					setTried(fault !== "");
					if (fault !== "") return;
					takeBack(app, props.ballot, Number(typed));
					setTyped("");
				}}
			>
				<ValueField
					label={words("slip_number")}
					value={typed}
					onValue={setTyped}
					fault={tried ? fault : ""}
				/>
				<button type="submit">{words("slip_take_back")}</button>
			</form>
		</details>
	);
}
