// Slips: those there are and new ones, for moderators; and for a ballot what they say, for helpers too.
import type { JSX } from "preact";
import { routeWrite } from "../../model/route";
import { rowsAll, rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { Heading } from "../parts/heading";
import { Icon } from "../parts/icon";
import { SlipEntry } from "./slip_entry";
import { SlipNumbers } from "./slip_numbers";
import { SlipPrint } from "./slip_print";

/** Of a ballot, or with 0 the slips themselves. */
export function SlipsScreen(props: { readonly ballot: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { moderates, role } = app.me.value;
	const ballot = rowsGet(app.rows, "ballot", props.ballot);
	const mayEnter = moderates || role === "helper";
	return (
		<div class="slips">
			<a
				class="back"
				href={routeWrite(ballot === undefined ? { screen: "ballots" } : { screen: "ballot", ballot: ballot.id })}
			>
				<Icon name="back" />
				{ballot === undefined ? words("ballots_title") : ballot.title}
			</a>
			<Heading>{words(ballot === undefined ? "slips_title" : "slips_of")}</Heading>
			{!mayEnter && <p class="notice"><Icon name="lock" />{words("slips_not_yours")}</p>}
			{mayEnter && ballot !== undefined && <SlipEntry ballot={ballot} />}
			{mayEnter && ballot === undefined && (
				<>
					<p class="hint">{words(moderates ? "slips_means" : "slips_helper")}</p>
					<OpenBallots />
					{moderates && <SlipNumbers />}
					{moderates && <SlipPrint />}
				</>
			)}
		</div>
	);
}

function OpenBallots(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const open = rowsAll(app.rows, "ballot").filter(({ state }) => state === "open");
	if (open.length === 0) return <p class="notice"><Icon name="lock" />{words("slips_none_open")}</p>;
	return (
		<div class="calls">
			{open.map(({ id, title }) => (
				<a key={id} class="button" href={routeWrite({ screen: "slips", ballot: id })}>
					<Icon name="ballot" />
					<span>{words("slips_enter_in", { title })}</span>
				</a>
			))}
		</div>
	);
}
