// What somebody chooses for the page by hand: its language and the size of its letters. Kept on the
// device once they have joined, before that for the visit.
import { choiceKeep, seatsRead, type Choice } from "../sync/storage";
import { say, text, type App } from "./app";
import { showLetters } from "./letters";
import { addTexts, loadLanguage, type PageLanguage, type TextSource } from "./texts";

const patience_ms = 4000;

/** Sets the page as it was chosen, or as the browser asks, before anything is drawn. Where the words do not
 * come German stands in for them, until they do. */
export async function choicesStart(app: App, first: TextSource): Promise<void> {
	showLetters(app.letters.value);
	const wanted = app.language.value;
	const coming = addTexts([first], () => wanted);
	const isThere = await Promise.race([
		coming.then(() => true, () => false),
		pause(wanted === "de" ? 0 : patience_ms).then(() => wanted === "de"),
	]);
	if (isThere) return;
	app.language.value = "de";
	void comeLater(app, wanted, coming);
}

async function comeLater(app: App, wanted: PageLanguage, first: Promise<void>): Promise<void> {
	for (let [coming, failures] = [first, 0]; ; coming = loadLanguage(wanted), failures++) {
		try {
			await coming;
			break;
		} catch {
			await pause(Math.min(30000, 1000 * 2 ** failures));
		}
	}
	if (!app.chosen.has("language")) app.language.value = wanted;
}

function pause(wait_ms: number): Promise<void> {
	return new Promise((resolve) => window.setTimeout(resolve, wait_ms));
}

export async function chooseLanguage(app: App, language: PageLanguage): Promise<void> {
	try {
		await loadLanguage(language);
	} catch {
		return say(app, text(app, "language_failed"));
	}
	app.language.value = language;
	choose(app, "language", language);
}

/* ---- the size of letters ---- */

const lettersSteps: readonly number[] = [87.5, 100, 125, 150, 200];

/** The size one step smaller (-1) or larger (1); null at either end. */
export function lettersBeside(percent: number, by: -1 | 1): number | null {
	return lettersSteps[lettersSteps.indexOf(percent) + by] ?? null;
}

export function chooseLetters(app: App, percent: number): void {
	app.letters.value = percent;
	showLetters(percent);
	choose(app, "letters", String(percent));
}

/* ---- keeping ---- */

function choose(app: App, choice: Choice, value: string): void {
	app.chosen.set(choice, value);
	// Storage is for those who have joined.
	if (seatsRead(app.store).length > 0) choicesKeep(app);
}

export function choicesKeep(app: App): void {
	for (const [choice, value] of app.chosen) choiceKeep(app.store, choice, value);
}
