/* What a client asks of its session: commands and their answers, pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"

#define SHOWN_MS_MAX 5000u /* a row may be late; the command is done all the same */

/* ---- commands ---- */

static int reserve(struct client *client, enum command_kind kind, const void *args,
		   uint64_t *number, bool *sent)
{
	struct profile_failure failure = {0};
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
	struct profile_failure failure = {0};
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
	char message[2200];
	client->refused = refused->code;
	if (client->refused == client->expected)
		return err_exit(refused->code);
	snprintf(message, sizeof message, "%s%.*s", client->about ? client->about : "",
		 (int)refused->message.size, refused->message.at);
	int status = cli_refuse(client->cli, refused->code, message, refused->retry_ms);
	client_advise(client, refused->code);
	return status;
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
	client->refused = err_none;
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
