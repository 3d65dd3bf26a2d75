// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_transfer.json?texts";
import en from "../../../texts/en_transfer.json?texts";

export const transferTexts: TextSource = { de, en };
