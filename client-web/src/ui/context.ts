// How parts and screens get at the app and its words.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { text, type App } from "../model/app";
import { rowsGet } from "../model/rows";
import type { TextKey, TextValues } from "../model/texts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
	const app = useContext(AppContext);
	if (app === null) throw new Error("outside of AppContext");
	return app;
}

/** The `lang` of what people and the method say, whatever language the page is in. */
export function useSpoken(): string | undefined {
	const app = useApp();
	return rowsGet(app.rows, "session", app.viewer.value?.session ?? 0)?.language;
}

export type Words = (key: TextKey, values?: TextValues) => string;

export function useWords(): Words {
	const app = useApp();
	return (key, values) => text(app, key, values);
}
