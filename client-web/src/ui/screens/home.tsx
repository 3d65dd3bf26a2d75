// The start page: a code, or back to where one has been.
import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { codeRead, codeShow } from "../../protocol/link";
import { seatsRead } from "../../sync/storage";
import { openCode, openSeat } from "../../model/session";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";

export function HomeScreen(props: { readonly broken: boolean }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const seats = seatsRead(app.store);
	return (
		<div class="narrow form">
			<div class="hero">
				<Heading>{words("home_title")}</Heading>
				<p class="lead">{words("app_claim")}</p>
			</div>
			{props.broken && <p class="card fault" role="alert">{words("home_link_broken")}</p>}
			{seats.length > 0 && (
				<section class="card">
					<h2>{words("home_seats")}</h2>
					<ul class="seats">
						{seats.map((seat) => (
							<li key={seat.session}>
								<button type="button" class="seat" onClick={() => openSeat(app, seat)}>
									<span class="seat-title">{seat.title || codeShow(seat.code)}</span>
									<span class="seat-go">{words("home_seat_open")}</span>
								</button>
							</li>
						))}
					</ul>
				</section>
			)}
			<CodeForm />
		</div>
	);
}

// The link of an invitation holds the code, too.
function codeTyped(text: string): string | null {
	return codeRead(/\/j\/([^/?#]+)/.exec(text)?.[1] ?? text);
}

interface CodeFormProps {
	readonly begun?: string; // what has been tried before
}

export function CodeForm(props: CodeFormProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const [typed, setTyped] = useState(props.begun ?? "");
	const [wrong, setWrong] = useState(false);
	function enter(event: Event): void {
		event.preventDefault();
		const code = codeTyped(typed);
		setWrong(code === null);
		if (code === null) field.current?.focus();
		else openCode(app, code);
	}
	return (
		<form class="card code-form" onSubmit={enter} noValidate>
			{props.begun === undefined && <p>{words("home_lead")}</p>}
			<div class="field">
				<label for={id}>{words("home_code")}</label>
				<p class="hint" id={`${id}-hint`}>{words("home_code_hint")}</p>
				<input
					ref={field}
					id={id}
					class="code"
					type="text"
					inputMode="text"
					autocomplete="off"
					autocapitalize="characters"
					enterkeyhint="go"
					spellcheck={false}
					value={typed}
					aria-invalid={wrong}
					aria-describedby={wrong ? `${id}-hint ${id}-fault` : `${id}-hint`}
					onInput={(event) => {
						setTyped(event.currentTarget.value);
						setWrong(false);
					}}
				/>
				{wrong && <p class="fault" id={`${id}-fault`} role="alert">{words("home_code_wrong")}</p>}
			</div>
			<button type="submit" class="main wide">{words("home_go")}</button>
		</form>
	);
}
