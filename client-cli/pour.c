#include "client-cli/pour.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MESSAGE_BYTES_FULL 40000u /* a further command of the largest size still fits */
#define PROGRESS_MS        100u

enum { place_open, place_sent, place_closed };

void pour_begin(struct pour *pour)
{
	pour->states = calloc(pour->count + 1, sizeof *pour->states);
	if (!pour->states)
		abort();
	pour->low = 0;
	pour->seen_seq = pour->shown_ms = 0;
	pour->ending = exit_done;
	pour->known = false;
}

void pour_end(struct pour *pour)
{
	free(pour->states);
	pour->states = NULL;
}

void pour_skip(struct pour *pour, uint32_t index)
{
	pour->states[index] = place_closed;
}

static void pass_closed(struct pour *pour)
{
	while (pour->low < pour->count && pour->states[pour->low] == place_closed)
		pour->low++;
}

/* ---- progress ---- */

static void show_progress(struct pour *pour, bool last)
{
	const struct cli *cli = pour->client->cli;
	uint64_t now_ms = link_now_ms();
	if (cli->quiet || cli->json || !isatty(STDERR_FILENO))
		return;
	if (!last && now_ms - pour->shown_ms < PROGRESS_MS)
		return;
	pour->shown_ms = now_ms;
	fprintf(stderr, "\r%s: %u of %u%s", pour->doing, pour->low, pour->count, last ? "\n" : "");
}

void pour_end_line(struct pour *pour)
{
	show_progress(pour, true);
}

/* ---- sending ---- */

static uint32_t wave_of(const struct pour *pour, uint32_t index)
{
	return pour->calls->wave ? pour->calls->wave(pour->context, index) : 0;
}

/* A command may be sent if all of earlier waves are closed and its number is less than 32 ahead of
 * the first that is not [CMD-1]. */
static bool may_send(const struct pour *pour, uint32_t index)
{
	return index < pour->count && index < pour->low + COMMANDS_UNANSWERED_MAX &&
	       wave_of(pour, index) == wave_of(pour, pour->low);
}

static int send_filled(struct pour *pour)
{
	int status = pour->calls->before_sending(pour->context);
	if (!status)
		client_send(pour->client);
	return status;
}

static int send_commands(struct pour *pour)
{
	struct client *client = pour->client;
	enum command_kind kind;
	union any_command args;
	int status = exit_done;
	buffer_clear(&client->out);
	for (uint32_t i = pour->low; !status && may_send(pour, i); i++) {
		if (pour->states[i] != place_open)
			continue;
		if (!pour->calls->fill(pour->context, i, &kind, &args)) {
			pour->states[i] = place_closed;
			continue;
		}
		codec_write_command(&client->out, pour->first + i, kind, &args);
		pour->states[i] = place_sent;
		if (client->out.size > MESSAGE_BYTES_FULL)
			status = send_filled(pour);
	}
	if (!status)
		status = send_filled(pour);
	/* Earlier runs sent nothing behind these: before that they would have noted more. */
	pour->known = true;
	pass_closed(pour);
	return status;
}

/* ---- answers ---- */

static int take_refusal(struct pour *pour, const struct frame_refused *refused)
{
	uint32_t index = (uint32_t)(refused->number - pour->first);
	pour->states[index] = place_open;
	if (refused->code == err_busy) { /* not looked at: it may have been done before */
		pour->known = false;
		return pour->ending || link_sleep(refused->retry_ms) ? exit_done : exit_interrupted;
	}
	if (refused->code == err_number_reused) /* something else was done under it */
		pour->known = false;
	if (pour->ending)
		return exit_done;
	pour->ending = pour->calls->refused(pour->context, index, refused);
	if (!pour->ending)
		pour->states[index] = place_closed;
	return exit_done;
}

/* The connection was lost: what is not answered is sent again. */
static int take_loss(struct pour *pour)
{
	if (pour->ending)
		return pour->ending;
	int status = client_reconnect(pour->client);
	for (uint32_t i = pour->low; i < pour->count; i++) {
		if (i >= pour->low + COMMANDS_UNANSWERED_MAX)
			break;
		if (pour->states[i] == place_sent)
			pour->states[i] = place_open;
	}
	return status;
}

static bool is_ours(const struct pour *pour, uint64_t number)
{
	return number >= pour->first && number - pour->first < pour->count;
}

static int take_step(struct pour *pour, enum client_step step, const struct frame *frame)
{
	struct client *client = pour->client;
	switch (step) {
	case client_step_done:
		client_extend(client);
		if (!is_ours(pour, frame->done.number))
			return exit_done;
		if (frame->done.seq > pour->seen_seq)
			pour->seen_seq = frame->done.seq;
		pour->calls->done(pour->context, (uint32_t)(frame->done.number - pour->first),
				  (uint32_t)frame->done.result);
		pour->states[frame->done.number - pour->first] = place_closed;
		return exit_done;
	case client_step_refused:
		client_extend(client);
		return is_ours(pour, frame->refused.number) ? take_refusal(pour, &frame->refused)
							    : exit_done;
	case client_step_lost:
		return take_loss(pour);
	case client_step_late:
		return cli_fail(client->cli, exit_unreachable, "no_answer",
				"no answer from %s within %u s; the same command goes on from here",
				client->identity.server, client->cli->timeout_s);
	case client_step_interrupted:
		return exit_interrupted;
	default:
		return exit_done;
	}
}

/* Waits for an answer, then takes all that have come. */
static int take_answers(struct pour *pour)
{
	struct client *client = pour->client;
	struct frame frame;
	uint64_t deadline_ms = client->deadline_ms;
	for (;;) {
		enum client_step step = client_next(client, deadline_ms, &frame);
		if (step == client_step_late && deadline_ms == 0)
			return exit_done;
		int status = take_step(pour, step, &frame);
		if (status || step == client_step_lost)
			return status;
		if (step == client_step_done || step == client_step_refused)
			deadline_ms = 0; /* only what is here */
	}
}

int pour_wait_shown(struct pour *pour)
{
	struct client *client = pour->client;
	struct frame frame;
	while (client->watch &&
	       (!client->complete || replica_seq(client->replica) < pour->seen_seq)) {
		enum client_step step = client_next(client, client->deadline_ms, &frame);
		int status = take_step(pour, step, &frame);
		if (status)
			return status;
	}
	return exit_done;
}

static bool is_waiting(const struct pour *pour)
{
	for (uint32_t i = pour->low; may_send(pour, i); i++)
		if (pour->states[i] == place_sent)
			return true;
	return false;
}

/* Waits for what is on its way. */
static int settle(struct pour *pour)
{
	int status = exit_done;
	while (!status && is_waiting(pour))
		status = take_answers(pour);
	if (status)
		return status;
	if (pour->known && pour->calls->settled)
		pour->calls->settled(pour->context);
	return pour->ending;
}

int pour_run(struct pour *pour)
{
	int status = exit_done;
	pass_closed(pour);
	/* Only sending moves `low`, so that the step from one wave to the next is seen here. */
	while (!status && !pour->ending && pour->low < pour->count) {
		uint32_t wave = wave_of(pour, pour->low);
		if (!pour->client->complete) /* after a loss */
			status = pour_wait_shown(pour);
		if (!status)
			status = send_commands(pour);
		show_progress(pour, false);
		if (status || pour->low == pour->count)
			break;
		if (wave_of(pour, pour->low) != wave)
			status = pour_wait_shown(pour);
		else if (is_waiting(pour))
			status = take_answers(pour);
	}
	if (!status && pour->ending)
		status = settle(pour);
	show_progress(pour, true);
	return status;
}
