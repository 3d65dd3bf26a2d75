// The late piece for hosts, who make sessions.
import "../../boot";
import { moreTexts } from "../more/texts";
import hostStyles from "../style/host.css?piece";
import { hostTexts } from "./texts";

export { HostScreen } from "./host";

export const texts = [hostTexts, moreTexts];
export const styles = [hostStyles];
