// While the page is printed all that is folded or shortened is there in full.
import { signal } from "@preact/signals";

export const isPrinting = signal(false);

window.addEventListener("beforeprint", () => (isPrinting.value = true));
window.addEventListener("afterprint", () => (isPrinting.value = false));

/** Prints what is drawn for it: a browser waits for that only where it prints by itself. */
export function printPage(): void {
	isPrinting.value = true;
	window.setTimeout(() => window.print());
}
