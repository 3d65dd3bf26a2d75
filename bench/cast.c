/* `bogen-swarm cast`: a hall votes. Each has a connection of their own and casts one paper of dots
 * in a ballot whose result is hidden until it closes, first a plain one, then a confidential one.
 * Measured is how long that takes, each answer, and the closing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/latency.h"
#include "bench/session.h"
#include "bench/swarm.h"

#define PATIENCE_S 120.0
#define OPTIONS    10u
#define POINTS     5u
#define TOWNS      3u

struct hall;

struct caster {
	struct client client;
	struct hall *hall;
	uint32_t index;
	uint64_t number, given_ns;
};

struct hall {
	struct swarm *swarm;
	struct session session;
	struct seed seed;
	struct caster *casters;
	uint32_t count, joined, cast;
	struct client chair; /* the moderator, on a device of their own */
	uint64_t number;
	bool answered;
	uint64_t result;
	uint32_t ballot;
	uint8_t options[OPTIONS * PAIR_BYTES];
	struct latency ack;
};

/* ---- voters ---- */

static void join(struct client *client, const struct frame_welcome *welcome)
{
	struct caster *caster = client->owner;
	struct hall *hall = caster->hall;
	char name[32];
	uint8_t token[TOKEN_BYTES];
	if (welcome->person.n) {
		hall->joined++;
		return;
	}
	seed_token(hall->seed, caster->index, token);
	int size = snprintf(name, sizeof name, "Person %u", caster->index);
	struct command_join command = {
		.token = {token, TOKEN_BYTES},
		.name = {name, (uint32_t)size},
		.town.n = hall->session.towns[caster->index % hall->session.town_count]};
	client_give(client, ++caster->number, command_kind_join, &command);
}

static void paper_done(struct client *client, const struct frame_done *done)
{
	struct caster *caster = client->owner;
	(void)done;
	if (!caster->given_ns)
		return;
	latency_add(&caster->hall->ack, net_read_ns(client->net) - caster->given_ns);
	caster->given_ns = 0;
	caster->hall->cast++;
}

static void voter_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct caster *)client->owner)->hall->swarm, "voting", refused);
}

static void voter_closed(struct client *client, const char *why)
{
	swarm_lost(((struct caster *)client->owner)->hall->swarm, why);
}

static struct client *voter_client(void *context, uint32_t index)
{
	return &((struct hall *)context)->casters[index].client;
}

static bool everybody_joined(void *context)
{
	struct hall *hall = context;
	return hall->joined == hall->count;
}

static bool everybody_has_voted(void *context)
{
	struct hall *hall = context;
	return hall->cast == hall->count;
}

static bool open_voters(struct hall *hall)
{
	static const struct client_handler handler = {.welcomed = join,
						      .done = paper_done,
						      .refused = voter_refused,
						      .closed = voter_closed};
	hall->casters = calloc(hall->count, sizeof *hall->casters);
	if (!hall->casters)
		abort();
	for (uint32_t i = 0; i < hall->count; i++) {
		struct caster *caster = &hall->casters[i];
		caster->hall = hall;
		caster->index = i;
		client_init(&caster->client, hall->swarm->net, hall->swarm->decoder, &handler,
			    caster);
		memcpy(caster->client.code, hall->session.code, sizeof hall->session.code);
		caster->client.device = seed_device(hall->seed, i);
		caster->client.watch = true;
	}
	return swarm_open(hall->swarm, voter_client, hall, hall->count, PATIENCE_S) &&
	       swarm_wait(hall->swarm, everybody_joined, hall, PATIENCE_S, "everybody's joining");
}

/* Points on a few options, others for each voter. */
static void cast_paper(struct caster *caster)
{
	uint8_t choices[3 * PAIR_BYTES], check[CHECK_BYTES];
	uint32_t first = caster->index % (OPTIONS - 2);
	for (uint32_t i = 0; i < 3; i++) {
		struct pairs options = {caster->hall->options, OPTIONS};
		struct pair pair = {pairs_get(options, first + i).id, i == 2 ? 1 : 2};
		pair_write(choices + i * PAIR_BYTES, pair);
	}
	memset(check, (int)caster->index, sizeof check);
	struct command_cast command = {.ballot.n = caster->hall->ballot,
				       .choices = {choices, 3},
				       .check = {check, CHECK_BYTES}};
	caster->given_ns = clock_ns();
	client_give(&caster->client, ++caster->number, command_kind_cast, &command);
}

/* ---- the moderator ---- */

static void chair_done(struct client *client, const struct frame_done *done)
{
	struct hall *hall = client->owner;
	hall->answered = true;
	hall->result = done->result;
}

static void chair_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct hall *)client->owner)->swarm, "the ballot", refused);
}

static void chair_closed(struct client *client, const char *why)
{
	swarm_lost(((struct hall *)client->owner)->swarm, why);
}

