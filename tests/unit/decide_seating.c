/* People at tables: balance, hosts, and how few meet again. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "server/decide/seating.h"

#define PEOPLE_MAX 3000u
#define ROUNDS_MAX 8u
#define NOWHERE    UINT32_MAX

/* A crowd that meets round after round. */
static struct crowd {
	struct seating seating;
	struct seating_person people[PEOPLE_MAX];
	uint32_t met[ROUNDS_MAX][PEOPLE_MAX];
	const uint32_t *rounds[ROUNDS_MAX];
	uint32_t table[PEOPLE_MAX];
	uint32_t towns;
} crowd;

/* The same numbers each time. */
static uint32_t dice;

static uint32_t roll(uint32_t limit)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % limit;
}

static void crowd_begin(uint32_t count, uint32_t tables, uint64_t seed)
{
	memset(&crowd, 0, sizeof crowd);
	for (uint32_t i = 0; i < ROUNDS_MAX; i++)
		crowd.rounds[i] = crowd.met[i];
	crowd.seating = (struct seating){
		.people = crowd.people,
		.person_count = count,
		.table_count = tables,
		.rounds = crowd.rounds,
		.seed = seed,
	};
}

/* One town after the other, of so many people. */
static void crowd_towns(const uint32_t *sizes, uint32_t towns)
{
	uint32_t person = 0;
	for (uint32_t i = 0; i < towns; i++) {
		for (uint32_t j = 0; j < sizes[i]; j++)
			crowd.people[person++].town = i;
	}
	assert_int_equal(person, crowd.seating.person_count);
	crowd.towns = towns;
}

static void round_over(void)
{
	for (uint32_t i = 0; i < crowd.seating.person_count; i++)
		crowd.met[crowd.seating.round_count][i] = crowd.table[i] + 1;
	crowd.seating.round_count++;
	crowd.seating.seed++;
}

/* How many people of the town, or of all (NOWHERE), sit at the table. */
static uint32_t people_at(uint32_t table, uint32_t town)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < crowd.seating.person_count; i++)
		count += crowd.table[i] == table &&
			 (town == NOWHERE || crowd.people[i].town == town);
	return count;
}

static void expect_even(uint32_t first, uint32_t tables, uint32_t town)
{
	uint32_t least = UINT32_MAX, most = 0;
	for (uint32_t i = first; i < first + tables; i++) {
		uint32_t count = people_at(i, town);
		least = count < least ? count : least;
		most = count > most ? count : most;
	}
	assert_true(most - least <= 1);
}

static uint32_t host_of(uint32_t table)
{
	for (uint32_t i = 0; i < crowd.seating.person_count; i++) {
		if (crowd.people[i].host == table + 1)
			return i;
	}
	return NOWHERE;
}

static void expect_fair(void)
{
	for (uint32_t i = 0; i < crowd.seating.person_count; i++)
		assert_true(crowd.table[i] < crowd.seating.table_count);
	expect_even(0, crowd.seating.table_count, NOWHERE);
	for (uint32_t i = 0; i < crowd.towns; i++)
		expect_even(0, crowd.seating.table_count, i);
	for (uint32_t i = 0; i < crowd.seating.table_count; i++) {
		uint32_t host = host_of(i);
		assert_true(host == NOWHERE || crowd.table[host] == i);
	}
}

static uint64_t mixed(void)
{
	assert_true(seating_mixed(&crowd.seating, crowd.table));
	return seating_repeats(&crowd.seating, crowd.table);
}

/* What a round would repeat that knows nothing of the earlier ones. */
static uint64_t by_chance(void)
{
	struct seating blind = crowd.seating;
	uint32_t table[PEOPLE_MAX];
	blind.round_count = 0;
	assert_true(seating_mixed(&blind, table));
	return seating_repeats(&crowd.seating, table);
}

/* Towns of random sizes, some empty, some of one; rounds with gaps. */
static void crowd_any(uint32_t seed)
{
	uint32_t count = roll(4) ? roll(60) : roll(6), tables = 1 + roll(count + 4);
	crowd_begin(count, roll(2) ? tables : 1 + tables / 4, seed);
	crowd.towns = 1 + roll(roll(2) ? 4 : count + 3);
	for (uint32_t i = 0; i < count; i++)
		crowd.people[i].town = roll(1 + roll(crowd.towns));
	crowd.seating.round_count = roll(4);
	for (uint32_t i = 0; i < crowd.seating.round_count; i++) {
		for (uint32_t j = 0; j < count; j++)
			crowd.met[i][j] = roll(1 + crowd.seating.table_count);
	}
}

