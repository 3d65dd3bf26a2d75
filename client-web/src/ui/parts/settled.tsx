// Nothing is pushed while one reads further down: new ideas wait at the top until they are asked for, and
// the order by support waits too.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ideasKeepOrder, ideasList, selectionKey, type IdeaSelection } from "../../model/idea_list";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { isReading } from "./still";

interface Settled {
	readonly shown: readonly IdeaRow[];
	readonly fresh: number; // how many wait to be asked for
	readonly renew: () => void;
}

// One's own always come in at once. By support the order stays what it was, votes or not.
export function useSettled(
	ideas: readonly IdeaRow[], selection: IdeaSelection, section: { readonly current: HTMLElement | null },
): Settled {
	const { person } = useApp().me.value;
	const [, draw] = useState(0);
	const before = useRef({ key: "", ids: [] as readonly number[] });
	const key = selectionKey(selection);
	let shown = ideas;
	if (before.current.key === key) {
		const known = new Set(before.current.ids);
		const settled = ideas.filter(({ id, author }) => known.has(id) || author === person);
		if (settled.length < ideas.length && isReading(section.current)) shown = settled;
		if (selection.order === "support") shown = ideasKeepOrder(shown, before.current.ids);
	}
	before.current = { key, ids: shown.map(({ id }) => id) };
	const fresh = ideas.length - shown.length;
	useEffect(() => {
		if (fresh === 0) return undefined;
		const look = (): void => {
			if (!isReading(section.current)) draw((n) => n + 1);
		};
		window.addEventListener("scroll", look, { passive: true });
		return () => window.removeEventListener("scroll", look);
	}, [fresh === 0]);
	const renew = (): void => {
		before.current = { key: "", ids: [] };
		draw((n) => n + 1);
	};
	return { shown, fresh, renew };
}

interface FreshProps {
	readonly count: number;
	readonly onShow: () => void;
}

export function Fresh(props: FreshProps): JSX.Element {
	const words = useWords();
	const n = useCalm(props.count);
	return (
		<div class="fresh" role="status">
			{n > 0 && (
				<button type="button" class="main" onClick={props.onShow}>
					{words("ideas_fresh", { n })}
				</button>
			)}
		</div>
	);
}

const calm_ms = 5000;

// That there is something new is told at once, how much now and then.
function useCalm(count: number): number {
	const [told, tell] = useState(count);
	const latest = useRef(count);
	latest.current = count;
	const isNone = count === 0;
	useEffect(() => {
		tell(latest.current);
		if (isNone) return undefined;
		const timer = window.setInterval(() => tell(latest.current), calm_ms);
		return () => window.clearInterval(timer);
	}, [isNone]);
	return isNone ? 0 : told || count;
}

interface StaleOrderProps {
	readonly shown: readonly IdeaRow[];
	readonly selection: IdeaSelection;
	readonly onRenew: () => void;
}

const lookEvery_ms = 2000;

// Votes move the order by support all the time. Nothing jumps under anybody's thumb: the list is
// sorted anew when asked for.
export function StaleOrder(props: StaleOrderProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [stale, setStale] = useState(false);
	const latest = useRef(props);
	latest.current = props;
	useEffect(() => {
		const timer = window.setInterval(() => {
			const { shown, selection } = latest.current;
			const ids = new Set(shown.map(({ id }) => id));
			const now = ideasList(app.rows, selection, app.me.value.person).filter(({ id }) => ids.has(id));
			setStale(now.some(({ id }, place) => id !== shown[place]?.id));
		}, lookEvery_ms);
		return () => window.clearInterval(timer);
	}, []);
	function renew(): void {
		setStale(false);
		props.onRenew();
	}
	return (
		<div role="status">
			{stale && (
				<div class="stale">
					<p>{words("ideas_order_stale")}</p>
					<button type="button" class="quiet" onClick={renew}>{words("ideas_order_renew")}</button>
				</div>
			)}
		</div>
	);
}
