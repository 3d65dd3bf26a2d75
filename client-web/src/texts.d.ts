// The address of a late piece's words in one language; slim.mjs makes the file from the table of the same
// name.
declare module "*.json?texts" {
	const address: string;
	export default address;
}

// The address of a late piece's styles; late_styles.mjs makes the file.
declare module "*.css?piece" {
	const address: string;
	export default address;
}
