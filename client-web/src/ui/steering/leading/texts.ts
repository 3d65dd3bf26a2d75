// Where the words of leading are.
import type { TextSource } from "../../../model/texts";
import de from "../../../../texts/de_leading.json?texts";
import en from "../../../../texts/en_leading.json?texts";

export const leadingTexts: TextSource = { de, en };
