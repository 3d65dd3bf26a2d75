// A screen's main heading. It takes the focus when the screen is changed to, so that keyboards and
// screen readers go on from there.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

let isFirst = true;

interface HeadingProps {
	readonly children: ComponentChildren;
	readonly hidden?: boolean;
}

export function Heading(props: HeadingProps): JSX.Element {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (!isFirst) heading.current?.focus({ preventScroll: true });
		isFirst = false;
	}, []);
	return (
		<h1 ref={heading} tabIndex={-1} class={props.hidden === true ? "hidden" : ""}>
			{props.children}
		</h1>
	);
}
