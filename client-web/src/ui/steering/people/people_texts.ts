// Where the words for people, places and invitations are.
import type { TextSource } from "../../../model/texts";
import de from "../../../../texts/de_people.json?texts";
import en from "../../../../texts/en_people.json?texts";

export const peopleTexts: TextSource = { de, en };
