// The facilitation methods that come along; methods.mjs makes the module.
declare module "bogen:methods" {
	interface Method {
		readonly name: string;
		readonly title: { readonly de: string; readonly en: string };
		readonly purpose: { readonly de: string; readonly en: string };
	}
	export const methods: readonly Method[];
}
