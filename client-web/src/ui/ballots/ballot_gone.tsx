// The screen of a ballot that is not there, or not for one's eyes.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { useWords } from "../context";
import { Heading } from "../parts/heading";

export function BallotGone(): JSX.Element {
	const words = useWords();
	return (
		<div class="narrow empty">
			<Heading>{words("ballot_gone")}</Heading>
			<a class="button" href={routeWrite({ screen: "ballots" })}>{words("ballots_title")}</a>
		</div>
	);
}
