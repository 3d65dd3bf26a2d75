#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/derive.h"
#include "server/core/session_keys.h"
#include "server/decide/view.h" /* ROW_KEY */
#include "server/log/rowsum.h"

#define UNLOAD_AFTER_MS 60000u

void session_stir(struct session *session)
{
	if (session->stirred)
		return;
	session->stirred = true;
	session->stirred_next = session->core->stirred;
	session->core->stirred = session;
}

static struct session *session_new(struct core *core, struct session_id id)
{
	struct session *session = calloc(1, sizeof *session);
	if (!session)
		abort();
	session->core = core;
	session->id = id;
	session->state = state_new();
	session->idle_since_ms = core->env.now_ms(core->env.context);
	session->timer_due_ms = TIMER_NEVER;
	return session;
}

void session_clear_batch(struct session *session)
{
	message_queue_clear(&session->batch.messages);
	session->batch.count = 0;
	session->batch.blank_count = 0;
	session->batch.keys_dropped_count = 0;
}

void session_forget_pieces(struct session *session)
{
	for (uint32_t i = 0; i < session->piece_count; i++)
		buffer_free(&session->pieces[i].frames);
	free(session->pieces);
	session->pieces = NULL;
	session->piece_count = 0;
}

void session_free(struct session *session)
{
	if (!session)
		return;
	message_queue_clear(&session->hellos);
	message_queue_clear(&session->waiting);
	session_clear_batch(session);
	free(session->batch.verdicts);
	free(session->batch.blanks);
	free(session->batch.keys_dropped);
	keys_clear(&session->keys);
	session_forget_pieces(session);
	for (uint32_t i = 0; i < EDGES_MAX; i++)
		free(session->edges[i].only);
	state_free(session->state);
	free(session->epochs);
	free(session->persons);
	free(session->here_for);
	free(session->here);
	free(session);
}

/* Whether the directory lists a session with this number. */
static bool is_listed(const struct core *core, struct session_id id)
{
	struct row_listing listing;
	if (id.n == DIRECTORY)
		return true;
	const struct session *directory = core->session_room ? core->sessions[DIRECTORY] : NULL;
	return directory && directory->loaded &&
	       state_get(directory->state, row_kind_listing, ROW_KEY(id.n), &listing);
}

struct session *session_open(struct core *core, struct session_id id)
{
	if (!is_listed(core, id))
		return NULL;
	if (id.n >= core->session_room) {
		uint32_t room = core->session_room ? core->session_room : 16;
		while (room <= id.n)
			room *= 2;
		core->sessions = realloc(core->sessions, room * sizeof(struct session *));
		if (!core->sessions)
			abort();
		memset(core->sessions + core->session_room, 0,
		       (room - core->session_room) * sizeof(struct session *));
		core->session_room = room;
	}
	if (!core->sessions[id.n]) {
		core->sessions[id.n] = session_new(core, id);
		session_load(core->sessions[id.n]);
	}
	session_stir(core->sessions[id.n]);
	return core->sessions[id.n];
}

void session_load(struct session *session)
{
	struct core *core = session->core;
	struct disk_message *message = disk_message_new(disk_message_load);
	message->load = calloc(1, sizeof *message->load);
	if (!message->load)
		abort();
	message->load->session = session->id;
	session->loaded = false;
	core->under_way++;
	core->env.to_disk(core->env.context, message);
}

/* ---- timers ---- */

/* When the board's timer ends, if that does something; else never. */
static uint64_t board_due_ms(const struct session *session, uint32_t id)
{
	struct row_board board;
	if (!state_get(session->state, row_kind_board, ROW_KEY(id), &board) ||
	    board.timer_end_ms == 0 || board.ending == ending_none)
		return TIMER_NEVER;
	return board.timer_end_ms;
}

void session_note_timers(struct session *session)
{
	session->key_is_lost = session_next_lost_key(session, 0) != 0;
	session->timer_due_ms = session->key_is_lost ? 0 : TIMER_NEVER;
	for (uint32_t id = 1; id <= session->state->id_max[row_kind_board]; id++) {
		uint64_t due_ms = board_due_ms(session, id);
		if (due_ms < session->timer_due_ms)
			session->timer_due_ms = due_ms;
	}
}

void session_put_off_timers(struct session *session, uint64_t ms)
{
	uint64_t from_ms = session->core->env.now_ms(session->core->env.context) + ms;
	if (session->timer_due_ms < from_ms)
		session->timer_due_ms = from_ms;
}

bool session_next_timer(const struct session *session, uint64_t now_ms, struct timer_due *due)
{
	for (uint32_t id = due->board.n + 1; id <= session->state->id_max[row_kind_board]; id++) {
		uint64_t due_ms = board_due_ms(session, id);
		if (due_ms > now_ms)
			continue;
		*due = (struct timer_due){.board = {id}, .end_ms = due_ms};
		return true;
	}
	return false;
}

/* ---- loading ---- */

static int compare_revisions(const void *a, const void *b)
{
	const struct row_view *row_a = a, *row_b = b;
	if (row_a->revision != row_b->revision)
		return row_a->revision < row_b->revision ? -1 : 1;
	return row_compare(row_a->kind, row_a->key, row_b->kind, row_b->key);
}

