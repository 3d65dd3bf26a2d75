// The late piece for who steers: moderators, and leaders of boards.
import "../../boot";
import { steered } from "../../model/told";
import { prepareTexts } from "../ballot_desk/texts";
import { ballotsTexts } from "../ballots/texts";
import { moreTexts } from "../more/texts";
import ballotDeskStyles from "../style/ballot_desk.css?piece";
import steeringStyles from "../style/steering.css?piece";
import { peopleTexts } from "./people/people_texts";
import { leadingTexts } from "./leading/texts";
import { steeringTexts } from "./texts";
import { toldOf } from "./told";

// What was steered is told in its words.
steered.told = toldOf;

export { ApprovalQueue, QueueScreen } from "./contributions/approval";
export { CommentActionButtons } from "./contributions/comment_action_buttons";
export { IdeaActionButtons } from "./contributions/idea_action_buttons";
export { InvitationsScreen } from "./invitations/invitations";
export { PeopleDesk } from "./people/people_desk";
export { SeatsScreen } from "./seats/seats";
export { SetupScreen } from "./setup/session_setup";
export { QuestionButton } from "./leading/question";
export { SteeringBar } from "./leading/bar";
export { OverviewScreen } from "./overview";
export { BallotsPrepared } from "./ballots/ballots_prepared";
export { BallotDesk } from "./ballots/ballot_desk";
export { HallSightChoice } from "./ballots/hall_sight";
export { Queue } from "./contributions/queue";

export const texts = [ballotsTexts, leadingTexts, moreTexts, peopleTexts, prepareTexts, steeringTexts];
export const styles = [ballotDeskStyles, steeringStyles];