static bool chair_is_welcome(void *context)
{
	return ((struct hall *)context)->chair.welcome;
}

static bool chair_is_answered(void *context)
{
	return ((struct hall *)context)->answered;
}

static bool open_chair(struct hall *hall)
{
	static const struct client_handler handler = {
		.done = chair_done, .refused = chair_refused, .closed = chair_closed};
	client_init(&hall->chair, hall->swarm->net, hall->swarm->decoder, &handler, hall);
	hall->chair.session = hall->session.number;
	hall->chair.device = seed_device(seed_random(), 0);
	seed_token(hall->seed, SEED_MODERATOR, hall->chair.token);
	client_open(&hall->chair);
	return swarm_wait(hall->swarm, chair_is_welcome, hall, PATIENCE_S, "the moderator");
}

static bool give(struct hall *hall, enum command_kind kind, const void *command)
{
	hall->answered = false;
	client_give(&hall->chair, ++hall->number, kind, command);
	return swarm_wait(hall->swarm, chair_is_answered, hall, PATIENCE_S, "an answer");
}

static bool add_options(struct hall *hall)
{
	for (uint32_t i = 0; i < OPTIONS; i++) {
		char text[32];
		int size = snprintf(text, sizeof text, "Option %u", i + 1);
		struct command_idea_add add = {.board.n = hall->session.plenary,
					       .text = {text, (uint32_t)size}};
		if (!give(hall, command_kind_idea_add, &add))
			return false;
		pair_write(hall->options + i * PAIR_BYTES,
			   (struct pair){(uint32_t)hall->result, 0});
	}
	return true;
}

static bool open_ballot(struct hall *hall, enum secrecy secrecy)
{
	static const char title[] = "Which comes first?";
	struct command_ballot_add add = {.title = {title, sizeof title - 1},
					 .method = ballot_method_dots,
					 .secrecy = secrecy,
					 .hidden = true,
					 .options = {hall->options, OPTIONS},
					 .points = POINTS,
					 .heap = 2};
	if (!give(hall, command_kind_ballot_add, &add))
		return false;
	hall->ballot = (uint32_t)hall->result;
	struct command_ballot_open open = {.ballot.n = hall->ballot};
	return give(hall, command_kind_ballot_open, &open);
}

/* ---- measuring ---- */

static bool vote(struct hall *hall, enum secrecy secrecy)
{
	if (!open_ballot(hall, secrecy))
		return false;
	hall->cast = 0;
	memset(&hall->ack, 0, sizeof hall->ack);
	uint64_t begun_ns = clock_ns();
	for (uint32_t i = 0; i < hall->count; i++)
		cast_paper(&hall->casters[i]);
	if (!swarm_wait(hall->swarm, everybody_has_voted, hall, PATIENCE_S, "everybody's vote"))
		return false;
	double seconds = (double)(clock_ns() - begun_ns) / 1e9;
	struct command_ballot_close close = {.ballot.n = hall->ballot};
	begun_ns = clock_ns();
	if (!give(hall, command_kind_ballot_close, &close))
		return false;
	printf("\"%s\": {\"seconds\": %.2f, \"papers_per_second\": %.0f, "
	       "\"ack_ms\": {\"p50\": %.1f, \"p99\": %.1f, \"max\": %.1f}, \"closing_ms\": %.1f}",
	       words_name(&words_secrecy, secrecy), seconds, hall->count / seconds,
	       latency_ms(&hall->ack, 0.5), latency_ms(&hall->ack, 0.99),
	       (double)hall->ack.max_ns / 1e6, (double)(clock_ns() - begun_ns) / 1e6);
	return true;
}

static void measure(struct hall *hall)
{
	printf("{\"voters\": %u, ", hall->count);
	if (!vote(hall, secrecy_plain))
		return;
	printf(", ");
	if (vote(hall, secrecy_confidential))
		puts("}");
}

int swarm_cast(struct swarm *swarm)
{
	static struct hall hall;
	hall = (struct hall){.swarm = swarm,
			     .seed = seed_random(),
			     .count = (uint32_t)swarm->options.subscribers};
	struct session_plan plan = {.title = "Voting", .town_count = TOWNS, .seed = hall.seed};
	if (!hall.count || hall.count + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_usage, "--subscribers wants 1 to %u",
			   swarm->descriptors - 64);
		return swarm->exit;
	}
	swarm->decoder = decoder_new(NULL);
	if (session_make(swarm, &hall.session, &plan) &&
	    session_enter(swarm, &hall.session, &plan)) {
		if (open_voters(&hall) && open_chair(&hall) && add_options(&hall))
			measure(&hall);
		client_free(&hall.chair);
		session_close(&hall.session);
	}
	for (uint32_t i = 0; hall.casters && i < hall.count; i++)
		client_free(&hall.casters[i].client);
	free(hall.casters);
	return swarm->exit;
}
