// Keeps the screen on, and hides a pointer that nobody moves.
import { useEffect, useState } from "preact/hooks";

/** Asks the browser to keep the screen on; anew when the page comes back, which ends it. */
export function useAwake(): void {
	useEffect(() => {
		let lock: WakeLockSentinel | null = null;
		async function ask(): Promise<void> {
			if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
			try {
				lock = await navigator.wakeLock.request("screen");
			} catch {
				lock = null; // the battery is low, or the browser does not want to
			}
		}
		void ask();
		const again = (): void => void ask();
		document.addEventListener("visibilitychange", again);
		return () => {
			document.removeEventListener("visibilitychange", again);
			void lock?.release();
		};
	}, []);
}

const stillMs = 3000;

/** Whether nobody has moved the pointer for a while. */
export function usePointerStill(): boolean {
	const [still, setStill] = useState(true);
	useEffect(() => {
		let timer = 0;
		function move(): void {
			setStill(false);
			window.clearTimeout(timer);
			timer = window.setTimeout(() => setStill(true), stillMs);
		}
		window.addEventListener("pointermove", move);
		return () => {
			window.removeEventListener("pointermove", move);
			window.clearTimeout(timer);
		};
	}, []);
	return still;
}
