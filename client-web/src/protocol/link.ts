// Join codes, tokens and the links that carry them, as people see and type them.
//
//   join code    8 Crockford characters, shown as KBWF-3N7Q; I, L and O are read as 1, 1 and 0
//   join link    BASE/j/KBWF-3N7Q
//   return link  BASE/#SESSION-TOKEN: the session's number and 26 Crockford characters (128 bits); a
//                host link with session 0, the directory
import { limits } from "./generated";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const tokenCharacters = 26;

function normal(text: string): string {
	return text
		.toUpperCase()
		.replace(/[\s-]/g, "")
		.replace(/[IL]/g, "1")
		.replace(/O/g, "0");
}

function isCrockford(text: string): boolean {
	return [...text].every((character) => alphabet.includes(character));
}

/** Reads a code as people type it; null if it is none. */
export function codeRead(text: string): string | null {
	const code = normal(text);
	return code.length === limits.codeCharacters && isCrockford(code) ? code : null;
}

/** "KBWF3N7Q" to "KBWF-3N7Q". */
export function codeShow(code: string): string {
	return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Bytes as one number in base 32, the first character holding what is left over: 16 bytes are 26
 * characters. */
export function tokenWrite(token: Uint8Array): string {
	let text = "";
	let held = 0;
	let bits = 4 - ((token.length * 8 - 1) % 5); // zeros before the first bit
	for (const byte of token) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			text += alphabet.charAt((held >> bits) & 31);
		}
		held &= (1 << bits) - 1;
	}
	return text;
}

/** A check number as people compare it: 64 bits in 13 characters, in groups. */
export function checkShow(check: Uint8Array): string {
	return tokenWrite(check).replace(/(.{5})(.{4})/, "$1-$2-");
}

export function tokenRead(text: string): Uint8Array | null {
	const characters = normal(text);
	if (characters.length !== tokenCharacters || !isCrockford(characters)) return null;
	if (alphabet.indexOf(characters.charAt(0)) > 7) return null;
	const token = new Uint8Array(limits.tokenBytes);
	let at = 0;
	let held = 0;
	let bits = -2;
	for (const character of characters) {
		held = (held << 5) | alphabet.indexOf(character);
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		token[at++] = (held >> bits) & 255;
		held &= (1 << bits) - 1;
	}
	return token;
}

export interface ReturnTarget {
	readonly session: number;
	readonly token: Uint8Array;
}

/** Reads the fragment of a return link, with or without its "#". */
export function returnRead(fragment: string): ReturnTarget | null {
	const match = /^#?(\d{1,10})-(.+)$/.exec(fragment);
	if (match === null) return null;
	const session = Number(match[1]);
	const token = tokenRead(match[2] ?? "");
	if (token === null || session > limits.idMax) return null;
	return { session, token };
}

export function returnWrite(base: string, target: ReturnTarget): string {
	return `${base}/#${target.session}-${tokenWrite(target.token)}`;
}

export function joinLinkWrite(base: string, code: string): string {
	return `${base}/j/${codeShow(code)}`;
}
