#include "server/decide/ballot_ask.h"

#include "server/decide/board.h"

/* ---- who may vote ---- */

static bool belongs_to_any(const struct view *view, struct ids boards,
			   const struct row_person *person)
{
	for (uint32_t i = 0; i < boards.count; i++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(ids_get(boards, i)), &board) &&
		    board_has_member(view, &board, person))
			return true;
	}
	return boards.count == 0;
}

bool ballot_has_voter(const struct view *view, const struct row_ballot *ballot,
		      const struct row_person *person)
{
	struct row_board board;
	bool has_role = ballot->roles == 0 || ballot->roles & UINT64_C(1) << person->role;
	if (person->role == role_observer || person->role == role_host || !has_role)
		return false;
	/* A ballot that only a board's members see is theirs, and of the moderators who steer it.
	 */
	if (ballot->audience == audience_members && person->role != role_moderator &&
	    view_get_board(view, ROW_KEY(ballot->board.n), &board) &&
	    !board_has_member(view, &board, person))
		return false;
	return belongs_to_any(view, ballot->voters, person);
}

uint32_t ballot_count_eligible(const struct view *view, const struct row_ballot *ballot)
{
	uint32_t end = view->next_id(view->context, row_kind_person), count = 0;
	for (uint32_t id = 1; id < end; id++) {
		struct row_person person;
		struct row_voted voted;
		if (!view_get_person(view, ROW_KEY(id), &person))
			continue;
		bool is_gone = person.left || person.kept_out;
		bool may = !is_gone && ballot_has_voter(view, ballot, &person);
		count += may || (view_get_voted(view, ROW_KEY(ballot->id.n, id), &voted) &&
				 !voted.withdrawn);
	}
	return count;
}

/* Which towns count: those whose boards vote, if only towns' boards do, else all. */
uint32_t ballot_count_towns(const struct view *view, const struct row_ballot *ballot)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < ballot->voters.count; i++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(ids_get(ballot->voters, i)), &board) &&
		    board.sort == board_sort_town)
			count++;
	}
	if (count > 0 && count == ballot->voters.count)
		return count;
	count = 0;
	uint32_t end = view->next_id(view->context, row_kind_town);
	for (uint32_t id = 1; id < end; id++) {
		struct row_town town;
		count += view_get_town(view, ROW_KEY(id), &town);
	}
	return count;
}

/* ---- what is put to the vote ---- */

bool ballot_fits_opinion(const struct row_ballot *ballot, const struct row_idea *idea)
{
	struct pair pair;
	if (ballot->options.count > 0)
		return pairs_find(ballot->options, idea->id.n, &pair);
	return (ballot->board.n == 0 || ballot->board.n == idea->board.n) &&
	       (ballot->topic.n == 0 || ballot->topic.n == idea->topic.n) &&
	       (ballot->sort.n == 0 || ballot->sort.n == idea->sort.n) &&
	       (ballot->stages == 0 || ballot->stages & UINT64_C(1) << idea->stage);
}

bool ballot_fits_idea(const struct row_ballot *ballot, const struct row_idea *idea)
{
	bool seen = idea->audience == audience_members ? ballot->audience == audience_members &&
								 idea->board.n == ballot->board.n
						       : idea->audience != audience_withheld;
	return seen && idea->hold == hold_none && idea->merged_into.n == 0 &&
	       ballot_fits_opinion(ballot, idea);
}

bool ballot_holds_idea(const struct view *view, struct idea_id idea, bool closed_too,
		       struct row_ballot *which)
{
	uint32_t end = view->next_id(view->context, row_kind_ballot);
	struct pair pair;
	for (uint32_t id = 1; id < end; id++)
		if (view_get_ballot(view, ROW_KEY(id), which) &&
		    (which->state == ballot_state_open ||
		     (closed_too && which->state == ballot_state_closed)) &&
		    pairs_find(which->options, idea.n, &pair))
			return true;
	return false;
}

bool ballot_next_on_board(const struct view *view, struct board_id board, struct row_ballot *ballot)
{
	uint32_t end = view->next_id(view->context, row_kind_ballot);
	for (uint32_t id = ballot->id.n + 1; id < end; id++) {
		if (!view_get_ballot(view, ROW_KEY(id), ballot))
			continue;
		bool asks = (ballot->state == ballot_state_prepared ||
			     ballot->state == ballot_state_open) &&
			    ids_hold(ballot->voters, board.n);
		if (asks || ballot->board.n == board.n)
			return true;
	}
	return false;
}

enum err ballot_takes_votes(const struct view *view, const struct row_ballot *ballot,
			    struct changes *changes)
{
	struct row_session session;
	struct row_board board;
	if (ballot->state == ballot_state_void)
		return err_ballot_is_void;
	if (ballot->state != ballot_state_open)
		return err_ballot_not_open;
	if (view->actor.role == role_moderator)
		return err_none;
	if (view_session(view, &session) && session.locked)
		return refuse_with(changes, err_locked, session.title);
	if (view_get_board(view, ROW_KEY(ballot->board.n), &board) && board.locked)
		return refuse_with(changes, err_locked, board.title);
	return err_none;
}
