#include "client-cli/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define BACKOFF_MS_MAX 30000u
#define SHOWN_MS_MAX   5000u /* a row may be late; the command is done all the same */
#define PROGRAM        "bogen/" BOGEN_VERSION

/* ---- beginning ---- */

int client_profile_failed(const struct client *client, const struct profile_failure *failure)
{
	return cli_fail(client->cli, exit_failed, "profile", "%s", failure->message);
}

int client_begin(struct client *client, struct cli *cli)
{
	struct profile_failure failure;
	*client = (struct client){.cli = cli};
	if (!profile_open(&client->profile, cli->profile_name, &failure)) {
		int status = client_profile_failed(client, &failure);
		client_end(client);
		return status;
	}
	client->replica = replica_new();
	client->device = client->profile.device;
	client_extend(client);
	return exit_done;
}

void client_end(struct client *client)
{
	link_close(client->link);
	if (client->replica)
		replica_free(client->replica);
	buffer_free(&client->out);
	profile_close(&client->profile);
	*client = (struct client){0};
}

void client_extend(struct client *client)
{
	client->deadline_ms = link_now_ms() + (uint64_t)client->cli->timeout_s * 1000u;
}

static int use_secret(struct client *client, const struct profile_secret *secret,
		      const char *server)
{
	const char *url = client->cli->server ? client->cli->server : server;
	snprintf(client->identity.server, sizeof client->identity.server, "%s", url);
	client->identity.code[0] = '\0';
	client->identity.session = secret->session;
	memcpy(client->identity.token, secret->token, TOKEN_BYTES);
	return exit_done;
}

int client_as_member(struct client *client)
{
	const struct profile *profile = &client->profile;
	if (!profile->member.known)
		return cli_fail(
			client->cli, exit_forbidden, "not_joined",
			"the profile '%s' is in no session yet; 'bogen join CODE' takes part",
			profile->name);
	return use_secret(client, &profile->member, profile->server);
}

int client_as_host(struct client *client)
{
	const struct profile *profile = &client->profile;
	if (!profile->host.known)
		return cli_fail(client->cli, exit_forbidden, "not_host",
				"the profile '%s' has no host link; 'bogen host LINK' keeps one",
				profile->name);
	return use_secret(client, &profile->host, profile->host_server);
}

int client_join_in(struct client *client, struct cli *cli, bool watch)
{
	int status = client_begin(client, cli);
	if (status)
		return status;
	status = client_as_member(client);
	if (!status)
		status = client_connect(client, watch);
	if (status)
		client_end(client);
	return status;
}

/* ---- problems ---- */

static void unreachable(struct client *client, const char *reason)
{
	struct client_problem *problem = &client->problem;
	*problem = (struct client_problem){.exit = exit_unreachable, .worth_retrying = true};
	snprintf(problem->code, sizeof problem->code, "unreachable");
	snprintf(problem->message, sizeof problem->message, "cannot reach %s: %s",
		 client->identity.server, reason);
}

static void closed(struct client *client, const struct frame_closing *closing)
{
	struct client_problem *problem = &client->problem;
	const char *name = err_name(closing->code);
	*problem = (struct client_problem){
		.exit = err_exit(closing->code),
		.worth_retrying = closing->retry_ms > 0,
		.retry_ms = closing->retry_ms,
	};
	snprintf(problem->code, sizeof problem->code, "%s", name ? name : "closed");
	snprintf(problem->message, sizeof problem->message, "%.*s", (int)closing->message.size,
		 closing->message.at);
}

static int say_problem(const struct client *client)
{
	if (link_interrupted())
		return exit_interrupted;
	return cli_fail(client->cli, client->problem.exit, client->problem.code, "%s",
			client->problem.message);
}

/* ---- frames ---- */

static uint64_t wall_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u;
}

