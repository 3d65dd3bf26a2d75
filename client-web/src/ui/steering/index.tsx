// The late piece for who steers: moderators, and leaders of boards.
import "../../boot";
import { prepareTexts } from "../ballot_desk/texts";
import { ballotsTexts } from "../ballots/texts";
import { moreTexts } from "../more/texts";
import ballotDeskStyles from "../style/ballot_desk.css?piece";
import steeringStyles from "../style/steering.css?piece";
import { exportsTexts } from "./exports_texts";
import { peopleTexts } from "./people_texts";
import { leadingTexts } from "./leading/texts";
import { steeringTexts } from "./texts";

export { ApprovalQueue, QueueScreen } from "./approval";
export { CommentActionButtons } from "./comment_action_buttons";
export { IdeaActionButtons } from "./idea_action_buttons";
export { InvitationsScreen } from "./invitations";
export { PeopleDesk } from "./people_desk";
export { SeatsScreen } from "./seats";
export { SetupScreen } from "./session_setup";
export { SteeringBar } from "./leading/bar";
export { OverviewScreen } from "./overview";
export { BallotsPrepared } from "./ballots_prepared";
export { BallotDesk } from "./ballot_desk";
export { Queue } from "./queue";

export const texts = [ballotsTexts, exportsTexts, leadingTexts, moreTexts, peopleTexts, prepareTexts, steeringTexts];
export const styles = [ballotDeskStyles, steeringStyles];
