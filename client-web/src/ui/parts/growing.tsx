// A long list begins short and grows as its end comes near, so that the first look is quick.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWords } from "../context";

const step = 40;

/** How many to show of `count`, at least up to the index `reach`; and what makes it grow. */
export function useGrowing(count: number, reach: number): readonly [number, JSX.Element | null] {
	const [most, setMost] = useState(Math.max(step, reach + 10));
	const grow = (): void => setMost((n) => n + step);
	return [most, count > most ? <More key={most} onMore={grow} /> : null];
}

// Watches itself come near; a press does the same.
function More(props: { readonly onMore: () => void }): JSX.Element {
	const words = useWords();
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (button.current === null || !("IntersectionObserver" in window)) return undefined;
		const observer = new IntersectionObserver(
			(entries) => {
				if (entries.some((entry) => entry.isIntersecting)) props.onMore();
			},
			{ rootMargin: "1200px" },
		);
		observer.observe(button.current);
		return () => observer.disconnect();
	}, []);
	return (
		<button type="button" class="more" ref={button} onClick={props.onMore}>
			{words("ideas_more")}
		</button>
	);
}
