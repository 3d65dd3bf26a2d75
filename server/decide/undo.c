#include "server/decide/undo.h"

#include <stdlib.h>
#include <string.h>

#include "server/decide/decide.h"
#include "server/decide/display.h"

enum remembering { not_an_action, cannot_be_undone, can_be_undone };

/* Raising a hand, being done and taking a seat have their own way back and are no such actions; a
 * vote is one, but is given anew instead. */
static enum remembering remembering_of(enum command_kind kind)
{
	switch (kind) {
	case command_kind_none:
	case command_kind_join:
	case command_kind_leave:
	case command_kind_person_edit:
	case command_kind_hand_raise:
	case command_kind_hand_lower:
	case command_kind_seat_take:
	case command_kind_seat_leave:
	case command_kind_ready_mark:
	case command_kind_timer_end:
	case command_kind_ballot_void:
	case command_kind_session_create:
		return not_an_action;
	case command_kind_undo:
	case command_kind_vote:
	case command_kind_cast:
	case command_kind_slips_add:
	case command_kind_person_add:
	case command_kind_person_role:
	case command_kind_person_relink:
	case command_kind_person_mute:
	case command_kind_person_remove:
	case command_kind_person_admit:
	case command_kind_invitation_add:
	case command_kind_invitation_revoke:
	case command_kind_idea_redact:
	case command_kind_comment_redact:
		return cannot_be_undone;
	default:
		return can_be_undone;
	}
}

/* Names become public for good, and a person's row is nothing that a later undo may turn back. */
static bool is_kept(enum row_kind kind)
{
	return kind != row_kind_person && kind != row_kind_token && kind != row_kind_change;
}

/* ---- walking what is kept ---- */

/* The next row of `before`, from `*at` on; false at its end. */
static bool next_row(struct bytes before, uint32_t *at, struct row_view *row)
{
	size_t size = codec_frame_size(before.at + *at, before.size - *at);
	if (*at >= before.size || size == 0 || !codec_row_view(before.at + *at, size, row))
		return false;
	*at += (uint32_t)size;
	return true;
}

static int compare_rows(const void *a, const void *b)
{
	const struct row_view *row_a = a, *row_b = b;
	return row_compare(row_a->kind, row_a->key, row_b->kind, row_b->key);
}

static void undo_open(struct undo *undo)
{
	struct row_view row;
	uint32_t at = 0, count = 0;
	while (next_row(undo->change.before, &at, &row))
		count++;
	undo->rows = calloc(count + 1u, sizeof *undo->rows);
	undo->sorted = calloc(count + 1u, sizeof *undo->sorted);
	if (!undo->rows || !undo->sorted)
		abort();
	for (at = 0; next_row(undo->change.before, &at, &row);)
		undo->rows[undo->count++] = row;
	memcpy(undo->sorted, undo->rows, undo->count * sizeof *undo->sorted);
	qsort(undo->sorted, undo->count, sizeof *undo->sorted, compare_rows);
}

static void undo_close(struct undo *undo)
{
	free(undo->rows);
	free(undo->sorted);
}

bool undo_holds(const struct undo *undo, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS])
{
	struct row_view wanted = {.kind = kind};
	memcpy(wanted.key, key, sizeof wanted.key);
	return bsearch(&wanted, undo->sorted, undo->count, sizeof wanted, compare_rows) != NULL;
}

/* ---- remembering ---- */

#define PARTICIPANT_BYTES_MAX 16384u /* what they keep to undo; moderators keep more */
#define UNDO_EVERY_MS         2000u /* a participant may undo; they have no need to do it in a loop */

static void keep_before(const struct view *view, const struct change *change, struct buffer *before)
{
	const struct row *old = view->find(view->context, change->kind, change->key);
	if (old)
		buffer_append(before, old->bytes, old->size);
	else
		codec_write_removed(before, change->kind, 0, change->key);
}

static bool is_noted(const struct changes *changes, struct person_id person)
{
	return changes_hold(changes, row_kind_change, ROW_KEY(person.n));
}