static void take_welcome(struct client *client, const struct frame_welcome *welcome)
{
	client->welcome = *welcome;
	client->ahead_ms = (int64_t)welcome->server_ms - (int64_t)wall_ms();
	if (!welcome->resumed) { /* [HELLO-4] */
		if (client->before_reset)
			client->before_reset(client->context);
		client->complete = false;
	}
	replica_welcome(client->replica, welcome->resumed, welcome->scope);
}

uint64_t client_server_ms(const struct client *client)
{
	return (uint64_t)((int64_t)wall_ms() + client->ahead_ms);
}

/* Whether it was a passing row, which is put at once [ROW-3]. */
static bool take_row(struct client *client)
{
	struct row_view row;
	if (!codec_reader_row(link_reader(client->link), &row))
		return false;
	replica_hold(client->replica, &row);
	return row.revision == 0;
}

static void hang_up(struct client *client)
{
	link_close(client->link);
	client->link = NULL;
}

enum client_step client_next(struct client *client, uint64_t deadline_ms, struct frame *frame)
{
	for (;;) {
		switch (link_next(client->link, deadline_ms, frame)) {
		case link_event_frame:
			break;
		case link_event_late:
			return client_step_late;
		case link_event_interrupted:
			return client_step_interrupted;
		case link_event_lost:
			unreachable(client, link_reason(client->link));
			hang_up(client);
			return client_step_lost;
		}
		switch (frame->kind) {
		case frame_kind_row:
			if (take_row(client))
				return client_step_passing;
			break;
		case frame_kind_update:
			replica_put(client->replica, frame->update.cursor, frame->update.seq);
			client->complete = true;
			return client_step_update;
		case frame_kind_page:
			/* The rows of a page belong to the page [PAGE-1]: all are put. */
			replica_put(client->replica, (struct bytes){0}, UINT64_MAX);
			return client_step_page;
		case frame_kind_welcome:
			take_welcome(client, &frame->welcome);
			return client_step_welcome;
		case frame_kind_done:
			return client_step_done;
		case frame_kind_refused:
			return client_step_refused;
		case frame_kind_closing:
			closed(client, &frame->closing);
			hang_up(client);
			return client_step_lost;
		default: /* pong, and what newer servers say */
			break;
		}
	}
}

void client_send(struct client *client)
{
	if (client->out.size > 0 && client->link)
		link_send(client->link, &client->out);
	buffer_clear(&client->out);
}

/* ---- connecting ---- */

static void send_hello(struct client *client)
{
	const struct client_identity *identity = &client->identity;
	struct frame_hello hello = {
		.version = PROTOCOL_VERSION,
		.code = cli_text(identity->code),
		.language = client->cli->language,
		.device = {client->device},
		.watch = client->watch,
		.client = cli_text(PROGRAM),
	};
	if (!identity->code[0]) {
		hello.session = identity->session;
		hello.token = (struct bytes){identity->token, TOKEN_BYTES};
	}
	if (client->watch && client->complete) {
		hello.cursor = replica_cursor(client->replica);
		hello.scope = replica_scope(client->replica);
	}
	buffer_clear(&client->out);
	codec_write_frame(&client->out, frame_kind_hello, &hello);
	client_send(client);
}

bool client_try(struct client *client)
{
	char reason[256];
	struct frame frame;
	client->link =
		link_open(client->identity.server, client->deadline_ms, reason, sizeof reason);
	if (!client->link) {
		unreachable(client, reason);
		return false;
	}
	send_hello(client);
	for (;;) {
		switch (client_next(client, client->deadline_ms, &frame)) {
		case client_step_welcome:
			return true;
		case client_step_lost:
			return false;
		case client_step_late:
		case client_step_interrupted:
			unreachable(client, "no answer in time");
			hang_up(client);
			return false;
		default:
			break;
		}
	}
}

uint64_t client_backoff_ms(const struct client *client, uint32_t failures)
{
	uint64_t wait_ms = 200u << (failures < 8 ? failures : 8), spread = 0;
	if (wait_ms < client->problem.retry_ms)
		wait_ms = client->problem.retry_ms;
	if (wait_ms > BACKOFF_MS_MAX)
		wait_ms = BACKOFF_MS_MAX;
	if (getrandom(&spread, sizeof spread, 0) < 0)
		abort();
	return wait_ms + spread % (wait_ms + 1);
}

