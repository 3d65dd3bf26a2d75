// An order of preference: moved by buttons or, by thumb and mouse, by its handle. What is not in the order
// stands below a line, and is behind everything that is.
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { optionsOf, orderOf, orderPut, paperOf } from "../../model/paper";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { OptionMore } from "./option";
import type { PaperProps } from "./picks";
import { optionName } from "./words";

type Move = "up" | "down" | "in" | "out";

const moveText: Readonly<Record<Move, TextKey>> = {
	up: "order_up", down: "order_down", in: "order_in", out: "order_out",
};

export function OrderPaper(props: PaperProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { ballot, paper, onPaper } = props;
	const order = orderOf(paper);
	const rest = optionsOf(ballot).filter((option) => !order.includes(option));
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
	const button = (option: number, move: Move, sign: string, place: number | null, off = false) => (
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
							<h2>{name(option)}</h2>
							<OptionMore ballot={ballot} option={option} />
						</div>
						<div class="moves">
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
									<h3>{name(option)}</h3>
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

// For who points; the buttons do the same for everybody else. The line goes along with the pointer and
// takes the place of whichever line's middle it has passed.
function Handle(props: HandleProps): JSX.Element {
	const drag = useRef<{ readonly from: number; readonly lines: readonly DOMRect[] } | null>(null);
	const lineOf = (target: HTMLElement): HTMLElement | null => target.closest("li");
	function end(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
		const line = lineOf(event.currentTarget);
		const started = drag.current;
		drag.current = null;
		if (line === null || started === null) return;
		line.style.transform = "";
		line.classList.remove("dragged");
		const place = started.lines.filter(
			(at, i) => i !== props.place && at.top + at.height / 2 < event.clientY).length;
		if (event.type === "pointerup" && place !== props.place) props.onPlace(place);
	}
	return (
		<span
			class="handle"
			aria-hidden="true"
			onPointerDown={(event) => {
				const lines = [...(props.list.current?.children ?? [])].map((at) => at.getBoundingClientRect());
				drag.current = { from: event.clientY, lines };
				event.currentTarget.setPointerCapture(event.pointerId);
				lineOf(event.currentTarget)?.classList.add("dragged");
			}}
			onPointerMove={(event) => {
				const line = lineOf(event.currentTarget);
				if (drag.current !== null && line !== null)
					line.style.transform = `translateY(${event.clientY - drag.current.from}px)`;
			}}
			onPointerUp={end}
			onPointerCancel={end}
		>
			⠿
		</span>
	);
}
