// What is told wherever one is.
import type { JSX } from "preact";
import { BallotNews } from "./ballot_news";
import { OwnNews } from "./own_news";

export function News(): JSX.Element {
	return <><BallotNews /><OwnNews /></>;
}
