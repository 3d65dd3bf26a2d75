/* Delivery times: from giving a vote to another connection having put the change.
 *
 * A `done` names the sequence number of the vote's change; a connection that has put an update up
 * to that number or beyond shows it. So it is enough to note when each sampled connection had put
 * how much, and to look the votes up afterwards. */
#include <stdlib.h>

#include "bench/clock.h"
#include "bench/replay.h"

#define SAMPLE_MAX 16u

struct applied {
	uint32_t count, room;
	struct {
		uint64_t seq, at_ns;
	} * moments;
};

struct applied *applied_new(void)
{
	struct applied *applied = calloc(1, sizeof *applied);
	if (!applied)
		abort();
	return applied;
}

void applied_free(struct applied *applied)
{
	if (!applied)
		return;
	free(applied->moments);
	free(applied);
}

void applied_note(struct applied *applied, uint64_t seq)
{
	if (applied->count && applied->moments[applied->count - 1].seq >= seq)
		return;
	if (applied->count == applied->room) {
		applied->room = applied->room ? applied->room * 2 : 1024;
		applied->moments =
			realloc(applied->moments, applied->room * sizeof *applied->moments);
		if (!applied->moments)
			abort();
	}
	applied->moments[applied->count].seq = seq;
	applied->moments[applied->count++].at_ns = clock_ns();
}

/* When this sequence number had been put; 0 if never. */
static uint64_t applied_ns(const struct applied *applied, uint64_t seq)
{
	uint32_t low = 0, high = applied->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (applied->moments[middle].seq < seq)
			low = middle + 1;
		else
			high = middle;
	}
	return low < applied->count ? applied->moments[low].at_ns : 0;
}

void delivery_sample(struct replay *replay)
{
	uint32_t of = replay->watcher_count ? replay->watcher_count : replay->dataset.person_count;
	uint32_t count = of < SAMPLE_MAX ? of : SAMPLE_MAX;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t index = (uint32_t)((uint64_t)i * of / count);
		struct client *client = replay->watcher_count ? &replay->watchers[index]
							      : &replay->voters[index].client;
		if (replay->watcher_count)
			client->owner = applied_new();
		else
			replay->voters[index].applied = applied_new();
		conn_hurry(client->conn, true);
	}
}

static void measure_one(struct replay *replay, const struct applied *applied, uint32_t own,
			const bool *silent)
{
	for (uint32_t i = 0; i < replay->dataset.vote_count; i++) {
		const struct replay_vote *vote = &replay->votes[i];
		if (silent[i] || vote->seq <= replay->first_seq ||
		    replay->dataset.votes[i].person == own)
			continue;
		uint64_t at_ns = applied_ns(applied, vote->seq);
		if (at_ns > vote->given_ns)
			latency_add(&replay->delivery, at_ns - vote->given_ns);
	}
}

/* Votes that repeat the same person's last choice on the idea move no tally, so nobody is sent
 * anything. */
static bool *silent_votes(const struct dataset *dataset)
{
	size_t cells = (size_t)dataset->person_count * dataset->idea_count;
	uint8_t *last = calloc(cells + 1, 1);
	bool *silent = calloc((size_t)dataset->vote_count + 1, sizeof *silent);
	if (!last || !silent)
		abort();
	for (uint32_t i = 0; i < dataset->vote_count; i++) {
		const struct dataset_vote *vote = &dataset->votes[i];
		uint8_t *cell = &last[(size_t)vote->person * dataset->idea_count + vote->idea];
		silent[i] = *cell == vote->choice;
		*cell = (uint8_t)vote->choice;
	}
	free(last);
	return silent;
}

void delivery_measure(struct replay *replay)
{
	bool *silent = silent_votes(&replay->dataset);
	for (uint32_t i = 0; i < replay->watcher_count; i++)
		if (replay->watchers[i].owner)
			measure_one(replay, replay->watchers[i].owner, UINT32_MAX, silent);
	for (uint32_t i = 0; i < replay->dataset.person_count; i++)
		if (replay->voters[i].applied)
			measure_one(replay, replay->voters[i].applied, i, silent);
	free(silent);
}
