/* The arguments of an import's steps about ballots, from the file's rows and what earlier steps
 * have given. */
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/import_plan.h"

struct filling {
	const struct import_plan *plan;
	const struct replica *replica;
	const json_t *row;
};

static struct text text_of(const json_t *row, const char *field)
{
	const json_t *value = json_object_get(row, field);
	return (struct text){json_string_value(value), (uint32_t)json_string_length(value)};
}

static uint64_t number_of(const json_t *row, const char *field)
{
	json_int_t value = json_integer_value(json_object_get(row, field));
	return value > 0 ? (uint64_t)value : 0;
}

static uint32_t word_of(const json_t *row, const char *field, const struct words *words)
{
	const char *word = json_string_value(json_object_get(row, field));
	return word ? words_number(words, word) : 0;
}

static uint64_t set_of(const json_t *row, const char *field, const struct words *words)
{
	uint64_t set = 0;
	size_t at;
	json_t *word;
	json_array_foreach(json_object_get(row, field), at, word)
	{
		uint32_t number =
			json_is_string(word) ? words_number(words, json_string_value(word)) : 0;
		set |= number ? UINT64_C(1) << number : 0;
	}
	return set;
}

static bool is_set(const json_t *row, const char *field)
{
	return json_is_true(json_object_get(row, field));
}

static enum import_filled ready_if(bool ready)
{
	return ready ? import_filled_ready : import_filled_never;
}

static bool reference(const struct filling *filling, const char *field, const char *kind,
		      uint32_t *new)
{
	return import_plan_reference(filling->plan, filling->row, field, kind, new);
}

/* ---- lists ---- */

/* The pairs of a list such as [{"idea": 12, "number": 3}] under their new numbers, in `room`; 0
 * stays 0. */
static bool read_pairs(const struct filling *filling, const char *field, const char *of,
		       uint32_t count_max, uint8_t *room, struct pairs *pairs)
{
	size_t at;
	json_t *entry;
	*pairs = (struct pairs){room, 0};
	json_array_foreach(json_object_get(filling->row, field), at, entry)
	{
		struct pair pair = {.number = number_of(entry, "number")};
		uint32_t old = import_plan_number(entry, of);
		if (pairs->count == count_max ||
		    (old && !import_plan_renumber(filling->plan, of, old, &pair.id)))
			return false;
		pair_write(room + (size_t)pairs->count++ * PAIR_BYTES, pair);
	}
	return true;
}

static bool read_boards(const struct filling *filling, const char *field, uint8_t *room,
			struct ids *boards)
{
	size_t at;
	json_t *entry;
	*boards = (struct ids){room, 0};
	json_array_foreach(json_object_get(filling->row, field), at, entry)
	{
		struct row_board board;
		if (boards->count == LINES_MAX ||
		    !import_meet_board(filling->plan, filling->replica,
				       (uint32_t)json_integer_value(entry), &board))
			return false;
		id_write(room + (size_t)boards->count++ * ID_BYTES, board.id.n);
	}
	return true;
}

/* ---- preparing ---- */

static bool fill_lists(const struct filling *filling, struct command_ballot_add *args)
{
	uint8_t *options = filling->plan->lists;
	uint8_t *voters = options + (BALLOT_OPTIONS_MAX + 1u) * PAIR_BYTES;
	uint8_t *weights = voters + (size_t)LINES_MAX * ID_BYTES;
	return read_pairs(filling, "options", "idea", BALLOT_OPTIONS_MAX, options,
			  &args->options) &&
	       read_boards(filling, "voters", voters, &args->voters) &&
	       read_pairs(filling, "weights", "town", LINES_MAX, weights, &args->weights);
}

static enum import_filled fill_prepared(const struct filling *filling,
					struct command_ballot_add *args)
{
	const json_t *row = filling->row;
	struct row_board board = {.id = {0}};
	if (import_plan_number(row, "board") &&
	    !import_meet_board(filling->plan, filling->replica, import_plan_number(row, "board"),
			       &board))
		return import_filled_never;
	*args = (struct command_ballot_add){
		.title = text_of(row, "title"),
		.method = (enum ballot_method)word_of(row, "method", &words_ballot_method),
		.secrecy = (enum secrecy)word_of(row, "secrecy", &words_secrecy),
		.hidden = is_set(row, "hidden"),
		.board = board.id,
		.phase = import_meet_phase(filling->plan, filling->replica,
					   import_plan_number(row, "phase")),
		.stages = set_of(row, "stages", &words_stage),
		.sort = import_meet_sort(filling->plan, filling->replica,
					 import_plan_number(row, "sort")),
		.roles = set_of(row, "roles", &words_role),
		.points = number_of(row, "points"),
		.heap = number_of(row, "heap"),
		.picks = number_of(row, "picks"),
		.places = number_of(row, "places"),
		.threshold = number_of(row, "threshold"),
		.threshold_of = number_of(row, "threshold_of"),
		.quorum = number_of(row, "quorum"),
		.budget = number_of(row, "budget"),
		.budget_rule = (enum budget_rule)word_of(row, "budget_rule", &words_budget_rule),
		.utility = (enum utility)word_of(row, "utility", &words_utility),
		.rule = (enum rule)word_of(row, "rule", &words_rule),
	};
	return ready_if(reference(filling, "topic", "topic", &args->topic.n) &&
			fill_lists(filling, args));
}

