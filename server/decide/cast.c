/* Voting: an opinion of an idea, or a paper in a ballot of another method. */
#include <string.h>

#include "server/decide/ballot_ask.h"
#include "server/decide/decide.h"
#include "server/decide/seal.h"
#include "server/decide/slip.h"
#include "server/voting/voting.h"

/* Who votes, and whether they may. */
static enum err find_voter(const struct view *view, const struct row_ballot *ballot,
			   struct person_id named, uint64_t slip, struct voter *voter,
			   struct changes *changes)
{
	enum err err = ballot_takes_votes(view, ballot, changes);
	if (!err)
		err = voter_find(view, named, slip, voter, changes);
	if (err)
		return err;
	bool is_gone = voter->person.left || voter->person.kept_out;
	return !is_gone && ballot_has_voter(view, ballot, &voter->person) ? err_none
									  : err_not_voter;
}

/* ---- opinions ---- */

/* A vote does not make a name public: others see tallies only. */
enum err decide_vote(const struct view *view, const struct command_vote *command,
		     struct changes *changes)
{
	struct row_ballot ballot;
	struct row_idea idea;
	struct voter voter;
	struct row_vote present;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (ballot.method != ballot_method_opinion)
		return err_method_differs;
	enum err err = find_voter(view, &ballot, command->person, command->slip, &voter, changes);
	if (err)
		return err;
	struct row_vote vote = {.ballot = command->ballot,
				.idea = command->idea,
				.person = voter.person.id,
				.choice = command->choice,
				.town = voter.person.town};
	bool has_voted =
		view_get_vote(view, ROW_KEY(vote.ballot.n, vote.idea.n, vote.person.n), &present);
	/* The same answer to any choice: whoever enters slips does not learn what one has said. */
	if (has_voted && command->slip)
		return refuse_with_number(changes, err_slip_used, command->slip);
	if (has_voted && present.choice == vote.choice)
		return err_none;
	if (has_voted)
		vote.town = present.town; /* a vote stays with the town it was first given for */
	else if (!ballot_fits_opinion(&ballot, &idea))
		return refuse_with_number(changes, err_option_foreign, idea.id.n);
	voter_put(&voter, false, changes);
	changes_put_vote(changes, &vote);
	return err_none;
}

/* ---- papers ---- */

static enum audience audience_of_paper(const struct row_ballot *ballot)
{
	return ballot->secrecy == secrecy_named && !ballot->hidden ? ballot->audience
								   : audience_owner;
}

static bool same_choices(struct pairs a, struct pairs b)
{
	return a.count == b.count &&
	       (a.count == 0 || memcmp(a.at, b.at, (size_t)a.count * PAIR_BYTES) == 0);
}

static enum err take_back(const struct row_paper *present, bool is_there, struct changes *changes)
{
	struct row_paper paper = *present;
	if (!is_there || present->withdrawn)
		return err_none;
	paper.choices.count = 0;
	paper.sealed.size = 0;
	paper.withdrawn = true;
	changes_put_paper(changes, &paper);
	return err_none;
}

/* Puts the paper sealed; a newer one has another nonce. */
static enum err put_sealed(const struct view *view, const struct row_ballot *ballot,
			   const struct command_cast *command, struct row_paper paper,
			   struct voter *voter, struct changes *changes)
{
	uint8_t sealed[SEALED_BYTES_MAX];
	if (command->check.size != CHECK_BYTES)
		return err_check_missing;
	uint32_t size =
		seal_paper(view, ballot, paper.person, command->check, command->choices, sealed);
	if (size == 0)
		return err_not_stored;
	paper.sealed = (struct bytes){sealed, size};
	voter_put(voter, false, changes);
	changes_put_paper(changes, &paper);
	return err_none;
}

static enum err put_open(const struct row_ballot *ballot, const struct command_cast *command,
			 struct row_paper *paper, struct voter *voter, struct changes *changes)
{
	paper->choices = command->choices;
	voter_put(voter, ballot->secrecy == secrecy_named, changes);
	changes_put_paper(changes, paper);
	return err_none;
}

enum err decide_cast(const struct view *view, const struct command_cast *command,
		     struct changes *changes)
{
	struct row_ballot ballot;
	struct row_paper present = {.person = {0}};
	struct voter voter;
	uint64_t detail = 0;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.method == ballot_method_opinion)
		return err_method_differs;
	enum err err = find_voter(view, &ballot, command->person, command->slip, &voter, changes);
	if (err)
		return err;
	struct person_id person = voter.person.id;
	bool is_there = view_get_paper(view, ROW_KEY(ballot.id.n, person.n), &present);
	if (command->withdraw)
		return take_back(&present, is_there, changes);
	if (is_there && !present.withdrawn && command->slip)
		return refuse_with_number(changes, err_slip_used, command->slip);
	err = voting_check_paper(&ballot, command->choices, &detail);
	if (err)
		return refuse_with_number(changes, err, detail);
	struct row_paper paper = {.ballot = ballot.id,
				  .person = person,
				  .board = ballot.board,
				  .audience = audience_of_paper(&ballot),
				  .town = is_there ? present.town : voter.person.town};
	if (ballot.secrecy == secrecy_confidential)
		return put_sealed(view, &ballot, command, paper, &voter, changes);
	bool same =
		is_there && !present.withdrawn && same_choices(present.choices, command->choices);
	return same ? err_none : put_open(&ballot, command, &paper, &voter, changes);
}
