// The late piece for voting, and for what comes of it.
import "../../boot";
import "./texts";

export { BallotScreen, BallotsScreen, FocusedBallot } from "./ballot";