static void hosts_any(void)
{
	uint32_t hosts = roll(crowd.seating.table_count + 1);
	for (uint32_t i = 0; crowd.seating.person_count && i < hosts; i++)
		crowd.people[roll(crowd.seating.person_count)].host =
			1 + roll(crowd.seating.table_count + 2);
}

/* ---- counts ---- */

static void table_counts(void **state)
{
	(void)state;
	assert_int_equal(seating_table_count(0, 4), 0);
	assert_int_equal(seating_table_count(1, 4), 1);
	assert_int_equal(seating_table_count(20, 4), 5);
	assert_int_equal(seating_table_count(21, 4), 6);
	assert_int_equal(seating_table_count(UINT32_MAX, 2), 0x80000000u);
	assert_int_equal(seating_table_count(20, 0), 0);
}

static void town_table_counts(void **state)
{
	(void)state;
	uint32_t tables[4] = {9, 9, 9, 9};
	crowd_begin(13, 0, 0);
	crowd_towns((const uint32_t[]){8, 0, 1, 3, 1}, 5);
	assert_int_equal(seating_town_tables(&crowd.seating, 4, 4, tables), 4);
	assert_int_equal(tables[0], 2);
	assert_int_equal(tables[1], 0);
	assert_int_equal(tables[2], 1);
	assert_int_equal(tables[3], 1);
}

static void repeats_are_counted(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 100; seed++) {
		crowd_any(seed);
		uint64_t pairs = 0;
		for (uint32_t i = 0; i < crowd.seating.person_count; i++)
			crowd.table[i] = roll(2 * crowd.seating.table_count);
		for (uint32_t i = 0; i < crowd.seating.person_count; i++) {
			for (uint32_t j = 0; j < i; j++) {
				bool met = false;
				for (uint32_t k = 0; k < crowd.seating.round_count; k++)
					met |= crowd.met[k][i] &&
					       crowd.met[k][i] == crowd.met[k][j];
				pairs += met && crowd.table[i] == crowd.table[j] &&
					 crowd.table[i] < crowd.seating.table_count;
			}
		}
		assert_int_equal(seating_repeats(&crowd.seating, crowd.table), pairs);
	}
}

/* ---- balance ---- */

static void mixed_is_fair(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 200; seed++) {
		crowd_any(seed);
		mixed();
		expect_fair();
	}
}

static void mixed_is_fair_with_hosts(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 200; seed++) {
		crowd_any(seed);
		hosts_any();
		mixed();
		expect_fair();
	}
}

static void edges(void **state)
{
	(void)state;
	crowd_begin(0, 0, 1);
	assert_true(seating_mixed(&crowd.seating, NULL));
	crowd_begin(3, 0, 1);
	crowd.table[0] = 77;
	assert_false(seating_mixed(&crowd.seating, crowd.table));
	assert_int_equal(crowd.table[0], 77);
	crowd_begin(5, 1, 1);
	mixed();
	assert_int_equal(people_at(0, NOWHERE), 5);
	crowd_begin(3, 7, 1);
	crowd.people[2].host = 7;
	mixed();
	expect_fair();
	assert_int_equal(crowd.table[2], 6);
}

/* Of everybody at two tables nearly all meet again: nothing to search for, and much to count. */
static void huge_tables(void **state)
{
	(void)state;
	crowd_begin(3000, 2, 1);
	crowd_towns((const uint32_t[]){2000, 999, 1}, 3);
	crowd.people[0].host = 2;
	for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
		mixed();
		expect_fair();
		if (i + 1 < ROUNDS_MAX)
			round_over();
	}
}

static void second_host(void **state)
{
	(void)state;
	crowd_begin(9, 3, 1);
	crowd_towns((const uint32_t[]){6, 3}, 2);
	for (uint32_t i = 2; i < 9; i++)
		crowd.people[i].host = 2;
	mixed();
	expect_fair();
	assert_int_equal(crowd.table[2], 1);
}

