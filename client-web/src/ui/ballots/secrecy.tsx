// Who learns what one chooses, said where one chooses: in a sentence, and for who opens it what the level means
// and what it does not protect from.
import type { JSX } from "preact";
import type { BallotRow } from "../../protocol/generated";
import { useWords } from "../context";
import { Icon, type IconName } from "../parts/icon";
import { levelOf, secrecyMeans, secrecyShort, secrecyText, type Level } from "./words";

// A padlock only where what one chose is locked away.
const levelIcon: Readonly<Record<Level, IconName>> = { named: "eye", plain: "ballot", confidential: "lock" };

export function SecrecyNote(props: { readonly ballot: BallotRow }): JSX.Element {
	const words = useWords();
	const level = levelOf(props.ballot);
	return (
		<details class="secrecy">
			<summary>
				<Icon name={levelIcon[level]} />
				<span><strong>{words(secrecyText[level])}.</strong> {words(secrecyShort[level])}</span>
			</summary>
			<p>{words(secrecyMeans[level])}</p>
		</details>
	);
}
