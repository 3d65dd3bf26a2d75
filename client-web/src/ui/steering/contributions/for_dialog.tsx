// What somebody without a device says of an idea: a moderator enters their opinion, their comment, or both.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../../model/app";
import { opinionOf } from "../../../model/ballots";
import { boardAllows } from "../../../model/boards";
import { peopleAssisted } from "../../../model/people";
import { rowsGet } from "../../../model/rows";
import type { AnyCommand } from "../../../protocol/codec";
import { commandShapes, type Choice, type IdeaRow } from "../../../protocol/generated";
import { textFault, textLimits, textTidy } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { Dialog } from "../../parts/dialog";
import { optionsOf, SelectField } from "../../parts/select_field";
import { Radios } from "../../parts/fields";
import { TextField } from "../../parts/text_field";
import { ask, useDone } from "../ask";
import { Fault } from "../fault";

const limits = textLimits(commandShapes.comment_add.fields, "text");

interface ForDialogProps {
	readonly idea: IdeaRow;
	readonly onClose: () => void;
}

export function ForDialog(props: ForDialogProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const done = useDone();
	const { id } = props.idea;
	const [person, setPerson] = useState(0);
	const [chosen, setChoice] = useState<Choice>("none");
	const [lost, setLost] = useState(false);
	const [text, setText] = useState("");
	const [tried, setTried] = useState(false);
	const people = peopleAssisted(app.rows).map((one) => ({
		id: one.id, title: [one.name, rowsGet(app.rows, "town", one.town)?.name].filter(Boolean).join(", "),
	}));
	const ballot = opinionOf(app.rows, props.idea);
	const isOpen = ballot?.state === "open" && boardAllows(app.rows, props.idea.board, "votes");
	const choice = isOpen ? chosen : "none";
	const isLost = choice !== chosen; // it was chosen before the ballot closed
	const comment = textTidy(text);
	const isSaid = choice !== "none" || comment !== "";
	let isRefused = false;
	function give(command: AnyCommand): void {
		ask(app, command, (entry) => {
			isRefused ||= entry.state === "refused";
			if (isRefused) return entry.state !== "refused"; // why the other was stays to be read
			const what = words("for_done", { name: rowsGet(app.rows, "person", person)?.name ?? "" });
			// Opinions are not undone, but given anew.
			if (command.kind === "vote") say(app, what);
			else done(what);
			return true;
		});
	}
	function submit(): boolean {
		if (isLost) {
			setLost(true);
			setChoice("none");
			return false;
		}
		const isRight = person !== 0 && isSaid && (comment === "" || textFault(comment, limits) === null);
		setTried(!isRight);
		if (!isRight) return false;
		if (choice !== "none" && ballot !== undefined)
			give({ kind: "vote", args: { idea: id, ballot: ballot.id, choice, person, slip: 0 } });
		if (comment !== "") give({ kind: "comment_add", args: { idea: id, text: comment, person } });
		return true;
	}
	return (
		<Dialog title={words("for_title", { id })} action={words("for_yes")} onSubmit={submit} onClose={props.onClose}>
			<SelectField
				label={words("for_person")}
				value={String(person)}
				onValue={(value) => setPerson(Number(value))}
				options={[{ value: "0", label: words("ppl_assist_choose") }, ...optionsOf(people)]}
			/>
			<Fault text={tried && person === 0 ? words("for_person_missing") : ""} />
			{isOpen && (
				<Radios<Choice>
					legend={words("for_opinion")}
					value={choice}
					onValue={setChoice}
					choices={[
						{ value: "none", label: words("for_opinion_none"), hint: "" },
						{ value: "agree", label: words("vote_agree"), hint: "" },
						{ value: "disagree", label: words("vote_disagree"), hint: "" },
						{ value: "pass", label: words("vote_pass"), hint: "" },
					]}
				/>
			)}
			<Fault text={isLost || lost ? words("for_closed") : ""} />
			<TextField
				label={words("for_comment")}
				value={text}
				onValue={setText}
				limits={{ ...limits, graphemes_min: 0 }}
				tried={tried}
				multiline
			/>
			<Fault text={tried && person !== 0 && !isSaid ? words("for_nothing") : ""} />
		</Dialog>
	);
}
