// The screen on the wall.
import type { JSX } from "preact";

export function HallScreen(): JSX.Element {
	return <main class="hall" />;
}
