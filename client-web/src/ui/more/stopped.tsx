// Where a session ends: one has left it, or the server has said good-bye for good, and why.
import type { JSX } from "preact";
import { errorNumbers } from "../../protocol/generated";
import { codeShow } from "../../protocol/link";
import type { Place } from "../../model/app";
import { goHome } from "../../model/session";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";
import { CodeForm } from "../screens/home";
import { Unsent } from "./unsent";

/** For who has left on another device, or comes back by the link that they left with. */
export function LeftNote(): JSX.Element {
	const words = useWords();
	return (
		<>
			<p class="invited" role="status">{words("left_before")}</p>
			<p class="lead">{words("left_return")}</p>
		</>
	);
}

export function StoppedScreen(props: Omit<Extract<Place, { at: "stopped" }>, "at">): JSX.Element {
	const app = useApp();
	const words = useWords();
	const hasLeft = props.code === errorNumbers.signed_out;
	const isCode = props.code === errorNumbers.code_unknown;
	const isLink = [
		errorNumbers.token_unknown, errorNumbers.link_replaced, errorNumbers.invitation_over,
	].some((code) => code === props.code);
	return (
		<div class="narrow form">
			<div class="hero">
				<Heading>{words(hasLeft ? "stopped_left_title" : "stopped_title")}</Heading>
				<p class="lead" role="alert">
					{hasLeft ? words("stopped_left") : props.message}
					{isCode && ` ${words("stopped_code")}`}
					{isLink && ` ${words("stopped_link")}`}
				</p>
			</div>
			{!hasLeft && props.session !== undefined && <Unsent session={props.session} />}
			{(isCode || isLink) && <CodeForm begun={isCode && app.code !== "" ? codeShow(app.code) : ""} />}
			<div class="actions">
				{!hasLeft && !isCode && !isLink && (
					<button type="button" class="main" onClick={() => location.reload()}>
						{words(
							props.code === errorNumbers.version_unknown ? "stopped_update" : "stopped_again",
						)}
					</button>
				)}
				<button type="button" class="quiet" onClick={() => goHome(app)}>
					{words("stopped_home")}
				</button>
			</div>
		</div>
	);
}
