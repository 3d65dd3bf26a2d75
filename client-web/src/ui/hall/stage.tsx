// The picture: what the session and the board are doing, and beside it time, way in and people.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { sessionTitle } from "../../model/app";
import { phaseOf } from "../../model/boards";
import { hallIdeas, hallPlan, type Scene } from "../../model/hall";
import { rowsAll, rowsGet } from "../../model/rows";
import type { BoardRow, IdeaRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { Icon } from "../parts/icon";
import { BallotScene } from "./ballot";
import { FocusedIdea, FocusedTopic } from "./focus";
import { IdeasScene, Newest, TopicsScene, useNewest } from "./ideas";
import { Joining, Side } from "./side";
import { Silent } from "./silent";
import { useTurning, type Turning } from "./turning";

interface StageProps {
	readonly board: BoardRow;
	readonly since_ms: number; // when its phase began
}

export function Stage(props: StageProps): JSX.Element {
	const app = useApp();
	const { board } = props;
	const plan = hallPlan(app.rows, app.me.value, board, props.since_ms);
	const { scenes, takesIdeas } = plan;
	const what = scenes.map(nameOf).join();
	const [counts, setCounts] = useState<readonly number[]>([]);
	const pages = scenes.map((_, i) => counts[i] ?? 1);
	const turning = useTurning(pages.reduce((sum, n) => sum + n, 0), what);
	const ideas = hallIdeas(app.rows, board);
	const newest = useNewest(ideas);
	const isWelcome = scenes[0]?.show === "welcome";
	// What is before everybody, or put to the vote, is the headline itself.
	const isBare = ["idea", "topic", "ballot"].includes(scenes[0]?.show ?? "");
	const isAbove = takesIdeas && newest !== undefined;
	useEffect(() => setCounts([]), [what]);
	// The pages of all scenes in one row.
	const starts = pages.map((_, i) => pages.slice(0, i).reduce((sum, n) => sum + n, 0));
	return (
		<div class={isWelcome ? "hall-frame welcome" : "hall-frame"}>
			<main class="hall-stage">
				<Head board={board} size={isWelcome ? "large" : isBare ? "bare" : "small"}>
					<Pages turning={turning} pages={pages.reduce((sum, n) => sum + n, 0)} />
				</Head>
				{isAbove && <Newest idea={newest} />}
				<div class="hall-scenes">
					{scenes.map((scene, i) => {
						const start = starts[i] ?? 0;
						const page = turning.page - start;
						const isOn = page >= 0 && page < (pages[i] ?? 1);
						const scenePage = isOn ? page : 0;
						const onPages = (n: number): void =>
							setCounts((kept) => (kept[i] === n ? kept : scenes.map((_, at) => at === i ? n : kept[at] ?? 1)));
						return (
							<section key={nameOf(scene)} class={isOn ? "hall-scene" : "hall-scene off"}>
								<SceneView
									scene={scene}
									board={board}
									ideas={ideas}
									above={isAbove ? newest.id : 0}
									isMain={isBare}
									page={scenePage}
									onPages={onPages}
								/>
							</section>
						);
					})}
				</div>
			</main>
			<Side board={board} joining={!isWelcome} ideas={takesIdeas ? ideas : []} />
		</div>
	);
}

function nameOf(scene: Scene): string {
	switch (scene.show) {
		case "idea":
		case "topic":
		case "ballot": return `${scene.show} ${scene.id}`;
		case "topics": return `topics ${scene.topics.join("+")}`;
		default: return scene.show;
	}
}

interface SceneProps {
	readonly scene: Scene;
	readonly board: BoardRow;
	readonly ideas: readonly IdeaRow[];
	readonly above: number;
	readonly isMain: boolean;
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

function SceneView(props: SceneProps): JSX.Element | null {
	const app = useApp();
	const { scene, board, ideas, above, page, onPages } = props;
	switch (scene.show) {
		case "idea": return <FocusedIdea id={scene.id} page={page} onPages={onPages} />;
		case "topic": return <FocusedTopic id={scene.id} ideas={ideas} page={page} onPages={onPages} />;
		case "silent": return <Silent board={board} />;
		case "ideas": return <IdeasScene ideas={ideas} above={above} page={page} onPages={onPages} />;
		case "topics":
			return <TopicsScene topics={scene.topics} ideas={ideas} above={above} page={page} onPages={onPages} />;
		case "ballot": {
			const ballot = rowsGet(app.rows, "ballot", scene.id);
			return ballot === undefined ? null : (
				<BallotScene
					ballot={ballot}
					board={board.id}
					isMain={props.isMain}
					page={page}
					onPages={onPages}
				/>
			);
		}
		case "welcome": return <Joining />;
	}
}

interface HeadProps {
	readonly board: BoardRow;
	readonly size: "large" | "small" | "bare"; // bare: the scene has the headline
	readonly children: ComponentChildren;
}

function Head(props: HeadProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { board, size } = props;
	const place = phaseOf(app.rows, board);
	const locked = rowsAll(app.rows, "session").some((session) => session.locked);
	return (
		<header class={`hall-head ${size}`}>
			<p class="hall-where">
				<span lang={lang}>{sessionTitle(app)}</span>
				{board.sort !== "plenary" && <span lang={lang}>{board.title}</span>}
				{place !== undefined && (
					<span>{words("phase_of", { n: place.index + 1, of: place.all.length })}</span>
				)}
				{size === "bare" && <span lang={lang}>{place?.phase.title}</span>}
				{(locked || board.locked) && (
					<strong><Icon name="lock" />{words(locked ? "closed_session" : "closed_board")}</strong>
				)}
			</p>
			{props.children}
			{size !== "bare" && <h1 lang={lang}>{place?.phase.title ?? board.title}</h1>}
			{size !== "bare" && place !== undefined && place.phase.prompt !== "" && (
				<p class="hall-prompt" lang={lang}>{place.phase.prompt}</p>
			)}
		</header>
	);
}

const pausePath = "M6 4h4v16H6zM14 4h4v16h-4z";
const goOnPath = "M6 3l15 9-15 9z";

function Pages(props: { readonly turning: Turning; readonly pages: number }): JSX.Element | null {
	const words = useWords();
	const { turning, pages } = props;
	if (pages < 2) return null;
	const { page, isPaused, pause } = turning;
	return (
		<div class="hall-pages">
			<span aria-hidden="true">{words("hall_page", { n: page + 1, of: pages })}</span>
			<span class="hidden">{words("hall_page_said", { n: page + 1, of: pages })}</span>
			<button type="button" class="quiet" title={words("hall_key")} onClick={pause}>
				<svg viewBox="0 0 24 24" aria-hidden="true"><path d={isPaused ? goOnPath : pausePath} /></svg>
				<span class="hidden">{words(isPaused ? "hall_go_on" : "hall_pause")}</span>
			</button>
		</div>
	);
}
