// The late piece for voting, and for what comes of it.
import "../../boot";
import { moreTexts } from "../more/texts";
import { ballotsTexts } from "./texts";

export { BallotScreen, BallotsScreen, FocusedBallot } from "./ballot";

export const texts = [ballotsTexts, moreTexts];
