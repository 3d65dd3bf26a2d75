// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_hall.json?texts";
import en from "../../../texts/en_hall.json?texts";
import leicht from "../../../texts/leicht_hall.json?texts";

export const hallTexts: TextSource = { de, en, leicht };
