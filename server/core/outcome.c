/* What comes of a batch once the log has answered: rows are put, senders are answered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/derive.h"
#include "server/core/fan.h"
#include "server/core/session_keys.h"
#include "server/core/update.h"

#define STORE_RETRY_MS 2000u

static void answer_one(struct session *session, struct verdict *verdict, enum log_outcome outcome)
{
	struct viewer *viewer = viewer_find(session->core, verdict->conn);
	if (!viewer)
		return;
	/* What was durable before, a repeated command's answer, stays so. */
	if (!verdict->err && outcome == log_failed && verdict->seq > session->head.seq)
		verdict->err = err_not_stored;
	enum err err = verdict->err;
	if (err) {
		session->core->figures.refusals++;
		viewer_append_refusal(viewer, verdict->number, err,
				      verdict->detail ? verdict->detail : "",
				      err == err_not_stored ? STORE_RETRY_MS : verdict->retry_ms,
				      &viewer->answers);
	} else {
		struct frame_done done = {
			.number = verdict->number, .seq = verdict->seq, .result = verdict->result};
		codec_write_frame(&viewer->answers, frame_kind_done, &done);
		if (viewer->watch)
			fan_note_only(viewer); /* a cursor that has passed `seq` */
	}
	viewer->answered++;
	if (viewer->answers.size > UPDATE_BYTES_MAX / 2) {
		viewer_send(viewer, edge_message_send, &viewer->answers);
		buffer_clear(&viewer->answers);
	}
}

/* Owners get their rows with the answers; the next fan-out brings the cursor for them. */
static void send_own_rows(struct session *session, uint64_t before)
{
	struct state *state = session->state;
	for (uint32_t i = 0; i < state->owners_touched_count; i++) {
		uint32_t list = state->owners_touched[i];
		uint32_t person = list & LIST_NUMBER_MASK;
		struct viewer *viewer =
			person < session->person_room ? session->persons[person] : NULL;
		for (; viewer; viewer = viewer->person_next) {
			if (!viewer->watch || viewer->own_sent == state->position)
				continue;
			viewer->own_sent = state->position;
			fan_note_only(viewer);
			update_send_own(viewer, state_list(state, list), before);
		}
	}
	state->owners_touched_count = 0;
}

/* Sends each connection what it has been answered, then takes joiners for who they are now. */
static void flush_answers(struct session *session)
{
	struct batch *batch = &session->batch;
	for (uint32_t i = 0; i < batch->count; i++) {
		struct viewer *viewer = viewer_find(session->core, batch->verdicts[i].conn);
		if (!viewer || viewer->answered == 0)
			continue;
		viewer_send(viewer, edge_message_send, &viewer->answers);
		buffer_clear(&viewer->answers);
	}
	for (uint32_t i = 0; i < batch->count; i++) {
		const struct verdict *verdict = &batch->verdicts[i];
		struct viewer *viewer = viewer_find(session->core, verdict->conn);
		if (viewer && !verdict->err && verdict->command == command_kind_join)
			viewer_joined(viewer, (struct person_id){verdict->result},
				      verdict->token_hash);
	}
}

void batch_answer(struct session *session, enum log_outcome outcome)
{
	struct batch *batch = &session->batch;
	for (uint32_t i = 0; i < batch->count; i++)
		answer_one(session, &batch->verdicts[i], outcome);
	flush_answers(session);
	session_clear_batch(session);
}

/* Whether the row is none of everyone's business, and may have been before. */
static bool is_held_back(const struct state *state, const struct row_view *view)
{
	const struct row *row = state_find(state, view->kind, view->key);
	return row_shapes[view->kind].row.audience == row_audience_held &&
	       !state_is_listed((const struct state_row *)row, state->everyone);
}

/* Pieces that are kept for newcomers hold rows as they were: what has been taken back, hidden or
 * erased must not go out once more. */
static void put_entry(struct session *session, const struct log_append *append)
{
	bool hidden = session->batch.blank_count > 0;
	session->head.seq = append->expected_seq + 1;
	memcpy(session->head.sum, append->sum, LOG_HASH_BYTES);
	for (uint32_t i = 0; i < append->part_count; i++) {
		for (uint32_t k = 0; k < append->parts[i].row_count; k++) {
			struct bytes frame = append->parts[i].rows[k].frame;
			struct row_view row;
			if (!codec_row_view(frame.at, frame.size, &row))
				continue;
			derive_put(session->state, &row);
			session_note_row(session, &row);
			hidden = hidden || row.removed || is_held_back(session->state, &row);
			session->core->figures.rows_put++;
		}
	}
	counting_settle(session->state, session->head.seq);
	if (hidden)
		session_forget_pieces(session);
}

/* A row that was put may change what somebody sees: roles, seats, who has left; the end of an
 * invitation; a board that a group of people reads, or read while it was there. */
