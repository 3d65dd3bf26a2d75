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
	case command_kind_session_create:
		return not_an_action;
	case command_kind_undo:
	case command_kind_vote:
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

bool undo_next_row(struct bytes before, uint32_t *at, struct row_view *row)
{
	size_t size = codec_frame_size(before.at + *at, before.size - *at);
	if (*at >= before.size || size == 0 || !codec_row_view(before.at + *at, size, row))
		return false;
	*at += (uint32_t)size;
	return true;
}

bool undo_holds(const struct row_change *change, enum row_kind kind,
		const uint32_t key[ROW_KEY_PARTS])
{
	struct row_view row;
	uint32_t at = 0;
	while (undo_next_row(change->before, &at, &row))
		if (row.kind == kind && memcmp(row.key, key, sizeof row.key) == 0)
			return true;
	return false;
}

/* ---- remembering ---- */

static void keep_before(const struct view *view, const struct change *change, struct buffer *before)
{
	const struct row *old = view->find(view->context, change->kind, change->key);
	if (old)
		buffer_append(before, old->bytes, old->size);
	else
		codec_write_removed(before, change->kind, 0, change->key);
}

static bool has_change(const struct view *view, struct row_change *change)
{
	return view_get_change(view, ROW_KEY(view->actor.person.n), change);
}

static bool is_noted(const struct changes *changes, struct person_id person)
{
	for (uint32_t i = 0; i < changes->count; i++)
		if (changes->at[i].kind == row_kind_change && changes->at[i].key[0] == person.n)
			return true;
	return false;
}

/* Once, whoever else has asked for it in the same command. */
static void forget(struct person_id person, struct changes *changes)
{
	if (!is_noted(changes, person))
		changes_remove(changes, row_kind_change, ROW_KEY(person.n));
}

static void forget_own(const struct view *view, struct changes *changes)
{
	struct row_change change;
	if (has_change(view, &change))
		forget(view->actor.person, changes);
}

/* ---- one batch ---- */

/* The commands of a batch have one revision, by which nobody could see that this row has changed
 * again since: actions of the batch that hold it are built on from now on. */
static void spoil(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
		  struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_change);
	for (uint32_t person = 1; person < end; person++) {
		struct row_change change;
		if (!view_get_change(view, ROW_KEY(person), &change) ||
		    change.revision != changes->revision || is_noted(changes, change.person) ||
		    !undo_holds(&change, kind, key))
			continue;
		change.revision = 0;
		changes_put_change(changes, &change);
	}
}

static void spoil_others(const struct view *view, uint32_t count, struct changes *changes)
{
	for (uint32_t i = 0; i < count; i++) {
		struct change change = changes->at[i];
		const struct row *old = view->find(view->context, change.kind, change.key);
		if (is_kept(change.kind) && old && old->revision == changes->revision)
			spoil(view, change.kind, change.key, changes);
	}
}

/* ---- every command ---- */

static void remember(const struct view *view, enum command_kind kind, uint32_t count,
		     struct changes *changes)
{
	struct buffer before = {0};
	bool can = remembering_of(kind) == can_be_undone;
	for (uint32_t i = 0; can && i < count; i++)
		if (is_kept(changes->at[i].kind) && before.size <= CHANGE_BYTES_MAX)
			keep_before(view, &changes->at[i], &before);
	if (before.size == 0 || before.size > CHANGE_BYTES_MAX) {
		forget_own(view, changes);
	} else {
		struct row_change change = {.person = view->actor.person,
					    .revision = changes->revision,
					    .command = kind,
					    .before = {before.at, (uint32_t)before.size}};
		changes_put_change(changes, &change);
	}
	buffer_free(&before);
}

void undo_remember(const struct view *view, enum command_kind kind, struct changes *changes)
{
	uint32_t count = changes->count;
	if (count == 0)
		return;
	if (remembering_of(kind) != not_an_action && view->actor.person.n)
		remember(view, kind, count, changes);
	spoil_others(view, count, changes);
}

void undo_forget(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
		 struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_change);
	for (uint32_t person = 1; person < end; person++) {
		struct row_change change;
		if (view_get_change(view, ROW_KEY(person), &change) &&
		    undo_holds(&change, kind, key))
			forget(change.person, changes);
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

static void put_back(const struct view *view, const struct row_change *change,
		     const struct row_view *old, struct changes *changes)
{
	union any_row row;
	if (old->removed) {
		changes_remove(changes, old->kind, old->key);
		return;
	}
	if (!codec_row_fields(old->whole.at, old->whole.size, old->kind, &row))
		return;
	if (old->kind == row_kind_board)
		keep_clock(view, &row.board);
	if (old->kind == row_kind_comment &&
	    !undo_holds(change, row_kind_idea, ROW_KEY(row.comment.idea.n)))
		keep_sight(view, &row.comment);
	changes_put(changes, old->kind, &row);
}

/* From the last to the first, so that what others need is there before them. */
static void put_all_back(const struct view *view, const struct row_change *change,
			 struct changes *changes)
{
	struct row_view row, *rows = NULL;
	uint32_t count = 0, at = 0;
	while (undo_next_row(change->before, &at, &row)) {
		if ((count & (count - 1)) == 0)
			rows = realloc(rows, (count ? count * 2 : 1) * sizeof *rows);
		if (!rows)
			abort();
		rows[count++] = row;
	}
	while (count > 0)
		put_back(view, change, &rows[--count], changes);
	free(rows);
}

/* The board that the action was about: that of the first row it changed which has one. */
static struct board_id board_of(const struct view *view, const struct row_change *change)
{
	struct row_view old;
	uint32_t at = 0;
	while (undo_next_row(change->before, &at, &old)) {
		const struct shape *shape = &row_shapes[old.kind];
		const struct field *field =
			shape_field(shape, old.kind == row_kind_board ? "id" : "board");
		union any_row row;
		if (field && field->is_key)
			return (struct board_id){old.key[field - shape->fields]};
		if (field && (codec_row_fields(old.whole.at, old.whole.size, old.kind, &row) ||
			      view_get(view, old.kind, old.key, &row)))
			return *(const struct board_id *)((const char *)&row + field->offset);
	}
	return (struct board_id){0};
}

enum err decide_undo(const struct view *view, const struct command_undo *command,
		     struct changes *changes)
{
	struct row_change change;
	(void)command;
	if (!has_change(view, &change))
		return err_nothing_to_undo;
	const struct shape *shape = command_shape(change.command);
	enum err err = shape ? gate_check_again(view, shape, board_of(view, &change), changes)
			     : err_nothing_to_undo;
	if (err)
		return err;
	if (undo_is_built_on(view, &change))
		return err_built_on;
	put_all_back(view, &change, changes);
	changes->result = (uint32_t)change.command;
	return err_none;
}
