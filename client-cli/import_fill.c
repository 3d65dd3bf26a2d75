/* The arguments of an import's steps, from the file's rows and what earlier steps have given. */
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/import_plan.h"

static struct text text_of(const json_t *row, const char *field)
{
	const json_t *value = json_object_get(row, field);
	return (struct text){json_string_value(value), (uint32_t)json_string_length(value)};
}

static bool reference(const struct import_plan *plan, const json_t *row, const char *field,
		      const char *kind, uint32_t *new)
{
	uint32_t old = import_plan_number(row, field);
	*new = 0;
	return old == 0 || import_plan_renumber(plan, kind, old, new);
}

static json_t *board_of_file(const struct import_plan *plan, uint32_t number)
{
	size_t index;
	json_t *row, *found = NULL;
	json_array_foreach(json_object_get(plan->file, "board"), index,
			   row) if (import_plan_number(row, "id") == number) found = row;
	return found;
}

/* A team's or table's board under its new number; else the board of the town that the old one's
 * town has become, or the plenary. */
static bool find_new_board(const struct import_plan *plan, const struct replica *replica,
			   uint32_t number, struct board_id *board)
{
	json_t *old = board_of_file(plan, number);
	struct find_all all;
	struct row_board present;
	uint32_t town;
	*board = find_plenary(replica);
	if (old && !import_plan_is_own_board(old))
		return import_plan_renumber(plan, "board", number, &board->n);
	if (!old || import_plan_number(old, "town") == 0)
		return board->n != 0;
	if (!reference(plan, old, "town", "town", &town))
		return false;
	board->n = 0;
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, &present))
		if (present.town.n == town && present.sort == board_sort_town)
			*board = present.id;
	return board->n != 0;
}

/* Boards below other added ones come below the plenary: those have no number yet. */
static bool fill_board(const struct import_plan *plan, const struct replica *replica,
		       const json_t *row, struct command_board_add *args)
{
	json_t *parent = board_of_file(plan, import_plan_number(row, "parent"));
	args->title = text_of(row, "title");
	args->sort = (enum board_sort)words_number(&words_board_sort,
						   json_string_value(json_object_get(row, "sort")));
	args->audience = (enum audience)words_number(
		&words_audience, json_string_value(json_object_get(row, "audience")));
	args->places = import_plan_number(row, "places");
	return !parent || !import_plan_is_own_board(parent) ||
	       find_new_board(plan, replica, import_plan_number(row, "parent"), &args->parent);
}

static bool fill_idea(const struct import_plan *plan, const struct replica *replica,
		      const json_t *row, struct command_idea_add *args)
{
	args->title = text_of(row, "title");
	args->text = text_of(row, "text");
	return find_new_board(plan, replica, import_plan_number(row, "board"), &args->board) &&
	       reference(plan, row, "topic", "topic", &args->topic.n) &&
	       reference(plan, row, "author", "person", &args->person.n);
}

static bool fill_vote(const struct import_plan *plan, const json_t *row, struct command_vote *args)
{
	const char *choice = json_string_value(json_object_get(row, "choice"));
	args->choice = (enum choice)words_number(&words_choice, choice);
	return reference(plan, row, "ballot", "ballot", &args->ballot.n) &&
	       reference(plan, row, "idea", "idea", &args->idea.n) &&
	       reference(plan, row, "person", "person", &args->person.n);
}

bool import_plan_fill(const struct import_plan *plan, const struct replica *replica, uint32_t index,
		      union any_command *args)
{
	const struct import_step *step = &plan->steps[index];
	const json_t *row = step->row;
	memset(args, 0, sizeof *args);
	switch (step->kind) {
	case command_kind_town_add:
		args->town_add.name = text_of(row, "name");
		return true;
	case command_kind_topic_add:
		args->topic_add.title = text_of(row, "title");
		return true;
	case command_kind_person_add:
		args->person_add.name = text_of(row, "name");
		args->person_add.institution = text_of(row, "institution");
		return reference(plan, row, "town", "town", &args->person_add.town.n);
	case command_kind_idea_add:
		return fill_idea(plan, replica, row, &args->idea_add);
	case command_kind_comment_add:
		args->comment_add.text = text_of(row, "text");
		return reference(plan, row, "idea", "idea", &args->comment_add.idea.n) &&
		       reference(plan, row, "author", "person", &args->comment_add.person.n);
	case command_kind_idea_link:
		args->idea_link.relation = (enum relation)words_number(
			&words_relation, json_string_value(json_object_get(row, "relation")));
		return reference(plan, row, "from", "idea", &args->idea_link.from.n) &&
		       reference(plan, row, "to", "idea", &args->idea_link.to.n);
	case command_kind_vote:
		return fill_vote(plan, row, &args->vote);
	case command_kind_board_add:
		return fill_board(plan, replica, row, &args->board_add);
	case command_kind_idea_hide:
		args->idea_hide.reason = text_of(row, "reason");
		return reference(plan, row, "id", "idea", &args->idea_hide.idea.n);
	case command_kind_comment_hide:
		args->comment_hide.reason = text_of(row, "reason");
		return reference(plan, row, "id", "comment", &args->comment_hide.comment.n);
	case command_kind_idea_merge:
		return reference(plan, row, "id", "idea", &args->idea_merge.idea.n) &&
		       reference(plan, row, "merged_into", "idea", &args->idea_merge.into.n);
	case command_kind_idea_stage:
		args->idea_stage.stage = (enum stage)words_number(
			&words_stage, json_string_value(json_object_get(row, "stage")));
		return reference(plan, row, "id", "idea", &args->idea_stage.idea.n);
	case command_kind_idea_lock:
		args->idea_lock.locked = true;
		return reference(plan, row, "id", "idea", &args->idea_lock.idea.n);
	default:
		return false;
	}
}
