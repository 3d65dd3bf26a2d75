// Tells, wherever one is and has scrolled to, that a ballot was opened or closed, and leads there.
import { useEffect, useRef } from "preact/hooks";
import { go, say, type Offer } from "../../model/app";
import { ballotNews, ballotsOpen } from "../../model/ballot_news";
import { leads } from "../../model/me";
import { rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";

export function BallotNews(): null {
	const app = useApp();
	const words = useWords();
	const open = ballotsOpen(app.rows);
	const isOld = app.known_ms.value !== 0;
	const before = useRef(open);
	const told = useRef<{ readonly id: number; readonly offer: Offer } | null>(null);
	useEffect(() => {
		const news = ballotNews(app.rows, app.me.value, before.current);
		before.current = open;
		// What changed while the page was away is found where it stands.
		if (news === undefined || isOld) return;
		const { id, title, state } = news;
		const route = app.route.value;
		const board = rowsGet(app.rows, "board", news.board);
		// Who has just opened or closed it keeps the way back.
		const isToldOf = app.offer.value !== null &&
			(app.me.value.moderates || (board !== undefined && leads(app.me.value, board)));
		if (isToldOf || (route.screen === "ballot" && route.ballot === id)) return;
		const isOpen = state === "open";
		const offer: Offer = {
			label: isOpen ? "news_vote" : "news_result",
			act: () => go(app, { screen: "ballot", ballot: id }),
		};
		say(app, words(isOpen ? "news_ballot_open" : "news_ballot_closed", { title }), offer);
		told.current = { id, offer };
	}, [open.join(), isOld]);
	// Who has come there by another way needs it no longer.
	const at = app.route.value.screen === "ballot" ? app.route.value.ballot : 0;
	useEffect(() => {
		if (at === 0 || at !== told.current?.id || app.offer.value !== told.current.offer) return;
		app.offer.value = null;
		app.said.value = "";
	}, [at]);
	return null;
}
