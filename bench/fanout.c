/* `bogen-swarm fanout`: one session, many subscribers, edits of ideas.
 *
 * A delivery is a (row, revision) that a subscriber had not applied before. Each edit's text names
 * the edit, so a subscriber that applies it knows when it was sent. With --window W the edit of an
 * idea follows once every subscriber has applied the one before; W ideas are so under way, and
 * nothing can be left out. With --rate the edits come at their time, whatever has arrived.
 *
 * The same code measures bench-raw-epoll (--raw), which speaks just enough of the protocol. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/latency.h"
#include "bench/process.h"
#include "bench/session.h"
#include "bench/swarm.h"

#define PATIENCE_S   120.0
#define TEXT_BYTES   120u
#define IDEAS_MAX    256u
#define RATE_IDEAS   16u
#define EDITS_KEPT   65536u /* edits whose time of sending is known; a power of two */
#define TAG_NONE     UINT32_MAX
#define WARM_UP_NS   1000000000u
#define FIRST_NUMBER 2u /* 1 is the join */

/* A row whose update has not come yet. */
struct held {
	uint64_t revision;
	uint32_t slot, tag;
};

struct subscriber {
	struct client client;
	struct fanout *fanout;
	uint64_t *revisions; /* by slot: what was applied */
	uint32_t held_count, held_room;
	struct held *held;
};

struct editor {
	struct client client;
	struct fanout *fanout;
	uint32_t first; /* its ideas are first, first + 1, … */
	uint32_t count;
	uint64_t number; /* of the last command */
	uint32_t unanswered;
	bool joined;
};

struct slot {
	uint32_t idea;    /* its number; 0 until it is entered */
	uint32_t edit;    /* the one under way */
	uint32_t arrived; /* at so many subscribers */
	bool under_way;
};

struct fanout {
	struct swarm *swarm;
	struct session session;
	struct seed seed;
	struct subscriber *subscribers;
	struct editor *editors;
	uint32_t subscriber_count, editor_count, idea_count, entered;
	struct slot slots[IDEAS_MAX];
	uint32_t slot_of[IDEAS_MAX *
			 4]; /* by the idea's number: index + 1, 0 if it is none of ours */
	uint64_t sent_ns[EDITS_KEPT];
	uint32_t edits;
	bool counting;
	uint64_t deliveries;
	struct latency delivery;
};

/* ---- an edit's text ---- */

static void text_write(uint32_t edit, char out[TEXT_BYTES])
{
	static const char filler[] =
		" Our towns plan one network of cycle paths along the Saale, lit at night and "
		"cleared in winter, open to all from 2030 on. ";
	char number[12];
	snprintf(number, sizeof number, "%08x", edit);
	memcpy(out, number, 8);
	for (uint32_t i = 8; i < TEXT_BYTES; i++)
		out[i] = filler[(i - 8) % (sizeof filler - 1)];
	out[TEXT_BYTES - 1] = '.';
}

/* Called once for each distinct row: which edit it is. */
static uint32_t tag_of(const struct row_view *row)
{
	struct row_idea idea;
	if (row->kind != row_kind_idea || row->removed ||
	    !codec_row_fields(row->whole.at, row->whole.size, row_kind_idea, &idea) ||
	    idea.text.size != TEXT_BYTES)
		return TAG_NONE;
	char number[9] = "";
	memcpy(number, idea.text.at, 8);
	return (uint32_t)strtoul(number, NULL, 16);
}

/* ---- editing ---- */

static void give_edit(struct fanout *fanout, uint32_t index)
{
	struct slot *slot = &fanout->slots[index];
	struct editor *editor = &fanout->editors[index / COMMANDS_UNANSWERED_MAX];
	char text[TEXT_BYTES];
	uint32_t edit = fanout->edits++;
	text_write(edit, text);
	struct command_idea_edit command = {.idea.n = slot->idea, .text = {text, TEXT_BYTES}};
	slot->edit = edit;
	slot->arrived = 0;
	slot->under_way = true;
	fanout->sent_ns[edit % EDITS_KEPT] = clock_ns();
	editor->unanswered++;
	client_give(&editor->client, ++editor->number, command_kind_idea_edit, &command);
}

