/* Which towns' numbers may be shown: see voting.h. */
#include "server/voting/voting.h"

void voting_mask(const uint64_t *persons, uint32_t count, bool *shown)
{
	uint64_t left_out = 0;
	uint32_t smallest = count;
	for (uint32_t i = 0; i < count; i++) {
		shown[i] = persons[i] >= CELL_PERSONS_MIN || persons[i] == 0;
		if (!shown[i])
			left_out += persons[i];
		else if (persons[i] > 0 && (smallest == count || persons[i] < persons[smallest]))
			smallest = i;
	}
	/* Who knows the whole and all towns but these knows what these people said together. */
	if (left_out > 0 && left_out < CELL_PERSONS_MIN && smallest < count)
		shown[smallest] = false;
}
