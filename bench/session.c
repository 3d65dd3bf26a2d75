/* Making a session to put load on. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "protocol/link.h"

#define PATIENCE_S 30.0

/* ---- the seed ---- */

struct seed seed_random(void)
{
	struct seed seed;
	if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
		abort();
	return seed;
}

/* splitmix64's finaliser: nobody but this load generator has to guess these tokens. */
static uint64_t mixed(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

void seed_token(struct seed seed, uint32_t who, uint8_t token[TOKEN_BYTES])
{
	uint64_t first = mixed(seed.a ^ mixed(who)), second = mixed(seed.b ^ mixed(first + who));
	memcpy(token, &first, 8);
	memcpy(token + 8, &second, 8);
}

uint32_t seed_device(struct seed seed, uint32_t who)
{
	uint32_t device = (uint32_t)mixed(seed.a + mixed(seed.b ^ who));
	return device ? device : 1;
}

/* ---- the session ---- */

void session_town_name(uint32_t index, char *out, size_t out_size)
{
	static const char *const names[] = {"Saalfeld", "Rudolstadt", "Bad Blankenburg"};
	if (index < 3)
		snprintf(out, out_size, "%s", names[index]);
	else
		snprintf(out, out_size, "Town %u", index + 1);
}

static void take_closed(struct client *client, const char *why)
{
	swarm_lost(((struct session *)client->owner)->swarm, why);
}

static void take_refused(struct client *client, const struct frame_refused *refused)
{
	struct session *session = client->owner;
	bool repeated = refused->code == err_ballot_open_already;
	session->answered = true;
	if (!repeated)
		swarm_refused(session->swarm, "a command of host or moderator", refused);
}

/* The host's only command makes the session. */
static void take_made(struct client *client, const struct frame_done *done)
{
	struct session *session = client->owner;
	session->number = (uint32_t)done->result;
	session->answered = true;
}

static void ask_for_session(struct client *client, const struct frame_welcome *welcome)
{
	struct session *session = client->owner;
	const struct session_plan *plan = session->plan;
	(void)welcome;
	char names[LINES_MAX][64];
	uint8_t token[TOKEN_BYTES];
	seed_token(plan->seed, SEED_MODERATOR, token);
	struct command_session_create create = {
		.title = {plan->title, (uint32_t)strlen(plan->title)},
		.language = language_en,
		.method = {"open", 4},
		.towns.count = plan->town_count,
		.name = {"Moderator", 9},
		.token = {token, TOKEN_BYTES}};
	for (uint32_t i = 0; i < plan->town_count; i++) {
		session_town_name(i, names[i], sizeof names[i]);
		create.towns.at[i] = (struct text){names[i], (uint32_t)strlen(names[i])};
	}
	client_give(client, 1, command_kind_session_create, &create);
}

static const struct client_handler host_handler = {.welcomed = ask_for_session,
						   .done = take_made,
						   .refused = take_refused,
						   .closed = take_closed};

static void take_done(struct client *client, const struct frame_done *done)
{
	(void)done;
	((struct session *)client->owner)->answered = true;
}

static const struct client_handler moderator_handler = {
	.done = take_done, .refused = take_refused, .closed = take_closed};

static bool is_answered(void *context)
{
	return ((struct session *)context)->answered;
}

static bool has_rows(void *context)
{
	return ((struct session *)context)->moderator.fresh;
}

/* A link given as itself, or as a file that holds it. */
static bool read_host_link(struct swarm *swarm, struct link_target *link)
{
	const char *given = swarm->options.host_link;
	char line[512] = "";
	if (!given) {
		swarm_fail(swarm, exit_usage, "--host-link is missing");
		return false;
	}
	FILE *file = fopen(given, "r");
	if (file) {
		if (!fgets(line, sizeof line, file))
			line[0] = '\0';
		fclose(file);
		line[strcspn(line, "\r\n")] = '\0';
		given = line;
	}
	if (!link_read(given, link) || link->code[0]) {
		swarm_fail(swarm, exit_usage, "this is no host link");
		return false;
	}
	return true;
}

static bool learn_rows(struct swarm *swarm, struct session *session)
{
	const struct replica *replica = session->moderator.replica;
	uint32_t key[ROW_KEY_PARTS] = {session->number};
	struct row_session self;
	if (!replica_get(replica, row_kind_session, key, &self) ||
	    self.code.size != CODE_CHARACTERS) {
		swarm_fail(swarm, exit_failed, "the session's own row did not come");
		return false;
	}
	memcpy(session->code, self.code.at, CODE_CHARACTERS);
	const struct row **rows;
	uint32_t count = replica_rows(replica, row_kind_town, &rows);
	for (uint32_t i = 0; i < count && i < LINES_MAX; i++)
		session->towns[session->town_count++] = rows[i]->key[0];
	free(rows);
	count = replica_rows(replica, row_kind_board, &rows);
	for (uint32_t i = 0; i < count; i++) {
		struct row_board board;
		if (row_fields(rows[i], &board) && board.sort == board_sort_plenary)
			session->plenary = board.id.n;
	}
	free(rows);
	count = replica_rows(replica, row_kind_ballot, &rows);
	if (count)
		session->ballot = rows[0]->key[0];
	free(rows);
	if (!session->town_count || !session->plenary || !session->ballot)
		swarm_fail(swarm, exit_failed, "the session has no towns, plenary or ballot");
	return !swarm->exit;
}

static bool open_ballot(struct swarm *swarm, struct session *session)
{
	uint32_t key[ROW_KEY_PARTS] = {session->ballot};
	struct row_ballot ballot;
	if (replica_get(session->moderator.replica, row_kind_ballot, key, &ballot) &&
	    ballot.state == ballot_state_open)
		return true;
	struct command_ballot_open open = {.ballot.n = session->ballot};
	session->answered = false;
	client_give(&session->moderator, 1, command_kind_ballot_open, &open);
	return swarm_wait(swarm, is_answered, session, PATIENCE_S, "opening the ballot");
}

bool session_make(struct swarm *swarm, struct session *session, const struct session_plan *plan)
{
	struct link_target link;
	if (!read_host_link(swarm, &link))
		return false;
	session->swarm = swarm;
	session->plan = plan;
	session->answered = false;
	client_init(&session->host, swarm->net, swarm->decoder, &host_handler, session);
	session->host.session = link.session.n;
	memcpy(session->host.token, link.token, TOKEN_BYTES);
	session->host.device = seed_device(plan->seed, SEED_MODERATOR);
	client_open(&session->host);
	bool ok = swarm_wait(swarm, is_answered, session, PATIENCE_S, "making the session");
	client_free(&session->host);
	return ok;
}

static void moderator_init(struct swarm *swarm, struct session *session, struct client *client,
			   uint32_t device)
{
	client_init(client, swarm->net, swarm->decoder, &moderator_handler, session);
	client->session = session->number;
	seed_token(session->plan->seed, SEED_MODERATOR, client->token);
	client->device = device;
}

bool session_enter(struct swarm *swarm, struct session *session, const struct session_plan *plan)
{
	session->swarm = swarm;
	session->plan = plan;
	session->town_count = 0;
	moderator_init(swarm, session, &session->moderator,
		       seed_device(plan->seed, SEED_MODERATOR));
	session->moderator.watch = true;
	client_keep_rows(&session->moderator);
	client_open(&session->moderator);
	return swarm_wait(swarm, has_rows, session, PATIENCE_S, "the moderator's rows") &&
	       learn_rows(swarm, session) && open_ballot(swarm, session);
}

/* ---- marks ---- */

struct mark {
	struct swarm *swarm;
	const char *title;
	uint64_t seq;
};

static void mark_give(struct client *client, const struct frame_welcome *welcome)
{
	struct mark *mark = client->owner;
	(void)welcome;
	struct command_session_edit edit = {.title = {mark->title, (uint32_t)strlen(mark->title)}};
	client_give(client, 1, command_kind_session_edit, &edit);
}

static void mark_done(struct client *client, const struct frame_done *done)
{
	((struct mark *)client->owner)->seq = done->seq;
}

static void mark_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct mark *)client->owner)->swarm, "the last change", refused);
}

static void mark_closed(struct client *client, const char *why)
{
	swarm_lost(((struct mark *)client->owner)->swarm, why);
}

static bool mark_ready(void *context)
{
	return ((struct mark *)context)->seq != 0;
}

uint64_t session_mark(struct swarm *swarm, struct session *session, const char *title)
{
	static const struct client_handler handler = {.welcomed = mark_give,
						      .done = mark_done,
						      .refused = mark_refused,
						      .closed = mark_closed};
	struct mark mark = {.swarm = swarm, .title = title};
	struct client client;
	moderator_init(swarm, session, &client, seed_device(seed_random(), 0));
	client.handler = &handler;
	client.owner = &mark;
	client_open(&client);
	swarm_wait(swarm, mark_ready, &mark, PATIENCE_S, "the last change");
	client_free(&client);
	return mark.seq;
}

void session_close(struct session *session)
{
	client_free(&session->moderator);
}
