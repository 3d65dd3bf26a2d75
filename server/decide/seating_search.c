/* The search for an arrangement in which few meet again: exchanges of two people that keep tables
 * and towns balanced. */
#include "seating_cafe.h"

#include <string.h>

#define LOOKS         32u /* at most so many arrangements are tried for the sake of the next round */
#define LOOK_PART     64u /* each look may cost this part of all work */
#define PARTNERS      64u /* with more people a sample of so many is tried for an exchange */
#define REST_TURNS    4u
#define PATIENCE_BASE 100u

/* A pair that meets again costs this much, and 1 more for each time it has met: first as few
 * pairs as possible, then, where it can't be helped, those who met least often. */
#define AGAIN 1024

/* ---- what it costs ---- */

static int64_t pair_cost(const struct cafe *cafe, uint32_t a, uint32_t b)
{
	const uint32_t *one = cafe->met + (size_t)a * cafe->met_each;
	const uint32_t *two = cafe->met + (size_t)b * cafe->met_each;
	uint32_t times = 0;
	for (uint32_t i = 0; i < cafe->rounds; i++)
		times += (one[i] == two[i]) & (one[i] != 0);
	return times ? AGAIN + (int64_t)times : 0;
}

/* What the person costs at the table, `instead` of somebody who sits there. */
static int64_t cost_at(struct cafe *cafe, uint32_t person, uint32_t table, uint32_t instead)
{
	const uint32_t *seats = cafe_seats(cafe, table);
	int64_t cost = 0;
	cafe->work += (uint64_t)cafe->size[table] * (cafe->rounds + 1);
	for (uint32_t i = 0; i < cafe->size[table]; i++) {
		if (seats[i] != instead)
			cost += pair_cost(cafe, person, seats[i]);
	}
	return cost;
}

static void burden_set(struct cafe *cafe, uint32_t person, int64_t burden)
{
	bool was = cafe->burden[person] != 0, is = burden != 0;
	cafe->burden[person] = burden;
	if (is && !was) {
		cafe->unwell_at[person] = cafe->unwell_count;
		cafe->unwell[cafe->unwell_count++] = person;
	} else if (was && !is) {
		uint32_t last = cafe->unwell[--cafe->unwell_count];
		cafe->unwell[cafe->unwell_at[person]] = last;
		cafe->unwell_at[last] = cafe->unwell_at[person];
	}
}

static void burdens_reckon(struct cafe *cafe)
{
	cafe->cost = 0;
	cafe->unwell_count = 0;
	memset(cafe->burden, 0, cafe->count * sizeof *cafe->burden);
	for (uint32_t i = 0; i < cafe->count; i++) {
		burden_set(cafe, i, cost_at(cafe, i, cafe->table[i], i));
		cafe->cost += cafe->burden[i];
	}
	cafe->cost /= 2;
}

/* ---- the search ---- */

/* People of one town may always change places. Of two towns they may if each has more people at the
 * table that it gives from: then the two numbers are exchanged for both. */
static bool may_exchange(struct cafe *cafe, uint32_t a, uint32_t b)
{
	uint32_t i = cafe->table[a], j = cafe->table[b], s = cafe->town[a], t = cafe->town[b];
	if (i == j || cafe->host[b])
		return false;
	cafe->work += s == t ? 1 : 2 * ((uint64_t)cafe->size[i] + cafe->size[j]);
	return s == t || (cafe_town_at(cafe, s, i) > cafe_town_at(cafe, s, j) &&
			  cafe_town_at(cafe, t, j) > cafe_town_at(cafe, t, i));
}

static int64_t exchange_gain(struct cafe *cafe, uint32_t a, uint32_t b)
{
	return cafe->burden[a] + cafe->burden[b] - cost_at(cafe, a, cafe->table[b], b) -
	       cost_at(cafe, b, cafe->table[a], a);
}

/* The burdens of the others at a's table when `a` leaves it for `b`. */
static void burdens_pass(struct cafe *cafe, uint32_t a, uint32_t b)
{
	const uint32_t *seats = cafe_seats(cafe, cafe->table[a]);
	cafe->work += (uint64_t)cafe->size[cafe->table[a]] * 2 * (cafe->rounds + 1);
	for (uint32_t i = 0; i < cafe->size[cafe->table[a]]; i++) {
		uint32_t other = seats[i];
		if (other != a)
			burden_set(cafe, other,
				   cafe->burden[other] + pair_cost(cafe, other, b) -
					   pair_cost(cafe, other, a));
	}
}

static void exchange_reckoned(struct cafe *cafe, uint32_t a, uint32_t b, int64_t gain)
{
	burdens_pass(cafe, a, b);
	burdens_pass(cafe, b, a);
	cafe_exchange(cafe, a, b);
	burden_set(cafe, a, cost_at(cafe, a, cafe->table[a], a));
	burden_set(cafe, b, cost_at(cafe, b, cafe->table[b], b));
	cafe->cost -= gain;
}

/* The best partner for an exchange, `a` if there is none. Who was just moved rests, unless the
 * exchange leads to less than was ever reached. */
