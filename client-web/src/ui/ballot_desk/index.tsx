// The late piece for the work on ballots: preparing them, and the slips of people without a phone.
import "../../boot";
import { ballotsTexts } from "../ballots/texts";
import ballotDeskStyles from "../style/ballot_desk.css?piece";
import { prepareTexts, slipsTexts } from "./texts";

export { PrepareScreen } from "./prepare";
export { SlipsScreen } from "./slips";

export const texts = [ballotsTexts, prepareTexts, slipsTexts];
export const styles = [ballotDeskStyles];
