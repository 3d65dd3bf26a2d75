/* The arguments of an import's steps, from the file's rows and what earlier steps have given; and
 * whether the session is so already. */
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/import_plan.h"

/* What all of these are given. */
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

static bool is_set(const json_t *row, const char *field)
{
	return json_is_true(json_object_get(row, field));
}

static uint32_t word_of(const json_t *row, const char *field, const struct words *words)
{
	const char *word = json_string_value(json_object_get(row, field));
	return word ? words_number(words, word) : 0;
}

static bool reference(const struct filling *filling, const char *field, const char *kind,
		      uint32_t *new)
{
	return import_plan_reference(filling->plan, filling->row, field, kind, new);
}

/* Where 0 does not stand for oneself. */
static bool person_of(const struct filling *filling, const char *field, struct person_id *person)
{
	if (!reference(filling, field, "person", &person->n))
		return false;
	if (person->n == 0)
		*person = filling->plan->self;
	return true;
}

static bool board_of(const struct filling *filling, const char *field, struct row_board *board)
{
	return import_meet_board(filling->plan, filling->replica,
				 import_plan_number(filling->row, field), board);
}

/* The idea as it stands in the session now. */
static bool idea_of(const struct filling *filling, struct row_idea *idea)
{
	uint32_t key[ROW_KEY_PARTS] = {0};
	return reference(filling, "id", "idea", &key[0]) &&
	       replica_get(filling->replica, row_kind_idea, key, idea);
}

static enum import_filled ready_if(bool ready)
{
	return ready ? import_filled_ready : import_filled_never;
}

static enum import_filled unless_so(bool so)
{
	return so ? import_filled_idle : import_filled_ready;
}