static void refresh_sight(struct session *session, const struct log_row *row)
{
	union any_row fields;
	if (row->kind == row_kind_person || row->kind == row_kind_seat)
		viewer_refresh_person(session, (struct person_id){row->key[0]});
	if (row->kind == row_kind_person &&
	    state_get(session->state, row_kind_person, row->key, &fields) &&
	    (fields.person.kept_out || fields.person.links > 0))
		viewer_refresh_visitors(session);
	if (row->kind == row_kind_invitation)
		viewer_refresh_invited(session, (struct invitation_id){row->key[0]});
	if (row->kind == row_kind_board &&
	    (!state_get(session->state, row_kind_board, row->key, &fields) ||
	     fields.board.sort == board_sort_steering))
		viewer_refresh_all(session);
}

/* A closing that voids its ballot has met papers that its key does not open. */
static void report_void(const struct session *session, const struct log_part *part,
			const struct log_row *row)
{
	const struct core *core = session->core;
	struct row_ballot ballot;
	char line[160];
	if (part->command != command_kind_ballot_close || row->kind != row_kind_ballot ||
	    !state_get(session->state, row_kind_ballot, row->key, &ballot) ||
	    ballot.state != ballot_state_void)
		return;
	snprintf(line, sizeof line,
		 "session %u: ballot %u is void: it holds papers that its key does not open",
		 session->id.n, ballot.id.n);
	core->env.report(core->env.context, false, line);
}

static void look_after(struct session *session, const struct log_append *append)
{
	bool timers = false;
	for (uint32_t i = 0; i < append->part_count; i++)
		for (uint32_t k = 0; k < append->parts[i].row_count; k++) {
			uint8_t kind = append->parts[i].rows[k].kind;
			refresh_sight(session, &append->parts[i].rows[k]);
			report_void(session, &append->parts[i], &append->parts[i].rows[k]);
			timers = timers || kind == row_kind_board || kind == row_kind_ballot;
		}
	if (timers)
		session_note_timers(session);
}

static void blank_erased(struct session *session)
{
	struct core *core = session->core;
	for (uint32_t i = 0; i < session->batch.blank_count; i++) {
		struct disk_message *message = disk_message_new(disk_message_blank);
		message->blank = session->batch.blanks[i];
		core->env.to_disk(core->env.context, message);
	}
}

static void host_is_made(struct session *session)
{
	struct core *core = session->core;
	if (session->id.n != DIRECTORY || !core->host_under_way)
		return;
	core->host_under_way = core->host_wanted = false;
	core->host_made(core->host_context, true);
}

static void entry_appended(struct session *session, const struct log_append *append)
{
	struct batch *batch = &session->batch;
	uint64_t before = session->state->position;
	session->core->figures.batches++;
	put_entry(session, append);
	session_keys_settle(session, true);
	blank_erased(session);
	for (uint32_t i = 0; i < batch->count; i++)
		answer_one(session, &batch->verdicts[i], log_appended);
	send_own_rows(session, before);
	flush_answers(session);
	look_after(session, append);
	session_clear_batch(session);
	host_is_made(session);
}

/* What was noted for a batch that did not come to be is looked up again. */
static void forget_done(struct session *session)
{
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		viewer->number_known = false;
}

/* Somebody else has written that number: read what they wrote, then decide the same commands again.
 */
static void entry_lost(struct session *session)
{
	for (struct core_message *message; (message = message_queue_pop(&session->waiting));)
		message_queue_push(&session->batch.messages, message);
	for (struct core_message *message; (message = message_queue_pop(&session->batch.messages));)
		message_queue_push(&session->waiting, message);
	session_keys_settle(session, false);
	session_clear_batch(session);
	forget_done(session);
	session_load(session);
}

void batch_appended(struct session *session, struct disk_append *append)
{
	struct core *core = session->core;
	const struct log_append *entry = &append->appends[0];
	char line[sizeof append->failure.message + 64];
	session->in_flight = false;
	core->under_way--;
	switch (entry->outcome) {
	case log_appended:
		entry_appended(session, entry);
		return;
	case log_lost:
		entry_lost(session);
		return;
	case log_failed:
		snprintf(line, sizeof line, "session %u: nothing was stored: %s", session->id.n,
			 append->failure.message);
		core->env.report(core->env.context, false, line);
		session_keys_settle(session, false);
		session_put_off_timers(session, STORE_RETRY_MS);
		forget_done(session);
		batch_answer(session, log_failed);
		return;
	case log_unknown:
		snprintf(line, sizeof line, "session %u: it is not known what was stored: %s",
			 session->id.n, append->failure.message);
		core->env.report(core->env.context, true, line);
		/* Where that returns, this session waits for ever: nobody may be answered. */
		session->in_flight = true;
		return;
	}
}
