/* Whether a file can be imported: texts as the server will take them, words that exist, numbers
 * that lead somewhere. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/import_plan.h"
#include "protocol/errors.h"
#include "protocol/text.h"

#define PROBLEMS_SHOWN 10u

void import_check_problem(struct import_plan *plan, const char *format, ...)
{
	char line[400], *joined = NULL;
	va_list values;
	va_start(values, format);
	vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (plan->problem_count++ >= PROBLEMS_SHOWN)
		return;
	if (asprintf(&joined, "%s%s%s", plan->problems ? plan->problems : "",
		     plan->problems ? "\n" : "", line) < 0)
		abort();
	free(plan->problems);
	plan->problems = joined;
}

void import_check_reference(struct import_plan *plan, const json_t *row, const char *what,
			    uint32_t at, const char *field, const char *kind, bool may_be_none)
{
	json_t *value = json_object_get(row, field);
	uint32_t number = import_plan_number(row, field);
	bool none = !value || (json_is_integer(value) && json_integer_value(value) == 0);
	if (none && may_be_none)
		return;
	if (number == 0 || !import_plan_row(plan, kind, number))
		import_check_problem(plan, "%s[%u]: \"%s\" names no %s of this file", what, at,
				     field, kind);
}

void import_check_text(struct import_plan *plan, json_t *row, const char *what, uint32_t at,
		       const char *name, enum command_kind kind)
{
	const struct field *field = shape_field(command_shape(kind), name);
	json_t *value = json_object_get(row, name);
	char *tidy = json_is_string(value)
			     ? text_tidy(json_string_value(value), json_string_length(value))
			     : strdup("");
	char sentence[200];
	if (!tidy)
		abort();
	if (value && !json_is_null(value) && !json_is_string(value))
		import_check_problem(plan, "%s[%u]: \"%s\" is no text", what, at, name);
	enum err err = text_check(tidy, strlen(tidy), field->type == field_type_text,
				  field->graphemes_min, field->graphemes_max, field->bytes_max);
	if (err != err_none) {
		err_sentence(err, language_en, name, sentence, sizeof sentence);
		import_check_problem(plan, "%s[%u]: %s", what, at, sentence);
	}
	json_object_set_new(row, name, json_string(tidy));
	free(tidy);
}

void import_check_word(struct import_plan *plan, const json_t *row, const char *what, uint32_t at,
		       const char *field, const struct words *words)
{
	const char *word = json_string_value(json_object_get(row, field));
	if (!word || words_number(words, word) == 0)
		import_check_problem(plan, "%s[%u]: \"%s\" is no %s", what, at, field, words->name);
}

/* An erased person has no name left, and a person needs one. */
void import_check_person(struct import_plan *plan, json_t *row, uint32_t at)
{
	const char *name = json_string_value(json_object_get(row, "name"));
	import_check_reference(plan, row, "person", at, "town", "town", true);
	if (import_plan_number(row, "town") == 0)
		return;
	if (name && !name[0])
		json_object_set_new(row, "name", json_string("–"));
	import_check_text(plan, row, "person", at, "name", command_kind_person_add);
	import_check_text(plan, row, "person", at, "institution", command_kind_person_add);
}

void import_check_idea(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "idea", at, "board", "board", false);
	import_check_reference(plan, row, "idea", at, "topic", "topic", true);
	import_check_reference(plan, row, "idea", at, "author", "person", false);
	import_check_text(plan, row, "idea", at, "title", command_kind_idea_add);
	import_check_text(plan, row, "idea", at, "text", command_kind_idea_add);
}

void import_check_comment(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "comment", at, "idea", "idea", false);
	import_check_reference(plan, row, "comment", at, "author", "person", false);
	import_check_text(plan, row, "comment", at, "text", command_kind_comment_add);
}

void import_check_link(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "link", at, "from", "idea", false);
	import_check_reference(plan, row, "link", at, "to", "idea", false);
	import_check_word(plan, row, "link", at, "relation", &words_relation);
}

void import_check_vote(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "vote", at, "ballot", "ballot", false);
	import_check_reference(plan, row, "vote", at, "idea", "idea", false);
	import_check_reference(plan, row, "vote", at, "person", "person", false);
	import_check_word(plan, row, "vote", at, "choice", &words_choice);
}

void import_check_town(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_text(plan, row, "town", at, "name", command_kind_town_add);
}

void import_check_topic(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_text(plan, row, "topic", at, "title", command_kind_topic_add);
}

void import_check_board(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_word(plan, row, "board", at, "sort", &words_board_sort);
	import_check_reference(plan, row, "board", at, "town", "town", true);
	import_check_reference(plan, row, "board", at, "leader", "person", true);
	if (import_plan_is_own_board(row))
		return;
	import_check_text(plan, row, "board", at, "title", command_kind_board_add);
	import_check_word(plan, row, "board", at, "audience", &words_audience);
	import_check_reference(plan, row, "board", at, "parent", "board", true);
}

void import_check_phase(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_text(plan, row, "phase", at, "title", command_kind_phase_edit);
	import_check_text(plan, row, "phase", at, "prompt", command_kind_phase_edit);
	import_check_text(plan, row, "phase", at, "help", command_kind_phase_edit);
}

void import_check_seat(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "seat", at, "person", "person", false);
	import_check_reference(plan, row, "seat", at, "team", "board", true);
	import_check_reference(plan, row, "seat", at, "table", "board", true);
}

/* What waited for approval is hidden, and what was written alone where the session has no such
 * phase: so they need a reason. */
static void check_reason(struct import_plan *plan, json_t *row, const char *what, uint32_t at,
			 enum command_kind kind)
{
	const char *reason = json_string_value(json_object_get(row, "reason"));
	if (!reason || !reason[0])
		json_object_set(row, "reason", json_object_get(row, "hold"));
	import_check_text(plan, row, what, at, "reason", kind);
}

void import_check_idea_reason(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_word(plan, row, "idea", at, "hold", &words_hold);
	check_reason(plan, row, "idea", at, command_kind_idea_hide);
}

void import_check_comment_reason(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_word(plan, row, "comment", at, "hold", &words_hold);
	check_reason(plan, row, "comment", at, command_kind_comment_hide);
}

void import_check_merged(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "idea", at, "merged_into", "idea", false);
}

void import_check_stage(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_word(plan, row, "idea", at, "stage", &words_stage);
}