/* A person who has left is hung up on, and not known again: both are as good as the answer. */
static bool has_left(const struct client *client)
{
	return client->leaving && (strcmp(client->problem.code, err_name(err_signed_out)) == 0 ||
				   strcmp(client->problem.code, err_name(err_token_unknown)) == 0);
}

int client_reconnect(struct client *client)
{
	for (uint32_t failures = 0; !client->link; failures++) {
		uint64_t now_ms = link_now_ms();
		if (has_left(client))
			return exit_done;
		if (!client->problem.worth_retrying || now_ms >= client->deadline_ms)
			return say_problem(client);
		uint64_t wait_ms = client_backoff_ms(client, failures);
		if (wait_ms > client->deadline_ms - now_ms)
			wait_ms = client->deadline_ms - now_ms;
		if (!link_sleep(wait_ms))
			return exit_interrupted;
		if (client_try(client))
			break;
	}
	return exit_done;
}

/* With `watch`: until all rows have come. */
static int wait_complete(struct client *client)
{
	struct frame frame;
	while (client->watch && !client->complete) {
		int status = exit_done;
		switch (client_next(client, client->deadline_ms, &frame)) {
		case client_step_lost:
			status = client_reconnect(client);
			break;
		case client_step_late:
			unreachable(client, "no answer in time");
			return say_problem(client);
		case client_step_interrupted:
			return exit_interrupted;
		default:
			break;
		}
		if (status)
			return status;
	}
	return exit_done;
}

int client_connect(struct client *client, bool watch)
{
	if (!link_url_is_good(client->identity.server))
		return cli_misuse(client->cli, "'%s' is not a server's address; write https://HOST",
				  client->identity.server);
	client->watch = watch;
	if (!client_try(client)) {
		/* A server that is not there is said at once; one that asks to come back later is
		 * taken at its word. */
		if (link_interrupted() || client->problem.retry_ms == 0)
			return say_problem(client);
		int status = client_reconnect(client);
		if (status)
			return status;
	}
	return wait_complete(client);
}

/* ---- commands ---- */

static int reserve(struct client *client, enum command_kind kind, const void *args,
		   uint64_t *number, bool *sent)
{
	struct profile_failure failure;
	struct buffer body = {0};
	uint32_t session = client->identity.session.n;
	buffer_append(&body, client->identity.server, strlen(client->identity.server));
	buffer_append(&body, &session, sizeof session);
	codec_write_command(&body, 0, kind, args);
	bool reserved = profile_reserve(&client->profile, &body, number, sent, &failure);
	buffer_free(&body);
	return reserved ? exit_done : client_profile_failed(client, &failure);
}

static int settle(struct client *client, uint64_t number)
{
	struct profile_failure failure;
	if (profile_answered(&client->profile, number, &failure))
		return exit_done;
	return client_profile_failed(client, &failure);
}

static void send_command(struct client *client, uint64_t number, enum command_kind kind,
			 const void *args)
{
	buffer_clear(&client->out);
	codec_write_command(&client->out, number, kind, args);
	client_send(client);
}

static int no_answer(struct client *client)
{
	return cli_fail(client->cli, exit_unreachable, "no_answer",
			"no answer from %s within %u s. It may have been done or not; the same "
			"command given again is done at most once",
			client->identity.server, client->cli->timeout_s);
}

int client_wait_shown(struct client *client)
{
	struct frame frame;
	uint64_t deadline_ms = link_now_ms() + SHOWN_MS_MAX;
	if (deadline_ms > client->deadline_ms)
		deadline_ms = client->deadline_ms;
	while (!client->complete || replica_seq(client->replica) < client->done_seq) {
		enum client_step step = client_next(client, deadline_ms, &frame);
		if (step == client_step_interrupted)
			return exit_interrupted;
		if (step == client_step_late || step == client_step_lost)
			return exit_done; /* what was done is done */
	}
	return exit_done;
}

