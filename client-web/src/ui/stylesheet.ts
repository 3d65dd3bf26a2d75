// The styles of the late pieces. A link once added stays, whatever is drawn.
import { measureSheets } from "../model/letters";

const added = new Map<string, Promise<void>>();

/** Adds a stylesheet to the page; done when it holds. */
export function addStyles(address: string): Promise<void> {
	const known = added.get(address);
	if (known !== undefined) return known;
	const link = document.createElement("link");
	link.rel = "stylesheet";
	link.href = address;
	const loading = new Promise<void>((resolve, reject) => {
		link.onload = () => {
			measureSheets();
			resolve();
		};
		link.onerror = () => {
			// Asked for anew with the next attempt.
			added.delete(address);
			link.remove();
			reject(new Error(address));
		};
	});
	added.set(address, loading);
	document.head.append(link);
	return loading;
}