static uint32_t best_partner(struct cafe *cafe, uint32_t a, int64_t *gain)
{
	bool sample = cafe->count > PARTNERS;
	uint32_t tries = sample ? PARTNERS : cafe->count, partner = a, equals = 0;
	for (uint32_t i = 0; i < tries; i++) {
		uint32_t b = sample ? cafe_pick(cafe, cafe->count) : i;
		cafe->work++;
		if (!may_exchange(cafe, a, b))
			continue;
		int64_t won = exchange_gain(cafe, a, b);
		bool rests = cafe->rests_until[a] > cafe->turn || cafe->rests_until[b] > cafe->turn;
		if (rests && cafe->cost - won >= cafe->least)
			continue;
		if (partner == a || won > *gain)
			equals = 0;
		else if (won < *gain)
			continue;
		if (cafe_pick(cafe, ++equals) == 0) {
			partner = b;
			*gain = won;
		}
	}
	return partner;
}

static void best_keep(struct cafe *cafe)
{
	memcpy(cafe->best, cafe->table, cafe->count * sizeof *cafe->best);
	cafe->best_cost = cafe->cost;
}

/* From the arrangement as it is, one exchange a turn, for better or worse, of a person with a
 * burden and the partner with whom it wins most. Ends without any repeat, or when nothing got
 * better for long. */
static void search(struct cafe *cafe, uint64_t work_max)
{
	uint64_t patience = PATIENCE_BASE + 2 * (uint64_t)cafe->count, until = patience;
	uint32_t rest = REST_TURNS < cafe->count / 4 ? REST_TURNS : cafe->count / 4;
	int64_t reached = cafe->cost;
	cafe->turn = 0;
	memset(cafe->rests_until, 0, cafe->count * sizeof *cafe->rests_until);
	while (cafe->cost > 0 && cafe->work < work_max && cafe->turn < until) {
		uint32_t a = cafe->unwell[cafe_pick(cafe, cafe->unwell_count)];
		int64_t gain = 0;
		cafe->turn++;
		cafe->work++;
		if (cafe->host[a])
			continue; /* who sits with the host is unwell too, and can go */
		uint32_t b = best_partner(cafe, a, &gain);
		if (a == b)
			continue;
		if (gain < 0 && cafe->cost < cafe->best_cost)
			best_keep(cafe);
		exchange_reckoned(cafe, a, b, gain);
		cafe->rests_until[a] = cafe->turn + cafe_pick(cafe, rest + 1) + 1;
		cafe->rests_until[b] = cafe->turn + cafe_pick(cafe, rest + 1) + 1;
		if (cafe->cost < reached) {
			reached = cafe->cost;
			until = cafe->turn + patience;
		}
		if (cafe->cost < cafe->least)
			cafe->least = cafe->cost;
	}
	if (cafe->cost < cafe->best_cost)
		best_keep(cafe);
}

/* Deals and searches until there is no repeat or the work is done; leaves the best in `best`. */
static void solve(struct cafe *cafe, uint64_t work_max)
{
	cafe->best_cost = cafe->least = INT64_MAX;
	do {
		cafe_deal(cafe);
		burdens_reckon(cafe);
		search(cafe, work_max);
	} while (cafe->best_cost > 0 && cafe->work < work_max);
}

/* The deal alone will do if nobody has met, and if the tables are so large that counting who meets
 * again would take all work: then nearly all do anyway. */
static bool worth_a_search(const struct cafe *cafe, uint64_t work_max)
{
	return cafe->rounds > 0 && cafe->tables > 1 &&
	       (uint64_t)cafe->count * cafe->seats * (cafe->rounds + 1) < work_max;
}

/* Of arrangements without a repeat some leave a next round without one and some do not: of 16
 * people of four towns at four tables three second rounds in four rule out a third. So the next
 * round is tried out, and if it is in vain, another arrangement is looked for. */
void cafe_choose(struct cafe *cafe, uint64_t work_max)
{
	uint64_t look = work_max / LOOK_PART, first = work_max / 2;
	int64_t chosen_cost = INT64_MAX, chosen_next = INT64_MAX;
	if (!worth_a_search(cafe, first)) {
		cafe_deal(cafe);
		memcpy(cafe->chosen, cafe->table, cafe->count * sizeof *cafe->chosen);
		return;
	}
	for (uint32_t i = 0; i < LOOKS && chosen_next > 0 && cafe->work < first; i++) {
		solve(cafe, first);
		int64_t cost = cafe->best_cost, next = 0;
		for (uint32_t j = 0; j < cafe->count; j++)
			cafe->met[(size_t)j * cafe->met_each + cafe->rounds] = cafe->best[j] + 1;
		if (cost == 0) {
			cafe->rounds++;
			solve(cafe, cafe->work + look);
			next = cafe->best_cost;
			cafe->rounds--;
		}
		if (cost > chosen_cost || (cost == chosen_cost && next >= chosen_next))
			continue;
		chosen_cost = cost;
		chosen_next = next;
		for (uint32_t j = 0; j < cafe->count; j++)
			cafe->chosen[j] = cafe->met[(size_t)j * cafe->met_each + cafe->rounds] - 1;
	}
}
