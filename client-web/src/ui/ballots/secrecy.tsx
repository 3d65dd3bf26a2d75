// Who learns what one chooses, said where one chooses: in a sentence, and for who opens it what the level means
// and what it does not protect from.
import type { JSX } from "preact";
import type { BallotRow } from "../../protocol/generated";
import { useWords } from "../context";
import { Icon } from "../parts/icon";
import { levelOf, secrecyMeans, secrecyShort, secrecyText } from "./words";

export function SecrecyNote(props: { readonly ballot: BallotRow }): JSX.Element {
	const words = useWords();
	const level = levelOf(props.ballot);
	return (
		<details class="secrecy">
			<summary>
				<Icon name={level === "named" ? "eye" : "lock"} />
				<span><strong>{words(secrecyText[level])}.</strong> {words(secrecyShort[level])}</span>
			</summary>
			<p>{words(secrecyMeans[level])}</p>
		</details>
	);
}