static void apply(struct subscriber *subscriber, const struct held *held, uint64_t now_ns)
{
	struct fanout *fanout = subscriber->fanout;
	struct slot *slot = &fanout->slots[held->slot];
	if (subscriber->revisions[held->slot] >= held->revision)
		return;
	subscriber->revisions[held->slot] = held->revision;
	if (held->tag == TAG_NONE)
		return;
	if (fanout->counting) {
		fanout->deliveries++;
		latency_add(&fanout->delivery, now_ns - fanout->sent_ns[held->tag % EDITS_KEPT]);
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
	if (row->row.kind != row_kind_idea || idea >= IDEAS_MAX * 4 ||
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

/* ---- editors: persons who have entered the ideas ---- */

static void enter_idea(struct editor *editor, uint32_t index)
{
	struct fanout *fanout = editor->fanout;
	char text[TEXT_BYTES];
	text_write(0, text);
	struct command_idea_add add = {.board.n = fanout->session.plenary,
				       .text = {text, TEXT_BYTES}};
	editor->number = FIRST_NUMBER + index - editor->first;
	client_give(&editor->client, editor->number, command_kind_idea_add, &add);
}

static void editor_welcomed(struct client *client, const struct frame_welcome *welcome)
{
	struct editor *editor = client->owner;
	if (welcome->person.n == 0) {
		struct command_join join = {.token = {client->token, TOKEN_BYTES},
					    .name = {"Editor", 6},
					    .town.n = editor->fanout->session.towns[0]};
		client_give(client, 1, command_kind_join, &join);
	} else if (!editor->joined) {
		editor->joined = true;
		conn_hurry(client->conn, true);
		for (uint32_t i = 0; i < editor->count; i++)
			enter_idea(editor, editor->first + i);
	}
}

static void editor_done(struct client *client, const struct frame_done *done)
{
	struct editor *editor = client->owner;
	struct fanout *fanout = editor->fanout;
	uint64_t index = editor->first + (done->number - FIRST_NUMBER);
	if (done->number == 1)
		return;
	if (index < editor->first + editor->count) {
		if (done->result == 0 || done->result >= IDEAS_MAX * 4) {
			swarm_fail(fanout->swarm, exit_failed, "the session is not a new one");
			return;
		}
		fanout->slots[index].idea = (uint32_t)done->result;
		fanout->slot_of[done->result] = (uint32_t)index + 1;
		fanout->entered++;
		return;
	}
	editor->unanswered--;
}

static void editor_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct editor *)client->owner)->fanout->swarm, "an edit", refused);
}

static void editor_closed(struct client *client, const char *why)
{
	swarm_lost(((struct editor *)client->owner)->fanout->swarm, why);
}

static bool all_entered(void *context)
{
	struct fanout *fanout = context;
	return fanout->entered == fanout->idea_count;
}

static struct client *editor_client(void *context, uint32_t index)
{
	return &((struct fanout *)context)->editors[index].client;
}

static bool open_editors(struct fanout *fanout)
{
	static const struct client_handler handler = {.welcomed = editor_welcomed,
						      .done = editor_done,
						      .refused = editor_refused,
						      .closed = editor_closed};
	uint32_t count =
		(fanout->idea_count + COMMANDS_UNANSWERED_MAX - 1) / COMMANDS_UNANSWERED_MAX;
	fanout->editors = calloc(count, sizeof(struct editor));
	if (!fanout->editors)
		abort();
	fanout->editor_count = count;
	for (uint32_t i = 0; i < count; i++) {
		struct editor *editor = &fanout->editors[i];
		uint32_t left = fanout->idea_count - i * COMMANDS_UNANSWERED_MAX;
		editor->fanout = fanout;
		editor->first = i * COMMANDS_UNANSWERED_MAX;
		editor->count = left < COMMANDS_UNANSWERED_MAX ? left : COMMANDS_UNANSWERED_MAX;
		client_init(&editor->client, fanout->swarm->net, fanout->swarm->decoder, &handler,
			    editor);
		memcpy(editor->client.code, fanout->session.code, sizeof fanout->session.code);
		seed_token(fanout->seed, i, editor->client.token);
		editor->client.device = seed_device(fanout->seed, i);
	}
	return swarm_open(fanout->swarm, editor_client, fanout, count, PATIENCE_S) &&
	       swarm_wait(fanout->swarm, all_entered, fanout, PATIENCE_S, "entering the ideas");
}

/* ---- measuring ---- */

static bool may_edit(const struct fanout *fanout, uint32_t index)
{
	const struct editor *editor = &fanout->editors[index / COMMANDS_UNANSWERED_MAX];
	return editor->unanswered < COMMANDS_UNANSWERED_MAX;
}

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
			if (!may_edit(fanout, index))
				return now_ns + 1000000u;
			give_edit(fanout, index);
			fanout->sent_ns[(fanout->edits - 1) % EDITS_KEPT] = due_ns;
		}
	}
	for (uint32_t i = 0; i < fanout->idea_count; i++)
		if (!fanout->slots[i].under_way && may_edit(fanout, i))
			give_edit(fanout, i);
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
		"{s:f,s:o,s:f,s:I,s:f,s:f,s:f,s:i,s:i,s:I,s:f}", "deliveries_per_second",
		rounded((double)fanout->deliveries / figures->seconds, 1), "delivery_ms",
		latency_json(&fanout->delivery), "server_cpu_s_per_million",
		rounded(figures->server_cpu_s * per_million, 1000), "rss_bytes_per_connection",
		(json_int_t)figures->rss_per_connection, "server_cores_busy",
		rounded(figures->server_cpu_s / figures->seconds, 100), "load_cores_busy",
		rounded(figures->load_cpu_s / figures->seconds, 100), "load_cpu_s_per_million",
		rounded(figures->load_cpu_s * per_million, 1000), "subscribers",
		(int)fanout->subscriber_count, "edits", (int)figures->edits, "deliveries",
		(json_int_t)fanout->deliveries, "edits_per_second",
		rounded(figures->edits / figures->seconds, 10));
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
	if (!options->subscribers || window > IDEAS_MAX) {
		swarm_fail(swarm, exit_usage,
			   "fanout wants --subscribers, and a --window of at most %u", IDEAS_MAX);
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
	if (!(options->raw ? open_raw(fanout) : open_made(fanout)) || !open_editors(fanout))
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
	swarm->decoder = decoder_new(tag_of);
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
