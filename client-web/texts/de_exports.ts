// German texts for taking a session's data away.
import type { ExportsKey } from "./en_exports";

export const deExports: Readonly<Record<ExportsKey, string>> = {
	exports_title: "Daten mitnehmen",
	exports_json: "Ganze Sitzung (JSON)",
	exports_json_hint: "Alles, mit Namen und mit Stimmen, die nicht geheim sind. Mit der Kommandozeile wieder einzulesen.",
	exports_csv: "Ideen als Tabelle (CSV)",
	exports_csv_hint: "Für eine Tabellenkalkulation: Text, Stadt, Autor, Stimmen, Stand.",
	result_print: "Ergebnis drucken",
	exports_reading: "Alles wird gelesen …",
	exports_done: "{file} ist bei Ihren Downloads.",
	exports_failed: "Das hat nicht geklappt: {reason}",
	exports_silent: "der Server hat nicht geantwortet",
	exports_care: "Die Dateien enthalten persönliche Daten. Bewahren Sie sie auf wie Listen auf Papier.",
};
