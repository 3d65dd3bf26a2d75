// The late piece for hosts, who make sessions.
import "../../boot";
import hostStyles from "../style/host.css?piece";
import { hostTexts } from "./texts";

export { HostScreen } from "./host";

export const texts = [hostTexts];
export const styles = [hostStyles];
