// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_ballots.json?texts";
import en from "../../../texts/en_ballots.json?texts";
import leicht from "../../../texts/leicht_ballots.json?texts";

export const ballotsTexts: TextSource = { de, en, leicht };
