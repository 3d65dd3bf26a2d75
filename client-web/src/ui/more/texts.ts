// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_more.json?texts";
import en from "../../../texts/en_more.json?texts";
import leicht from "../../../texts/leicht_more.json?texts";

export const moreTexts: TextSource = { de, en, leicht };
