// Where the words of this piece are.
import type { TextSource } from "../../model/texts";
import de from "../../../texts/de_host.json?texts";
import en from "../../../texts/en_host.json?texts";

export const hostTexts: TextSource = { de, en };
