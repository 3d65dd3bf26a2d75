// The towns that take part, one field each.
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { lineTidy } from "../../protocol/text";
import type { TextKey } from "../../model/texts";
import { useWords } from "../context";

const townsMost = 24;

/** The towns named, in their order. */
export function townsTidy(towns: readonly string[]): string[] {
	return towns.map(lineTidy).filter((town) => town !== "");
}

export function townsFault(towns: readonly string[]): TextKey | null {
	const named = townsTidy(towns).map((town) => town.toLowerCase());
	return named.length === 0 ? "new_towns_missing"
		: new Set(named).size < named.length ? "new_towns_twice"
		: null;
}

interface TownFieldsProps {
	readonly towns: readonly string[];
	readonly onTowns: (towns: readonly string[]) => void;
	readonly isTried: boolean;
}

export function TownFields(props: TownFieldsProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const { towns, onTowns } = props;
	const fault = props.isTried ? townsFault(towns) : null;
	const list = useRef<HTMLUListElement>(null);
	const before = useRef(towns.length);
	// The field that was added is written in next; where one was removed, the focus goes to the last.
	useEffect(() => {
		if (before.current !== towns.length)
			list.current?.querySelector<HTMLInputElement>("li:last-child input")?.focus();
		before.current = towns.length;
	}, [towns.length]);
	return (
		<fieldset class="field" aria-describedby={`${id}-hint`}>
			<legend>{words("new_towns")}</legend>
			<p class="hint" id={`${id}-hint`}>{words("new_towns_hint")}</p>
			<ul class="town-fields" ref={list}>
				{towns.map((town, i) => (
					<li key={i}>
						<input
							type="text"
							autocomplete="off"
							aria-label={words("new_town", { n: i + 1 })}
							aria-invalid={fault !== null}
							value={town}
							onInput={(event) =>
								onTowns(towns.map((other, at) => at === i ? event.currentTarget.value : other))}
						/>
						{towns.length > 1 && (
							<button
								type="button"
								class="quiet"
								aria-label={words("new_town_remove", { n: i + 1 })}
								onClick={() => onTowns(towns.filter((_, at) => at !== i))}
							>
								×
							</button>
						)}
					</li>
				))}
			</ul>
			{towns.length < townsMost && (
				<button type="button" onClick={() => onTowns([...towns, ""])}>{words("new_town_add")}</button>
			)}
			{fault !== null && <p class="fault" role="alert">{words(fault)}</p>}
		</fieldset>
	);
}
