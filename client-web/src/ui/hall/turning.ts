// Pages that turn by themselves, slowly, until somebody stops them (WCAG 2.2.2).
import { useEffect, useRef, useState } from "preact/hooks";

const pageMs = 10000;

export interface Turning {
	readonly page: number;
	readonly isPaused: boolean;
	readonly pause: () => void; // or go on
}

/** `what` names the picture: another one begins with its first page. */
export function useTurning(pages: number, what: string): Turning {
	const [at, setAt] = useState({ what, page: 0 });
	const [isPaused, setPaused] = useState(false);
	const pageOf = (kept: typeof at): number => (kept.what === what && kept.page < pages ? kept.page : 0);
	const page = pageOf(at);
	const turn = (by: number): void => setAt((kept) => ({ what, page: (pageOf(kept) + by + pages) % pages }));
	const pause = (): void => setPaused((paused) => !paused);
	// For timer and keys, which may come before the effects of what was drawn last.
	const now = useRef({ pages, turn });
	now.current = { pages, turn };
	const isMany = pages > 1;
	// How many pages there are changes all the time; each stands no longer for that.
	useEffect(() => {
		if (isPaused || !isMany) return undefined;
		const timer = window.setTimeout(() => now.current.turn(1), pageMs);
		return () => window.clearTimeout(timer);
	}, [isPaused, isMany, page, what]);
	useEffect(() => {
		function press(event: KeyboardEvent): void {
			const by = turnOf(event.key);
			if (now.current.pages < 2 || (by === 0 && event.key !== " ")) return;
			// On the button the space bar presses it.
			if (event.target instanceof HTMLButtonElement && by === 0) return;
			event.preventDefault();
			if (by === 0) pause();
			else now.current.turn(by);
		}
		window.addEventListener("keydown", press);
		return () => window.removeEventListener("keydown", press);
	}, []);
	return { page, isPaused, pause };
}

// The keys of presenters' remote controls turn at once.
function turnOf(key: string): number {
	if (key === "PageDown" || key === "ArrowRight") return 1;
	return key === "PageUp" || key === "ArrowLeft" ? -1 : 0;
}
