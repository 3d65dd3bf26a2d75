/* What stands on an action, so that it cannot be undone: rows changed since, things made that are
 * in use, things named that are gone. */
#include <string.h>

#include "server/decide/ballot_ask.h"
#include "server/decide/decide.h"
#include "server/decide/undo.h"

/* A row that the action made, changed or removed, then and now. */
struct linked {
	const struct undo *undo;
	struct row_view old;
	union any_row before, now;
	bool was, is; /* there before; there now */
};

/* Whether the row has come to what the action made. Revisions alone would not tell: all commands of
 * a batch have the same. */
static bool is_newer(const struct view *view, const struct undo *undo, enum row_kind kind,
		     const uint32_t key[ROW_KEY_PARTS])
{
	const struct row *row = view->find(view->context, kind, key);
	return row && !row->removed && row->revision >= undo->change.revision &&
	       !undo_holds(undo, kind, key);
}

/* ---- ideas ---- */

/* Whether there is a comment on the idea, at all or that the action has not touched. */
static bool has_comments(const struct view *view, const struct undo *undo, uint32_t idea)
{
	struct row_comment comment = {.id = {0}};
	while (view_next_comment(view, (struct idea_id){idea}, &comment)) {
		if (!undo || is_newer(view, undo, row_kind_comment, ROW_KEY(comment.id.n)))
			return true;
	}
	return false;
}

/* Whether ideas have been merged into this one, at all or by other actions than this. */
static bool has_merged(const struct view *view, const struct undo *undo, uint32_t into)
{
	struct row_idea idea = {.id = {0}};
	while (view_next_merged(view, (struct idea_id){into}, &idea))
		if (!undo || !undo_holds(undo, row_kind_idea, ROW_KEY(idea.id.n)))
			return true;
	return false;
}

static bool has_votes(const struct view *view, uint32_t idea)
{
	uint32_t ballots = view->next_id(view->context, row_kind_ballot);
	uint32_t towns = view->next_id(view->context, row_kind_town);
	for (uint32_t ballot = 1; ballot < ballots; ballot++)
		for (uint32_t town = 0; town < towns; town++) {
			struct row_tally tally;
			if (view_get_tally(view, ROW_KEY(ballot, idea, town), &tally) &&
			    tally.agree + tally.disagree + tally.pass > 0)
				return true;
		}
	return false;
}

/* A merged idea stands on the board of the one that it is part of, which is part of no other. */
static bool could_be_merged(const struct view *view, const struct row_idea *idea)
{
	struct row_idea into;
	return view_get_idea(view, ROW_KEY(idea->merged_into.n), &into) &&
	       into.merged_into.n == 0 && into.board.n == idea->board.n &&
	       !has_merged(view, NULL, idea->id.n);
}

/* Rule [VOTE-22]: an option is not removed, is merged into no other while it is voted on, and only
 * moderators say it in other words. */
static bool is_option(const struct view *view, const struct linked *pair)
{
	const struct row_idea *before = &pair->before.idea, *now = &pair->now.idea;
	struct row_ballot ballot;
	bool goes = !pair->was;
	bool merges = pair->was && before->merged_into.n && !now->merged_into.n;
	bool rewords =
		pair->was && view->actor.role != role_moderator &&
		(!text_same(before->title, now->title) || !text_same(before->text, now->text));
	return (goes || merges || rewords) &&
	       ballot_holds_idea(view, (struct idea_id){pair->old.key[0]}, goes || rewords,
				 &ballot);
}

static bool idea_is_built_on(const struct view *view, const struct linked *pair)
{
	const struct row_idea *before = &pair->before.idea, *now = &pair->now.idea;
	uint32_t id = pair->old.key[0];
	if (!pair->is)
		return false;
	if (is_option(view, pair))
		return true;
	if (!pair->was)
		return has_comments(view, NULL, id) || has_merged(view, NULL, id) ||
		       has_votes(view, id);
	/* What was written since was written for those who see the idea now. */
	bool moved = before->board.n != now->board.n;
	if ((moved || before->audience != now->audience) && has_comments(view, pair->undo, id))
		return true;
	if (moved && has_merged(view, pair->undo, id))
		return true;
	return before->merged_into.n && !now->merged_into.n && !could_be_merged(view, before);
}

/* ---- what else can be made ---- */

static bool topic_is_in_use(const struct view *view, uint32_t id)
{
	uint32_t end = view->next_id(view->context, row_kind_idea);
	for (uint32_t i = 1; i < end; i++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(i), &idea) && idea.topic.n == id)
			return true;
	}
	return false;
}

static bool is_invited_to(const struct view *view, uint32_t town, uint32_t board)
{
	uint32_t end = view->next_id(view->context, row_kind_invitation);
	for (uint32_t id = 1; id < end; id++) {
		struct row_invitation invitation;
		if (view_get_invitation(view, ROW_KEY(id), &invitation) &&
		    ((town && invitation.town.n == town) || (board && invitation.board.n == board)))
			return true;
	}
	return false;
}

