/* Ballots: prepared, opened, repeated. */
#include "server/decide/ballot_ask.h"
#include "server/decide/decide.h"
#include "server/voting/voting.h"

/* ---- preparing ---- */

/* The two commands say the same about a ballot. */
#define FILL_BALLOT(ballot, command)                                                               \
	do {                                                                                       \
		(ballot)->title = (command)->title;                                                \
		(ballot)->method = (command)->method;                                              \
		(ballot)->secrecy = (command)->secrecy;                                            \
		(ballot)->hidden = (command)->hidden;                                              \
		(ballot)->board = (command)->board;                                                \
		(ballot)->phase = (command)->phase;                                                \
		(ballot)->topic = (command)->topic;                                                \
		(ballot)->stages = (command)->stages;                                              \
		(ballot)->sort = (command)->sort;                                                  \
		(ballot)->options = (command)->options;                                            \
		(ballot)->roles = (command)->roles;                                                \
		(ballot)->voters = (command)->voters;                                              \
		(ballot)->points = (command)->points;                                              \
		(ballot)->heap = (command)->heap;                                                  \
		(ballot)->picks = (command)->picks;                                                \
		(ballot)->places = (command)->places;                                              \
		(ballot)->threshold = (command)->threshold;                                        \
		(ballot)->threshold_of = (command)->threshold_of;                                  \
		(ballot)->quorum = (command)->quorum;                                              \
		(ballot)->budget = (command)->budget;                                              \
		(ballot)->budget_rule = (command)->budget_rule;                                    \
		(ballot)->utility = (command)->utility;                                            \
		(ballot)->weights = (command)->weights;                                            \
		(ballot)->rule = (command)->rule;                                                  \
	} while (0)

static enum err refuse_incomplete(struct changes *changes, enum err err, uint64_t detail)
{
	return detail ? refuse_with_number(changes, err, detail) : err;
}

/* Whether the list names its first `index` rows once each. */
static bool is_named_before(struct pairs pairs, uint32_t index)
{
	struct pair found;
	struct pairs before = {pairs.at, index};
	return pairs_find(before, pairs_get(pairs, index).id, &found);
}

/* A town or board named twice would count twice. */
static enum err check_named_once(const struct row_ballot *ballot, struct changes *changes)
{
	for (uint32_t i = 0; i < ballot->weights.count; i++)
		if (is_named_before(ballot->weights, i))
			return refuse_with(changes, err_argument_wrong,
					   (struct text){"weights", 7});
	for (uint32_t i = 0; i < ballot->voters.count; i++)
		if (ids_hold((struct ids){ballot->voters.at, i}, ids_get(ballot->voters, i)))
			return refuse_with(changes, err_argument_wrong, (struct text){"voters", 6});
	return err_none;
}

/* What can be said before the options are known: the rest is checked when it is opened. */
static enum err check_prepared(const struct row_ballot *ballot, struct changes *changes)
{
	uint64_t detail = 0;
	if (ballot->method == ballot_method_opinion && ballot->secrecy != secrecy_plain)
		return err_secrecy_unfit;
	for (uint32_t i = 0; i < ballot->options.count; i++)
		if (is_named_before(ballot->options, i))
			return refuse_with_number(changes, err_option_twice,
						  pairs_get(ballot->options, i).id);
	enum err err = check_named_once(ballot, changes);
	if (err)
		return err;
	if (ballot->method == ballot_method_dots && ballot->points == 0)
		return err_points_missing;
	if (ballot->method == ballot_method_choose && ballot->picks == 0)
		return err_picks_missing;
	err = voting_check_ballot(ballot, &detail);
	return err == err_none || err == err_options_missing || err == err_cost_missing
		       ? err_none
		       : refuse_incomplete(changes, err, detail);
}