/* What the action leaves: if any of it is not exactly so any more, it is not undone. Revisions
 * alone would not tell, since all commands of a batch have the same. */
static void keep_after(const struct view *view, const struct changes *changes, uint32_t count,
		       uint8_t after[32])
{
	struct buffer frames = {0};
	for (uint32_t i = 0; i < count; i++)
		if (is_kept(changes->at[i].kind))
			buffer_append(&frames, changes->frames.at + changes->at[i].offset,
				      changes->at[i].size);
	view->sha256(frames.at, frames.size, after);
	buffer_free(&frames);
}

static bool is_as_left(const struct view *view, const struct undo *undo)
{
	struct buffer frames = {0};
	uint8_t after[32];
	for (uint32_t i = 0; i < undo->count; i++) {
		const struct row *now =
			view->find(view->context, undo->rows[i].kind, undo->rows[i].key);
		if (now)
			buffer_append(&frames, now->bytes, now->size);
	}
	view->sha256(frames.at, frames.size, after);
	buffer_free(&frames);
	return undo->change.after.size == sizeof after &&
	       memcmp(undo->change.after.at, after, sizeof after) == 0;
}

static bool keep(const struct view *view, uint32_t count, const struct changes *changes,
		 struct buffer *before)
{
	size_t most = view->actor.role == role_moderator ? CHANGE_BYTES_MAX : PARTICIPANT_BYTES_MAX;
	for (uint32_t i = 0; i < count && before->size <= most; i++)
		if (is_kept(changes->at[i].kind))
			keep_before(view, &changes->at[i], before);
	return before->size > 0 && before->size <= most;
}

void undo_remember(const struct view *view, enum command_kind kind, struct changes *changes)
{
	uint32_t count = changes->count;
	struct buffer before = {0};
	uint8_t after[32];
	struct row_change change = {.person = view->actor.person};
	if (count == 0 || remembering_of(kind) == not_an_action || view->actor.person.n == 0 ||
	    is_noted(changes, change.person))
		return;
	bool known = view_get_change(view, ROW_KEY(change.person.n), &change);
	change.revision = changes->revision;
	change.command = command_kind_none;
	change.before = change.after = (struct bytes){(const uint8_t *)"", 0};
	if (kind == command_kind_undo)
		change.undone_ms = view->now_ms;
	if (remembering_of(kind) == can_be_undone && !changes->is_final &&
	    keep(view, count, changes, &before)) {
		keep_after(view, changes, count, after);
		change.command = kind;
		change.before = (struct bytes){before.at, (uint32_t)before.size};
		change.after = (struct bytes){after, sizeof after};
	}
	if (known || change.command != command_kind_none)
		changes_put_change(changes, &change);
	buffer_free(&before);
}

static bool keeps(const struct row_change *change, enum row_kind kind,
		  const uint32_t key[ROW_KEY_PARTS])
{
	struct row_view row;
	uint32_t at = 0;
	while (next_row(change->before, &at, &row))
		if (row.kind == kind && memcmp(row.key, key, sizeof row.key) == 0)
			return true;
	return false;
}

void undo_forget(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
		 struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_change);
	for (uint32_t person = 1; person < end; person++) {
		struct row_change change;
		if (view_get_change(view, ROW_KEY(person), &change) && keeps(&change, kind, key) &&
		    !is_noted(changes, change.person))
			changes_remove(changes, row_kind_change, ROW_KEY(person));
	}
}

/* ---- undoing ---- */

/* A board's step never goes back: what people said to be done with is not done again. Nor does a
 * timer: one that would be over by now would lead on at once. */
static void keep_clock(const struct view *view, struct row_board *board)
{
	struct row_board now;
	if (view_get_board(view, ROW_KEY(board->id.n), &now) && now.step != board->step)
		board->step = now.step + 1;
	if (board->timer_end_ms <= view->now_ms)
		board->timer_end_ms = 0;
}

