/* The sheet: incremental counting. An option's cells stand side by side, by the towns in the order
 * in which they first came, so a change costs one look-up for the town and one for each option. */
#include "server/voting/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "server/voting/method.h"
#include "server/voting/ranking.h"

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* Room for one more entry of `size` bytes behind `count`. */
static void *room_for(void *entries, uint32_t count, uint32_t *capacity, size_t size)
{
	if (count < *capacity)
		return entries;
	*capacity = *capacity ? *capacity * 2 : 8;
	return must_have(realloc(entries, *capacity * size));
}

/* ---- making ---- */

static uint32_t number_order_index(const struct sheet *sheet, uint32_t id)
{
	uint32_t low = 0, high = sheet->option_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (sheet->options[sheet->by_number[middle]].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t option_add(struct sheet *sheet, uint32_t id)
{
	uint32_t at = sheet->option_count, capacity = sheet->option_capacity;
	sheet->by_number = room_for(sheet->by_number, at, &capacity, sizeof *sheet->by_number);
	sheet->options =
		room_for(sheet->options, at, &sheet->option_capacity, sizeof *sheet->options);
	uint32_t place = number_order_index(sheet, id);
	memmove(sheet->by_number + place + 1, sheet->by_number + place,
		(at - place) * sizeof *sheet->by_number);
	sheet->by_number[place] = at;
	sheet->options[at] = (struct sheet_option){.id = id};
	id_index_add(&sheet->option_index, id, at);
	sheet->option_count++;
	return at;
}

static void sorting_make(struct sheet_sorting *sorting, uint32_t option_count)
{
	sorting->rank = must_have(calloc(option_count + 1u, sizeof(uint32_t)));
	sorting->begin = must_have(calloc(option_count + 3u, sizeof(uint32_t)));
	sorting->order = must_have(calloc(option_count + 1u, sizeof(uint32_t)));
}

struct sheet *sheet_new(const struct row_ballot *ballot)
{
	struct sheet *sheet = must_have(calloc(1, sizeof *sheet));
	sheet->method = voting_method(ballot->method);
	for (uint32_t i = 0; i < voting_option_count(ballot); i++) {
		uint32_t id = voting_option(ballot, i), at;
		if (!id_index_find(&sheet->option_index, id, &at))
			option_add(sheet, id);
	}
	if (sheet->method && sheet->method->pairwise)
		sorting_make(&sheet->sorting, sheet->option_count);
	return sheet;
}

void sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	for (uint32_t i = 0; i < sheet->option_count; i++)
		free(sheet->options[i].towns);
	for (uint32_t i = 0; i < sheet->town_count; i++)
		free(sheet->towns[i].wins);
	free(sheet->sorting.rank);
	free(sheet->sorting.begin);
	free(sheet->sorting.order);
	free(sheet->options);
	free(sheet->by_number);
	free(sheet->towns);
	id_index_free(&sheet->option_index);
	id_index_free(&sheet->town_index);
	free(sheet);
}

static uint32_t town_index(struct sheet *sheet, uint32_t town)
{
	uint32_t at = sheet->town_count;
	if (id_index_find(&sheet->town_index, town, &at))
		return at;
	sheet->towns = room_for(sheet->towns, at, &sheet->town_capacity, sizeof *sheet->towns);
	sheet->towns[at] = (struct sheet_town){.id = town};
	id_index_add(&sheet->town_index, town, at);
	sheet->town_count++;
	return at;
}

static struct cell *town_cell(struct sheet_option *option, uint32_t town)
{
	if (town >= option->town_count) {
		uint32_t count = town + 1;
		option->towns = must_have(realloc(option->towns, count * sizeof *option->towns));
		memset(option->towns + option->town_count, 0,
		       (count - option->town_count) * sizeof *option->towns);
		option->town_count = count;
	}
	return &option->towns[town];
}

/* ---- counting ---- */

static uint64_t step_of(int by)
{
	return by < 0 ? UINT64_MAX : 1;
}

static void count_choice(struct sheet *sheet, uint32_t option, uint32_t town, uint64_t value,
			 uint64_t step)
{
	struct sheet_option *counted = &sheet->options[option];
	sheet->method->count(&counted->total, value, step);
	sheet->method->count(town_cell(counted, town), value, step);
}

static void count_ranking(struct sheet *sheet, uint32_t town, struct pairs choices, uint64_t step)
{
	struct sheet_sorting *sorting = &sheet->sorting;
	uint32_t count = sheet->option_count, at;
	memset(sorting->rank, 0, count * sizeof *sorting->rank);
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair choice = pairs_get(choices, i);
		if (choice.number >= 1 && choice.number <= count &&
		    id_index_find(&sheet->option_index, choice.id, &at))
			sorting->rank[at] = (uint32_t)choice.number;
	}
	struct sheet_town *counted = &sheet->towns[town];
	if (!counted->wins)
		counted->wins = must_have(calloc((size_t)count * count + 1u, sizeof(uint32_t)));
	ranking_sort(sorting, count);
	ranking_count_wins(sorting, count, counted->wins, step);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t points = ranking_points(sorting, count, i) * step;
		sheet->options[i].total.sum += points;
		town_cell(&sheet->options[i], town)->sum += points;
		if (sorting->rank[i])
			count_choice(sheet, i, town, sorting->rank[i], step);
	}
}

