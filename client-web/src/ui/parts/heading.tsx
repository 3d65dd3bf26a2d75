// A screen's main heading. It takes the focus when the screen is changed to, so that keyboards and
// screen readers go on from there. The tab's title says the same, and where one is.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { sessionTitle } from "../../model/app";
import { useApp, useWords } from "../context";

let isFirst = true;

interface HeadingProps {
	readonly children: ComponentChildren;
	readonly hidden?: boolean;
	readonly lang?: string | undefined; // where it is in other words than the page
}

export function Heading(props: HeadingProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const heading = useRef<HTMLHeadingElement>(null);
	const session = sessionTitle(app);
	useEffect(() => {
		if (!isFirst) heading.current?.focus({ preventScroll: true });
		isFirst = false;
	}, []);
	useEffect(() => {
		const names = [heading.current?.textContent, session, words("app_name")];
		document.title = [...new Set(names)].filter(Boolean).join(" – ");
	});
	return (
		<h1 ref={heading} tabIndex={-1} class={props.hidden === true ? "hidden" : ""} lang={props.lang}>
			{props.children}
		</h1>
	);
}