static bool is_same(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

/* ---- boards ---- */

static enum import_filled fill_board(const struct filling *filling, struct command_board_add *args)
{
	const json_t *row = filling->row;
	struct row_board parent;
	args->title = text_of(row, "title");
	args->sort = (enum board_sort)word_of(row, "sort", &words_board_sort);
	args->audience = (enum audience)word_of(row, "audience", &words_audience);
	args->places = import_plan_number(row, "places");
	if (import_plan_number(row, "parent") == 0)
		return import_filled_ready;
	if (!board_of(filling, "parent", &parent))
		return import_filled_never;
	args->parent = parent.id;
	return import_filled_ready;
}

/* The session's own boards keep their titles in another language. */
static enum import_filled fill_title(const struct filling *filling, struct command_board_edit *args)
{
	struct row_board board;
	args->title = text_of(filling->row, "title");
	if (args->title.size == 0 || (import_plan_is_own_board(filling->row) &&
				      !import_meet_language(filling->plan, filling->replica)))
		return import_filled_idle;
	if (!board_of(filling, "id", &board))
		return import_filled_never;
	args->board = board.id;
	return unless_so(is_same(board.title, args->title));
}

static enum import_filled fill_leader(const struct filling *filling,
				      struct command_board_lead *args)
{
	struct row_board board;
	if (!board_of(filling, "id", &board) || !person_of(filling, "leader", &args->person))
		return import_filled_never;
	args->board = board.id;
	return unless_so(board.leader.n == args->person.n);
}

static enum import_filled fill_rules(const struct filling *filling,
				     struct command_board_rules *args)
{
	struct row_board board;
	const json_t *row = filling->row;
	if (!board_of(filling, "id", &board))
		return import_filled_never;
	*args = (struct command_board_rules){
		.board = board.id,
		.places = import_plan_number(row, "places"),
		.ideas_max = import_plan_number(row, "ideas_max"),
		.slow_s = import_plan_number(row, "slow_s"),
		.approval = is_set(row, "approval"),
	};
	return unless_so(board.places == args->places && board.ideas_max == args->ideas_max &&
			 board.slow_s == args->slow_s && board.approval == args->approval);
}

static enum import_filled fill_board_lock(const struct filling *filling,
					  struct command_board_lock *args)
{
	struct row_board board;
	if (!board_of(filling, "id", &board))
		return import_filled_never;
	args->board = board.id;
	args->locked = true;
	return unless_so(board.locked);
}

static enum import_filled fill_phase(const struct filling *filling, struct command_phase_edit *args)
{
	const json_t *row = filling->row;
	struct row_phase phase;
	args->phase = import_meet_phase_words(filling->plan, filling->replica,
					      import_plan_number(row, "id"));
	args->title = text_of(row, "title");
	args->prompt = text_of(row, "prompt");
	args->help = text_of(row, "help");
	args->minutes = import_plan_number(row, "minutes");
	const uint32_t key[ROW_KEY_PARTS] = {args->phase.n};
	return unless_so(!replica_get(filling->replica, row_kind_phase, key, &phase) ||
			 (is_same(phase.title, args->title) &&
			  is_same(phase.prompt, args->prompt) && is_same(phase.help, args->help) &&
			  phase.minutes == args->minutes));
}

/* Boards stay where they are if the session has no such phase. */
static enum import_filled fill_go(const struct filling *filling, struct command_phase_go *args)
{
	struct row_board board;
	if (!board_of(filling, "board", &board))
		return import_filled_never;
	args->board = board.id;
	args->from = board.phase;
	args->to =
		is_set(filling->row, "for_votes")
			? import_meet_phase_for_votes(filling->replica, &board)
			: import_meet_phase_of_idea(filling->plan, filling->replica, filling->row);
	return unless_so(args->to.n == 0 || args->to.n == args->from.n);
}

static enum import_filled fill_seat(const struct filling *filling, struct command_seat_take *args)
{
	uint32_t key[ROW_KEY_PARTS] = {0};
	struct row_seat seat;
	struct row_board board;
	if (!board_of(filling, "board", &board) || !person_of(filling, "person", &args->person))
		return import_filled_never;
	args->board = board.id;
	key[0] = args->person.n;
	return unless_so(replica_get(filling->replica, row_kind_seat, key, &seat) &&
			 (seat.team.n == board.id.n || seat.table.n == board.id.n));
}

/* ---- ideas ---- */

static enum import_filled fill_idea(const struct filling *filling, struct command_idea_add *args)
{
	struct row_board board;
	args->title = text_of(filling->row, "title");
	args->text = text_of(filling->row, "text");
	if (!board_of(filling, "board", &board))
		return import_filled_never;
	args->board = board.id;
	return ready_if(reference(filling, "topic", "topic", &args->topic.n) &&
			reference(filling, "author", "person", &args->person.n));
}

static enum import_filled fill_sent(const struct filling *filling,
				    struct command_idea_send_up *args)
{
	struct row_board board;
	if (!board_of(filling, "board", &board))
		return import_filled_never;
	args->to = board.id;
	return ready_if(reference(filling, "sent_up_from", "idea", &args->idea.n));
}

static enum import_filled fill_edit(const struct filling *filling, struct command_idea_edit *args)
{
	args->title = text_of(filling->row, "title");
	args->text = text_of(filling->row, "text");
	return ready_if(reference(filling, "topic", "topic", &args->topic.n) &&
			reference(filling, "id", "idea", &args->idea.n));
}

static enum import_filled fill_show(const struct filling *filling, struct command_idea_show *args)
{
	struct row_idea idea;
	if (!idea_of(filling, &idea))
		return import_filled_never;
	args->idea = idea.id;
	return unless_so(idea.hold == hold_none);
}

/* What was written alone in a phase of silence here too is left to its reveal. */
static enum import_filled fill_hide(const struct filling *filling, struct command_idea_hide *args)
{
	struct row_idea idea;
	if (!idea_of(filling, &idea))
		return import_filled_never;
	args->idea = idea.id;
	args->reason = text_of(filling->row, "reason");
	return unless_so(
		idea.hold == hold_hidden ||
		(idea.hold == hold_alone && import_plan_is(filling->row, "hold", "alone")));
}

static enum import_filled fill_comment(const struct filling *filling,
				       struct command_comment_add *args)
{
	args->text = text_of(filling->row, "text");
	return ready_if(reference(filling, "idea", "idea", &args->idea.n) &&
			reference(filling, "author", "person", &args->person.n));
}

static enum import_filled fill_link(const struct filling *filling, struct command_idea_link *args)
{
	args->relation = (enum relation)word_of(filling->row, "relation", &words_relation);
	return ready_if(reference(filling, "from", "idea", &args->from.n) &&
			reference(filling, "to", "idea", &args->to.n));
}

/* ---- people ---- */

static enum import_filled fill_person(const struct filling *filling,
				      struct command_person_add *args)
{
	args->name = text_of(filling->row, "name");
	args->institution = text_of(filling->row, "institution");
	return ready_if(reference(filling, "town", "town", &args->town.n));
}

/* ---- all of them ---- */

static enum import_filled fill_about_boards(const struct filling *filling, enum command_kind kind,
					    union any_command *args)
{
	switch (kind) {
	case command_kind_board_add:
		return fill_board(filling, &args->board_add);
	case command_kind_board_edit:
		return fill_title(filling, &args->board_edit);
	case command_kind_board_lead:
		return fill_leader(filling, &args->board_lead);
	case command_kind_board_rules:
		return fill_rules(filling, &args->board_rules);
	case command_kind_board_lock:
		return fill_board_lock(filling, &args->board_lock);
	case command_kind_seat_take:
		return fill_seat(filling, &args->seat_take);
	case command_kind_phase_edit:
		return fill_phase(filling, &args->phase_edit);
	case command_kind_phase_go:
		return fill_go(filling, &args->phase_go);
	case command_kind_session_lock:
		args->session_lock.locked = true;
		return import_filled_ready;
	default:
		return import_filled_never;
	}
}

static enum import_filled fill_about_people(const struct filling *filling, enum command_kind kind,
					    union any_command *args)
{
	const json_t *row = filling->row;
	switch (kind) {
	case command_kind_person_add:
		return fill_person(filling, &args->person_add);
	case command_kind_person_role:
		args->person_role.role = (enum role)word_of(row, "role", &words_role);
		return ready_if(reference(filling, "id", "person", &args->person_role.person.n));
	case command_kind_person_mute:
		args->person_mute.muted = true;
		return ready_if(reference(filling, "id", "person", &args->person_mute.person.n));
	case command_kind_person_remove:
		return ready_if(reference(filling, "id", "person", &args->person_remove.person.n));
	default:
		return fill_about_boards(filling, kind, args);
	}
}

enum import_filled import_plan_fill(const struct import_plan *plan, const struct replica *replica,
				    uint32_t index, union any_command *args, uint32_t *met)
{
	const struct import_step *step = &plan->steps[index];
	const json_t *row = step->row;
	const struct filling filling = {plan, replica, row};
	memset(args, 0, sizeof *args);
	*met = 0;
	switch (step->kind) {
	case command_kind_ballot_add:
	case command_kind_ballot_edit:
	case command_kind_ballot_repeat:
	case command_kind_ballot_open:
	case command_kind_ballot_close:
	case command_kind_vote:
	case command_kind_cast:
	case command_kind_slips_add:
		return import_fill_ballot(plan, replica, step, args, met);
	case command_kind_town_add:
		args->town_add.name = text_of(row, "name");
		return import_filled_ready;
	case command_kind_topic_add:
		args->topic_add.title = text_of(row, "title");
		args->topic_add.phase =
			import_meet_phase(plan, replica, import_plan_number(row, "phase"));
		return import_filled_ready;
	case command_kind_idea_add:
		return fill_idea(&filling, &args->idea_add);
	case command_kind_idea_send_up:
		return fill_sent(&filling, &args->idea_send_up);
	case command_kind_idea_edit:
		return fill_edit(&filling, &args->idea_edit);
	case command_kind_idea_show:
		return fill_show(&filling, &args->idea_show);
	case command_kind_idea_hide:
		return fill_hide(&filling, &args->idea_hide);
	case command_kind_idea_link:
		return fill_link(&filling, &args->idea_link);
	case command_kind_idea_merge:
		return ready_if(
			reference(&filling, "id", "idea", &args->idea_merge.idea.n) &&
			reference(&filling, "merged_into", "idea", &args->idea_merge.into.n));
	case command_kind_idea_stage:
		args->idea_stage.stage = (enum stage)word_of(row, "stage", &words_stage);
		return ready_if(reference(&filling, "id", "idea", &args->idea_stage.idea.n));
	case command_kind_idea_lock:
		args->idea_lock.locked = true;
		return ready_if(reference(&filling, "id", "idea", &args->idea_lock.idea.n));
	case command_kind_comment_add:
		return fill_comment(&filling, &args->comment_add);
	case command_kind_comment_hide:
		args->comment_hide.reason = text_of(row, "reason");
		return ready_if(
			reference(&filling, "id", "comment", &args->comment_hide.comment.n));
	default:
		return fill_about_people(&filling, step->kind, args);
	}
}