/* Waits for the answer to `number`; true if it has come. Else `*status` is 0 if the connection was
 * lost, or the exit code to end with. */
static bool wait_answer(struct client *client, uint64_t number, struct frame *frame, int *status)
{
	*status = exit_done;
	for (;;) {
		switch (client_next(client, client->deadline_ms, frame)) {
		case client_step_done:
			if (frame->done.number == number)
				return true;
			break;
		case client_step_refused:
			if (frame->refused.number == number)
				return true;
			break;
		case client_step_lost:
			return false;
		case client_step_late:
			*status = no_answer(client);
			return false;
		case client_step_interrupted:
			*status = exit_interrupted;
			return false;
		default:
			break;
		}
	}
}

static int say_refusal(struct client *client, const struct frame_refused *refused)
{
	char message[2100];
	snprintf(message, sizeof message, "%.*s", (int)refused->message.size, refused->message.at);
	return cli_refuse(client->cli, refused->code, message);
}

static int refuse(struct client *client, uint64_t number, const struct frame_refused *refused)
{
	int status = settle(client, number);
	return status ? status : say_refusal(client, refused);
}

int client_command(struct client *client, enum command_kind kind, const void *args,
		   uint32_t *created)
{
	uint64_t number;
	bool sent_before;
	int status = reserve(client, kind, args, &number, &sent_before);
	client_extend(client);
	while (!status) {
		struct frame frame;
		send_command(client, number, kind, args);
		if (!wait_answer(client, number, &frame, &status)) {
			sent_before = true;
			if (!status)
				status = client_reconnect(client);
			if (!status && !client->link)
				return settle(client, number); /* left */
			continue;
		}
		if (frame.kind == frame_kind_done) {
			*created = (uint32_t)frame.done.result; /* at most ID_MAX */
			client->done_seq = frame.done.seq;
			return settle(client, number);
		}
		if (frame.refused.code == err_busy && link_now_ms() < client->deadline_ms) {
			if (!link_sleep(frame.refused.retry_ms))
				return exit_interrupted;
			continue;
		}
		/* Others of this profile were faster with later numbers, and this one has never
		 * been done: it may have a new number. */
		if (frame.refused.code == err_number_old && !sent_before) {
			status = settle(client, number);
			if (!status)
				status = reserve(client, kind, args, &number, &sent_before);
			continue;
		}
		return refuse(client, number, &frame.refused);
	}
	return status;
}

/* ---- pages ---- */

static void ask_page(struct client *client, uint64_t number, uint64_t position)
{
	struct frame_read read = {.number = number, .position = position};
	buffer_clear(&client->out);
	codec_write_frame(&client->out, frame_kind_read, &read);
	client_send(client);
	client_extend(client);
}

/* The connection was lost: positions belong to one server process, so all is read anew. The welcome
 * has dropped the rows. */
static int read_anew(struct client *client, uint64_t number)
{
	int status = client_reconnect(client);
	if (!status)
		ask_page(client, number, 0);
	return status;
}

int client_read_pages(struct client *client)
{
	uint64_t number = 1;
	struct frame frame;
	ask_page(client, number, 0);
	for (;;) {
		int status = exit_done;
		switch (client_next(client, client->deadline_ms, &frame)) {
		case client_step_page:
			if (frame.page.next == 0)
				return exit_done;
			ask_page(client, ++number, frame.page.next);
			break;
		case client_step_refused:
			return say_refusal(client, &frame.refused);
		case client_step_lost:
			status = read_anew(client, ++number);
			break;
		case client_step_late:
			return cli_fail(client->cli, exit_unreachable, "no_answer",
					"no answer from %s within %u s", client->identity.server,
					client->cli->timeout_s);
		case client_step_interrupted:
			return exit_interrupted;
		default:
			break;
		}
		if (status)
			return status;
	}
}
