// A link to be copied: by its button, or by hand where the browser does not let us.
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { say } from "../../model/app";
import { useApp, useWords } from "../context";

interface CopyLinkProps {
	readonly label: string;
	readonly action: string;
	readonly link: string;
}

export function CopyLink(props: CopyLinkProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	async function copy(): Promise<void> {
		input.current?.select();
		try {
			await navigator.clipboard.writeText(props.link);
			say(app, words("me_link_copied"));
		} catch {
			say(app, words("me_link_by_hand"));
		}
	}
	return (
		<div class="copy">
			<label class="hidden" for={id}>{props.label}</label>
			<input
				id={id}
				ref={input}
				type="text"
				readOnly
				value={props.link}
				onFocus={(event) => event.currentTarget.select()}
			/>
			<button type="button" onClick={() => void copy()}>{props.action}</button>
		</div>
	);
}
