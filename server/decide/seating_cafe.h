/* One arrangement of people at tables under way: who sits where, dealt fairly. Owns the working
 * memory of seating.c; knows nothing of what an arrangement is to be good for (seating_search.c).
 */
#ifndef BOGEN_SERVER_DECIDE_SEATING_CAFE_H
#define BOGEN_SERVER_DECIDE_SEATING_CAFE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A person in the deal. */
struct card {
	uint64_t town, order;
	uint32_t person;
};

/* People and tables have numbers of its own, because alike makes an arrangement of each town. */
struct cafe {
	uint32_t count, tables, seats; /* so many people; seats of the largest table */
	uint32_t *town;
	uint32_t *host; /* 1 + table, for those who stay there; 0 for everybody else */

	uint32_t rounds, met_each;
	uint32_t *met; /* met_each for each person: the tables they sat at */

	uint32_t *table, *seat; /* of each person */
	uint32_t *sitting;      /* who sits at a seat: those of table t from t * seats on */
	uint32_t *size;         /* of each table */

	int64_t *burden;     /* of each person: what the pairs cost that they are in */
	int64_t cost;        /* of all pairs */
	uint32_t *unwell;    /* the people with a burden, in any order … */
	uint32_t *unwell_at; /* … and where in it each is */
	uint32_t unwell_count;

	uint64_t *rests_until; /* the turn from which each person may be moved again */
	uint64_t turn;

	uint32_t *best; /* the best arrangement of a search */
	int64_t best_cost;
	int64_t least; /* what the search has reached, kept or not */
	uint32_t *chosen;
	struct card *cards; /* for the deal … */
	uint32_t *order;    /* … of one for each table */
	uint64_t random, work;
};

/* For at least one table. All towns, hosts and earlier tables are 0, for the caller to fill in;
 * `met` has a column more than there are rounds. Out of memory ends the program. */
void cafe_init(struct cafe *cafe, uint32_t count, uint32_t tables, uint32_t rounds, uint64_t seed);
void cafe_free(struct cafe *cafe);

/* A number from 0 to limit - 1. */
uint32_t cafe_pick(struct cafe *cafe, uint32_t limit);

/* Seats everybody anew, by chance; tables and towns are balanced, and hosts at their tables. */
void cafe_deal(struct cafe *cafe);

/* The two change places. */
void cafe_exchange(struct cafe *cafe, uint32_t a, uint32_t b);

/* How many of the town sit at the table. */
uint32_t cafe_town_at(const struct cafe *cafe, uint32_t town, uint32_t table);

/* Who sits there: size[table] people. */
static inline uint32_t *cafe_seats(const struct cafe *cafe, uint32_t table)
{
	return cafe->sitting + (size_t)table * cafe->seats;
}

/* Leaves in `chosen` an arrangement with as few repeats as it finds within so much work; see
 * seating_search.c. */
void cafe_choose(struct cafe *cafe, uint64_t work_max);

#endif
