/* Ballots, and the opinion vote. */
#include "server/decide/decide.h"

/* A vote does not make a name public: others see tallies only. */
enum err decide_vote(const struct view *view, const struct command_vote *command,
		     struct changes *changes)
{
	struct row_ballot ballot;
	struct row_person voter;
	struct row_vote present;
	enum err err = person_acting(view, command->person, &voter);
	if (err)
		return err;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state != ballot_state_open)
		return err_ballot_not_open;
	struct row_vote vote = {.ballot = command->ballot,
				.idea = command->idea,
				.person = voter.id,
				.choice = command->choice,
				.town = voter.town};
	if (view_get_vote(view, ROW_KEY(vote.ballot.n, vote.idea.n, vote.person.n), &present)) {
		if (present.choice == vote.choice)
			return err_none;
		vote.town = present.town; /* a vote stays with the town it was first given for */
	}
	changes_put_vote(changes, &vote);
	return err_none;
}

enum err decide_ballot_open(const struct view *view, const struct command_ballot_open *command,
			    struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state == ballot_state_open)
		return err_ballot_open_already;
	ballot.state = ballot_state_open;
	ballot.opened_ms = view->now_ms;
	ballot.closed_ms = 0;
	changes_put_ballot(changes, &ballot);
	return err_none;
}

enum err decide_ballot_close(const struct view *view, const struct command_ballot_close *command,
			     struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state != ballot_state_open)
		return err_ballot_not_open;
	ballot.state = ballot_state_closed;
	ballot.closed_ms = view->now_ms;
	changes_put_ballot(changes, &ballot);
	return err_none;
}

enum err decide_ballot_add(const struct view *view, const struct command_ballot_add *command,
			   struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_ballot_edit(const struct view *view, const struct command_ballot_edit *command,
			    struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_ballot_remove(const struct view *view, const struct command_ballot_remove *command,
			      struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_ballot_repeat(const struct view *view, const struct command_ballot_repeat *command,
			      struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_cast(const struct view *view, const struct command_cast *command,
		     struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_slips_add(const struct view *view, const struct command_slips_add *command,
			  struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
enum err decide_ballot_void(const struct view *view, const struct command_ballot_void *command,
			    struct changes *changes)
{
	(void)view;
	(void)command;
	(void)changes;
	return err_command_unknown;
}
