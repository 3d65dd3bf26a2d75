// The late piece with what a participant opens from the board: an idea in full, voting and what comes of it,
// one's own contributions, who is here, oneself. It is fetched as soon as the board stands, so a tap need
// not wait for it.
import "../../boot";
import { ballotsTexts } from "../ballots/texts";
import { moreTexts } from "./texts";

export { BallotScreen } from "../ballots/ballot";
export { BallotGone } from "../ballots/ballot_gone";
export { BallotsScreen } from "../ballots/ballots";
export { Choices } from "../ballots/cast_paper";
export { ResultCard } from "../ballots/result_card";
export { PaperFields } from "../ballots/vote";
export { FocusPanel } from "./focus";
export { IdeaScreen } from "./idea";
export { MeScreen } from "./me";
export { MineScreen } from "./mine";
export { News } from "./news";
export { PeopleScreen } from "./people";
export { Places } from "./places";
export { RefusedIdeas } from "./refused";
export { Speaking } from "./speaking";
export { StageChip } from "./stage_chip";
export { LeftNote, StoppedScreen } from "./stopped";

export const texts = [moreTexts, ballotsTexts];