static enum err put_prepared(const struct view *view, struct row_ballot *ballot,
			     struct changes *changes)
{
	struct row_board board = {.audience = audience_everyone};
	view_get_board(view, ROW_KEY(ballot->board.n), &board);
	ballot->audience = board.audience;
	ballot->state = ballot_state_prepared;
	if (ballot->secrecy == secrecy_none)
		ballot->secrecy = secrecy_plain;
	if (ballot->secrecy == secrecy_confidential)
		ballot->hidden = true;
	if (ballot->rule == rule_none)
		ballot->rule = rule_people;
	enum err err = check_prepared(ballot, changes);
	if (err)
		return err;
	changes_put_ballot(changes, ballot);
	return err_none;
}

static void number_ballot(const struct view *view, struct row_ballot *ballot,
			  struct changes *changes)
{
	ballot->id.n = view->next_id(view->context, row_kind_ballot);
	changes->result = ballot->id.n;
}

enum err decide_ballot_add(const struct view *view, const struct command_ballot_add *command,
			   struct changes *changes)
{
	struct row_ballot ballot = {.round = 1};
	FILL_BALLOT(&ballot, command);
	number_ballot(view, &ballot, changes);
	return put_prepared(view, &ballot, changes);
}

enum err decide_ballot_edit(const struct view *view, const struct command_ballot_edit *command,
			    struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state != ballot_state_prepared)
		return err_ballot_begun;
	FILL_BALLOT(&ballot, command);
	return put_prepared(view, &ballot, changes);
}

enum err decide_ballot_remove(const struct view *view, const struct command_ballot_remove *command,
			      struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state != ballot_state_prepared)
		return err_ballot_begun;
	changes_remove(changes, row_kind_ballot, ROW_KEY(ballot.id.n));
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t board = 1; board < end; board++) {
		struct row_focus focus;
		if (view_get_focus(view, ROW_KEY(board), &focus) && focus.ballot.n == ballot.id.n)
			changes_remove(changes, row_kind_focus, ROW_KEY(board));
	}
	return err_none;
}

enum err decide_ballot_repeat(const struct view *view, const struct command_ballot_repeat *command,
			      struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state == ballot_state_open)
		return err_ballot_open_already;
	if (ballot.state == ballot_state_prepared)
		return err_ballot_prepared;
	ballot.previous = ballot.id;
	ballot.round = (ballot.round ? ballot.round : 1) + 1;
	ballot.opened_ms = ballot.closed_ms = 0;
	ballot.papers = ballot.eligible = ballot.towns = 0;
	ballot.phase.n = 0; /* that of the round before may be over */
	if (ballot.gathered)
		ballot.options.count = 0; /* what has been amended since is looked for anew */
	ballot.gathered = false;
	number_ballot(view, &ballot, changes);
	return put_prepared(view, &ballot, changes);
}

/* ---- opening ---- */

static enum err check_named_options(const struct view *view, const struct row_ballot *ballot)
{
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct row_idea idea;
		if (!view_get_idea(view, ROW_KEY(pairs_get(ballot->options, i).id), &idea))
			return err_not_found;
		if (!ballot_fits_idea(ballot, &idea))
			return err_held_back;
	}
	return err_none;
}

/* Writes the ideas that fit into `list`; returns how many there are, which may be more than it has
 * room for. */
static uint32_t collect_options(const struct view *view, const struct row_ballot *ballot,
				uint8_t list[BALLOT_OPTIONS_MAX * PAIR_BYTES])
{
	uint32_t end = view->next_id(view->context, row_kind_idea), count = 0;
	for (uint32_t id = 1; id < end; id++) {
		struct row_idea idea;
		if (!view_get_idea(view, ROW_KEY(id), &idea) || !ballot_fits_idea(ballot, &idea))
			continue;
		if (count < BALLOT_OPTIONS_MAX)
			pair_write(list + (size_t)count * PAIR_BYTES, (struct pair){id, 0});
		count++;
	}
	return count;
}

/* A question without ideas is put to the vote itself. */
static bool asks_itself(const struct row_ballot *ballot)
{
	return ballot->method == ballot_method_yesno && ballot->options.count == 0 &&
	       ballot->topic.n == 0 && ballot->sort.n == 0 && ballot->stages == 0;
}