/* Splits the frames and sums their hashes. Returns an owned array, NULL if they are damaged. */
static struct row_view *split_rows(const struct disk_load *load, uint8_t sum[LOG_HASH_BYTES])
{
	struct row_view *rows = calloc(load->row_count + 1, sizeof *rows);
	size_t at = 0;
	if (!rows)
		abort();
	for (uint32_t i = 0; i < load->row_count; i++) {
		size_t size = codec_frame_size(load->frames.at + at, load->frames.size - at);
		if (size == 0 || !codec_row_view(load->frames.at + at, size, &rows[i])) {
			free(rows);
			rows = NULL;
			break;
		}
		rowsum_add(sum, load->frames.at + at, size);
		at += size;
	}
	return rows;
}

void session_note_row(struct session *session, const struct row_view *row)
{
	union any_row fields;
	if ((row->kind != row_kind_epoch && row->kind != row_kind_secret) ||
	    !codec_row_fields(row->whole.at, row->whole.size, row->kind, &fields))
		return;
	if (row->kind == row_kind_secret && fields.secret.key.size == sizeof session->secret) {
		memcpy(session->secret, fields.secret.key.at, sizeof session->secret);
	}
	if (row->kind != row_kind_epoch)
		return;
	session->epochs =
		realloc(session->epochs, (session->epoch_count + 1) * sizeof *session->epochs);
	if (!session->epochs)
		abort();
	session->epochs[session->epoch_count++] =
		(struct epoch){fields.epoch.seq, fields.epoch.mark};
}

uint64_t session_epoch_at(const struct session *session, uint64_t seq)
{
	uint64_t mark = 0;
	for (uint32_t i = 0; i < session->epoch_count && session->epochs[i].seq <= seq; i++)
		mark = session->epochs[i].mark;
	return mark;
}

static bool put_loaded(struct session *session, const struct disk_load *load)
{
	uint8_t sum[LOG_HASH_BYTES] = {0};
	struct row_view *rows = split_rows(load, sum);
	if (!rows || memcmp(sum, load->head.sum, sizeof sum) != 0) {
		free(rows);
		return false;
	}
	qsort(rows, load->row_count, sizeof *rows, compare_revisions);
	state_free(session->state);
	session->state = state_new();
	session->head = load->head;
	session->epoch_count = 0;
	session_forget_pieces(session);
	for (uint32_t i = 0; i < load->row_count; i++) {
		state_put(session->state, &rows[i]);
		session_note_row(session, &rows[i]);
	}
	derive_all(session->state, load->head.seq);
	session_keys_load(session, load);
	session_note_timers(session);
	session->state->owners_touched_count = 0;
	free(rows);
	return true;
}

static bool is_erased(enum row_kind kind, const union any_row *row)
{
	switch (kind) {
	case row_kind_person: /* hosts have no name from the beginning */
		return row->person.name.size == 0 && row->person.role != role_host;
	case row_kind_idea:
		return row->idea.redacted;
	default:
		return row->comment.redacted;
	}
}

/* A process that ended between an erasure and the blanking of the history that follows it left the
 * old rows there: what the last epoch erased, or put once more since, is blanked again. */
static void blank_again(struct session *session, enum row_kind kind)
{
	struct core *core = session->core;
	uint64_t since =
		session->epoch_count > 0 ? session->epochs[session->epoch_count - 1].seq : 0;
	for (uint32_t id = 1; id <= session->state->id_max[kind]; id++) {
		const struct row *row = state_find(session->state, kind, ROW_KEY(id));
		union any_row fields;
		if (!row || row->revision < since || !row_fields(row, &fields) ||
		    !is_erased(kind, &fields))
			continue;
		struct disk_message *message = disk_message_new(disk_message_blank);
		message->blank = (struct disk_blank){.session = session->id,
						     .kind = (uint8_t)kind,
						     .key = {id},
						     .before = row->revision};
		core->env.to_disk(core->env.context, message);
	}
}

bool session_loaded(struct session *session, const struct disk_load *load)
{
	struct core *core = session->core;
	char line[sizeof load->failure.message + 64];
	session_stir(session);
	core->under_way--;
	session->loaded = load->ok && put_loaded(session, load);
	session->damaged = !session->loaded;
	if (session->loaded) {
		blank_again(session, row_kind_person);
		blank_again(session, row_kind_idea);
		blank_again(session, row_kind_comment);
		core->figures.sessions_loaded++;
		for (uint32_t i = 0; i < EDGES_MAX; i++)
			if (session->edges[i].sent == 0)
				session->edges[i].sent = session->state->position;
		return true;
	}
	snprintf(line, sizeof line, "session %u cannot be read: %s", session->id.n,
		 load->ok ? "its rows do not add up to the sum in its head"
			  : load->failure.message);
	core->env.report(core->env.context, session->id.n == DIRECTORY, line);
	return false;
}

bool session_unload_if_idle(struct session *session, uint64_t now_ms, uint64_t *due_ms)
{
	bool readable = session->loaded || session->damaged;
	if (session->viewers || session->in_flight || session->waiting.count > 0 || !readable ||
	    session->id.n == DIRECTORY)
		return false;
	if (session->loaded && session->timer_due_ms != TIMER_NEVER) {
		*due_ms = session->timer_due_ms < *due_ms ? session->timer_due_ms : *due_ms;
		return true;
	}
	uint64_t due = session->visited ? session->idle_since_ms + UNLOAD_AFTER_MS : now_ms;
	if (due > now_ms) {
		*due_ms = due < *due_ms ? due : *due_ms;
		return true;
	}
	session->core->sessions[session->id.n] = NULL;
	session_free(session);
	return false;
}
