// A sheet that fills the screen, to be looked at from afar, scanned or printed: an invitation, the way in,
// who sits where. It stands outside of the page, so that printing it prints nothing else.
import { render, type ComponentChildren, type JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { App } from "../../../model/app";
import { AppContext, useApp, useWords } from "../../context";

interface SheetProps {
	readonly title: string;
	readonly children: ComponentChildren;
	readonly onClose: () => void;
}

/** Draws its sheet beside the page instead of here. */
export function Sheet(props: SheetProps): null {
	const app = useApp();
	const [root] = useState(() => document.createElement("div"));
	useLayoutEffect(() => {
		root.className = "sheet-root";
		document.body.append(root);
		return () => {
			render(null, root);
			root.remove();
		};
	}, []);
	useEffect(() => render(<Outside app={app} sheet={props} />, root));
	return null;
}

function Outside(props: { readonly app: App; readonly sheet: SheetProps }): JSX.Element {
	return (
		<AppContext.Provider value={props.app}>
			<SheetDialog {...props.sheet} />
		</AppContext.Provider>
	);
}

// A dialog element would be cut off behind its first page when printed. There is one sheet at a time;
// numbers that are made here would be those of fields in the page, so its title has a name.
function SheetDialog(props: SheetProps): JSX.Element {
	const words = useWords();
	const title = useRef<HTMLHeadingElement>(null);
	useLayoutEffect(() => {
		const before = document.activeElement;
		const page = document.getElementById("root");
		page?.toggleAttribute("inert", true);
		title.current?.focus();
		return () => {
			page?.toggleAttribute("inert", false);
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		<div
			class="sheet"
			role="dialog"
			aria-modal="true"
			aria-labelledby="sheet-title"
			onKeyDown={(event) => {
				if (event.key === "Escape") props.onClose();
			}}
		>
			<div class="sheet-page">
				<h2 id="sheet-title" ref={title} tabIndex={-1}>{props.title}</h2>
				{props.children}
			</div>
			<div class="actions">
				<button type="button" onClick={() => window.print()}>{words("sheet_print")}</button>
				<button type="button" aria-label={words("sheet_close")} onClick={props.onClose}>✕</button>
			</div>
		</div>
	);
}
