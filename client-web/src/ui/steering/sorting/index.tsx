// The late piece for sorting ideas: who steers and never sorts need not load it.
import "../../../boot";
import { moreTexts } from "../../more/texts";
import sortingStyles from "../../style/sorting.css?piece";
import steeringStyles from "../../style/steering.css?piece";
import { leadingTexts } from "../leading/texts";
import { steeringTexts } from "../texts";
import { sortingTexts } from "./texts";

export { SortScreen } from "./screen";

export const texts = [leadingTexts, moreTexts, sortingTexts, steeringTexts];
export const styles = [steeringStyles, sortingStyles];
