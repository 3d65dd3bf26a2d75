// The late piece for voting, and for what comes of it.
import "../../boot";
import { moreTexts } from "../more/texts";
import { ballotsTexts } from "./texts";

export { BallotScreen, FocusedBallot } from "./ballot";
export { BallotsScreen } from "./ballots";
export { Choices } from "./cast_paper";
export { PaperFields } from "./vote";
export { ResultCard } from "./result_card";

export const texts = [ballotsTexts, moreTexts];
