// Several views of one thing, of which one is shown: arrows go from tab to tab, Tab goes on into the view.
import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { Icon } from "../parts/icon";

export interface Tab<Name extends string> {
	readonly name: Name;
	readonly label: string;
	readonly isMarked?: boolean;
}

interface TabsProps<Name extends string> {
	readonly label: string;
	readonly tabs: readonly Tab<Name>[];
	readonly marked?: string; // what the mark says
	readonly chosen: Name;
	readonly onChoose: (name: Name) => void;
	readonly children: ComponentChildren; // the view
}

export function Tabs<Name extends string>(props: TabsProps<Name>): JSX.Element {
	const { tabs, chosen, onChoose } = props;
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	const at = tabs.findIndex(({ name }) => name === chosen);
	const steps: Readonly<Record<string, number>> = {
		ArrowRight: at + 1, ArrowLeft: at + tabs.length - 1, Home: 0, End: tabs.length - 1,
	};
	function move(event: KeyboardEvent): void {
		const step = steps[event.key];
		const next = step === undefined ? undefined : tabs[step % tabs.length];
		if (next === undefined) return;
		event.preventDefault();
		onChoose(next.name);
		list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus();
	}
	return (
		<>
			<div class="rules" role="tablist" aria-label={props.label} ref={list} onKeyDown={move}>
				{tabs.map(({ name, label, isMarked = false }) => (
					<button
						key={name}
						type="button"
						role="tab"
						id={`${id}-${name}`}
						data-tab={name}
						aria-selected={name === chosen}
						aria-controls={`${id}-view`}
						tabIndex={name === chosen ? 0 : -1}
						onClick={() => onChoose(name)}
					>
						{isMarked && <Icon name="check" />}
						{label}
						{isMarked && <span class="hidden"> {props.marked}</span>}
					</button>
				))}
			</div>
			<div id={`${id}-view`} role="tabpanel" class="rule-view" aria-labelledby={`${id}-${chosen}`}>
				{props.children}
			</div>
		</>
	);
}
