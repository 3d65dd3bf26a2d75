// A small dialog before the page: keeps the focus inside, closes with Escape, and gives the focus back. One
// asks something, the other only shows what can be done.
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../context";
import { areaGrow } from "./text_field";

interface Modal {
	readonly ref: RefObject<HTMLDialogElement | null>;
	readonly onCancel: (event: Event) => void;
	readonly onClose: () => void;
}

function useModal(onClose: () => void): Modal {
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const at = dialog.current;
		at?.showModal();
		at?.querySelectorAll("textarea").forEach(areaGrow); // they had no height before
		return () => at?.close();
	}, []);
	return {
		ref: dialog,
		// Closed by the browser it would say so later, perhaps when the same one has been opened again.
		onCancel: (event) => {
			event.preventDefault();
			onClose();
		},
		onClose: () => dialog.current !== null && onClose(),
	};
}

interface DialogProps {
	readonly title: string;
	readonly action: string; // what the main button says
	readonly danger?: boolean; // it cannot be undone
	readonly children: ComponentChildren;
	readonly onSubmit: () => boolean; // whether all is well: then it closes
	readonly onClose: () => void;
}

export function Dialog(props: DialogProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const modal = useModal(props.onClose);
	return (
		<dialog {...modal} aria-labelledby={id}>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (props.onSubmit()) props.onClose();
				}}
			>
				<h2 id={id}>{props.title}</h2>
				{props.children}
				<div class="actions">
					<button type="submit" class={props.danger === true ? "danger" : "main"}>{props.action}</button>
					<button type="button" class="quiet" onClick={props.onClose}>{words("cancel")}</button>
				</div>
			</form>
		</dialog>
	);
}

interface PanelProps {
	readonly title: string;
	readonly children: ComponentChildren;
	readonly onClose: () => void;
}

/** What can be done with something, each at one press. */
export function Panel(props: PanelProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const modal = useModal(props.onClose);
	return (
		<dialog {...modal} class="panel" aria-labelledby={id}>
			<header>
				<h2 id={id} tabIndex={-1} autofocus>{props.title}</h2>
				<button type="button" class="quiet" aria-label={words("panel_close")} onClick={props.onClose}>✕</button>
			</header>
			{props.children}
		</dialog>
	);
}
