/* `bogen-swarm steer`: one session, many people who look on; a moderator leads it from phase to
 * phase and puts them at tables. Measured is how long a change takes to reach everybody, in how
 * many updates, and how long the server takes to answer the seating of all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/latency.h"
#include "bench/process.h"
#include "bench/session.h"
#include "bench/swarm.h"

#define PATIENCE_S 120.0
#define CHANGES    40u
#define ROUNDS     3u
#define TABLE_SIZE 5u
#define TOWNS      3u

struct seated {
	struct client client;
	struct steer *steer;
	uint32_t index;
	uint64_t updates;
};

struct steer {
	struct swarm *swarm;
	struct session session;
	struct seed seed;
	struct seated *people;
	uint32_t count, joined;
	struct client chair; /* the moderator, on a device of their own */
	uint64_t number;     /* of the chair's last command */
	uint64_t given_ns, answered_ns, done_seq, result;
	struct latency phase_delivery;
};

/* ---- people ---- */

static void join(struct client *client, const struct frame_welcome *welcome)
{
	struct seated *seated = client->owner;
	struct steer *steer = seated->steer;
	char name[32];
	uint8_t token[TOKEN_BYTES];
	if (welcome->person.n) {
		steer->joined++;
		return;
	}
	seed_token(steer->seed, seated->index, token);
	int size = snprintf(name, sizeof name, "Person %u", seated->index);
	struct command_join command = {
		.token = {token, TOKEN_BYTES},
		.name = {name, (uint32_t)size},
		.town.n = steer->session.towns[seated->index % steer->session.town_count]};
	client_give(client, 1, command_kind_join, &command);
}

static void count_update(struct client *client, uint64_t seq)
{
	struct seated *seated = client->owner;
	(void)seq;
	seated->updates++;
	if (seated->steer->given_ns)
		latency_add(&seated->steer->phase_delivery,
			    net_read_ns(client->net) - seated->steer->given_ns);
}

static void person_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct seated *)client->owner)->steer->swarm, "joining", refused);
}

static void person_closed(struct client *client, const char *why)
{
	swarm_lost(((struct seated *)client->owner)->steer->swarm, why);
}

static struct client *person_client(void *context, uint32_t index)
{
	return &((struct steer *)context)->people[index].client;
}

static bool everybody_joined(void *context)
{
	struct steer *steer = context;
	return steer->joined == steer->count;
}

static bool open_people(struct steer *steer)
{
	static const struct client_handler handler = {.welcomed = join,
						      .updated = count_update,
						      .refused = person_refused,
						      .closed = person_closed};
	steer->people = calloc(steer->count, sizeof *steer->people);
	if (!steer->people)
		abort();
	for (uint32_t i = 0; i < steer->count; i++) {
		struct seated *seated = &steer->people[i];
		seated->steer = steer;
		seated->index = i;
		client_init(&seated->client, steer->swarm->net, steer->swarm->decoder, &handler,
			    seated);
		memcpy(seated->client.code, steer->session.code, sizeof steer->session.code);
		seated->client.device = seed_device(steer->seed, i);
		seated->client.watch = true;
	}
	return swarm_open(steer->swarm, person_client, steer, steer->count, PATIENCE_S) &&
	       swarm_wait(steer->swarm, everybody_joined, steer, PATIENCE_S, "everybody's joining");
}

/* ---- the chair ---- */

static void chair_done(struct client *client, const struct frame_done *done)
{
	struct steer *steer = client->owner;
	steer->answered_ns = clock_ns();
	steer->done_seq = done->seq;
	steer->result = done->result;
}

static void chair_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct steer *)client->owner)->swarm, "steering", refused);
}

static void chair_closed(struct client *client, const char *why)
{
	swarm_lost(((struct steer *)client->owner)->swarm, why);
}

static bool chair_is_welcome(void *context)
{
	return ((struct steer *)context)->chair.welcome;
}

static bool open_chair(struct steer *steer)
{
	static const struct client_handler handler = {
		.done = chair_done, .refused = chair_refused, .closed = chair_closed};
	client_init(&steer->chair, steer->swarm->net, steer->swarm->decoder, &handler, steer);
	steer->chair.session = steer->session.number;
	steer->chair.device = seed_device(seed_random(), 0);
	seed_token(steer->seed, SEED_MODERATOR, steer->chair.token);
	client_open(&steer->chair);
	return swarm_wait(steer->swarm, chair_is_welcome, steer, PATIENCE_S, "the moderator");
}

