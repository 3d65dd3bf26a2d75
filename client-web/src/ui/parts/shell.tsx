// What stands around every screen: head, sections, the state of the connection, what is being said.
import type { ComponentChildren, JSX } from "preact";
import { isInside, sessionTitle } from "../../model/app";
import { ballotsWaiting, hasBallots } from "../../model/ballots";
import { heldWaiting } from "../../model/held";
import { routeWrite, type Route } from "../../model/route";
import type { TextKey } from "../../model/texts";
import { useApp, useSpoken, useWords } from "../context";
import { Connection } from "./connection";
import { Footer } from "./footer";
import { Icon, Logo, type IconName } from "./icon";

export function Shell(props: { readonly children: ComponentChildren }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const nav = isInside(app);
	const title = sessionTitle(app);
	const offer = app.offer.value;
	function take(): void {
		app.offer.value = null;
		offer?.act();
	}
	return (
		<div class={nav ? "shell with-nav" : "shell"}>
			<a class="skip" href="#main" onClick={skip}>{words("skip_to_content")}</a>
			<header class="top">
				<a class="brand" href="#/" aria-label={words("app_name")}>
					<Logo />
					<span class="brand-name">{words("app_name")}</span>
				</a>
				{nav && title !== "" && <p class="session-title" lang={lang}>{title}</p>}
				{nav && <Sections />}
			</header>
			<Connection />
			<main id="main" tabIndex={-1}>{props.children}</main>
			<Footer />
			<div class={app.said.value === "" ? "said" : "said on"}>
				<p role="status">{app.said.value}</p>
				{offer !== null && (
					<button type="button" class="quiet" onClick={take}>{words(offer.label)}</button>
				)}
			</div>
		</div>
	);
}

// The fragment is the screen's name, so the skip link moves the focus itself.
function skip(event: Event): void {
	event.preventDefault();
	document.getElementById("main")?.focus();
}

interface Section {
	readonly route: Route;
	readonly icon: IconName;
	readonly name: TextKey;
}

const sections: readonly Section[] = [
	{ route: { screen: "board", board: 0 }, icon: "idea", name: "nav_ideas" },
	{ route: { screen: "ballots" }, icon: "ballot", name: "nav_ballots" },
	{ route: { screen: "overview" }, icon: "boards", name: "nav_boards" },
	{ route: { screen: "queue" }, icon: "check", name: "nav_queue" },
	{ route: { screen: "mine" }, icon: "mine", name: "nav_mine" },
	{ route: { screen: "people" }, icon: "people", name: "nav_people" },
	{ route: { screen: "me" }, icon: "me", name: "nav_me" },
];

function Sections(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { screen } = app.route.value;
	const { moderates, participates } = app.me.value;
	const current = screen === "idea" ? "board"
		: screen === "ballot" || screen === "prepare" || screen === "slips" ? "ballots"
		: moderates && /people|seats|invitations|session/.test(screen) ? "overview"
		: screen;
	const n = ballotsWaiting(app.rows, app.me.value, app.entries.value).length;
	const held = moderates ? heldWaiting(app.rows).length : 0;
	const shown = sections.filter(({ route }) => {
		switch (route.screen) {
			case "mine": return participates;
			case "overview": return moderates;
			case "queue": return held > 0 || screen === "queue";
			case "people": return !moderates; // among the boards, for them
			case "ballots": return moderates || hasBallots(app.rows);
			default: return true;
		}
	});
	return (
		<nav class="sections" aria-label={words("nav_label")}>
			{shown.map(({ route, icon, name }) => (
				<a
					key={name}
					href={routeWrite(route)}
					{...(route.screen === current ? { "aria-current": "page" as const } : {})}
				>
					<Icon name={icon} />
					<span>{words(name)}</span>
					{n > 0 && route.screen === "ballots" && (
						<span class="waiting-count">
							{n}
							<span class="hidden"> {words("nav_ballots_open")}</span>
						</span>
					)}
					{held > 0 && route.screen === "queue" && <span class="waiting-count">{held}</span>}
				</a>
			))}
		</nav>
	);
}
