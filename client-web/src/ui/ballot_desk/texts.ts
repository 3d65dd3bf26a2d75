// Where the words of preparing ballots and of slips are.
import type { TextSource } from "../../model/texts";
import dePrepare from "../../../texts/de_prepare.json?texts";
import deSlips from "../../../texts/de_slips.json?texts";
import enPrepare from "../../../texts/en_prepare.json?texts";
import enSlips from "../../../texts/en_slips.json?texts";

export const prepareTexts: TextSource = { de: dePrepare, en: enPrepare };
export const slipsTexts: TextSource = { de: deSlips, en: enSlips };
