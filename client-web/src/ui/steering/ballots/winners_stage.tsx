// What was accepted goes on to become a project: all of it marked as selected at once.
import type { JSX } from "preact";
import { say } from "../../../model/app";
import { rowsAll, rowsGet, type RowSignals } from "../../../model/rows";
import { ruleDeciding } from "../../../model/rule";
import type { BallotRow, IdeaRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { useAsking } from "../ask";
import { Fault } from "../fault";

// Those that were accepted and have not come so far yet; what was merged is part of another.
function waiting(rows: RowSignals, ballot: BallotRow): IdeaRow[] {
	const decision = `decision_${ruleDeciding(ballot)}` as const;
	const kept = (id: number): IdeaRow | undefined => {
		const idea = rowsGet(rows, "idea", id);
		return idea === undefined || idea.merged_into === 0 ? idea : kept(idea.merged_into);
	};
	const accepted = rowsAll(rows, "result")
		.filter((result) => result.ballot === ballot.id && result[decision] === "carried")
		.map((result) => kept(result.idea))
		.filter((idea): idea is IdeaRow =>
			idea?.hold === "none" && (idea.stage === "idea" || idea.stage === "profile"));
	return [...new Set(accepted)];
}

export function WinnersStage(props: { readonly ballot: BallotRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const ideas = waiting(app.rows, props.ballot);
	const asking = useAsking();
	const n = ideas.length;
	if (n === 0) return null;
	function select(): void {
		if (asking.waits) return;
		let left = n;
		for (const { id } of ideas)
			asking.give({ kind: "idea_stage", args: { idea: id, stage: "selected" } }, () => {
				left--;
				if (left === 0) say(app, words("winners_selected", { n }));
			});
	}
	return (
		<div class="actions">
			<button type="button" aria-disabled={asking.waits} onClick={select}>{words("winners_select", { n })}</button>
			<Fault text={asking.fault} />
		</div>
	);
}
