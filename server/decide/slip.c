/* Numbered slips for people without a phone. */
#include "server/decide/slip.h"

#include <inttypes.h>
#include <stdio.h>

#include "server/decide/decide.h"

/* Whoever holds the slip takes part from its first vote on. */
static void make_person(const struct view *view, struct voter *voter)
{
	struct row_session session;
	bool german = view_session(view, &session) && session.language == language_de;
	int size = snprintf(voter->name, sizeof voter->name, "%s %" PRIu32,
			    german ? "Zettel" : "Slip", voter->slip.id.n);
	voter->person = (struct row_person){.id = {view->next_id(view->context, row_kind_person)},
					    .name = {voter->name, (uint32_t)size},
					    .town = voter->slip.town,
					    .role = role_citizen,
					    .joined_ms = view->now_ms,
					    .assisted = true};
	voter->slip.person = voter->person.id;
}

void voter_put(struct voter *voter, bool by_name, struct changes *changes)
{
	bool is_new = voter->slip.id.n != 0;
	bool becomes_public = by_name && !voter->person.contributed;
	if (becomes_public)
		voter->person.contributed = true;
	if (is_new)
		changes_put_slip(changes, &voter->slip);
	if (is_new || becomes_public)
		changes_put_person(changes, &voter->person);
}

enum err voter_find(const struct view *view, struct person_id named, uint64_t number,
		    struct voter *voter, struct changes *changes)
{
	struct row_slip slip;
	voter->slip.id.n = 0;
	if (number == 0)
		return person_acting(view, named, &voter->person);
	if (view->actor.role != role_helper && view->actor.role != role_moderator)
		return err_not_helper;
	if (!view_get_slip(view, ROW_KEY((uint32_t)number), &slip))
		return refuse_with(changes, err_not_found, (struct text){"slip", 4});
	if (slip.person.n == 0) {
		voter->slip = slip;
		make_person(view, voter);
	} else if (!view_get_person(view, ROW_KEY(slip.person.n), &voter->person)) {
		return refuse_with(changes, err_not_found, (struct text){"slip", 4});
	} else if (!voter->person.assisted) {
		return err_not_assisted; /* who has been given a link since votes by it */
	}
	return err_none;
}

enum err decide_slips_add(const struct view *view, const struct command_slips_add *command,
			  struct changes *changes)
{
	uint32_t first = view->next_id(view->context, row_kind_slip);
	if (command->count == 0)
		return refuse_with(changes, err_argument_wrong, (struct text){"count", 5});
	for (uint32_t i = 0; i < command->count; i++) {
		struct row_slip slip = {.id = {first + i}, .town = command->town};
		changes_put_slip(changes, &slip);
	}
	changes->result = first;
	return err_none;
}
