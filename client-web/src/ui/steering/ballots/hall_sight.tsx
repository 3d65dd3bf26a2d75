// Whether a moderator's results show what only moderators may see.
import type { JSX } from "preact";
import { asHallSees } from "../../../model/sight";
import { useWords } from "../../context";
import { Check } from "../../parts/check";

export function HallSightChoice(): JSX.Element {
	const words = useWords();
	return (
		<div class="hall-sight">
			<Check
				label={words("hall_sight")}
				checked={asHallSees.value}
				onCheck={(checked) => (asHallSees.value = checked)}
			/>
			<p class="hint">{words(asHallSees.value ? "hall_sight_on" : "hall_sight_off")}</p>
		</div>
	);
}
