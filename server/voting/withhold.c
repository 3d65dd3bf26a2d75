/* What a result does not say to everybody. */
#include <stdlib.h>

#include "server/voting/voting.h"

/* Whether some town's answers to the option are not shown. */
static bool has_few(const struct sheet *sheet, uint32_t option, uint64_t *persons, bool *shown)
{
	uint32_t end = sheet_town_end(sheet);
	for (uint32_t town = 0; town < end; town++)
		persons[town] = sheet_cell(sheet, option, town).answers;
	voting_mask(persons, end, shown);
	for (uint32_t town = 0; town < end; town++)
		if (!shown[town])
			return true;
	return false;
}

static struct row_score withhold(struct row_result *result)
{
	struct row_score score = {.ballot = result->ballot,
				  .idea = result->idea,
				  .score_towns = result->score_towns,
				  .score_every_town = result->score_every_town,
				  .carried = result->carried,
				  .least = result->least};
	result->score_towns = result->score_every_town = result->carried = result->least = 0;
	result->withheld = true;
	return score;
}

void voting_result_withhold(struct voting_result *result, const struct row_ballot *ballot,
			    const struct sheet *sheet)
{
	size_t towns = sheet_town_end(sheet) + 1u;
	if (ballot->secrecy == secrecy_confidential)
		return;
	uint64_t *persons = calloc(towns, sizeof *persons);
	bool *shown = calloc(towns, sizeof *shown);
	result->scores = calloc(result->option_count + 1u, sizeof *result->scores);
	if (!persons || !shown || !result->scores)
		abort();
	for (uint32_t i = 0; i < result->option_count; i++)
		if (has_few(sheet, result->options[i].idea.n, persons, shown))
			result->scores[result->score_count++] = withhold(&result->options[i]);
	free(persons);
	free(shown);
}
