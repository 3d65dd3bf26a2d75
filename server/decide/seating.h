/* Puts people at tables: mixed (towns balanced) or alike (each table of one town), and so that few
 * meet again who met in earlier rounds. Knows only arrays: no rows, no commands, no clock. The same
 * input with the same seed gives the same tables.
 *
 * The task is known as the social golfer problem (few meet twice) within the maximally diverse
 * grouping problem (groups balanced). Ideas used: local search that exchanges people who meet
 * again, with a rest for those just moved (I. Dotú, P. Van Hentenryck, "Scheduling social golfers
 * locally", 2005); that an early round should leave freedom to later ones (M. Triska, N. Musliu,
 * "An effective greedy heuristic for the social golfer problem", 2012), here by trying out whether
 * the round after this one can still be without repeats. */
#ifndef BOGEN_SERVER_DECIDE_SEATING_H
#define BOGEN_SERVER_DECIDE_SEATING_H

#include <stdbool.h>
#include <stdint.h>

struct seating_person {
	uint32_t town; /* index; who has no town: an own one for mixed, a common one for alike */
	uint32_t host; /* 1 + index of the table that this person leads and stays at; 0: none */
};

/* What is given; everything is borrowed. `rounds` are `round_count` arrays of `person_count`
 * entries: at which table each person sat in that earlier round, 0 for none. Whoever has the same
 * number in the same round has met. */
struct seating {
	const struct seating_person *people;
	uint32_t person_count, table_count, round_count;
	const uint32_t *const *rounds;
	uint64_t seed;
};

/* How many tables of at most `size` people it takes; 0 for a size of 0. */
uint32_t seating_table_count(uint32_t person_count, uint32_t size);

/* The same for tables of one town each: puts into `town_tables` how many each town takes, and
 * returns how many that is together. People of towns from `town_count` on are left out. */
uint32_t seating_town_tables(const struct seating *seating, uint32_t size, uint32_t town_count,
			     uint32_t *town_tables);

/* Fills `table` with the table of each person, from 0 on. Table sizes differ by at most one, and so
 * do a town's people from table to table. Hosts are at their tables: of each table the first
 * person who names it; further ones, and those who name a table that isn't there, are seated like
 * everybody. False, and `table` is as it was, only if there are people and no table. */
bool seating_mixed(const struct seating *seating, uint32_t *table);

/* As mixed, for each town apart at its own tables: `town_tables` says how many; their numbers run
 * town after town, `seating->table_count` of them. A host of another town's table is none. False,
 * and `table` is as it was, if the tables are not so many, or a town with people has none. */
bool seating_alike(const struct seating *seating, uint32_t town_count, const uint32_t *town_tables,
		   uint32_t *table);

/* How many pairs sit at one table in `table` who also did in at least one of the rounds. A table
 * number from `table_count` on means that the person sits nowhere. */
uint64_t seating_repeats(const struct seating *seating, const uint32_t *table);

#endif
