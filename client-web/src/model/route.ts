// Where the page is. The path is /, /j/CODE or, for the screen on the wall, /hall/CODE; the fragment
// names the screen, or on arrival carries the secret of a return link.
import { codeRead, codeShow, returnRead, type ReturnTarget } from "../protocol/link";

export type Route =
	| { readonly screen: "board"; readonly board: number } // 0: the first one
	| { readonly screen: "idea"; readonly idea: number }
	| { readonly screen: "ballot"; readonly ballot: number }
	| { readonly screen: "prepare"; readonly ballot: number } // 0: a new one
	| { readonly screen: "sort"; readonly board: number }
	| { readonly screen: "slips"; readonly ballot: number } // 0: the slips themselves
	| { readonly screen: "ballots" }
	| { readonly screen: "overview" }
	| { readonly screen: "queue" }
	| { readonly screen: "mine" }
	| { readonly screen: "people" }
	| { readonly screen: "seats"; readonly board: number } // 0: teams, else the tables of a board
	| { readonly screen: "invitations" }
	| { readonly screen: "session" }
	| { readonly screen: "me" };

export function routeRead(fragment: string): Route {
	const [, screen, number] = /^#\/(\w+)(?:\/(\d+))?$/.exec(fragment) ?? [];
	const id = Number(number ?? 0);
	switch (screen) {
		case "idea": return { screen, idea: id };
		case "ballot":
		case "prepare":
		case "slips": return { screen, ballot: id };
		case "seats":
		case "sort": return { screen, board: id };
		case "ballots":
		case "overview":
		case "queue":
		case "mine":
		case "people":
		case "invitations":
		case "session":
		case "me": return { screen };
		default: return { screen: "board", board: screen === "board" ? id : 0 };
	}
}

export function routeWrite(route: Route): string {
	switch (route.screen) {
		case "board": return route.board === 0 ? "#/" : `#/board/${route.board}`;
		case "idea": return `#/idea/${route.idea}`;
		case "ballot":
		case "prepare":
		case "slips": return `#/${route.screen}/${route.ballot}`;
		case "seats":
		case "sort": return `#/${route.screen}/${route.board}`;
		case "ballots":
		case "overview":
		case "queue":
		case "mine":
		case "people":
		case "invitations":
		case "session":
		case "me": return `#/${route.screen}`;
	}
}

/** What the address asked for when the page was opened. */
export interface Arrival {
	readonly code: string | null;
	readonly returning: ReturnTarget | null;
	readonly broken: boolean; // a return link or code that cannot be read
	readonly hall: boolean; // as the screen on the wall, which is nobody
}

export function arrivalRead(path: string, fragment: string): Arrival {
	const [, way, typed] = /^\/(j|hall)\/([^/]+)\/?$/.exec(path) ?? [];
	const code = typed === undefined ? null : codeRead(typed.replace(/%20/g, " "));
	const hall = way === "hall";
	const isScreen = hall || fragment === "" || fragment === "#" || fragment.startsWith("#/");
	const returning = isScreen ? null : returnRead(fragment);
	const broken = (typed !== undefined && code === null) || (!isScreen && returning === null);
	return { code, returning, broken, hall };
}

export function pathOf(code: string): string {
	return code === "" ? "/" : `/j/${codeShow(code)}`;
}