static enum err fix_options(const struct view *view, struct row_ballot *ballot,
			    uint8_t list[BALLOT_OPTIONS_MAX * PAIR_BYTES], struct changes *changes)
{
	if (ballot->method == ballot_method_opinion || asks_itself(ballot))
		return err_none;
	if (ballot->options.count > 0)
		return check_named_options(view, ballot);
	uint32_t count = collect_options(view, ballot, list);
	if (count == 0)
		return err_options_missing;
	if (count > BALLOT_OPTIONS_MAX)
		return refuse_with_number(changes, err_options_too_many, BALLOT_OPTIONS_MAX);
	ballot->options = (struct pairs){list, count};
	ballot->gathered = true;
	return err_none;
}

/* What an earlier closing has frozen. */
static void remove_results(const struct view *view, uint32_t ballot, struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_idea);
	for (uint32_t idea = 0; idea < end; idea++) {
		struct row_result result;
		struct row_score score;
		if (view_get_result(view, ROW_KEY(ballot, idea), &result))
			changes_remove(changes, row_kind_result, ROW_KEY(ballot, idea));
		if (view_get_score(view, ROW_KEY(ballot, idea), &score))
			changes_remove(changes, row_kind_score, ROW_KEY(ballot, idea));
	}
	for (uint32_t rule = rule_people; rule <= rule_every_town; rule++)
		for (uint32_t of = budget_rule_greedy; of <= budget_rule_add1_votes; of++) {
			struct row_outcome outcome;
			if (view_get_outcome(view, ROW_KEY(ballot, rule, of), &outcome))
				changes_remove(changes, row_kind_outcome,
					       ROW_KEY(ballot, rule, of));
		}
}

/* Who has seen what came of a vote would vote otherwise the second time: only what could be seen
 * all along is opened again. */
static enum err check_opening(const struct row_ballot *ballot)
{
	switch (ballot->state) {
	case ballot_state_open:
		return err_ballot_open_already;
	case ballot_state_void:
		return err_ballot_is_void;
	case ballot_state_closed:
		return ballot->hidden ? err_ballot_final : err_none;
	default:
		return err_none;
	}
}

enum err decide_ballot_open(const struct view *view, const struct command_ballot_open *command,
			    struct changes *changes)
{
	uint8_t list[BALLOT_OPTIONS_MAX * PAIR_BYTES];
	struct row_ballot ballot;
	uint64_t detail = 0;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	enum err err = check_opening(&ballot);
	if (!err && ballot.state != ballot_state_closed)
		err = fix_options(view, &ballot, list, changes);
	if (err)
		return err == err_not_found ? refuse_with(changes, err, (struct text){"idea", 4})
					    : err;
	err = voting_check_ballot(&ballot, &detail);
	if (err)
		return refuse_incomplete(changes, err, detail);
	if (ballot.state == ballot_state_closed)
		remove_results(view, ballot.id.n, changes);
	ballot.state = ballot_state_open;
	ballot.opened_ms = view->now_ms;
	ballot.closed_ms = ballot.papers = ballot.eligible = ballot.towns = 0;
	changes_put_ballot(changes, &ballot);
	if (ballot.secrecy == secrecy_confidential) {
		changes->key_made = ballot.id.n;
		changes->is_final = true; /* who would destroy the key? */
	}
	return err_none;
}

enum err decide_ballot_void(const struct view *view, const struct command_ballot_void *command,
			    struct changes *changes)
{
	struct row_ballot ballot;
	if (!view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot) ||
	    ballot.state != ballot_state_open || ballot.secrecy != secrecy_confidential)
		return err_ballot_not_open;
	ballot.state = ballot_state_void;
	ballot.closed_ms = view->now_ms;
	changes_put_ballot(changes, &ballot);
	changes->key_dropped = ballot.id.n;
	return err_none;
}
