/* Who sits where, and the fair deal. */
#include "seating_cafe.h"

#include <stdlib.h>

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void *array(size_t count, size_t size)
{
	return must_have(calloc(count ? count : 1, size));
}

static uint32_t *numbers(size_t count)
{
	return array(count, sizeof(uint32_t));
}

void cafe_init(struct cafe *cafe, uint32_t count, uint32_t tables, uint32_t rounds, uint64_t seed)
{
	*cafe = (struct cafe){
		.count = count,
		.tables = tables,
		.seats = count / tables + (count % tables != 0),
		.rounds = rounds,
		.met_each = rounds + 1,
		.random = seed,
	};
	cafe->town = numbers(count);
	cafe->host = numbers(count);
	cafe->met = numbers((size_t)count * cafe->met_each);
	cafe->table = numbers(count);
	cafe->seat = numbers(count);
	cafe->sitting = numbers((size_t)tables * cafe->seats);
	cafe->size = numbers(tables);
	cafe->burden = array(count, sizeof *cafe->burden);
	cafe->unwell = numbers(count);
	cafe->unwell_at = numbers(count);
	cafe->rests_until = array(count, sizeof *cafe->rests_until);
	cafe->best = numbers(count);
	cafe->chosen = numbers(count);
	cafe->order = numbers(tables);
	cafe->cards = array(count, sizeof *cafe->cards);
}

void cafe_free(struct cafe *cafe)
{
	free(cafe->cards);
	free(cafe->order);
	free(cafe->chosen);
	free(cafe->best);
	free(cafe->rests_until);
	free(cafe->unwell_at);
	free(cafe->unwell);
	free(cafe->burden);
	free(cafe->size);
	free(cafe->sitting);
	free(cafe->seat);
	free(cafe->table);
	free(cafe->met);
	free(cafe->host);
	free(cafe->town);
}

/* splitmix64 (S. Vigna, public domain). As a function of a number it takes no two to the same. */
static uint64_t mix(uint64_t x)
{
	x += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

static uint64_t roll(struct cafe *cafe)
{
	cafe->random += UINT64_C(0x9E3779B97F4A7C15);
	return mix(cafe->random);
}

uint32_t cafe_pick(struct cafe *cafe, uint32_t limit)
{
	return (uint32_t)((roll(cafe) >> 32) * limit >> 32);
}

/* ---- who sits where ---- */

static void sit(struct cafe *cafe, uint32_t person, uint32_t table)
{
	uint32_t seat = cafe->size[table]++;
	cafe_seats(cafe, table)[seat] = person;
	cafe->table[person] = table;
	cafe->seat[person] = seat;
}

static void rise(struct cafe *cafe, uint32_t person)
{
	uint32_t *seats = cafe_seats(cafe, cafe->table[person]);
	uint32_t last = seats[--cafe->size[cafe->table[person]]];
	seats[cafe->seat[person]] = last;
	cafe->seat[last] = cafe->seat[person];
}

void cafe_exchange(struct cafe *cafe, uint32_t a, uint32_t b)
{
	uint32_t table = cafe->table[a], seat = cafe->seat[a];
	cafe->table[a] = cafe->table[b];
	cafe->seat[a] = cafe->seat[b];
	cafe->table[b] = table;
	cafe->seat[b] = seat;
	cafe_seats(cafe, cafe->table[a])[cafe->seat[a]] = a;
	cafe_seats(cafe, cafe->table[b])[cafe->seat[b]] = b;
}

uint32_t cafe_town_at(const struct cafe *cafe, uint32_t town, uint32_t table)
{
	uint32_t count = 0;
	for (const uint32_t *at = cafe_seats(cafe, table), *end = at + cafe->size[table]; at < end;
	     at++)
		count += cafe->town[*at] == town;
	return count;
}

/* ---- the deal ---- */

static int card_order(const void *left, const void *right)
{
	const struct card *a = left, *b = right;
	if (a->town != b->town)
		return a->town < b->town ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

/* Puts a host at their table, and somebody else in the host's place, so that tables and towns stay
 * balanced. With x(s, t) people of town s at table t, and the host of town s now at table i
 * instead of j, one of three is always possible:
 * 1. Somebody of the host's town sits at j: they change places, and no x changes.
 * 2. Nobody, so x(s, j) = 0 and x(s, i) = 1. If j is smaller than i, the host goes over: the two
 *    x and the two sizes are exchanged.
 * 3. If not, some other town r has x(r, j) > x(r, i), because the sum at j is not smaller although
 *    x(s, j) is. A person of that town and the host change places: for both towns the two x are
 *    exchanged.
 * Nobody who leads j sits there but this host, and who already was put at an own table does not
 * sit at j; so no host is moved away. */
static void host_sit(struct cafe *cafe, uint32_t host)
{
	uint32_t from = cafe->table[host], to = cafe->host[host] - 1;
	const uint32_t *seats = cafe_seats(cafe, to);
	if (from == to)
		return;
	for (uint32_t i = 0; i < cafe->size[to]; i++) {
		if (cafe->town[seats[i]] == cafe->town[host]) {
			cafe_exchange(cafe, host, seats[i]);
			return;
		}
	}
	if (cafe->size[to] < cafe->size[from]) {
		rise(cafe, host);
		sit(cafe, host, to);
		return;
	}
	for (uint32_t i = 0; i < cafe->size[to]; i++) {
		uint32_t town = cafe->town[seats[i]];
		if (cafe_town_at(cafe, town, to) > cafe_town_at(cafe, town, from)) {
			cafe_exchange(cafe, host, seats[i]);
			return;
		}
	}
}

/* Deals people to tables, town after town, going round the tables and on from where the last town
 * stopped. Of n people at k tables each then has n/k, rounded down or up, as it is for the cards
 * of any deal; and a town's m people are m cards one after the other, of which each table gets m/k,
 * rounded down or up. So both balances hold together. The order of the tables, of the towns and
 * of the people in a town is random. */
void cafe_deal(struct cafe *cafe)
{
	uint64_t towns = roll(cafe);
	uint32_t *order = cafe->order;
	for (uint32_t i = 0; i < cafe->count; i++) {
		cafe->cards[i] = (struct card){
			.town = mix(towns ^ cafe->town[i]),
			.order = roll(cafe),
			.person = i,
		};
	}
	qsort(cafe->cards, cafe->count, sizeof *cafe->cards, card_order);
	for (uint32_t i = 0; i < cafe->tables; i++) {
		uint32_t other = cafe_pick(cafe, i + 1);
		order[i] = order[other];
		order[other] = i;
		cafe->size[i] = 0;
	}
	for (uint32_t i = 0; i < cafe->count; i++)
		sit(cafe, cafe->cards[i].person, order[i % cafe->tables]);
	for (uint32_t i = 0; i < cafe->count; i++) {
		if (cafe->host[i])
			host_sit(cafe, i);
	}
}
