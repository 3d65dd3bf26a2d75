// All tables of texts/, by the names of their files; run.mjs makes it.
declare module "tables:texts" {
	export const tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
