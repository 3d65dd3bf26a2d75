// A link for somebody else: a code for their camera, the address to copy, to pass on, to put up in large.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { sessionTitle } from "../../../model/app";
import { useApp, useWords } from "../../context";
import { CopyLink } from "../../parts/copy_link";
import { Qr } from "../../parts/qr";
import { Sheet } from "./sheet";

interface LinkCardProps {
	readonly link: string;
	readonly name: string; // what the link is, for who cannot see the code
	readonly sheet: string; // over the sheet
	readonly children?: ComponentChildren; // what else stands on the sheet
}

export function LinkCard(props: LinkCardProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [large, setLarge] = useState(false);
	const { link, name } = props;
	const canShare = typeof navigator.share === "function";
	// Who is asked and does not want to has changed their mind; that is no fault.
	const share = (): void =>
		void navigator.share({ title: sessionTitle(app), url: link }).catch(() => undefined);
	return (
		<div class="link-card">
			<Qr text={link} label={words("link_code", { name })} />
			<div class="link-ways">
				<CopyLink label={name} action={words("me_link_copy")} link={link} />
				<div class="actions">
					{canShare && <button type="button" onClick={share}>{words("link_share")}</button>}
					<button type="button" onClick={() => setLarge(true)}>{words("link_large")}</button>
				</div>
			</div>
			{large && (
				<Sheet title={props.sheet} onClose={() => setLarge(false)}>
					<Qr text={link} label={words("link_code", { name })} />
					{props.children}
					<p class="sheet-link">{link}</p>
				</Sheet>
			)}
		</div>
	);
}
