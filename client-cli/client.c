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
	if (failure->misnamed)
		return cli_misuse(client->cli, "%s", failure->message);
	return cli_fail(client->cli, exit_failed, "profile", "%s", failure->message);
}

int client_begin(struct client *client, struct cli *cli)
{
	struct profile_failure failure = {0};
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

static const char *advice_on(uint64_t code)
{
	switch (code) {
	case err_removed:
	case err_kept_out:
		return "A moderator can let you in again; please ask one.";
	case err_link_replaced:
	case err_token_void:
		return "'bogen join @FILE' takes the new link; who has none asks a moderator.";
	case err_token_unknown:
		return "Was it copied whole? If so, please ask a moderator for a new one.";
	case err_invitation_over:
	case err_invitation_void:
		return "Please ask a moderator for a new one.";
	default:
		return NULL;
	}
}

void client_advise(const struct client *client, uint64_t code)
{
	const char *advice = advice_on(code);
	if (advice && !client->cli->json)
		cli_say(client->cli, "%s", advice);
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
	problem->closed = closing->code;
}

static int say_problem(const struct client *client)
{
	if (link_interrupted())
		return exit_interrupted;
	cli_fail(client->cli, client->problem.exit, client->problem.code, "%s",
		 client->problem.message);
	client_advise(client, client->problem.closed);
	return client->problem.exit;
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

void client_hang_up(struct client *client)
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
			client_hang_up(client);
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
			client_hang_up(client);
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
			client_hang_up(client);
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
	if (!client->link && !client_try(client)) {
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
