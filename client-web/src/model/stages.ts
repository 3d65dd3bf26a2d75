// How far an idea has come, in words.
import type { Stage } from "../protocol/generated";
import type { TextKey } from "./texts";

export const stageText: Readonly<Record<Stage, TextKey>> = {
	none: "stage_none",
	idea: "stage_idea",
	profile: "stage_profile",
	selected: "stage_selected",
	running: "stage_running",
	done: "stage_done",
	stopped: "stage_stopped",
};