void sheet_count_paper(struct sheet *sheet, uint32_t town, struct pairs choices, int by)
{
	if (!sheet->method)
		return;
	uint64_t step = step_of(by);
	uint32_t at = town_index(sheet, town), option;
	sheet->papers += step;
	sheet->towns[at].papers += step;
	if (sheet->method->pairwise) {
		count_ranking(sheet, at, choices, step);
		return;
	}
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair choice = pairs_get(choices, i);
		if (id_index_find(&sheet->option_index, choice.id, &option))
			count_choice(sheet, option, at, choice.number, step);
	}
}

void sheet_count_vote(struct sheet *sheet, uint32_t town, uint32_t idea, enum choice choice, int by)
{
	if (!sheet->method || !sheet->method->grows)
		return;
	uint32_t at;
	if (!id_index_find(&sheet->option_index, idea, &at))
		at = option_add(sheet, idea);
	uint32_t town_at = town_index(sheet, town);
	sheet->towns[town_at].votes += step_of(by);
	count_choice(sheet, at, town_at, choice, step_of(by));
}

void sheet_count_voter(struct sheet *sheet, uint32_t town, int by)
{
	uint64_t step = step_of(by);
	uint32_t at = town_index(sheet, town); /* may move the towns */
	sheet->towns[at].papers += step;
	sheet->papers += step;
}

/* ---- reading ---- */

struct cell sheet_cell(const struct sheet *sheet, uint32_t option, uint32_t town)
{
	struct cell cell = {0};
	uint32_t at, town_at;
	if (!sheet->method || !id_index_find(&sheet->town_index, town, &town_at))
		return cell;
	if (id_index_find(&sheet->option_index, option, &at) &&
	    town_at < sheet->options[at].town_count)
		cell = sheet->options[at].towns[town_at];
	if (sheet->method->answers_are_papers)
		cell.answers = sheet->towns[town_at].papers;
	return cell;
}

struct cell sheet_total(const struct sheet *sheet, uint32_t option)
{
	struct cell cell = {0};
	uint32_t at;
	if (id_index_find(&sheet->option_index, option, &at))
		cell = sheet->options[at].total;
	if (sheet->method && sheet->method->answers_are_papers)
		cell.answers = sheet->papers;
	return cell;
}

uint64_t sheet_papers(const struct sheet *sheet, uint32_t town)
{
	uint32_t at;
	return id_index_find(&sheet->town_index, town, &at) ? sheet->towns[at].papers : 0;
}

uint64_t sheet_papers_all(const struct sheet *sheet)
{
	return sheet->papers;
}

const uint32_t *sheet_wins(const struct sheet *sheet, uint32_t town)
{
	uint32_t at;
	return id_index_find(&sheet->town_index, town, &at) ? sheet->towns[at].wins : NULL;
}

bool sheet_next_idea(const struct sheet *sheet, uint32_t *option)
{
	if (*option == UINT32_MAX)
		return false;
	uint32_t place = number_order_index(sheet, *option + 1);
	if (place == sheet->option_count)
		return false;
	*option = sheet->options[sheet->by_number[place]].id;
	return true;
}
