// More than there is room for stands in columns, as many of which are shown at once as fit; the others are
// further pages. The browser breaks the columns, so nothing is cut whatever its length.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface PagedProps {
	readonly columns: number; // at once
	readonly page: number;
	readonly onPages: (pages: number) => void;
	readonly children: ComponentChildren;
}

export function Paged(props: PagedProps): JSX.Element {
	const { columns, page } = props;
	const flow = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(0); // of a page and the gap behind it
	function measure(): void {
		const at = flow.current;
		if (at === null || at.clientWidth === 0) return;
		const gap = parseFloat(getComputedStyle(at).columnGap) || 0;
		const column = (at.clientWidth + gap) / columns;
		setWidth(column * columns);
		props.onPages(Math.max(1, Math.ceil(Math.round((at.scrollWidth + gap) / column) / columns)));
	}
	useLayoutEffect(measure);
	useResize(flow, measure);
	return (
		<div class="paged">
			<div
				ref={flow}
				class="paged-flow"
				style={{ columnCount: columns, transform: `translateX(${-page * width}px)` }}
			>
				{props.children}
			</div>
		</div>
	);
}

function useResize(at: { readonly current: HTMLElement | null }, measure: () => void): void {
	const latest = useRef(measure);
	latest.current = measure;
	useEffect(() => {
		if (at.current === null) return undefined;
		const observer = new ResizeObserver(() => latest.current());
		observer.observe(at.current);
		return () => observer.disconnect();
	}, []);
}
