/* Joining, leaving, and who one is. */
#include <string.h>

#include "server/decide/decide.h"
#include "server/decide/invitation.h"

static uint32_t big_endian(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

void token_key(const uint8_t hash[32], uint32_t key[ROW_KEY_PARTS])
{
	for (size_t i = 0; i < ROW_KEY_PARTS; i++)
		key[i] = big_endian(hash + 4 * i);
}

void token_put(const uint8_t hash[32], struct row_token token, struct changes *changes)
{
	uint32_t key[ROW_KEY_PARTS];
	token_key(hash, key);
	token.first.n = key[0];
	token.second.n = key[1];
	token.third.n = key[2];
	token.hash = (struct bytes){hash, 32};
	changes_put_token(changes, &token);
}

bool token_find(const struct view *view, const uint8_t hash[32], struct row_token *token)
{
	uint32_t key[ROW_KEY_PARTS];
	token_key(hash, key);
	return view_get_token(view, key, token) && token->hash.size == 32 &&
	       memcmp(token->hash.at, hash, 32) == 0;
}

/* ---- joining ---- */

/* The invitation that the connection came with; false if with none. */
static bool find_invitation(const struct view *view, struct row_invitation *invitation)
{
	struct row_token token;
	return token_find(view, view->actor.token_hash, &token) && token.invitation.n &&
	       view_get_invitation(view, ROW_KEY(token.invitation.n), invitation);
}

static bool needs_town(enum role role)
{
	return role == role_citizen || role == role_member;
}

/* Gives what the invitation carries: a role, perhaps a seat. Counts the use. The person's row goes
 * before the seat, which is counted for their town. */
static void put_invited(const struct view *view, struct row_invitation *invitation,
			struct row_person *person, struct changes *changes)
{
	struct row_board board;
	struct row_seat seat = {.person = {0}};
	bool seated = invitation->role != role_observer &&
		      view_get_board(view, ROW_KEY(invitation->board.n), &board);
	person->role = invitation->role;
	person->invitation = invitation->id;
	if (seated && board.sort == board_sort_team)
		person->contributed = true; /* who works in a team is known by name */
	changes_put_person(changes, person);
	invitation->uses++;
	changes_put_invitation(changes, invitation);
	if (person->role == role_observer)
		person_withdraw(view, person->id, changes);
	if (!seated)
		return;
	view_get_seat(view, ROW_KEY(person->id.n), &seat);
	seat.person = person->id;
	struct board_id *place = board.sort == board_sort_team ? &seat.team : &seat.table;
	if (place->n != board.id.n)
		ready_clear(view, *place, person->id, changes);
	*place = board.id;
	changes_put_seat(changes, &seat);
}

/* Whether somebody who takes part already is invited to more; a moderator stays one, and what a
 * moderator has decided about somebody stands. */
static bool is_invited_again(const struct view *view, const struct row_person *person,
			     struct row_invitation *invitation)
{
	return find_invitation(view, invitation) && person->invitation.n != invitation->id.n &&
	       person->role != role_moderator && !person->settled;
}

/* A join that is repeated because its answer was lost finds the person it made [CMD-4]; one who
 * had left is back, for the town of old: votes were counted there. */
static enum err join_again(const struct view *view, const struct row_token *token,
			   const struct command_join *command, struct changes *changes)
{
	struct row_person person;
	struct row_invitation invitation;
	if (!view_get_person(view, ROW_KEY(token->person.n), &person) ||
	    token->link != person.links)
		return err_token_void;
	if (person.kept_out)
		return err_kept_out;
	bool returns = person.left;
	changes->result = person.id.n;
	if (returns)
		person.left = false;
	if (returns && !person.muted) { /* who is muted keeps the name that is read by all */
		person.name = command->name;
		person.institution = command->institution;
	}
	if (!is_invited_again(view, &person, &invitation)) {
		if (returns)
			changes_put_person(changes, &person);
		return err_none;
	}
	if (!invitation_holds(&invitation, view->now_ms))
		return err_invitation_void;
	if (needs_town(invitation.role) && person.town.n == 0)
		return err_town_missing;
	put_invited(view, &invitation, &person, changes);
	return err_none;
}

/* The first command of somebody new: the invitation that they have come with, if any, says more
 * than they do. */
static enum err join_anew(const struct view *view, const struct command_join *command,
			  struct changes *changes)
{
	struct row_invitation invitation;
	struct row_person person = {.id = {view->next_id(view->context, row_kind_person)},
				    .name = command->name,
				    .institution = command->institution,
				    .town = command->town,
				    .role = role_citizen,
				    .joined_ms = view->now_ms};
	bool invited = find_invitation(view, &invitation);
	if (invited && !invitation_holds(&invitation, view->now_ms))
		return err_invitation_void;
	if (invited && invitation.town.n)
		person.town = invitation.town;
	if (needs_town(invited ? invitation.role : person.role) && person.town.n == 0)
		return err_town_missing;
	if (invited)
		put_invited(view, &invitation, &person, changes);
	else
		changes_put_person(changes, &person);
	changes->result = person.id.n;
	return err_none;
}

enum err decide_join(const struct view *view, const struct command_join *command,
		     struct changes *changes)
{
	uint8_t hash[32];
	struct row_token token;
	if (command->token.size != TOKEN_BYTES)
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});
	view->sha256(command->token.at, command->token.size, hash);
	if (token_find(view, hash, &token))
		return join_again(view, &token, command, changes);
	if (view->actor.person.n && !view->actor.left)
		return err_joined_already;
	/* Who comes back by the link that they had left with is no new person. */
	bool returns = token_find(view, view->actor.token_hash, &token) && token.person.n;
	enum err err = returns ? join_again(view, &token, command, changes)
			       : join_anew(view, command, changes);
	if (!err)
		token_put(hash,
			  (struct row_token){.person = {changes->result},
					     .link = returns ? token.link : 0},
			  changes);
	return err;
}

