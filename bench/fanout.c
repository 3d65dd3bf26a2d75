/* `bogen-swarm fanout`: one session, many subscribers, edits of ideas.
 *
 * A delivery is a (row, revision) that a subscriber had not applied before. Each edit's text names
 * the edit, so a subscriber that applies it knows when it was sent. With --window W the edit of an
 * idea follows once every subscriber has applied the one before; W ideas are so under way, and
 * nothing can be left out. With --rate the edits come at their time, whatever has arrived.
 *
 * The same code measures bench-raw-epoll (--raw), which speaks just enough of the protocol. */
#include "bench/fanout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/process.h"

#define PATIENCE_S 120.0
#define RATE_IDEAS 16u
#define WARM_UP_NS 1000000000u

static void apply(struct subscriber *subscriber, const struct held *held, uint64_t now_ns)
{
	struct fanout *fanout = subscriber->fanout;
	struct slot *slot = &fanout->slots[held->slot];
	if (subscriber->revisions[held->slot] >= held->revision)
		return;
	subscriber->revisions[held->slot] = held->revision;
	if (held->tag == FANOUT_TAG_NONE)
		return;
	if (fanout->counting) {
		fanout->deliveries++;
		latency_add(&fanout->delivery,
			    now_ns - fanout->sent_ns[held->tag % FANOUT_EDITS_KEPT]);
	}
	if (slot->under_way && slot->edit == held->tag &&
	    ++slot->arrived == fanout->subscriber_count)
		slot->under_way = false;
}

/* ---- subscribers ---- */

static void take_row(struct client *client, const struct decoded_frame *row)
{
	struct subscriber *subscriber = client->owner;
	uint32_t idea = row->row.key[0];
	if (row->row.kind != row_kind_idea || idea >= FANOUT_IDEAS_MAX * 4 ||
	    !subscriber->fanout->slot_of[idea])
		return;
	if (subscriber->held_count == subscriber->held_room) {
		subscriber->held_room = subscriber->held_room ? subscriber->held_room * 2 : 4;
		subscriber->held =
			realloc(subscriber->held, subscriber->held_room * sizeof *subscriber->held);
		if (!subscriber->held)
			abort();
	}
	subscriber->held[subscriber->held_count++] =
		(struct held){.revision = row->row.revision,
			      .slot = subscriber->fanout->slot_of[idea] - 1,
			      .tag = row->tag};
}

static void take_update(struct client *client, uint64_t seq)
{
	struct subscriber *subscriber = client->owner;
	uint64_t now_ns = net_read_ns(client->net);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < subscriber->held_count; i++) {
		if (subscriber->held[i].revision > seq)
			subscriber->held[kept++] = subscriber->held[i];
		else
			apply(subscriber, &subscriber->held[i], now_ns);
	}
	subscriber->fanout->updates +=
		subscriber->fanout->counting && subscriber->held_count > kept;
	subscriber->held_count = kept;
}

static void subscriber_closed(struct client *client, const char *why)
{
	swarm_lost(((struct subscriber *)client->owner)->fanout->swarm, why);
}

static struct client *subscriber_client(void *context, uint32_t index)
{
	struct fanout *fanout = context;
	return &fanout->subscribers[index].client;
}

static bool open_subscribers(struct fanout *fanout)
{
	static const struct client_handler handler = {
		.row = take_row, .updated = take_update, .closed = subscriber_closed};
	fanout->subscribers = calloc(fanout->subscriber_count + 1, sizeof(struct subscriber));
	if (!fanout->subscribers)
		abort();
	for (uint32_t i = 0; i < fanout->subscriber_count; i++) {
		struct subscriber *subscriber = &fanout->subscribers[i];
		subscriber->fanout = fanout;
		subscriber->revisions = calloc(fanout->idea_count, sizeof(uint64_t));
		if (!subscriber->revisions)
			abort();
		client_init(&subscriber->client, fanout->swarm->net, fanout->swarm->decoder,
			    &handler, subscriber);
		memcpy(subscriber->client.code, fanout->session.code, sizeof fanout->session.code);
		subscriber->client.watch = true;
	}
	return swarm_open(fanout->swarm, subscriber_client, fanout, fanout->subscriber_count,
			  PATIENCE_S);
}

/* ---- measuring ---- */

/* Gives what is to be given now; returns when to look again. */
static uint64_t edit_what_is_due(struct fanout *fanout, uint64_t begin_ns)
{
	const struct options *options = &fanout->swarm->options;
	uint64_t now_ns = clock_ns();
	if (options->rate > 0) {
		for (;;) {
			uint64_t due_ns =
				begin_ns + (uint64_t)((double)fanout->edits * 1e9 / options->rate);
			uint32_t index = fanout->edits % fanout->idea_count;
			if (due_ns > now_ns)
				return due_ns;
			if (!fanout_may_edit(fanout, index))
				return now_ns + 1000000u;
			fanout_edit(fanout, index);
			fanout->sent_ns[(fanout->edits - 1) % FANOUT_EDITS_KEPT] = due_ns;
		}
	}
	for (uint32_t i = 0; i < fanout->idea_count; i++)
		if (!fanout->slots[i].under_way && fanout_may_edit(fanout, i))
			fanout_edit(fanout, i);
	return now_ns + 100000000u;
}

static double own_cpu_s(void)
{
	struct timespec own;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
	return (double)own.tv_sec + (double)own.tv_nsec / 1e9;
}

static double rounded(double number, double to)
{
	return round(number * to) / to;
}

struct figures {
	double seconds, server_cpu_s, load_cpu_s;
	uint32_t edits;
	uint64_t rss_per_connection;
};

