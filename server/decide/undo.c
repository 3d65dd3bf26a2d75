#include "server/decide/undo.h"

#include <stdlib.h>
#include <string.h>

#include "server/decide/decide.h"

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

/* Once, whoever else has asked for it in the same command. */
static void forget(struct person_id person, struct changes *changes)
{
	for (uint32_t i = 0; i < changes->count; i++)
		if (changes->at[i].kind == row_kind_change && changes->at[i].key[0] == person.n)
			return;
	changes_remove(changes, row_kind_change, ROW_KEY(person.n));
}

static void forget_own(const struct view *view, struct changes *changes)
{
	struct row_change change;
	if (has_change(view, &change))
		forget(view->actor.person, changes);
}

void undo_remember(const struct view *view, enum command_kind kind, struct changes *changes)
{
	struct buffer before = {0};
	enum remembering remembering = remembering_of(kind);
	if (remembering == not_an_action || changes->count == 0 || view->actor.person.n == 0)
		return;
	for (uint32_t i = 0; remembering == can_be_undone && i < changes->count; i++)
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

void undo_forget(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
		 struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_change);
	for (uint32_t person = 1; person < end; person++) {
		struct row_change change;
		struct row_view row;
		uint32_t at = 0;
		bool found = false;
		if (!view_get_change(view, ROW_KEY(person), &change))
			continue;
		while (!found && next_row(change.before, &at, &row))
			found = row.kind == kind && memcmp(row.key, key, sizeof row.key) == 0;
		if (found)
			forget(change.person, changes);
	}
}

/* ---- undoing ---- */

/* Whether somebody has commented on an idea, voted on it, merged one into it or sent it up. */
static bool idea_is_built_on(const struct view *view, uint32_t id)
{
	uint32_t comments = view->next_id(view->context, row_kind_comment);
	for (uint32_t i = comments - 1; i > 0; i--) {
		struct row_comment comment;
		if (view_get_comment(view, ROW_KEY(i), &comment) && comment.idea.n == id)
			return true;
	}
	uint32_t ideas = view->next_id(view->context, row_kind_idea);
	for (uint32_t i = 1; i < ideas; i++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(i), &idea) && idea.merged_into.n == id)
			return true;
	}
	uint32_t ballots = view->next_id(view->context, row_kind_ballot);
	uint32_t towns = view->next_id(view->context, row_kind_town);
	for (uint32_t ballot = 1; ballot < ballots; ballot++)
		for (uint32_t town = 0; town < towns; town++) {
			struct row_tally tally;
			if (view_get_tally(view, ROW_KEY(ballot, id, town), &tally) &&
			    tally.agree + tally.disagree + tally.pass > 0)
				return true;
		}
	return false;
}

/* Ideas stand on a board that was added, sit at its tables, or are under it. */
static bool board_is_built_on(const struct view *view, uint32_t id)
{
	uint32_t ideas = view->next_id(view->context, row_kind_idea);
	for (uint32_t i = 1; i < ideas; i++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(i), &idea) && idea.board.n == id)
			return true;
	}
	return false;
}

/* Each row must be as the action left it; what it made must not be in use. */
static bool is_built_on(const struct view *view, const struct row_change *change)
{
	struct row_view old;
	uint32_t at = 0;
	while (next_row(change->before, &at, &old)) {
		const struct row *now = view->find(view->context, old.kind, old.key);
		if (!now || now->revision != change->revision)
			return true;
		if (old.removed && !now->removed && old.kind == row_kind_idea &&
		    idea_is_built_on(view, old.key[0]))
			return true;
		if (old.removed && !now->removed && old.kind == row_kind_board &&
		    board_is_built_on(view, old.key[0]))
			return true;
	}
	return false;
}

/* A board's step never goes back: what people said to be done with is not done again. */
static void keep_step(const struct view *view, struct row_board *board)
{
	struct row_board now;
	uint64_t step = view_get_board(view, ROW_KEY(board->id.n), &now) ? now.step : board->step;
	board->step = step + 1;
}

static void put_back(const struct view *view, const struct row_view *old, struct changes *changes)
{
	union any_row row;
	if (old->removed) {
		changes_remove(changes, old->kind, old->key);
		return;
	}
	if (!codec_row_fields(old->whole.at, old->whole.size, old->kind, &row))
		return;
	if (old->kind == row_kind_board)
		keep_step(view, &row.board);
	changes_put(changes, old->kind, &row);
}

/* From the last to the first, so that what others need is there before them. */
static void put_all_back(const struct view *view, struct bytes before, struct changes *changes)
{
	struct row_view row, *rows = NULL;
	uint32_t count = 0, at = 0;
	while (next_row(before, &at, &row)) {
		if ((count & (count - 1)) == 0)
			rows = realloc(rows, (count ? count * 2 : 1) * sizeof *rows);
		if (!rows)
			abort();
		rows[count++] = row;
	}
	while (count > 0)
		put_back(view, &rows[--count], changes);
	free(rows);
}

enum err decide_undo(const struct view *view, const struct command_undo *command,
		     struct changes *changes)
{
	struct row_change change;
	(void)command;
	if (!has_change(view, &change))
		return err_nothing_to_undo;
	if (is_built_on(view, &change))
		return err_built_on;
	put_all_back(view, change.before, changes);
	changes->result = (uint32_t)change.command;
	return err_none;
}