enum err decide_host(const struct view *view, const uint8_t token[TOKEN_BYTES],
		     struct changes *changes)
{
	uint8_t hash[32];
	view->sha256(token, TOKEN_BYTES, hash);
	struct row_token known;
	if (view->next_id(view->context, row_kind_person) > 1 || token_find(view, hash, &known))
		return err_joined_already;
	struct row_person host = {.id = {1}, .role = role_host, .joined_ms = view->now_ms};
	changes_put_person(changes, &host);
	token_put(hash, (struct row_token){.person = host.id}, changes);
	changes->result = host.id.n;
	return err_none;
}

/* Erasing takes the name out of the row and of the history, and the token with it, so that nobody
 * comes back as this person. What they contributed stays, without a name. */
static void erase(const struct view *view, struct row_person *person, struct changes *changes)
{
	uint32_t key[ROW_KEY_PARTS];
	struct row_token token;
	person->name = (struct text){"", 0};
	person->institution = (struct text){"", 0};
	changes_erase(changes, row_kind_person, ROW_KEY(person->id.n));
	if (token_find(view, view->actor.token_hash, &token)) {
		token_key(view->actor.token_hash, key);
		changes_remove(changes, row_kind_token, key);
	}
}

bool person_is_replaced(const struct view *view, struct person_id but)
{
	uint32_t end = view->next_id(view->context, row_kind_person);
	for (uint32_t id = 1; id < end; id++) {
		struct row_person person;
		if (id != but.n && view_get_person(view, ROW_KEY(id), &person) &&
		    person.role == role_moderator && !person.left && !person.kept_out &&
		    !person.assisted)
			return true;
	}
	return false;
}

enum err decide_leave(const struct view *view, const struct command_leave *command,
		      struct changes *changes)
{
	struct row_person person;
	if (!view_get_person(view, ROW_KEY(view->actor.person.n), &person))
		return err_not_joined;
	if (person.role == role_moderator && !person_is_replaced(view, person.id))
		return err_last_moderator;
	person.left = true;
	if (command->erase)
		erase(view, &person, changes);
	changes_put_person(changes, &person);
	person_withdraw(view, person.id, changes);
	return err_none;
}

enum err decide_person_edit(const struct view *view, const struct command_person_edit *command,
			    struct changes *changes)
{
	struct row_person person;
	if (!view_get_person(view, ROW_KEY(view->actor.person.n), &person))
		return err_not_joined;
	if (view->actor.muted)
		return err_muted; /* a name is read by all */
	person.name = command->name;
	person.institution = command->institution;
	changes_put_person(changes, &person);
	return err_none;
}

enum err decide_person_add(const struct view *view, const struct command_person_add *command,
			   struct changes *changes)
{
	struct row_person person = {.id = {view->next_id(view->context, row_kind_person)},
				    .name = command->name,
				    .institution = command->institution,
				    .town = command->town,
				    .role = role_citizen,
				    .joined_ms = view->now_ms,
				    .assisted = true};
	changes_put_person(changes, &person);
	changes->result = person.id.n;
	return err_none;
}

enum err person_acting(const struct view *view, struct person_id named, struct row_person *person)
{
	uint32_t id = named.n ? named.n : view->actor.person.n;
	if (!view_get_person(view, ROW_KEY(id), person))
		return err_not_joined;
	if (id == view->actor.person.n)
		return err_none;
	if (view->actor.role != role_moderator || !person->assisted)
		return err_not_assisted;
	return person->kept_out ? err_removed_already : err_none;
}

void person_contributes(struct row_person *person, struct changes *changes)
{
	if (person->contributed)
		return;
	person->contributed = true;
	changes_put_person(changes, person);
}

void person_withdraw(const struct view *view, struct person_id person, struct changes *changes)
{
	struct row_seat seat;
	if (view_get_seat(view, ROW_KEY(person.n), &seat) && (seat.team.n || seat.table.n)) {
		seat.team.n = seat.table.n = 0;
		changes_put_seat(changes, &seat);
	}
	uint32_t end = view->next_id(view->context, row_kind_hand);
	for (uint32_t board = 1; board < end; board++) {
		struct row_hand hand;
		if (view_get_hand(view, ROW_KEY(board, person.n), &hand))
			changes_remove(changes, row_kind_hand, ROW_KEY(board, person.n));
	}
	end = view->next_id(view->context, row_kind_ready);
	for (uint32_t board = 1; board < end; board++)
		ready_clear(view, (struct board_id){board}, person, changes);
	end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (!view_get_board(view, ROW_KEY(id), &board) || board.speaker.n != person.n)
			continue;
		board.speaker.n = 0;
		changes_put_board(changes, &board);
	}
}
