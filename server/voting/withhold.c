/* What a result does not say to everybody. */
#include <stdlib.h>

#include "server/voting/sheet.h"

/* Whether some town's answers to the option are not shown. Both lists have room for the towns. */
static bool has_few(const struct sheet *sheet, uint32_t option, uint64_t *persons, bool *shown)
{
	for (uint32_t i = 0; i < sheet->town_count; i++)
		persons[i] = sheet_cell(sheet, option, sheet->towns[i].id).answers;
	voting_mask(persons, sheet->town_count, shown);
	for (uint32_t i = 0; i < sheet->town_count; i++)
		if (!shown[i])
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
	if (ballot->secrecy == secrecy_confidential)
		return;
	uint64_t *persons = calloc(sheet->town_count + 1u, sizeof *persons);
	bool *shown = calloc(sheet->town_count + 1u, sizeof *shown);
	result->scores = calloc(result->option_count + 1u, sizeof *result->scores);
	if (!persons || !shown || !result->scores)
		abort();
	for (uint32_t i = 0; i < result->option_count; i++)
		if (has_few(sheet, result->options[i].idea.n, persons, shown))
			result->scores[result->score_count++] = withhold(&result->options[i]);
	free(persons);
	free(shown);
}
