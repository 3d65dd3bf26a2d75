// A half-written text: in memory for the page, and on the device so that a reload does not lose it.
// Nothing that arrives from the server ever touches it.
import { useState } from "preact/hooks";
import { draftRead, draftWrite } from "../../sync/storage";
import { useApp } from "../context";

export function useDraft(field: string): readonly [string, (text: string) => void] {
	const app = useApp();
	const session = app.viewer.value?.session ?? 0;
	const [text, setText] = useState(() => draftRead(app.store, session, field));
	return [
		text,
		(next) => {
			setText(next);
			draftWrite(app.store, session, field, next);
		},
	];
}
