/* Joining, leaving, and who one is. */
#include <string.h>

#include "server/decide/decide.h"

static uint32_t big_endian(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

void token_key(const uint8_t hash[32], uint32_t key[ROW_KEY_PARTS])
{
	for (size_t i = 0; i < ROW_KEY_PARTS; i++)
		key[i] = big_endian(hash + 4 * i);
}

static void put_token(const uint8_t hash[32], struct person_id person, struct changes *changes)
{
	uint32_t key[ROW_KEY_PARTS];
	token_key(hash, key);
	struct row_token token = {.first = {key[0]},
				  .second = {key[1]},
				  .third = {key[2]},
				  .hash = {hash, 32},
				  .person = person};
	changes_put_token(changes, &token);
}

static bool find_token(const struct view *view, const uint8_t hash[32], struct row_token *token)
{
	uint32_t key[ROW_KEY_PARTS];
	token_key(hash, key);
	return view_get_token(view, key, token) && token->hash.size == 32 &&
	       memcmp(token->hash.at, hash, 32) == 0;
}

/* A join that is repeated because its answer was lost finds the person it made [CMD-4]; one who
 * had left is back, for the town of old: votes were counted there. */
static enum err join_again(const struct view *view, struct person_id id,
			   const struct command_join *command, struct changes *changes)
{
	struct row_person person;
	if (!view_get_person(view, ROW_KEY(id.n), &person))
		return err_token_unknown;
	changes->result = id.n;
	if (!person.left)
		return err_none;
	person.left = false;
	person.name = command->name;
	person.institution = command->institution;
	changes_put_person(changes, &person);
	return err_none;
}

enum err decide_join(const struct view *view, const struct command_join *command,
		     struct changes *changes)
{
	uint8_t hash[32];
	if (command->token.size != TOKEN_BYTES)
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});
	view->sha256(command->token.at, command->token.size, hash);
	struct row_token token;
	if (find_token(view, hash, &token))
		return join_again(view, token.person, command, changes);
	if (view->actor.person.n && !view->actor.left)
		return err_joined_already;

	struct row_person person = {.id = {view->next_id(view->context, row_kind_person)},
				    .name = command->name,
				    .institution = command->institution,
				    .town = command->town,
				    .role = role_citizen,
				    .joined_ms = view->now_ms};
	changes_put_person(changes, &person);
	put_token(hash, person.id, changes);
	changes->result = person.id.n;
	return err_none;
}

enum err decide_host(const struct view *view, const uint8_t token[TOKEN_BYTES],
		     struct changes *changes)
{
	uint8_t hash[32];
	view->sha256(token, TOKEN_BYTES, hash);
	struct row_token known;
	if (view->next_id(view->context, row_kind_person) > 1 || find_token(view, hash, &known))
		return err_joined_already;
	struct row_person host = {.id = {1}, .role = role_host, .joined_ms = view->now_ms};
	changes_put_person(changes, &host);
	put_token(hash, host.id, changes);
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
	changes->erased_kind = row_kind_person;
	changes->erased_key[0] = person->id.n;
	if (find_token(view, view->actor.token_hash, &token)) {
		token_key(view->actor.token_hash, key);
		changes_remove(changes, row_kind_token, key);
	}
}

enum err decide_leave(const struct view *view, const struct command_leave *command,
		      struct changes *changes)
{
	struct row_person person;
	if (!view_get_person(view, ROW_KEY(view->actor.person.n), &person))
		return err_not_joined;
	person.left = true;
	if (command->erase)
		erase(view, &person, changes);
	changes_put_person(changes, &person);
	return err_none;
}

enum err decide_person_edit(const struct view *view, const struct command_person_edit *command,
			    struct changes *changes)
{
	struct row_person person;
	if (!view_get_person(view, ROW_KEY(view->actor.person.n), &person))
		return err_not_joined;
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
	return view->actor.role == role_moderator && person->assisted ? err_none : err_not_assisted;
}

void person_contributes(struct row_person *person, struct changes *changes)
{
	if (person->contributed)
		return;
	person->contributed = true;
	changes_put_person(changes, person);
}
