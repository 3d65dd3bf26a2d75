#include "voting_desk.h"

#include <stdlib.h>
#include <string.h>

#include "testing.h"

struct desk *desk_new(enum ballot_method method, uint32_t options)
{
	struct desk *desk = calloc(1, sizeof *desk);
	struct pair list[BALLOT_OPTIONS_MAX];
	assert_non_null(desk);
	for (uint32_t i = 0; i < options; i++)
		list[i] = (struct pair){i + 1, 100};
	desk->ballot = (struct row_ballot){.id = {1},
					   .method = method,
					   .state = ballot_state_closed,
					   .towns = 3,
					   .options = desk_pairs(desk, options, list)};
	desk_begin(desk);
	return desk;
}

void desk_begin(struct desk *desk)
{
	sheet_free(desk->sheet);
	desk->sheet = sheet_new(&desk->ballot);
}

void desk_free(struct desk *desk)
{
	voting_result_free(desk->result);
	sheet_free(desk->sheet);
	free(desk);
}

struct pairs desk_pairs(struct desk *desk, uint32_t count, const struct pair *list)
{
	uint8_t *at = desk->bytes + desk->used;
	desk->used += (size_t)count * PAIR_BYTES;
	assert_true(desk->used <= DESK_BYTES_MAX);
	for (uint32_t i = 0; i < count; i++)
		pair_write(at + (size_t)i * PAIR_BYTES, list[i]);
	return (struct pairs){at, count};
}

struct ids desk_ids(struct desk *desk, uint32_t count, const uint32_t *list)
{
	uint8_t *at = desk->bytes + desk->used;
	desk->used += (size_t)count * ID_BYTES;
	assert_true(desk->used <= DESK_BYTES_MAX);
	for (uint32_t i = 0; i < count; i++)
		id_write(at + (size_t)i * ID_BYTES, list[i]);
	return (struct ids){at, count};
}

void desk_cast(struct desk *desk, uint32_t town, uint32_t count, const struct pair *choices)
{
	uint64_t detail = 0;
	struct pairs pairs = desk_pairs(desk, count, choices);
	assert_int_equal(voting_check_paper(&desk->ballot, pairs, &detail), err_none);
	assert_true(desk->paper_count < DESK_PAPERS_MAX);
	desk->papers[desk->paper_count++] = (struct voting_paper){town, pairs};
	sheet_count_paper(desk->sheet, town, pairs, 1);
}

void desk_conclude(struct desk *desk, struct ids ideas)
{
	voting_result_free(desk->result);
	desk->result =
		voting_result_new(&desk->ballot, desk->sheet,
				  (struct voting_papers){desk->papers, desk->paper_count}, ideas);
}

const struct row_result *desk_row(const struct desk *desk, uint32_t option)
{
	for (uint32_t i = 0; i < desk->result->option_count; i++)
		if (desk->result->options[i].idea.n == option)
			return &desk->result->options[i];
	fail_msg("no result of option %u", option);
	return NULL;
}

uint64_t desk_random(uint64_t *seed)
{
	uint64_t mixed = *seed += UINT64_C(0x9E3779B97F4A7C15);
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
	return mixed ^ mixed >> 31;
}

uint32_t desk_below(uint64_t *seed, uint32_t bound)
{
	return (uint32_t)(desk_random(seed) % bound);
}
