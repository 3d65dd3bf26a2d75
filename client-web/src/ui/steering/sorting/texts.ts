// Where the words of sorting are.
import type { TextSource } from "../../../model/texts";
import de from "../../../../texts/de_sorting.json?texts";
import en from "../../../../texts/en_sorting.json?texts";

export const sortingTexts: TextSource = { de, en };
