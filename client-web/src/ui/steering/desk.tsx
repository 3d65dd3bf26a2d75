// What moderators' own screens share: the way from one to the other.
import type { ComponentChildren, JSX } from "preact";
import { routeWrite, type Route } from "../../model/route";
import type { TextKey } from "../../model/texts";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";

const places: readonly (readonly [Route, TextKey])[] = [
	[{ screen: "overview" }, "desk_boards"],
	[{ screen: "people" }, "desk_people"],
	[{ screen: "seats", board: 0 }, "desk_seats"],
	[{ screen: "invitations" }, "desk_invitations"],
	[{ screen: "session" }, "desk_session"],
];

export function DeskNav(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { screen } = app.route.value;
	return (
		<nav class="tabs desk-nav" aria-label={words("desk_label")}>
			{places.map(([route, name]) => (
				<a
					key={name}
					href={routeWrite(route)}
					{...(route.screen === screen ? { "aria-current": "page" as const } : {})}
				>
					{words(name)}
				</a>
			))}
		</nav>
	);
}

interface DeskProps {
	readonly title: string;
	readonly lead: string;
	readonly children: ComponentChildren;
}

export function Desk(props: DeskProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	// The role may be taken away while the screen is open.
	if (!app.me.value.moderates) return <p class="empty">{words("desk_only")}</p>;
	return (
		<div class="desk-screen">
			<DeskNav />
			<Heading>{props.title}</Heading>
			<p class="lead">{props.lead}</p>
			{props.children}
		</div>
	);
}
