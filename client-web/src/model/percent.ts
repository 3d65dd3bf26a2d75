// A share as people write it: "50 %" in German, "50%" in English.
import { pageLanguages, type PageLanguage } from "./texts";

export function percentShow(share: number, language: PageLanguage): string {
	return share.toLocaleString(pageLanguages[language].tag, { style: "percent" });
}
