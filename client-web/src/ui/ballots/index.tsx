// The late piece for voting.
import "../../boot";
import "./texts";
