// The papers themselves, where they are public: by name in a ballot by name, by check number in a
// confidential one that is closed.
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { isSecretYet } from "../../model/ballots";
import { rowsAll } from "../../model/rows";
import { checkShow } from "../../protocol/link";
import type { BallotRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { useGrowing } from "../parts/growing";
import { By } from "../parts/idea_meta";
import { Choices } from "./cast_paper";

interface PapersProps {
	readonly ballot: BallotRow;
}

export function Papers(props: PapersProps): JSX.Element | null {
	const words = useWords();
	const [open, setOpen] = useState(false);
	const { ballot } = props;
	const isNamed = ballot.secrecy === "named";
	const isPublic = isNamed ? !isSecretYet(ballot) : ballot.secrecy === "confidential" && ballot.state === "closed";
	if (!isPublic) return null;
	return (
		<details class="so-far" onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{words(isNamed ? "papers_named" : "papers_published")}</summary>
			{open && <List ballot={ballot} />}
		</details>
	);
}

function List(props: PapersProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const { ballot } = props;
	const [typed, setTyped] = useState("");
	const isNamed = ballot.secrecy === "named";
	const all = rowsAll(app.rows, isNamed ? "paper" : "published").filter(
		(row) => row.ballot === ballot.id && !("withdrawn" in row && row.withdrawn));
	const wanted = bare(typed);
	const found = wanted === "" ? all : all.filter(
		(row) => "check" in row && bare(checkShow(row.check)).startsWith(wanted));
	const [shown, more] = useGrowing(found.length, 0);
	return (
		<>
			{!isNamed && (
				<div class="field">
					<label for={id}>{words("papers_find")}</label>
					<input
						id={id}
						type="text"
						autocomplete="off"
						value={typed}
						onInput={(event) => setTyped(event.currentTarget.value)}
					/>
					<p class="hint" role="status">
						{wanted !== "" && found.length === 0 && words("papers_not_found")}
					</p>
				</div>
			)}
			<ul class="papers">
				{found.slice(0, shown).map((row) => (
					<li key={"person" in row ? row.person : row.number} class="card">
						{"person" in row
							? <p><By author={row.person} town={row.town} /></p>
							: <p class="code-shown">{checkShow(row.check)}</p>}
						<Choices ballot={ballot} paper={row.choices} />
					</li>
				))}
			</ul>
			{more}
		</>
	);
}

/** A check number as it was typed, without what sets its parts off; letters that look like digits are these. */
function bare(typed: string): string {
	return typed.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
}