/* Everybody has an update as new as the chair's last change. */
static bool everybody_knows(void *context)
{
	struct steer *steer = context;
	if (steer->done_seq == 0)
		return false;
	for (uint32_t i = 0; i < steer->count; i++)
		if (steer->people[i].client.seq < steer->done_seq)
			return false;
	return true;
}

static bool give(struct steer *steer, enum command_kind kind, const void *command)
{
	steer->done_seq = 0;
	steer->given_ns = clock_ns();
	client_give(&steer->chair, ++steer->number, kind, command);
	return swarm_wait(steer->swarm, everybody_knows, steer, PATIENCE_S, "a change");
}

/* ---- measuring ---- */

static uint64_t count_updates(const struct steer *steer)
{
	uint64_t updates = 0;
	for (uint32_t i = 0; i < steer->count; i++)
		updates += steer->people[i].updates;
	return updates;
}

/* Returns how many updates each person was sent for a change, on average; negative on failure. */
static double change_phases(struct steer *steer)
{
	uint64_t before = count_updates(steer);
	memset(&steer->phase_delivery, 0, sizeof steer->phase_delivery);
	for (uint32_t i = 0; i < CHANGES; i++) {
		struct command_phase_go go = {
			.board.n = steer->session.plenary, .from.n = 1 + i % 2, .to.n = 2 - i % 2};
		if (!give(steer, command_kind_phase_go, &go))
			return -1;
	}
	return (double)(count_updates(steer) - before) / CHANGES / steer->count;
}

static bool seat_all(struct steer *steer, double *ms_max, uint64_t *repeats)
{
	*ms_max = 0;
	*repeats = 0;
	for (uint32_t i = 0; i < ROUNDS; i++) {
		struct command_tables_set set = {.board.n = steer->session.plenary,
						 .arrangement = arrangement_mixed,
						 .size = TABLE_SIZE,
						 .audience = audience_everyone};
		if (!give(steer, command_kind_tables_set, &set))
			return false;
		double ms = (double)(steer->answered_ns - steer->given_ns) / 1e6;
		*ms_max = ms > *ms_max ? ms : *ms_max;
		*repeats += steer->result;
	}
	return true;
}

/* Moments after joining, updates about who else has joined still come. */
static void settle(struct steer *steer)
{
	uint64_t end_ns = clock_ns() + 2000000000u;
	while (clock_ns() < end_ns)
		net_turn(steer->swarm->net, end_ns);
}

static void measure(struct steer *steer)
{
	double ms_max = 0;
	uint64_t repeats = 0;
	settle(steer);
	double updates = change_phases(steer);
	struct latency delivery = steer->phase_delivery;
	if (updates < 0 || !seat_all(steer, &ms_max, &repeats))
		return;
	printf("{\"people\": %u, \"phase_changes\": %u, \"updates_per_change\": %.3f, "
	       "\"phase_ms\": {\"p50\": %.1f, \"p99\": %.1f, \"max\": %.1f}, "
	       "\"seating_rounds\": %u, \"seating_ms_max\": %.1f, \"repeated_pairs\": %lu}\n",
	       steer->count, CHANGES, updates, latency_ms(&delivery, 0.5),
	       latency_ms(&delivery, 0.99), (double)delivery.max_ns / 1e6, ROUNDS, ms_max,
	       (unsigned long)repeats);
}

int swarm_steer(struct swarm *swarm)
{
	static struct steer steer;
	steer = (struct steer){.swarm = swarm,
			       .seed = seed_random(),
			       .count = (uint32_t)swarm->options.subscribers};
	struct session_plan plan = {.title = "Steering", .town_count = TOWNS, .seed = steer.seed};
	if (!steer.count || steer.count + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_usage, "--subscribers wants 1 to %u",
			   swarm->descriptors - 64);
		return swarm->exit;
	}
	swarm->decoder = decoder_new(NULL);
	if (session_make(swarm, &steer.session, &plan) &&
	    session_enter(swarm, &steer.session, &plan)) {
		if (open_people(&steer) && open_chair(&steer))
			measure(&steer);
		client_free(&steer.chair);
		session_close(&steer.session);
	}
	for (uint32_t i = 0; steer.people && i < steer.count; i++)
		client_free(&steer.people[i].client);
	free(steer.people);
	return swarm->exit;
}
