// Who learns what one chooses, said where one chooses: what the level means, and what it does not
// protect from.
import type { JSX } from "preact";
import type { BallotRow } from "../../protocol/generated";
import { useWords } from "../context";
import { Icon } from "../parts/icon";
import { levelOf, secrecyMeans, secrecyText } from "./words";

export function SecrecyNote(props: { readonly ballot: BallotRow }): JSX.Element {
	const words = useWords();
	const level = levelOf(props.ballot);
	return (
		<div class="secrecy">
			<Icon name={level === "named" ? "eye" : "lock"} />
			<p>
				<strong>{words(secrecyText[level])}.</strong> {words(secrecyMeans[level])}
			</p>
		</div>
	);
}
