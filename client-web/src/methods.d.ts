// The facilitation methods that come along; methods.mjs makes the module.
declare module "bogen:methods" {
	interface Said {
		readonly de: string;
		readonly en: string;
	}
	interface Method {
		readonly name: string;
		readonly title: Said;
		readonly purpose: Said;
		readonly phases: readonly { readonly title: Said; readonly minutes: number }[]; // 0: open-ended
	}
	export const methods: readonly Method[];
}
