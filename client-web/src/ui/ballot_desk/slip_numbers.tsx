// Numbering slips for a town, and those that there are.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { slipRanges, type SlipRange } from "../../model/slips";
import { useApp, useWords } from "../context";
import { SelectField } from "../parts/select_field";
import { TownBadge } from "../parts/town_badge";
import { useAsking } from "../steering/ask";
import { ValueField } from "../parts/fields";

const countMax = 5000;

export function SlipNumbers(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const asking = useAsking();
	const towns = app.towns.value;
	const [town, setTown] = useState(towns[0]?.id ?? 0);
	const [typed, setTyped] = useState("");
	const [tried, setTried] = useState(false);
	const [made, setMade] = useState("");
	const count = /^\d+$/.test(typed.trim()) ? Number(typed) : 0;
	const isWrong = count < 1 || count > countMax;
	function submit(event: Event): void {
		event.preventDefault();
		setTried(isWrong);
		if (isWrong || asking.waits) return;
		asking.give({ kind: "slips_add", args: { town, count } }, (first) => {
			setTyped("");
			setMade(words("slips_made", { first, last: first + count - 1 }));
		});
	}
	return (
		<>
			<form class="card" onSubmit={submit} noValidate>
				<h2>{words("slips_number")}</h2>
				<SelectField
					label={words("slips_town")}
					value={String(town)}
					onValue={(value) => setTown(Number(value))}
					options={towns.map(({ id, name }) => ({ value: String(id), label: name }))}
				/>
				<ValueField
					label={words("slips_count")}
					hint={words("slips_count_hint")}
					value={typed}
					onValue={setTyped}
					fault={asking.fault || (tried && isWrong ? words("slips_count_wrong") : "")}
				/>
				<button type="submit" class="main" aria-disabled={asking.waits}>{words("slips_add")}</button>
				<p role="status">{made}</p>
			</form>
			<section class="card">
				<h2>{words("slips_there")}</h2>
				<SlipRanges ballot={0} />
			</section>
		</>
	);
}

/** Town by town; with a ballot, how many have been entered in it. */
export function SlipRanges(props: { readonly ballot: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const ranges = slipRanges(app.rows, props.ballot);
	if (ranges.length === 0) return <p class="hint">{words("slips_none")}</p>;
	const townOf = ({ town }: SlipRange) => app.towns.value.find(({ id }) => id === town);
	return (
		<ul class="turnout">
			{ranges.map((range) => {
				const { first, last, used } = range;
				const town = townOf(range);
				return (
					<li key={first}>
						<span class="slip-range">
							{town !== undefined && <TownBadge town={town} named />}
							<strong>{first === last ? first : words("slips_range", { first, last })}</strong>
						</span>
						<span class="hint">
							{props.ballot === 0
								? words("slips_pieces", { n: last - first + 1 })
								: words("slips_used", { n: used, of: last - first + 1 })}
						</span>
					</li>
				);
			})}
		</ul>
	);
}
