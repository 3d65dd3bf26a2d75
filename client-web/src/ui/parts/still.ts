// What one is reading stays where it is when something above it grows, shrinks or is drawn with another
// height than was guessed. Not every browser does so by itself, and none does it always.
import { useEffect } from "preact/hooks";

interface Ref {
	readonly current: HTMLElement | null;
}

/** Whether one has scrolled into a section so far that its beginning is out of view. */
export function isReading(section: HTMLElement | null): boolean {
	return section !== null && section.getBoundingClientRect().top < 0;
}

// The first that begins in the view, else the one that fills it.
function inView(section: HTMLElement, entries: string): Element | null {
	let filling: Element | null = null;
	for (const entry of section.querySelectorAll(entries)) {
		const { top, bottom } = entry.getBoundingClientRect();
		if (top >= 0) return top < window.innerHeight ? entry : filling;
		if (bottom > 0) filling = entry;
	}
	return filling;
}

/** `entries` selects what is read in the section. */
export function useStill(section: Ref, entries: string): void {
	useEffect(() => {
		const at = section.current;
		if (at === null) return undefined;
		let read: Element | null = null;
		let top_px = 0;
		const note = (): void => {
			read = isReading(at) ? inView(at, entries) : null;
			top_px = read?.getBoundingClientRect().top ?? 0;
		};
		const observer = new ResizeObserver(() => {
			const moved_px = read?.isConnected === true ? read.getBoundingClientRect().top - top_px : 0;
			if (moved_px === 0) note();
			else window.scrollBy(0, moved_px);
		});
		observer.observe(at);
		window.addEventListener("scroll", note, { passive: true });
		return () => {
			observer.disconnect();
			window.removeEventListener("scroll", note);
		};
	}, []);
}