static bool measure(struct fanout *fanout, struct figures *figures)
{
	struct swarm *swarm = fanout->swarm;
	uint64_t begin_ns = clock_ns(), count_ns = begin_ns + WARM_UP_NS, started_ns = 0;
	uint64_t span_ns = (uint64_t)(swarm->options.seconds * 1e9), server_cpu_ns = 0;
	double load_cpu_s = 0;
	uint32_t edits = 0;
	while (!swarm->exit) {
		uint64_t now_ns = clock_ns();
		if (!fanout->counting && now_ns >= count_ns) {
			fanout->counting = true;
			started_ns = now_ns;
			server_cpu_ns = process_cpu_ns(swarm->server_pid);
			load_cpu_s = own_cpu_s();
			edits = fanout->edits;
		}
		if (fanout->counting && now_ns >= started_ns + span_ns)
			break;
		uint64_t until_ns = edit_what_is_due(fanout, begin_ns);
		uint64_t end_ns = fanout->counting ? started_ns + span_ns : count_ns;
		net_turn(swarm->net, until_ns < end_ns ? until_ns : end_ns);
	}
	fanout->counting = false;
	figures->seconds = (double)(clock_ns() - started_ns) / 1e9;
	figures->server_cpu_s = (double)(process_cpu_ns(swarm->server_pid) - server_cpu_ns) / 1e9;
	figures->load_cpu_s = own_cpu_s() - load_cpu_s;
	figures->edits = fanout->edits - edits;
	return !swarm->exit;
}

static void report(const struct fanout *fanout, const struct figures *figures)
{
	double millions = (double)fanout->deliveries / 1e6;
	double per_million = millions > 0 ? 1 / millions : 0;
	json_t *json = json_pack(
		"{s:f,s:o,s:f,s:I,s:f,s:f,s:f,s:i,s:i,s:I,s:f,s:f}", "deliveries_per_second",
		rounded((double)fanout->deliveries / figures->seconds, 1), "delivery_ms",
		latency_json(&fanout->delivery), "server_cpu_s_per_million",
		rounded(figures->server_cpu_s * per_million, 1000), "rss_bytes_per_connection",
		(json_int_t)figures->rss_per_connection, "server_cores_busy",
		rounded(figures->server_cpu_s / figures->seconds, 100), "load_cores_busy",
		rounded(figures->load_cpu_s / figures->seconds, 100), "load_cpu_s_per_million",
		rounded(figures->load_cpu_s * per_million, 1000), "subscribers",
		(int)fanout->subscriber_count, "edits", (int)figures->edits, "deliveries",
		(json_int_t)fanout->deliveries, "edits_per_second",
		rounded(figures->edits / figures->seconds, 10), "deliveries_per_update",
		rounded(fanout->updates ? (double)fanout->deliveries / (double)fanout->updates : 0,
			10));
	json_dumpf(json, stdout,
		   JSON_REAL_PRECISION(10) | (fanout->swarm->options.json ? 0 : JSON_INDENT(2)));
	putchar('\n');
	json_decref(json);
}

/* bench-raw-epoll has no sessions and no persons: one code, and whoever connects may edit. */
static bool open_raw(struct fanout *fanout)
{
	memcpy(fanout->session.code, "00000000", CODE_CHARACTERS + 1);
	fanout->session.plenary = 1;
	fanout->session.towns[0] = 1;
	return true;
}

static bool open_made(struct fanout *fanout)
{
	struct session_plan plan = {.title = "Fan-out", .town_count = 1, .seed = fanout->seed};
	bool ok = session_make(fanout->swarm, &fanout->session, &plan) &&
		  session_enter(fanout->swarm, &fanout->session, &plan);
	/* The moderator would be one more subscriber. */
	session_close(&fanout->session);
	return ok;
}

static bool run(struct fanout *fanout)
{
	struct swarm *swarm = fanout->swarm;
	const struct options *options = &swarm->options;
	uint64_t window = options->window ? options->window : options->rate > 0 ? RATE_IDEAS : 1;
	if (!options->subscribers || window > FANOUT_IDEAS_MAX) {
		swarm_fail(swarm, exit_usage,
			   "fanout wants --subscribers, and a --window of at most %u",
			   FANOUT_IDEAS_MAX);
		return false;
	}
	if (options->subscribers + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_failed, "only %u descriptors may be open",
			   swarm->descriptors);
		return false;
	}
	fanout->subscriber_count = (uint32_t)options->subscribers;
	fanout->idea_count = (uint32_t)window;
	fanout->seed = seed_random();
	if (!(options->raw ? open_raw(fanout) : open_made(fanout)) || !fanout_open_editors(fanout))
		return false;
	struct figures figures = {0};
	uint64_t rss = process_rss_bytes(swarm->server_pid);
	if (!open_subscribers(fanout))
		return false;
	uint64_t rss_now = process_rss_bytes(swarm->server_pid);
	figures.rss_per_connection = rss_now > rss ? (rss_now - rss) / fanout->subscriber_count : 0;
	if (!measure(fanout, &figures))
		return false;
	report(fanout, &figures);
	return true;
}

int swarm_fanout(struct swarm *swarm)
{
	static struct fanout fanout;
	fanout.swarm = swarm;
	swarm->decoder = decoder_new(fanout_tag);
	run(&fanout);
	for (uint32_t i = 0; fanout.subscribers && i < fanout.subscriber_count; i++) {
		client_free(&fanout.subscribers[i].client);
		free(fanout.subscribers[i].revisions);
		free(fanout.subscribers[i].held);
	}
	for (uint32_t i = 0; i < fanout.editor_count; i++)
		client_free(&fanout.editors[i].client);
	free(fanout.subscribers);
	free(fanout.editors);
	return swarm->exit;
}
