import assert from "node:assert/strict";
import { test } from "node:test";
import { checkShow, codeRead, codeShow, returnRead, returnWrite, tokenRead, tokenWrite } from "../src/protocol/link";
import { graphemes, lineTidy, textFault, textTidy } from "../src/protocol/text";
import { bytesOf, hexOf, vectors } from "./vectors";

interface CodeVector { name: string; typed: string; code: string | null; shown?: string }
interface TokenVector { name: string; session: number; token: string; text: string }
interface TextVector {
	name: string; text: string; multiline: boolean; graphemes_min: number; graphemes_max: number;
	bytes_max: number; graphemes: number | null; result: string;
}

test("a check number is base 32 of its 64 bits, the highest first, in groups", () => {
	assert.equal(checkShow(bytesOf("0000000000000000")), "00000-0000-0000");
	assert.equal(checkShow(bytesOf("0000000000000020")), "00000-0000-0010");
	assert.equal(checkShow(bytesOf("ffffffffffffffff")), "FZZZZ-ZZZZ-ZZZZ");
	assert.equal(checkShow(bytesOf("0123456789abcdef")), "028T5-CY4T-QKFF");
});

test("[HELLO-1] codes are read as people type them", () => {
	for (const { name, typed, code, shown } of vectors<CodeVector>("codes")) {
		assert.equal(codeRead(typed), code, name);
		if (code !== null) assert.equal(codeShow(code), shown, name);
	}
});

test("[HELLO-1] tokens are written and read as the server does", () => {
	for (const { name, session, token, text } of vectors<TokenVector>("tokens")) {
		const bytes = bytesOf(token);
		assert.equal(`${session}-${tokenWrite(bytes)}`, text, name);
		const read = tokenRead(text.split("-")[1] ?? "");
		assert.equal(read === null ? null : hexOf(read), token, name);
		if (session === 0) continue;
		const target = returnRead(new URL(returnWrite("https://towns.example", { session, token: bytes })).hash);
		assert.ok(target !== null, name);
		assert.equal(target.session, session, name);
		assert.equal(hexOf(target.token), token, name);
	}
});

test("[HELLO-1] what is no token is not taken for one", () => {
	for (const text of ["", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "7ZZZ", "7ZZZZZZZZZZZZZZZZZZZZZZZZU"])
		assert.equal(tokenRead(text), null, text);
	for (const fragment of ["#", "#/", "#/idea/3", "#-7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "#x-7ZZZZZZZZZZZZZZZZZZZZZZZZZ"])
		assert.equal(returnRead(fragment), null, fragment);
});

test("[HELLO-1] session 0 is the directory: a host link", () => {
	assert.equal(returnRead("#0-7ZZZZZZZZZZZZZZZZZZZZZZZZZ")?.session, 0);
});

test("[CMD-6] texts are judged as the server judges them", () => {
	for (const vector of vectors<TextVector>("text")) {
		const fault = textFault(vector.text, vector, vector.multiline);
		assert.equal(fault === null ? "none" : `text_${fault}`, vector.result, vector.name);
		if (vector.graphemes !== null) assert.equal(graphemes(vector.text), vector.graphemes, vector.name);
	}
});

test("[CMD-6] what people type is tidied as elsewhere", () => {
	for (const { name, typed, tidied } of vectors<{ name: string; typed: string; tidied: string }>("tidy"))
		assert.equal(textTidy(typed), tidied, name);
});

test("[CMD-6] what was tidied is never refused for its characters", () => {
	const limits = { graphemes_min: 0, graphemes_max: 1e6, bytes_max: 1e6 };
	for (let code = 0; code < 0x3000; code++) {
		const typed = `a${String.fromCodePoint(code)}b\n${String.fromCodePoint(code)}c`;
		assert.equal(textFault(textTidy(typed), limits), null, code.toString(16));
		assert.equal(textFault(lineTidy(typed), limits, false), null, code.toString(16));
	}
	assert.equal(textFault(textTidy("\ud800 \ufeff \udc00"), limits), null);
});
