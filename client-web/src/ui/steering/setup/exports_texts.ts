// Where the words of this piece are.
import type { TextSource } from "../../../model/texts";
import de from "../../../../texts/de_exports.json?texts";
import en from "../../../../texts/en_exports.json?texts";

export const exportsTexts: TextSource = { de, en };
