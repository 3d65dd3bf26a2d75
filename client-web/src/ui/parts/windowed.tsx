// A long list of which only what is near the view is drawn; the rest is empty room of the same height.
// What has the focus, what stands beside it, and what has a menu open, stays drawn wherever one scrolls
// to: so the keyboard goes through the whole list.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { chunksOf, type Chunk } from "../../model/chunks";

const chunkSize = 12;
const nearby = "1500px 0px";
let entryHeight_px = 280; // as measured last

/* ---- what is near the view ---- */

type Look = (isNear: boolean, height_px: number) => void;

const looks = new WeakMap<Element, Look>();
const kept = new Set<() => void>(); // looks again whether something has to stay drawn
let observer: IntersectionObserver | null = null;

function watch(element: Element, look: Look): () => void {
	observer ??= new IntersectionObserver((entries) => {
		for (const { target, isIntersecting, boundingClientRect } of entries)
			looks.get(target)?.(isIntersecting, boundingClientRect.height);
	}, { rootMargin: nearby });
	looks.set(element, look);
	observer.observe(element);
	return () => observer?.unobserve(element);
}

function isInUse(element: Element): boolean {
	const focus = document.activeElement;
	return [element.previousElementSibling, element, element.nextElementSibling]
		.some((at) => focus !== null && at?.contains(focus)) ||
		element.querySelector('[aria-expanded="true"]') !== null;
}

/* ---- the list ---- */

interface WindowedProps {
	readonly ids: readonly number[];
	readonly title: string; // the id of its heading
	readonly reach: number; // the entry that is looked at first; 0: none of them
	readonly steady: "all" | "first" | "none"; // what is drawn wherever one looks
	readonly entry: (id: number) => JSX.Element;
}

export function Windowed(props: WindowedProps): JSX.Element {
	const { ids, reach } = props;
	const cuts = useRef<ReadonlySet<number>>(new Set());
	const chunks = chunksOf(ids, chunkSize, cuts.current);
	cuts.current = new Set(chunks.map(({ key }) => key));
	const begin = chunks.findIndex((chunk) => chunk.ids.includes(reach));
	const isSteady = (i: number): boolean =>
		props.steady === "all" || (props.steady === "first" && i === 0);
	return (
		<div
			class="idea-list"
			role="list"
			aria-labelledby={props.title}
			onFocusIn={() => [...kept].forEach((look) => look())}
		>
			{chunks.map((chunk, i) => (
				<Piece
					key={chunk.key}
					chunk={chunk}
					of={ids.length}
					steady={isSteady(i)}
					begins={begin >= 0 && Math.abs(i - begin) < 2}
					entry={props.entry}
				/>
			))}
		</div>
	);
}

interface PieceProps {
	readonly chunk: Chunk;
	readonly of: number;
	readonly steady: boolean;
	readonly begins: boolean; // drawn from the start
	readonly entry: (id: number) => JSX.Element;
}

function Piece(props: PieceProps): JSX.Element {
	const { first, ids } = props.chunk;
	const [near, setNear] = useState(props.begins);
	const drawn = near || props.steady;
	const element = useRef<HTMLDivElement>(null);
	const height = useRef(0); // as it was when drawn last, before that as guessed
	useNear(element, near, (isNear, height_px) => {
		if (!isNear && height_px > 0) {
			height.current = height_px;
			entryHeight_px = height_px / ids.length;
		}
		setNear(isNear);
	});
	height.current ||= ids.length * entryHeight_px;
	if (!drawn) return <div role="none" ref={element} style={{ height: `${height.current}px` }} />;
	return (
		<div role="none" class="chunk" ref={element}>
			{ids.map((id, i) => (
				<div key={id} role="listitem" aria-setsize={props.of} aria-posinset={first + i + 1}>
					{props.entry(id)}
				</div>
			))}
		</div>
	);
}

type Ref = { readonly current: HTMLDivElement | null };

function useNear(element: Ref, before: boolean, onChange: Look): void {
	useEffect(() => {
		const at = element.current;
		if (at === null) return undefined;
		let isNear = before;
		let height_px = 0;
		const settle = (): void => {
			kept.delete(settle);
			if (isNear === before) return;
			if (before && isInUse(at)) kept.add(settle);
			else onChange(isNear, height_px);
		};
		const leave = watch(at, (near, height) => {
			isNear = near;
			height_px = height;
			settle();
		});
		return () => {
			kept.delete(settle);
			leave();
		};
	}, [before]);
}
