// The late piece for moderators who bring data into a session, or take it out.
import "../../boot";
import { steeringTexts } from "../steering/texts";
import transferStyles from "../style/transfer.css?piece";
import { transferTexts } from "./texts";

export { Exports } from "./exports";
export { Taken } from "./taken";

export const texts = [transferTexts, steeringTexts];
export const styles = [transferStyles];
