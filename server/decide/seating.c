/* Tables for people: each task as one arrangement (mixed) or one for each town (alike). */
#include "seating.h"

#include <stdlib.h>

#include "seating_cafe.h"

/* How much an arrangement may cost, in comparisons of two people's tables in one earlier round:
 * work is counted, never timed, so that a result can be had again. */
#define WORK_BASE   8000000u
#define WORK_PERSON 6000u

static uint32_t *numbers(size_t count)
{
	uint32_t *at = calloc(count ? count : 1, sizeof *at);
	if (!at)
		abort();
	return at;
}

/* Seats the people with the numbers `who` at the `tables` tables from number `first` on. */
static void arrange(const struct seating *seating, const uint32_t *who, uint32_t count,
		    uint32_t first, uint32_t tables, uint64_t work_max, uint32_t *table)
{
	struct cafe cafe;
	uint32_t *has_host = numbers(tables);
	cafe_init(&cafe, count, tables, seating->round_count, seating->seed + first);
	for (uint32_t i = 0; i < count; i++) {
		const struct seating_person *person = &seating->people[who[i]];
		uint32_t host = person->host - 1 - first;
		cafe.town[i] = person->town;
		if (person->host > first && host < tables && !has_host[host]) {
			cafe.host[i] = host + 1;
			has_host[host] = 1;
		}
		for (uint32_t j = 0; j < seating->round_count; j++)
			cafe.met[(size_t)i * cafe.met_each + j] = seating->rounds[j][who[i]];
	}
	cafe_choose(&cafe, work_max);
	for (uint32_t i = 0; i < count; i++)
		table[who[i]] = first + cafe.chosen[i];
	cafe_free(&cafe);
	free(has_host);
}

uint32_t seating_table_count(uint32_t person_count, uint32_t size)
{
	return size ? person_count / size + (person_count % size != 0) : 0;
}

uint32_t seating_town_tables(const struct seating *seating, uint32_t size, uint32_t town_count,
			     uint32_t *town_tables)
{
	uint32_t sum = 0;
	for (uint32_t i = 0; i < town_count; i++)
		town_tables[i] = 0;
	for (uint32_t i = 0; i < seating->person_count; i++) {
		if (seating->people[i].town < town_count)
			town_tables[seating->people[i].town]++;
	}
	for (uint32_t i = 0; i < town_count; i++)
		sum += town_tables[i] = seating_table_count(town_tables[i], size);
	return sum;
}

bool seating_mixed(const struct seating *seating, uint32_t *table)
{
	uint32_t count = seating->person_count;
	if (count == 0)
		return true;
	if (seating->table_count == 0)
		return false;
	uint32_t *who = numbers(count);
	for (uint32_t i = 0; i < count; i++)
		who[i] = i;
	arrange(seating, who, count, 0, seating->table_count,
		WORK_BASE + (uint64_t)WORK_PERSON * count, table);
	free(who);
	return true;
}

/* People put together by town: those of town t are who[start[t]] … who[start[t + 1] - 1]. False if
 * somebody's town isn't there. */
static bool sort_by_town(const struct seating *seating, uint32_t town_count, uint32_t *start,
			 uint32_t *who)
{
	for (uint32_t i = 0; i < seating->person_count; i++) {
		if (seating->people[i].town >= town_count)
			return false;
		start[seating->people[i].town]++;
	}
	for (uint32_t i = 1; i <= town_count; i++)
		start[i] += start[i - 1];
	for (uint32_t i = seating->person_count; i-- > 0;)
		who[--start[seating->people[i].town]] = i;
	return true;
}

static bool tables_suffice(const struct seating *seating, uint32_t town_count,
			   const uint32_t *town_tables, const uint32_t *start)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < town_count; i++) {
		if (start[i + 1] > start[i] && town_tables[i] == 0)
			return false;
		sum += town_tables[i];
	}
	return sum == seating->table_count;
}

bool seating_alike(const struct seating *seating, uint32_t town_count, const uint32_t *town_tables,
		   uint32_t *table)
{
	uint32_t count = seating->person_count, first = 0;
	uint32_t *start = numbers((size_t)town_count + 1), *who = numbers(count);
	bool can = sort_by_town(seating, town_count, start, who) &&
		   tables_suffice(seating, town_count, town_tables, start);
	for (uint32_t i = 0; can && i < town_count; i++) {
		uint32_t people = start[i + 1] - start[i];
		if (people)
			arrange(seating, who + start[i], people, first, town_tables[i],
				(uint64_t)WORK_BASE * people / count +
					(uint64_t)WORK_PERSON * people,
				table);
		first += town_tables[i];
	}
	free(who);
	free(start);
	return can;
}

static bool have_met(const struct seating *seating, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < seating->round_count; i++) {
		if (seating->rounds[i][a] != 0 && seating->rounds[i][a] == seating->rounds[i][b])
			return true;
	}
	return false;
}

uint64_t seating_repeats(const struct seating *seating, const uint32_t *table)
{
	/* Of each table the last person, and of each person the one before at the table, plus 1. */
	uint32_t *last = numbers(seating->table_count), *before = numbers(seating->person_count);
	uint64_t repeats = 0;
	for (uint32_t i = 0; i < seating->person_count; i++) {
		if (table[i] >= seating->table_count)
			continue;
		before[i] = last[table[i]];
		last[table[i]] = i + 1;
		for (uint32_t other = before[i]; other; other = before[other - 1])
			repeats += have_met(seating, i, other - 1);
	}
	free(before);
	free(last);
	return repeats;
}
