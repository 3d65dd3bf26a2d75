// More than there is room for stands in columns, as many of which are shown at once as fit; the others are
// further pages. The browser breaks the columns, so nothing is cut whatever its length.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface PagedProps {
	readonly columns: number; // at once
	readonly page: number;
	readonly onPages: (pages: number) => void;
	/** What stands over a column that begins with a child of this data-head. */
	readonly head?: (head: string, isContinued: boolean) => ComponentChildren;
	readonly children: ComponentChildren;
}

interface Measured {
	readonly step: number; // from one column to the next, in pixels
	readonly heads: string; // of all columns
}

const between = "\n";

export function Paged(props: PagedProps): JSX.Element {
	const { columns, page } = props;
	const flow = useRef<HTMLDivElement>(null);
	const [{ step, heads }, setMeasured] = useState<Measured>({ step: 0, heads: "" });
	function measure(): void {
		const at = flow.current;
		if (at === null) return;
		const gap = parseFloat(getComputedStyle(at).columnGap) || 0;
		const found: Measured = { step: (at.clientWidth + gap) / columns, heads: headsOf(at, gap, columns) };
		setMeasured((kept) =>
			kept.step === found.step && kept.heads === found.heads ? kept : found);
		props.onPages(Math.max(1, Math.ceil(Math.round((at.scrollWidth + gap) / found.step) / columns)));
	}
	useLayoutEffect(measure);
	useResize(flow, measure);
	const from = page * columns;
	const all = heads.split(between);
	return (
		<div class="paged">
			{props.head !== undefined && (
				<div class="paged-heads" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
					{all.slice(from, from + columns).map((head, i) => (
						<div key={`${from + i}`}>
							{head !== "" && props.head?.(head, all[from + i - 1] === head)}
						</div>
					))}
				</div>
			)}
			<div class="paged-window">
				<div
					ref={flow}
					class="paged-flow"
					style={{ columnCount: columns, transform: `translateX(${-from * step}px)` }}
				>
					{props.children}
				</div>
			</div>
		</div>
	);
}

// Each column says what the first child in it belongs to; one that goes on, what the last before it did.
function headsOf(flow: HTMLElement, gap: number, columns: number): string {
	const step = (flow.clientWidth + gap) / columns;
	const heads: string[] = [];
	for (const child of flow.children) {
		if (!(child instanceof HTMLElement)) continue;
		const column = Math.round(child.offsetLeft / step);
		heads[column] ??= child.dataset["head"] ?? "";
	}
	return Array.from(heads, (head, i) => head ?? heads[i - 1] ?? "").join(between);
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
