// Which screen is shown.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { isInside, type App } from "../model/app";
import { leads } from "../model/me";
import { routeWrite, type Route } from "../model/route";
import { rowsAll } from "../model/rows";
import { pageLanguages } from "../model/texts";
import { offlineKeep } from "../sync/offline";
import { AppContext, useApp, useWords } from "./context";
import { Late, useAhead } from "./late";
import { Notices } from "./parts/notices";
import { Shell } from "./parts/shell";
import { BoardScreen } from "./screens/board";
import { HomeScreen } from "./screens/home";
import { JoinScreen } from "./screens/join";

export function Root(props: { readonly app: App }): JSX.Element {
	const { app } = props;
	const { tag } = pageLanguages[app.language.value];
	useLayoutEffect(() => {
		document.documentElement.lang = tag;
	}, [tag]);
	return (
		<AppContext.Provider value={app}>
			<Screen />
		</AppContext.Provider>
	);
}

// The shell is one from the start page to the board: a button in it is the same before and after.
function Screen(): JSX.Element {
	const place = useApp().place.value;
	if (place.at === "hall") return <Late piece="hall">{({ HallScreen }) => <HallScreen />}</Late>;
	return (
		<Shell>
			{place.at === "home" ? <HomeScreen broken={place.broken} />
				: place.at === "session" ? <SessionScreen />
				: <Late piece="more">{({ StoppedScreen }) => <StoppedScreen {...place} />}</Late>}
		</Shell>
	);
}

function SessionScreen(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const viewer = app.viewer.value;
	const route = app.route.value;
	const key = routeWrite(route);
	useLayoutEffect(() => window.scrollTo(0, 0), [key]);
	const { person, role, participates, moderates } = app.me.value;
	const leadsAny = moderates || rowsAll(app.rows, "board").some((board) => leads(app.me.value, board));
	const isIn = participates || app.reading.value;
	// Who enters slips needs them where there is no network.
	const isHelper = role === "helper";
	useAhead(app, !app.loaded.value || !isIn ? []
		: leadsAny ? ["more", "steering"]
		: isHelper ? ["more", "ballot_desk"]
		: ["more"]);
	const isMember = app.loaded.value && person !== 0;
	useEffect(() => {
		if (isMember) offlineKeep(leadsAny);
	}, [isMember, leadsAny]);
	if (viewer === null || !app.loaded.value)
		return <p class="loading" role="status">{words(viewer === null ? "connecting" : "loading")}</p>;
	if (viewer.session === 0) return <Late piece="host">{({ HostScreen }) => <HostScreen />}</Late>;
	if (!isInside(app)) return <JoinScreen />;
	return (
		<>
			<Notices />
			{leadsAny && <Late key="bar" piece="steering">{({ SteeringBar }) => <SteeringBar />}</Late>}
			<Late key="focus" piece="more" quiet>{({ News, FocusPanel }) => [<News />, <FocusPanel />]}</Late>
			{screenOf(route)}
		</>
	);
}

function screenOf(route: Route): JSX.Element {
	switch (route.screen) {
		case "board": return <BoardScreen key="board" board={route.board} />;
		case "idea":
			return (
				<Late key={`idea${route.idea}`} piece="more">
					{({ IdeaScreen }) => <IdeaScreen id={route.idea} />}
				</Late>
			);
		case "ballots":
			return <Late key="ballots" piece="more">{({ BallotsScreen }) => <BallotsScreen />}</Late>;
		case "ballot":
			return (
				<Late key={`ballot${route.ballot}`} piece="more">
					{({ BallotScreen }) => <BallotScreen id={route.ballot} />}
				</Late>
			);
		case "prepare":
			return (
				<Late key={`prepare${route.ballot}`} piece="ballot_desk">
					{({ PrepareScreen }) => <PrepareScreen id={route.ballot} />}
				</Late>
			);
		case "sort":
			return (
				<Late key="sort" piece="sorting">{({ SortScreen }) => <SortScreen board={route.board} />}</Late>
			);
		case "queue":
			return <Late key="queue" piece="steering">{({ QueueScreen }) => <QueueScreen />}</Late>;
		case "slips":
			return (
				<Late key={`slips${route.ballot}`} piece="ballot_desk">
					{({ SlipsScreen }) => <SlipsScreen ballot={route.ballot} />}
				</Late>
			);
		case "overview":
			return <Late key="overview" piece="steering">{({ OverviewScreen }) => <OverviewScreen />}</Late>;
		case "session":
			return <Late key="session" piece="steering">{({ SetupScreen }) => <SetupScreen />}</Late>;
		case "seats":
			return <Late key="seats" piece="steering">{({ SeatsScreen }) => <SeatsScreen board={route.board} />}</Late>;
		case "invitations":
			return <Late key="invitations" piece="steering">{({ InvitationsScreen }) => <InvitationsScreen />}</Late>;
		case "mine": return <Late key="mine" piece="more">{({ MineScreen }) => <MineScreen />}</Late>;
		case "people": return <People key="people" />;
		case "me": return <Late key="me" piece="more">{({ MeScreen }) => <MeScreen />}</Late>;
	}
}

// How many are here; who they are, for moderators.
function People(): JSX.Element {
	return useApp().me.value.moderates
		? <Late piece="steering">{({ PeopleDesk }) => <PeopleDesk />}</Late>
		: <Late piece="more">{({ PeopleScreen }) => <PeopleScreen />}</Late>;
}
