// An order of preference: moved by buttons or, by thumb and mouse, by its handle. What is not in the order
// stands below a line, and is behind everything that is.
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { orderOf, orderPut, paperOf } from "../../model/paper";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { OptionMore, OptionName } from "./option";
import type { PaperProps } from "./picks";
import { optionName } from "./words";

type Move = "first" | "up" | "down" | "in" | "out";

const moveText: Readonly<Record<Move, TextKey>> = {
	first: "order_first", up: "order_up", down: "order_down", in: "order_in", out: "order_out",
};

// An arrow that ends at a line.
const toTop = (
	<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
		<path d="M5 4h14M12 20V9M7 13l5-5 5 5" />
	</svg>
);

export function OrderPaper(props: PaperProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, paper, onPaper } = props;
	const order = orderOf(paper);
	const rest = props.options.filter((option) => !order.includes(option));
	const list = useRef<HTMLOListElement>(null);
	const [said, setSaid] = useState("");
	const refocus = useRef("");
	// A line that was moved keeps the focus on the button that moved it, or on the one beside it.
	useLayoutEffect(() => {
		const key = refocus.current;
		refocus.current = "";
		if (key === "") return;
		const [option] = key.split(" ");
		const at = document.querySelector<HTMLElement>(`[data-move="${key}"]:not(:disabled)`) ??
			document.querySelector<HTMLElement>(`[data-move^="${option} "]:not(:disabled)`);
		at?.focus();
	});
	const name = (option: number): string => optionName(app, words, ballot, option);
	function put(option: number, place: number | null, by: Move | "drag"): void {
		const next = orderPut(order, option, place);
		if (by !== "drag") refocus.current = `${option} ${by === "in" ? "up" : by === "out" ? "in" : by}`;
		setSaid(place === null
			? words("order_out_said", { name: name(option) })
			: words("order_place_said", { name: name(option), n: next.indexOf(option) + 1, of: next.length }));
		onPaper(paperOf(next));
	}
	const button = (option: number, move: Move, sign: ComponentChildren, place: number | null, off = false) => (
		<button
			type="button"
			class="move"
			data-move={`${option} ${move}`}
			disabled={off}
			aria-label={words(moveText[move], { name: name(option) })}
			onClick={() => put(option, place, move)}
		>
			{sign}
		</button>
	);
	return (
		<>
			<p class="hidden" role="status">{said}</p>
			{order.length === 0 && <p class="empty">{words("order_empty")}</p>}
			<ol class="order" ref={list} aria-label={words("order_yours")}>
				{order.map((option, i) => (
					<li key={option} class="option on">
						<Handle list={list} place={i} onPlace={(place) => put(option, place, "drag")} />
						<div class="option-words">
							<h2><OptionName ballot={ballot} option={option} /></h2>
							<OptionMore ballot={ballot} option={option} />
						</div>
						<div class="moves">
							{button(option, "first", toTop, 0, i === 0)}
							{button(option, "up", "▲", i - 1, i === 0)}
							{button(option, "down", "▼", i + 1, i === order.length - 1)}
							{button(option, "out", "✕", null)}
						</div>
					</li>
				))}
			</ol>
			{rest.length > 0 && (
				<section class="unordered">
					<h2 class="line">{words("order_rest")}</h2>
					<ul class="options">
						{rest.map((option) => (
							<li key={option} class="option">
								<div class="option-words">
									<h3><OptionName ballot={ballot} option={option} /></h3>
									<OptionMore ballot={ballot} option={option} />
								</div>
								<div class="moves">
									{button(option, "in", "+", order.length)}
								</div>
							</li>
						))}
					</ul>
				</section>
			)}
		</>
	);
}

interface HandleProps {
	readonly list: { readonly current: HTMLOListElement | null };
	readonly place: number;
	readonly onPlace: (place: number) => void;
}

interface Drag {
	readonly from: number; // where the pointer took hold, on the page
	readonly lines: readonly { readonly at: HTMLElement; readonly middle: number }[]; // on the page, before
	readonly height: number;
	client: number; // where the pointer is, in the window
	place: number; // where the line would go now
}

const edge = 96; // so near to the window's edge the page moves along
const stride = 8;

// For who points; the buttons do the same for everybody else. The line goes along with the pointer, the
// others make room, and near the edges of the window the page moves.
function Handle(props: HandleProps): JSX.Element {
	const { list, place: own } = props;
	const drag = useRef<Drag | null>(null);
	function begin(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
		const lines = [...(list.current?.children ?? [])].filter((at) => at instanceof HTMLElement).map((at) => {
			const { top, height } = at.getBoundingClientRect();
			return { at, middle: top + height / 2 + window.scrollY };
		});
		const line = lines[own];
		if (line === undefined) return;
		drag.current = {
			from: event.clientY + window.scrollY, lines, height: line.at.offsetHeight,
			client: event.clientY, place: own,
		};
		event.currentTarget.setPointerCapture(event.pointerId);
		line.at.classList.add("dragged");
		window.requestAnimationFrame(scrollAlong);
	}
	function scrollAlong(): void {
		const at = drag.current;
		// The ballot may have been closed under the pointer.
		if (at === null || at.lines[own]?.at.isConnected !== true) return;
		const by = at.client < edge ? -stride : at.client > window.innerHeight - edge * 1.5 ? stride : 0;
		if (by !== 0) {
			window.scrollBy(0, by);
			draw(at);
		}
		window.requestAnimationFrame(scrollAlong);
	}
	function draw(at: Drag): void {
		const pointer = at.client + window.scrollY;
		at.place = at.lines.filter(({ middle }, i) => i !== own && middle < pointer).length;
		at.lines.forEach((line, i) => {
			const gives = i > own && i <= at.place ? -1 : i < own && i >= at.place ? 1 : 0;
			const by = i === own ? pointer - at.from : gives * at.height;
			line.at.style.transform = by === 0 ? "" : `translateY(${by}px)`;
		});
	}
	function end(event: PointerEvent): void {
		const at = drag.current;
		drag.current = null;
		if (at === null) return;
		for (const line of at.lines) line.at.style.transform = "";
		at.lines[own]?.at.classList.remove("dragged");
		if (event.type === "pointerup" && at.place !== own) props.onPlace(at.place);
	}
	return (
		<span
			class="handle"
			aria-hidden="true"
			onPointerDown={begin}
			onPointerMove={(event) => {
				if (drag.current === null) return;
				drag.current.client = event.clientY;
				draw(drag.current);
			}}
			onPointerUp={end}
			onPointerCancel={end}
		>
			⠿
		</span>
	);
}