static enum import_filled fill_add(const struct filling *filling, struct command_ballot_add *args,
				   uint32_t *met)
{
	*met = import_meet_ballot(filling->plan, filling->replica, filling->row);
	return *met ? import_filled_idle : fill_prepared(filling, args);
}

static bool ballot_of(const struct filling *filling, const char *field, struct row_ballot *ballot)
{
	uint32_t key[ROW_KEY_PARTS] = {0};
	return reference(filling, field, "ballot", &key[0]) && key[0] &&
	       replica_get(filling->replica, row_kind_ballot, key, ballot);
}

/* Whether the ballot was prepared by the very step that makes it, from the same row. */
static bool is_as_added(const struct filling *filling)
{
	for (uint32_t i = 0; i < filling->plan->step_count; i++) {
		const struct import_step *step = &filling->plan->steps[i];
		if (step->row == filling->row && step->kind == command_kind_ballot_add)
			return step->state == import_done;
	}
	return false;
}

/* What was found here or is another round becomes like the file's, as long as it was not opened. */
static enum import_filled fill_edit(const struct filling *filling, struct command_ballot_edit *args)
{
	struct row_ballot ballot;
	struct command_ballot_add as;
	if (!ballot_of(filling, "id", &ballot))
		return import_filled_never;
	if (ballot.state != ballot_state_prepared || is_as_added(filling))
		return import_filled_idle;
	enum import_filled filled = fill_prepared(filling, &as);
	*args = (struct command_ballot_edit){
		.ballot = ballot.id,
		.title = as.title,
		.method = as.method,
		.secrecy = as.secrecy,
		.hidden = as.hidden,
		.board = as.board,
		.phase = as.phase,
		.topic = as.topic,
		.stages = as.stages,
		.sort = as.sort,
		.options = as.options,
		.roles = as.roles,
		.voters = as.voters,
		.points = as.points,
		.heap = as.heap,
		.picks = as.picks,
		.places = as.places,
		.threshold = as.threshold,
		.threshold_of = as.threshold_of,
		.quorum = as.quorum,
		.budget = as.budget,
		.budget_rule = as.budget_rule,
		.utility = as.utility,
		.weights = as.weights,
		.rule = as.rule,
	};
	return filled;
}

static enum import_filled fill_state(const struct filling *filling, enum ballot_state state,
				     struct ballot_id *args)
{
	struct row_ballot ballot;
	if (!ballot_of(filling, "id", &ballot))
		return import_filled_never;
	*args = ballot.id;
	return ballot.state == state ? import_filled_idle : import_filled_ready;
}

/* ---- what was said ---- */

/* By their slip, if they are known by that alone. */
static bool voter_of(const struct filling *filling, struct person_id *person, uint64_t *slip)
{
	const json_t *row = import_plan_row(filling->plan, "person",
					    import_plan_number(filling->row, "person"));
	uint32_t number;
	*slip = 0;
	if (!import_plan_number(row, "slip"))
		return reference(filling, "person", "person", &person->n);
	if (!import_plan_reference(filling->plan, row, "slip", "slip", &number))
		return false;
	*slip = number;
	return true;
}

static enum import_filled fill_vote(const struct filling *filling, struct command_vote *args)
{
	args->choice = (enum choice)word_of(filling->row, "choice", &words_choice);
	return ready_if(reference(filling, "ballot", "ballot", &args->ballot.n) &&
			reference(filling, "idea", "idea", &args->idea.n) &&
			voter_of(filling, &args->person, &args->slip));
}

static enum import_filled fill_cast(const struct filling *filling, struct command_cast *args)
{
	return ready_if(reference(filling, "ballot", "ballot", &args->ballot.n) &&
			read_pairs(filling, "choices", "idea", BALLOT_OPTIONS_MAX + 1u,
				   filling->plan->lists, &args->choices) &&
			voter_of(filling, &args->person, &args->slip));
}

static enum import_filled fill_slips(const struct filling *filling, struct command_slips_add *args)
{
	args->count = number_of(filling->row, "count");
	return ready_if(reference(filling, "town", "town", &args->town.n));
}

/* ---- all of them ---- */

enum import_filled import_fill_ballot(const struct import_plan *plan, const struct replica *replica,
				      const struct import_step *step, union any_command *args,
				      uint32_t *met)
{
	const struct filling filling = {plan, replica, step->row};
	struct row_ballot before;
	switch (step->kind) {
	case command_kind_ballot_add:
		return fill_add(&filling, &args->ballot_add, met);
	case command_kind_ballot_repeat:
		if (!ballot_of(&filling, "previous", &before))
			return import_filled_never;
		args->ballot_repeat.ballot = before.id;
		return import_filled_ready;
	case command_kind_ballot_edit:
		return fill_edit(&filling, &args->ballot_edit);
	case command_kind_ballot_open:
		return fill_state(&filling, ballot_state_open, &args->ballot_open.ballot);
	case command_kind_ballot_close:
		return fill_state(&filling, ballot_state_closed, &args->ballot_close.ballot);
	case command_kind_vote:
		return fill_vote(&filling, &args->vote);
	case command_kind_cast:
		return fill_cast(&filling, &args->cast);
	case command_kind_slips_add:
		return fill_slips(&filling, &args->slips_add);
	default:
		return import_filled_never;
	}
}
