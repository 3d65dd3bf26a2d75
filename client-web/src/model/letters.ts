// The size of letters. All on the page is measured by the root's; so that it is laid out for the room that
// there is, the widths from which on it changes are measured by them too, which rem in a media query is not.
const written = new WeakMap<CSSMediaRule, string>();
let shown = 100;

export function showLetters(percent: number): void {
	shown = percent;
	document.documentElement.style.fontSize = `${percent}%`;
	measureSheets();
}

/** Again when a stylesheet has been added. */
export function measureSheets(): void {
	for (const sheet of Array.from(document.styleSheets))
		for (const rule of Array.from(sheet.cssRules)) if (rule instanceof CSSMediaRule) measure(rule);
}

function measure(rule: CSSMediaRule): void {
	const text = written.get(rule) ?? rule.media.mediaText;
	if (!text.includes("rem")) return;
	written.set(rule, text);
	rule.media.mediaText = text.replace(/([\d.]+)rem/g, (_, rem) => `${Number(rem) * shown / 100}rem`);
}
