// The words of this piece.
import { addTexts } from "../../model/texts";
import { deBallots } from "../../../texts/de_ballots";
import { enBallots } from "../../../texts/en_ballots";

addTexts({ en: enBallots, de: deBallots });
