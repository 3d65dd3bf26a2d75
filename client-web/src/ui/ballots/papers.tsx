// The papers themselves, where they are public: by name in a ballot by name, by check number in a
// confidential one that is closed.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
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
	const { ballot } = props;
	const kind = ballot.secrecy === "named" ? "paper" : "published";
	const all = rowsAll(app.rows, kind).filter(
		(row) => row.ballot === ballot.id && !("withdrawn" in row && row.withdrawn));
	const [shown, more] = useGrowing(all.length, 0);
	return (
		<>
			<ul class="papers">
				{all.slice(0, shown).map((row) => (
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