static void same_seed(void **state)
{
	(void)state;
	uint32_t before[PEOPLE_MAX];
	crowd_begin(40, 8, 5);
	crowd_towns((const uint32_t[]){20, 15, 5}, 3);
	mixed();
	round_over();
	mixed();
	memcpy(before, crowd.table, sizeof before);
	mixed();
	assert_memory_equal(before, crowd.table, sizeof before);
	crowd.seating.seed++;
	mixed();
	assert_memory_not_equal(before, crowd.table, sizeof before);
}

/* ---- alike ---- */

static void alike_is_fair(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 200; seed++) {
		uint32_t tables[PEOPLE_MAX], first = 0;
		crowd_any(seed);
		crowd.seating.table_count =
			seating_town_tables(&crowd.seating, 1 + roll(6), crowd.towns, tables);
		hosts_any();
		assert_true(seating_alike(&crowd.seating, crowd.towns, tables, crowd.table));
		for (uint32_t i = 0; i < crowd.towns; i++) {
			uint32_t sum = 0;
			expect_even(first, tables[i], i);
			for (uint32_t j = first; j < first + tables[i]; j++) {
				uint32_t host = host_of(j);
				sum += people_at(j, i);
				assert_int_equal(people_at(j, NOWHERE), people_at(j, i));
				if (host != NOWHERE && crowd.people[host].town == i)
					assert_int_equal(crowd.table[host], j);
			}
			first += tables[i];
			for (uint32_t j = 0; j < crowd.seating.person_count; j++)
				sum -= crowd.people[j].town == i;
			assert_int_equal(sum, 0);
		}
	}
}

static void alike_refuses(void **state)
{
	(void)state;
	crowd_begin(6, 2, 1);
	crowd_towns((const uint32_t[]){3, 3}, 2);
	crowd.table[0] = 77;
	assert_false(seating_alike(&crowd.seating, 2, (const uint32_t[]){1, 2}, crowd.table));
	assert_false(seating_alike(&crowd.seating, 2, (const uint32_t[]){2, 0}, crowd.table));
	assert_false(seating_alike(&crowd.seating, 1, (const uint32_t[]){2}, crowd.table));
	assert_int_equal(crowd.table[0], 77);
	assert_true(seating_alike(&crowd.seating, 2, (const uint32_t[]){1, 1}, crowd.table));
}

static void alike_meets_others(void **state)
{
	(void)state;
	const uint32_t tables[] = {5, 4, 1};
	for (uint64_t seed = 0; seed < 20; seed++) {
		crowd_begin(45, 10, seed);
		crowd_towns((const uint32_t[]){25, 16, 4}, 3);
		assert_true(seating_alike(&crowd.seating, 3, tables, crowd.table));
		round_over();
		assert_true(seating_alike(&crowd.seating, 3, tables, crowd.table));
		/* the four of one table can't but meet again */
		assert_int_equal(seating_repeats(&crowd.seating, crowd.table), 6);
	}
}

/* ---- who meets again ---- */

/* Four towns of four at four tables: in 4 rounds everybody can meet all 12 of the other towns. */
static void sixteen(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 40; seed++) {
		crowd_begin(16, 4, seed * 10);
		crowd_towns((const uint32_t[]){4, 4, 4, 4}, 4);
		for (uint32_t round = 1; round <= 4; round++) {
			assert_int_equal(mixed(), 0);
			expect_fair();
			round_over();
		}
	}
}

static void nobody_meets_twice(uint32_t count, uint32_t size, const uint32_t *towns, bool hosts)
{
	uint64_t chance = 0;
	for (uint64_t seed = 0; seed < 3; seed++) {
		crowd_begin(count, seating_table_count(count, size), seed * 10);
		crowd_towns(towns, 3);
		for (uint32_t i = 0; hosts && i < crowd.seating.table_count; i++)
			crowd.people[i * (size - 1)].host = i + 1;
		for (uint32_t round = 1; round <= 3; round++) {
			assert_int_equal(mixed(), 0);
			if (count < 1000)
				expect_fair();
			chance += by_chance();
			round_over();
		}
	}
	assert_true(chance >= 30);
}