static bool town_is_in_use(const struct view *view, uint32_t id)
{
	uint32_t end = view->next_id(view->context, row_kind_person);
	for (uint32_t i = 1; i < end; i++) {
		struct row_person person;
		if (view_get_person(view, ROW_KEY(i), &person) && person.town.n == id)
			return true;
	}
	return is_invited_to(view, id, 0);
}

/* Whether a ballot is held on the board or asks its members, other than one that the action has
 * prepared itself. */
static bool has_ballots(const struct view *view, const struct undo *undo, struct board_id board)
{
	struct row_ballot ballot = {.id = {0}};
	while (ballot_next_on_board(view, board, &ballot))
		if (!undo_holds(undo, row_kind_ballot, ROW_KEY(ballot.id.n)))
			return true;
	return false;
}

/* Ideas stand on it, boards are below it, people sit at it, ballots are held there: apart from what
 * the action itself has put there. */
static bool board_is_in_use(const struct view *view, const struct undo *undo, uint32_t id)
{
	uint32_t ideas = view->next_id(view->context, row_kind_idea);
	for (uint32_t i = 1; i < ideas; i++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(i), &idea) && idea.board.n == id)
			return true;
	}
	uint32_t boards = view->next_id(view->context, row_kind_board);
	for (uint32_t i = 1; i < boards; i++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(i), &board) && board.parent.n == id &&
		    is_newer(view, undo, row_kind_board, ROW_KEY(i)))
			return true;
	}
	uint32_t seats = view->next_id(view->context, row_kind_seat);
	for (uint32_t i = 1; i < seats; i++) {
		struct row_seat seat;
		if (view_get_seat(view, ROW_KEY(i), &seat) &&
		    (seat.team.n == id || seat.table.n == id) &&
		    is_newer(view, undo, row_kind_seat, ROW_KEY(i)))
			return true;
	}
	return is_invited_to(view, 0, id) || has_ballots(view, undo, (struct board_id){id});
}

/* Whether somebody has voted in the ballot since it was opened. After a restart, which gives all
 * counts the head's revision, it is taken for granted. A paper moves the turnout, an opinion its
 * idea's tally. */
static bool ballot_is_in_use(const struct view *view, const struct undo *undo,
			     const struct row_ballot *ballot)
{
	bool opinion = ballot->method == ballot_method_opinion;
	uint32_t ideas = opinion ? view->next_id(view->context, row_kind_idea) : 0;
	uint32_t towns = view->next_id(view->context, row_kind_town);
	uint32_t id = ballot->id.n;
	for (uint32_t town = 0; town < towns; town++) {
		const struct row *turnout =
			view->find(view->context, row_kind_turnout, ROW_KEY(id, town));
		if (turnout && turnout->revision >= undo->change.revision)
			return true;
	}
	for (uint32_t idea = 1; idea < ideas; idea++)
		for (uint32_t town = 0; town < towns; town++) {
			const struct row *tally =
				view->find(view->context, row_kind_tally, ROW_KEY(id, idea, town));
			if (tally && !tally->removed && tally->revision >= undo->change.revision)
				return true;
		}
	return false;
}

static bool made_is_in_use(const struct view *view, const struct linked *pair)
{
	uint32_t id = pair->old.key[0];
	switch (pair->old.kind) {
	case row_kind_topic:
		return topic_is_in_use(view, id);
	case row_kind_town:
		return town_is_in_use(view, id);
	case row_kind_board:
		return board_is_in_use(view, pair->undo, id);
	default:
		return false;
	}
}

/* ---- what is named ---- */

/* Whether a row that would come back names one that has been removed since, and does not come back
 * with it. What an idea was sent up to may be gone: it can be sent up again. */
static bool names_what_is_gone(const struct view *view, const struct linked *pair)
{
	const struct shape *shape = &row_shapes[pair->old.kind];
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		if (field->type != field_type_id || !field->of ||
		    strcmp(field->name, "sent_up_to") == 0)
			continue;
		uint32_t id = *(const uint32_t *)((const char *)&pair->before + field->offset);
		enum row_kind kind = row_kind_named(field->of);
		const struct row *named =
			id && kind ? view->find(view->context, kind, ROW_KEY(id)) : NULL;
		if (named && named->removed && !undo_holds(pair->undo, kind, ROW_KEY(id)))
			return true;
	}
	return false;
}

/* ---- all ---- */

bool undo_is_built_on(const struct view *view, const struct undo *undo)
{
	struct linked pair = {.undo = undo};
	for (uint32_t i = 0; i < undo->count; i++) {
		pair.old = undo->rows[i];
		enum row_kind kind = pair.old.kind;
		pair.is = view_get(view, kind, pair.old.key, &pair.now);
		pair.was = codec_row_fields(pair.old.whole.at, pair.old.whole.size, kind,
					    &pair.before);
		if (!pair.was && pair.is && made_is_in_use(view, &pair))
			return true;
		if (pair.was && names_what_is_gone(view, &pair))
			return true;
		if (kind == row_kind_idea && idea_is_built_on(view, &pair))
			return true;
		if (kind == row_kind_ballot && pair.is &&
		    pair.now.ballot.state == ballot_state_open &&
		    ballot_is_in_use(view, undo, &pair.now.ballot))
			return true;
	}
	return false;
}
