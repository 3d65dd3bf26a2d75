// As whom a connection beside the page's own says hello.
import type { App } from "../../model/app";
import { pageLanguages } from "../../model/texts";
import type { AsideWho } from "../../sync/aside";

/** Null: nobody has joined. */
export function asideWho(app: App): AsideWho | null {
	const viewer = app.viewer.value;
	return viewer === null || app.token === null ? null : {
		url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`,
		session: viewer.session, token: app.token, device: app.live?.device() ?? 1,
		language: pageLanguages[app.language.value].spoken,
	};
}
