/* Invitations: links that carry a role. */
#include "server/decide/invitation.h"

#include "server/decide/decide.h"

static bool may_be_invited(enum role role)
{
	return role != role_none && role != role_viewer && role != role_host;
}

enum err decide_invitation_add(const struct view *view,
			       const struct command_invitation_add *command,
			       struct changes *changes)
{
	struct row_board board;
	struct row_token token;
	uint8_t hash[32];
	if (!may_be_invited(command->role))
		return refuse_with(changes, err_argument_wrong, (struct text){"role", 4});
	if (command->token.size != TOKEN_BYTES)
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});
	if (command->until_ms && command->until_ms <= view->now_ms)
		return refuse_with(changes, err_argument_wrong, (struct text){"until_ms", 8});
	if (command->board.n) {
		view_get_board(view, ROW_KEY(command->board.n), &board);
		if (board.sort != board_sort_team && board.sort != board_sort_table)
			return refuse_with(changes, err_board_sort_wrong, board.title);
	}
	view->sha256(command->token.at, command->token.size, hash);
	if (token_find(view, hash, &token))
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});

	struct row_invitation invitation = {
		.id = {view->next_id(view->context, row_kind_invitation)},
		.role = command->role,
		.town = command->town,
		.board = command->board,
		.until_ms = command->until_ms,
		.uses_max = command->uses_max,
		.person = view->actor.person,
		.created_ms = view->now_ms};
	changes_put_invitation(changes, &invitation);
	token_put(hash, (struct row_token){.invitation = invitation.id}, changes);
	changes->result = invitation.id.n;
	return err_none;
}

enum err decide_invitation_revoke(const struct view *view,
				  const struct command_invitation_revoke *command,
				  struct changes *changes)
{
	struct row_invitation invitation;
	view_get_invitation(view, ROW_KEY(command->invitation.n), &invitation);
	if (invitation.revoked)
		return err_revoked_already;
	invitation.revoked = true;
	changes_put_invitation(changes, &invitation);
	return err_none;
}

bool invitation_holds(const struct row_invitation *invitation, uint64_t now_ms)
{
	return !invitation->revoked &&
	       (invitation->until_ms == 0 || now_ms < invitation->until_ms) &&
	       (invitation->uses_max == 0 || invitation->uses < invitation->uses_max);
}
