// Where the words of the first view are: German in the page itself.
import type { TextSource } from "../model/texts";
import en from "../../texts/en.json?texts";
import leicht from "../../texts/leicht.json?texts";

export const firstTexts: TextSource = { de: "", en, leicht };
