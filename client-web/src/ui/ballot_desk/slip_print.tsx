// Slips to be printed: the bare numbers, or voting papers of a ballot. What is shown as a preview is what the
// printer gets, without the page around it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { slipOptions } from "../../model/slips";
import { rowsAll, rowsGet } from "../../model/rows";
import type { BallotRow, SlipRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { SelectField } from "../parts/select_field";
import { ValueField } from "../parts/fields";
import { SlipSheet } from "./slip_sheet";

interface Choice {
	readonly ballot: number; // 0: number and town alone
	readonly town: number; // 0: all
	readonly from: string;
	readonly to: string;
	readonly single: boolean; // a page for each
}

export function SlipPrint(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [choice, setChoice] = useState<Choice>({ ballot: 0, town: 0, from: "", to: "", single: false });
	const [shown, setShown] = useState(false);
	const set = (changes: Partial<Choice>): void => {
		setChoice({ ...choice, ...changes });
		setShown(false);
	};
	// What is put to the vote is certain once it is open, or was named.
	const printable = rowsAll(app.rows, "ballot")
		.filter((ballot) =>
			ballot.state === "open" ||
			(ballot.state === "prepared" && (ballot.options.length > 0 || ballot.method === "yesno")))
		.sort((a, b) => b.id - a.id);
	return (
		<>
			<form
				class="card"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					setShown(true);
				}}
			>
				<h2>{words("print_title")}</h2>
				<SelectField
					label={words("print_what")}
					value={String(choice.ballot)}
					onValue={(ballot) => set({ ballot: Number(ballot) })}
					options={[
						{ value: "0", label: words("print_numbers") },
						...printable.map(({ id, title }) => ({ value: String(id), label: words("print_ballot", { title }) })),
					]}
				/>
				<SelectField
					label={words("print_town")}
					value={String(choice.town)}
					onValue={(town) => set({ town: Number(town) })}
					options={[
						{ value: "0", label: words("print_all_towns") },
						...app.towns.value.map(({ id, name }) => ({ value: String(id), label: name })),
					]}
				/>
				<div class="inline">
					<ValueField
						label={words("print_from")}
						hint={words("print_range_hint")}
						value={choice.from}
						onValue={(from) => set({ from })}
					/>
					<ValueField
						label={words("print_to")}
						hint={words("print_range_hint")}
						value={choice.to}
						onValue={(to) => set({ to })}
					/>
				</div>
				{choice.ballot !== 0 && (
					<Check
						label={words("print_single")}
						checked={choice.single}
						onCheck={(single) => set({ single })}
					/>
				)}
				<button type="submit">{words("print_show")}</button>
			</form>
			{shown && <Sheets choice={choice} onClose={() => setShown(false)} />}
		</>
	);
}

function isWithin({ from, to }: Choice, id: number): boolean {
	return (from.trim() === "" || id >= Number(from)) && (to.trim() === "" || id <= Number(to));
}

interface SheetsProps {
	readonly choice: Choice;
	readonly onClose: () => void;
}

function Sheets(props: SheetsProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { choice } = props;
	const ballot = rowsGet(app.rows, "ballot", choice.ballot);
	const slips = rowsAll(app.rows, "slip")
		.filter(({ id, town }) => (choice.town === 0 || town === choice.town) && isWithin(choice, id))
		.sort((a, b) => a.id - b.id);
	if (slips.length === 0) return <p class="notice" role="status">{words("print_none")}</p>;
	return (
		<section class="slip-sheets-view" aria-label={words("print_show")}>
			<div class="actions">
				<button type="button" class="main" onClick={() => window.print()}>{words("print_now")}</button>
				<button type="button" class="quiet" onClick={props.onClose}>{words("print_close")}</button>
				<p class="count" role="status">{words("slips_pieces", { n: slips.length })}</p>
			</div>
			<div class={`slip-sheets ${ballot === undefined ? "numbers" : choice.single ? "single" : ""}`}>
				{slips.map((slip) => <One key={slip.id} slip={slip} ballot={ballot} />)}
			</div>
		</section>
	);
}

function One(props: { readonly slip: SlipRow; readonly ballot: BallotRow | undefined }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { slip, ballot } = props;
	const town = app.towns.value.find(({ id }) => id === slip.town)?.name ?? "";
	return (
		<article class="slip-sheet">
			<p class="slip-sheet-head">
				<strong>{words("sheet_slip", { n: slip.id })}</strong>
				<span>{town}</span>
			</p>
			{ballot === undefined
				? <p>{words("sheet_keep")}</p>
				: <SlipSheet ballot={ballot} options={slipOptions(app.rows, ballot)} />}
		</article>
	);
}
