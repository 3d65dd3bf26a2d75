// Time that runs down on the screen, by the server's clock.
import { useEffect, useState } from "preact/hooks";
import { serverNowMs } from "../../model/app";
import { timerLeftMs } from "../../model/boards";
import { useApp } from "../context";

/** Milliseconds until `end_ms` (0: never); draws again when the shown second changes. */
export function useLeft(end_ms: number, onEnd?: () => void): number {
	const app = useApp();
	const [, tick] = useState(0);
	const left_ms = timerLeftMs(end_ms, serverNowMs(app)) ?? 0;
	useEffect(() => {
		if (left_ms === 0) return undefined;
		const timer = window.setTimeout(() => {
			tick((n) => n + 1);
			if (left_ms <= 1000) onEnd?.();
		}, left_ms % 1000 || 1000);
		return () => window.clearTimeout(timer);
	});
	return left_ms;
}
