// The late piece for who steers: moderators, and leaders of boards.
import "../../boot";
import { ballotsTexts } from "../ballots/texts";
import steeringStyles from "../style/steering.css?piece";
import { steeringTexts } from "./texts";

export { ApprovalQueue } from "./approval";
export { HideDialog } from "./hide_dialog";
export { IdeaActionButtons } from "./idea_action_buttons";
export { Moderation } from "./moderation";
export { OverviewScreen } from "./overview";
export { BallotDesk } from "./ballot_desk";
export { PrepareScreen } from "./prepare";

export const texts = [ballotsTexts, steeringTexts];
export const styles = [steeringStyles];
