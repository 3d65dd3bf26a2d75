#include "server/decide/quota.h"

enum err quota_take(const struct view *view, const struct row_board *board, enum quota quota,
		    struct changes *changes)
{
	struct row_quota used = {
		.person = view->actor.person, .board = board->id, .phase = board->phase};
	if (view->actor.role == role_moderator)
		return err_none;
	view_get_quota(view, ROW_KEY(used.person.n, used.board.n, used.phase.n), &used);
	if (quota == quota_idea && board->ideas_max && used.ideas >= board->ideas_max)
		return refuse_with_number(changes, err_ideas_limit, board->ideas_max);
	uint64_t free_ms = used.last_ms + board->slow_s * 1000;
	if (used.last_ms && view->now_ms < free_ms) {
		changes->retry_ms = free_ms - view->now_ms;
		return refuse_with_number(changes, err_too_soon, (changes->retry_ms + 999) / 1000);
	}
	used.ideas += quota == quota_idea;
	used.last_ms = view->now_ms;
	changes_put_quota(changes, &used);
	return err_none;
}

void quota_give_back(const struct view *view, const struct row_idea *idea, struct changes *changes)
{
	struct row_quota used;
	if (!view_get_quota(view, ROW_KEY(idea->author.n, idea->board.n, idea->phase.n), &used) ||
	    used.ideas == 0)
		return;
	used.ideas--;
	changes_put_quota(changes, &used);
}
