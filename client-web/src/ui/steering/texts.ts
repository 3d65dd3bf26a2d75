// The words of this piece.
import { addTexts } from "../../model/texts";
import { deSteering } from "../../../texts/de_steering";
import { enSteering } from "../../../texts/en_steering";

addTexts({ en: enSteering, de: deSteering });