/* A comment that comes back is seen by whoever sees its idea by now. */
static void keep_sight(const struct view *view, struct row_comment *comment)
{
	struct row_idea idea;
	struct row_board board;
	if (!view_get_idea(view, ROW_KEY(comment->idea.n), &idea) ||
	    !view_get_board(view, ROW_KEY(idea.board.n), &board))
		return;
	comment->board = board.id;
	comment->audience = idea.hold == hold_none ? display_audience(&board, comment->hold)
						   : audience_withheld;
}

/* Slow mode counts from what was said, also if it was taken back. */
static void keep_time(const struct view *view, struct row_quota *quota)
{
	struct row_quota now;
	if (view_get_quota(view, ROW_KEY(quota->person.n, quota->board.n, quota->phase.n), &now))
		quota->last_ms = now.last_ms;
}

static void put_back(const struct view *view, const struct undo *undo, const struct row_view *old,
		     struct changes *changes)
{
	union any_row row;
	if (old->removed && old->kind == row_kind_quota) {
		row.quota = (struct row_quota){
			.person = {old->key[0]}, .board = {old->key[1]}, .phase = {old->key[2]}};
	} else if (old->removed) {
		changes_remove(changes, old->kind, old->key);
		return;
	} else if (!codec_row_fields(old->whole.at, old->whole.size, old->kind, &row)) {
		return;
	}
	if (old->kind == row_kind_quota)
		keep_time(view, &row.quota);
	if (old->kind == row_kind_board)
		keep_clock(view, &row.board);
	if (old->kind == row_kind_comment &&
	    !undo_holds(undo, row_kind_idea, ROW_KEY(row.comment.idea.n)))
		keep_sight(view, &row.comment);
	changes_put(changes, old->kind, &row);
}

/* The board that the action was about: that of the first row it changed which has one. */
static struct board_id board_of(const struct view *view, const struct undo *undo)
{
	for (uint32_t i = 0; i < undo->count; i++) {
		const struct row_view *old = &undo->rows[i];
		const struct shape *shape = &row_shapes[old->kind];
		const struct field *field =
			shape_field(shape, old->kind == row_kind_board ? "id" : "board");
		union any_row row;
		if (field && field->is_key)
			return (struct board_id){old->key[field - shape->fields]};
		if (field && (codec_row_fields(old->whole.at, old->whole.size, old->kind, &row) ||
			      view_get(view, old->kind, old->key, &row)))
			return *(const struct board_id *)((const char *)&row + field->offset);
	}
	return (struct board_id){0};
}

/* Who may not give the command any more, or not here and now, may not take it back either. */
static enum err check_undo(const struct view *view, const struct undo *undo,
			   struct changes *changes)
{
	uint64_t free_ms = undo->change.undone_ms + UNDO_EVERY_MS;
	const struct shape *shape = command_shape(undo->change.command);
	if (!shape)
		return err_nothing_to_undo;
	enum err err = gate_check_again(view, shape, board_of(view, undo), changes);
	if (err)
		return err;
	if (view->actor.role != role_moderator && undo->change.undone_ms &&
	    view->now_ms < free_ms) {
		changes->retry_ms = free_ms - view->now_ms;
		return refuse_with(changes, err_too_soon, (struct text){"2", 1});
	}
	return is_as_left(view, undo) && !undo_is_built_on(view, undo) ? err_none : err_built_on;
}

/* From the last to the first, so that what others need is there before them. */
enum err decide_undo(const struct view *view, const struct command_undo *command,
		     struct changes *changes)
{
	struct undo undo = {.count = 0};
	(void)command;
	if (!view_get_change(view, ROW_KEY(view->actor.person.n), &undo.change))
		return err_nothing_to_undo;
	undo_open(&undo);
	enum err err = check_undo(view, &undo, changes);
	for (uint32_t i = undo.count; !err && i > 0; i--)
		put_back(view, &undo, &undo.rows[i - 1], changes);
	if (!err)
		changes->result = (uint32_t)undo.change.command;
	undo_close(&undo);
	return err;
}
