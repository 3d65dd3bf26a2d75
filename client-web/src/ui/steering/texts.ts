// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_steering.json?texts";
import en from "../../../texts/en_steering.json?texts";

export const steeringTexts: TextSource = { de, en };
