// Whether moderators see what the hall sees.
import { signal } from "@preact/signals";

/** On at first, whatever was chosen before: a screen that others see must not show what few people of a town
 * chose only because nobody thought of it. */
export const asHallSees = signal(true);
