// A QR code, for late pieces only: the first view has no need of one. Dark on white in every theme, for
// many cameras read no other; the four light modules around it belong to it. Its size is the styles'.
import { correction, generate } from "lean-qr/nano";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

const quiet = 4; // modules, ISO/IEC 18004

export interface QrShape {
	readonly side: number; // modules, with those around it
	readonly path: string; // the dark ones
}

/** The dark modules of each row as bars. Read from afar and at an angle, hence correction M or better. */
export function qrShape(text: string): QrShape {
	const code = generate(text, { minCorrectionLevel: correction.M });
	let path = "";
	for (let y = 0; y < code.size; y++)
		for (let x = 0; x < code.size; x++) {
			if (!code.get(x, y)) continue;
			const from = x;
			while (code.get(x + 1, y)) x++;
			path += `M${from + quiet} ${y + quiet}h${x + 1 - from}v1h${from - x - 1}z`;
		}
	return { side: code.size + 2 * quiet, path };
}

interface QrProps {
	readonly text: string;
	readonly label: string; // what it leads to
}

export function Qr(props: QrProps): JSX.Element {
	const { side, path } = useMemo(() => qrShape(props.text), [props.text]);
	return (
		<svg
			class="qr"
			viewBox={`0 0 ${side} ${side}`}
			role="img"
			aria-label={props.label}
			shape-rendering="crispEdges"
		>
			<rect width={side} height={side} fill="#fff" />
			<path d={path} fill="#000" />
		</svg>
	);
}
