// Which facilitation method a session follows: those that come along, each with its purpose and, once it is
// chosen, its phases at a glance; or another that the server knows by its name.
import { methods } from "bogen:methods";
import { Fragment, type JSX } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../context";

// What suits everybody stands first, the rest by their titles.
function sorted(language: "de" | "en"): typeof methods {
	const rank = (name: string): number => (name === "open" ? 0 : 1);
	return [...methods].sort((a, b) =>
		rank(a.name) - rank(b.name) || a.title[language].localeCompare(b.title[language], language));
}

interface MethodChoiceProps {
	readonly language: "de" | "en";
	readonly method: string;
	readonly onMethod: (method: string) => void;
}

export function MethodChoice(props: MethodChoiceProps): JSX.Element {
	const words = useWords();
	const id = useId();
	const { language, method, onMethod } = props;
	const isKnown = methods.some(({ name }) => name === method);
	const option = (value: string, isChecked: boolean, label: string, hint: string): JSX.Element => (
		<label key={value} class="check" lang={language}>
			<input type="radio" name={id} checked={isChecked} onChange={() => onMethod(value)} />
			<span>
				{label}
				<span class="hint">{hint}</span>
			</span>
		</label>
	);
	return (
		<fieldset class="radios">
			<legend class="label">{words("new_method")}</legend>
			<p class="hint">{words("new_method_hint")}</p>
			{sorted(language).map(({ name, title, purpose, phases }) => (
				<Fragment key={name}>
					{option(name, name === method, title[language], purpose[language])}
					{name === method && (
						<ol class="method-phases" lang={language} aria-label={words("new_phases")}>
							{phases.map((phase) => (
								<li key={phase.title.de}>
									{phase.title[language]}
									{phase.minutes > 0 && (
										<span class="hint"> {words("new_minutes", { n: phase.minutes })}</span>
									)}
								</li>
							))}
						</ol>
					)}
				</Fragment>
			))}
			{option("", !isKnown, words("new_method_other"), words("new_method_other_hint"))}
			{!isKnown && (
				<input
					type="text"
					autocomplete="off"
					autocapitalize="off"
					spellcheck={false}
					aria-label={words("new_method_other")}
					value={method}
					onInput={(event) => onMethod(event.currentTarget.value)}
				/>
			)}
		</fieldset>
	);
}
