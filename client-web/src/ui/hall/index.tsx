// The late piece for the screen on the wall.
import "../../boot";
import { ballotsTexts } from "../ballots/texts";
import hallStyles from "../style/hall.css?piece";
import { hallTexts } from "./texts";

export { HallScreen } from "./hall";

export const texts = [ballotsTexts, hallTexts];
export const styles = [hallStyles];