static void cafes(void **state)
{
	(void)state;
	const uint32_t twenty[] = {10, 6, 4}, sixty[] = {35, 18, 7}, hall[] = {1200, 650, 150};
	nobody_meets_twice(20, 4, twenty, false);
	nobody_meets_twice(20, 4, twenty, true);
	nobody_meets_twice(60, 4, sixty, false);
	nobody_meets_twice(60, 4, sixty, true);
	nobody_meets_twice(60, 5, sixty, false);
	nobody_meets_twice(60, 5, sixty, true);
	nobody_meets_twice(2000, 4, hall, false);
	nobody_meets_twice(2000, 4, hall, true);
	nobody_meets_twice(2000, 5, hall, false);
	nobody_meets_twice(2000, 5, hall, true);
}

/* The five of a table can't all part at four: of each of the four tables a pair meets again. */
static void unavoidable(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 5; seed++) {
		crowd_begin(20, 4, seed * 10);
		crowd_towns((const uint32_t[]){10, 6, 4}, 3);
		assert_int_equal(mixed(), 0);
		round_over();
		assert_int_equal(mixed(), 4);
		round_over();
		assert_in_range(mixed(), 4, 6);
		assert_true(by_chance() >= 10);
	}
}

/* Four people at two tables for two: 1 with 2 twice, with 3 and with 4 once. */
static void least_often(void **state)
{
	(void)state;
	const uint32_t partner_of_first[] = {1, 2, 1, 3};
	for (uint64_t seed = 0; seed < 20; seed++) {
		crowd_begin(4, 2, seed);
		crowd_towns((const uint32_t[]){1, 1, 1, 1}, 4);
		for (uint32_t i = 0; i < 4; i++) {
			for (uint32_t j = 0; j < 4; j++)
				crowd.met[i][j] = j == 0 || j == partner_of_first[i] ? 1 : 2;
		}
		crowd.seating.round_count = 4;
		assert_int_equal(mixed(), 2);
		assert_true(crowd.table[0] != crowd.table[1]);
	}
}

/* Of four at two tables the first met the third and the fourth, as did the second. The first two
 * were away twice, and then the other two. */
static void absent(void **state)
{
	(void)state;
	const uint32_t met[6][4] = {{1, 2, 1, 2}, {1, 2, 2, 1}, {0, 0, 1, 2},
				    {0, 0, 1, 2}, {1, 2, 0, 0}, {1, 2, 0, 0}};
	for (uint64_t seed = 0; seed < 20; seed++) {
		crowd_begin(4, 2, seed);
		crowd_towns((const uint32_t[]){4}, 1);
		for (uint32_t i = 0; i < 6; i++)
			memcpy(crowd.met[i], met[i], sizeof met[i]);
		crowd.seating.round_count = 6;
		assert_int_equal(mixed(), 0);
		assert_int_equal(crowd.table[0], crowd.table[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("so many tables that none has more than its size", table_counts),
		CLAIM("each town takes its own tables", town_table_counts),
		CLAIM("repeats are the pairs at one table that met before", repeats_are_counted),
		CLAIM("mixed: tables and towns are even, whatever the crowd", mixed_is_fair),
		CLAIM("mixed: still even when hosts stay at their tables",
		      mixed_is_fair_with_hosts),
		CLAIM("nobody, no table, one table, more tables than people", edges),
		CLAIM("tables for thousands are even too", huge_tables),
		CLAIM("of several hosts of a table the first stays", second_host),
		CLAIM("the same seed seats the same, another seed otherwise", same_seed),
		CLAIM("alike: each table is of one town, and a town's are even", alike_is_fair),
		CLAIM("alike: towns without tables are refused", alike_refuses),
		CLAIM("alike: people meet others of their town", alike_meets_others),
		CLAIM("16 of four towns: four rounds in which nobody meets twice", sixteen),
		CLAIM("World Café: in three rounds nobody meets twice", cafes),
		CLAIM("what can't be avoided is nearly all that is repeated", unavoidable),
		CLAIM("if all have met, those meet again who met least often", least_often),
		CLAIM("who was away met nobody", absent),
	};
	return cmocka_run_group_tests_name("seating", tests, NULL, NULL);
}
