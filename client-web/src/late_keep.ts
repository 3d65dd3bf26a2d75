// The late piece that keeps the last known rows: nothing of it is needed to show the page.
import "./boot";
export { keepOpen } from "./sync/keep";
