/* What moderators decide about people: role, link, mute, and who is kept out. */
#include "server/decide/decide.h"

enum err decide_person_role(const struct view *view, const struct command_person_role *command,
			    struct changes *changes)
{
	struct row_person person;
	view_get_person(view, ROW_KEY(command->person.n), &person);
	if (command->role == role_viewer || command->role == role_host)
		return refuse_with(changes, err_argument_wrong, (struct text){"role", 4});
	if (person.role == command->role && person.settled)
		return err_none;
	if (person.role == role_moderator && command->role != role_moderator &&
	    !person_is_replaced(view, person.id))
		return err_last_moderator;
	if (person.town.n == 0 && (command->role == role_citizen || command->role == role_member))
		return err_town_missing;
	person.role = command->role;
	person.settled = true; /* no invitation changes what a moderator has decided */
	changes_put_person(changes, &person);
	if (person.role == role_observer)
		person_withdraw(view, person.id, changes);
	return err_none;
}

/* The token is made by the moderator's program; all earlier ones are void. Somebody assisted has a
 * device from now on. */
enum err decide_person_relink(const struct view *view, const struct command_person_relink *command,
			      struct changes *changes)
{
	struct row_person person;
	struct row_token token;
	uint8_t hash[32];
	view_get_person(view, ROW_KEY(command->person.n), &person);
	if (command->token.size != TOKEN_BYTES)
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});
	if (person.kept_out)
		return err_removed_already;
	if (person.left && person.name.size == 0) /* erased, for good */
		return refuse_with(changes, err_not_found, (struct text){"person", 6});
	view->sha256(command->token.at, command->token.size, hash);
	if (token_find(view, hash, &token))
		return refuse_with(changes, err_argument_wrong, (struct text){"token", 5});
	person.links++;
	person.assisted = false;
	person.left = false;
	changes_put_person(changes, &person);
	token_put(hash, (struct row_token){.person = person.id, .link = person.links}, changes);
	return err_none;
}

enum err decide_person_mute(const struct view *view, const struct command_person_mute *command,
			    struct changes *changes)
{
	struct row_person person;
	view_get_person(view, ROW_KEY(command->person.n), &person);
	if (person.muted == command->muted)
		return err_none;
	person.muted = command->muted;
	changes_put_person(changes, &person);
	return err_none;
}

enum err decide_person_remove(const struct view *view, const struct command_person_remove *command,
			      struct changes *changes)
{
	struct row_person person;
	view_get_person(view, ROW_KEY(command->person.n), &person);
	if (person.kept_out)
		return err_removed_already;
	if (person.role == role_moderator && !person_is_replaced(view, person.id))
		return err_last_moderator;
	person.kept_out = true;
	changes_put_person(changes, &person);
	person_withdraw(view, person.id, changes);
	return err_none;
}

enum err decide_person_admit(const struct view *view, const struct command_person_admit *command,
			     struct changes *changes)
{
	struct row_person person;
	view_get_person(view, ROW_KEY(command->person.n), &person);
	if (!person.kept_out)
		return err_not_removed;
	person.kept_out = false;
	changes_put_person(changes, &person);
	return err_none;
}
