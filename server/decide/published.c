#include "server/decide/published.h"

#include <stdlib.h>

#include "server/voting/voting.h"

static void keep(const struct unsealed *unsealed, struct published_paper *paper)
{
	size_t size = (size_t)unsealed->count * PAIR_BYTES;
	paper->choices = malloc(size + 1);
	if (!paper->choices)
		abort();
	memcpy(paper->check, unsealed->check, CHECK_BYTES);
	memcpy(paper->choices, unsealed->choices, size);
	paper->count = unsealed->count;
}

/* Returns one more than the largest town. */
static uint32_t open_all(const struct view *view, const struct row_ballot *ballot,
			 struct published *published)
{
	uint32_t end = view->next_id(view->context, row_kind_person);
	uint32_t town_end = 1;
	struct unsealed unsealed;
	published->at = calloc(end, sizeof *published->at);
	if (!published->at)
		abort();
	for (uint32_t person = 1; person < end; person++) {
		struct row_paper paper;
		if (!view_get_paper(view, ROW_KEY(ballot->id.n, person), &paper) || paper.withdrawn)
			continue;
		if (!unseal_paper(view, ballot, paper.person, paper.sealed, &unsealed)) {
			published->damaged++;
			continue;
		}
		struct published_paper *next = &published->at[published->count++];
		next->town = paper.town.n;
		keep(&unsealed, next);
		if (next->town >= town_end)
			town_end = next->town + 1;
	}
	explicit_bzero(&unsealed, sizeof unsealed);
	return town_end;
}

/* Numbers below a bound, all equally likely, from a seed that is kept nowhere: SHA-256 of the seed
 * and a count. */
struct chance {
	const struct view *view;
	uint8_t seed[VIEW_RANDOM_BYTES + 4];
	uint8_t block[32];
	uint32_t used, round;
};

static uint32_t next_word(struct chance *chance)
{
	uint32_t word = 0;
	if (chance->used == sizeof chance->block) {
		id_write(chance->seed + VIEW_RANDOM_BYTES, ++chance->round);
		chance->view->sha256(chance->seed, sizeof chance->seed, chance->block);
		chance->used = 0;
	}
	for (uint32_t i = 0; i < 4; i++)
		word = word << 8 | chance->block[chance->used++];
	return word;
}

static uint32_t below(struct chance *chance, uint32_t bound)
{
	uint32_t fair = UINT32_MAX - UINT32_MAX % bound, word;
	do
		word = next_word(chance);
	while (word >= fair);
	return word % bound;
}

/* Fisher and Yates. */
static void shuffle(const struct view *view, struct published *published)
{
	struct chance chance = {.view = view, .used = sizeof chance.block};
	memcpy(chance.seed, view->random, VIEW_RANDOM_BYTES);
	for (uint32_t i = published->count; i > 1; i--) {
		uint32_t other = below(&chance, i);
		struct published_paper kept = published->at[i - 1];
		published->at[i - 1] = published->at[other];
		published->at[other] = kept;
	}
}

static void mask_towns(struct published *published, uint32_t town_end)
{
	uint64_t *persons = calloc(town_end, sizeof *persons);
	bool *shown = calloc(town_end, sizeof *shown);
	if (!persons || !shown)
		abort();
	for (uint32_t i = 0; i < published->count; i++)
		persons[published->at[i].town]++;
	voting_mask(persons, town_end, shown);
	for (uint32_t i = 0; i < published->count; i++)
		if (!shown[published->at[i].town])
			published->at[i].town = 0;
	published->all_towns = true;
	for (uint32_t town = 1; town < town_end; town++)
		published->all_towns = published->all_towns && shown[town];
	free(persons);
	free(shown);
}

struct published *published_new(const struct view *view, const struct row_ballot *ballot)
{
	struct published *published = calloc(1, sizeof *published);
	if (!published)
		abort();
	uint32_t town_end = open_all(view, ballot, published);
	mask_towns(published, town_end);
	shuffle(view, published);
	return published;
}

void published_put(const struct published *published, const struct row_ballot *ballot,
		   struct changes *changes)
{
	for (uint32_t i = 0; i < published->count; i++) {
		const struct published_paper *paper = &published->at[i];
		struct row_published row = {.ballot = ballot->id,
					    .number = {i + 1},
					    .board = ballot->board,
					    .audience = ballot->audience,
					    .check = {paper->check, CHECK_BYTES},
					    .town = {paper->town},
					    .choices = {paper->choices, paper->count}};
		changes_put_published(changes, &row);
	}
}

void published_free(struct published *published)
{
	for (uint32_t i = 0; i < published->count; i++) {
		explicit_bzero(published->at[i].choices,
			       (size_t)published->at[i].count * PAIR_BYTES);
		free(published->at[i].choices);
	}
	free(published->at);
	free(published);
}
