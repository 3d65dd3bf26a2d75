// Who is among those that take part: has neither left nor been removed.
import type { PersonRow } from "../protocol/generated";

export function takesPart(person: PersonRow): boolean {
	return !person.left && !person.kept_out;
}
