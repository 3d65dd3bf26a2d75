#include "client-cli/import_plan.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/cli.h"
#include "client-cli/find.h"
#include "protocol/text.h"

#define PROBLEMS_SHOWN 10u

/* ---- problems ---- */

static void problem(struct import_plan *plan, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void problem(struct import_plan *plan, const char *format, ...)
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

/* ---- numbers of the file ---- */

uint32_t import_plan_number(const json_t *row, const char *field)
{
	json_int_t value = json_integer_value(json_object_get(row, field));
	return value > 0 && value <= (json_int_t)ID_MAX ? (uint32_t)value : 0;
}

static json_t *known_of(const struct import_plan *plan, const char *kind)
{
	return json_object_get(plan->known, kind);
}

/* Whether the file has a row of the kind with this number, or the session has given it one. */
static json_t *known_get(const struct import_plan *plan, const char *kind, uint32_t old)
{
	char key[16];
	snprintf(key, sizeof key, "%u", old);
	return json_object_get(known_of(plan, kind), key);
}

static void known_set(struct import_plan *plan, const char *kind, uint32_t old, json_t *value)
{
	char key[16];
	snprintf(key, sizeof key, "%u", old);
	json_object_set_new(known_of(plan, kind), key, value);
}

bool import_plan_renumber(const struct import_plan *plan, const char *kind, uint32_t old,
			  uint32_t *new)
{
	json_t *value = known_get(plan, kind, old);
	*new = (uint32_t)json_integer_value(value);
	return json_is_integer(value);
}

/* ---- checking ---- */

static void check_reference(struct import_plan *plan, const json_t *row, const char *what,
			    uint32_t at, const char *field, const char *kind, bool may_be_none)
{
	json_t *value = json_object_get(row, field);
	uint32_t number = import_plan_number(row, field);
	bool none = !value || (json_is_integer(value) && json_integer_value(value) == 0);
	if (none && may_be_none)
		return;
	if (number == 0 || !known_get(plan, kind, number))
		problem(plan, "%s[%u]: \"%s\" names no %s of this file", what, at, field, kind);
}

/* Tidies a text in the file and checks it as the server will. */
static void check_text(struct import_plan *plan, json_t *row, const char *what, uint32_t at,
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
		problem(plan, "%s[%u]: \"%s\" is no text", what, at, name);
	enum err err = text_check(tidy, strlen(tidy), field->type == field_type_text,
				  field->graphemes_min, field->graphemes_max, field->bytes_max);
	if (err != err_none) {
		err_sentence(err, language_en, name, sentence, sizeof sentence);
		problem(plan, "%s[%u]: %s", what, at, sentence);
	}
	json_object_set_new(row, name, json_string(tidy));
	free(tidy);
}

static void check_word(struct import_plan *plan, const json_t *row, const char *what, uint32_t at,
		       const char *field, const struct words *words)
{
	const char *word = json_string_value(json_object_get(row, field));
	if (!word || words_number(words, word) == 0)
		problem(plan, "%s[%u]: \"%s\" is no %s", what, at, field, words->name);
}

/* An erased person has no name left, and a person needs one. */
static void check_person(struct import_plan *plan, json_t *row, uint32_t at)
{
	const char *name = json_string_value(json_object_get(row, "name"));
	check_reference(plan, row, "person", at, "town", "town", true);
	if (import_plan_number(row, "town") == 0)
		return;
	if (name && !name[0])
		json_object_set_new(row, "name", json_string("–"));
	check_text(plan, row, "person", at, "name", command_kind_person_add);
	check_text(plan, row, "person", at, "institution", command_kind_person_add);
}

static void check_idea(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_reference(plan, row, "idea", at, "board", "board", false);
	check_reference(plan, row, "idea", at, "topic", "topic", true);
	check_reference(plan, row, "idea", at, "author", "person", false);
	check_text(plan, row, "idea", at, "title", command_kind_idea_add);
	check_text(plan, row, "idea", at, "text", command_kind_idea_add);
}

static void check_comment(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_reference(plan, row, "comment", at, "idea", "idea", false);
	check_reference(plan, row, "comment", at, "author", "person", false);
	check_text(plan, row, "comment", at, "text", command_kind_comment_add);
}

static void check_link(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_reference(plan, row, "link", at, "from", "idea", false);
	check_reference(plan, row, "link", at, "to", "idea", false);
	check_word(plan, row, "link", at, "relation", &words_relation);
}

static void check_vote(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_reference(plan, row, "vote", at, "ballot", "ballot", false);
	check_reference(plan, row, "vote", at, "idea", "idea", false);
	check_reference(plan, row, "vote", at, "person", "person", false);
	check_word(plan, row, "vote", at, "choice", &words_choice);
}

static void check_town(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_text(plan, row, "town", at, "name", command_kind_town_add);
}

static void check_topic(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_text(plan, row, "topic", at, "title", command_kind_topic_add);
}

static bool has_word(const json_t *row, const char *field, const char *word)
{
	const char *found = json_string_value(json_object_get(row, field));
	return found && strcmp(found, word) == 0;
}

bool import_plan_is_own_board(const json_t *row)
{
	return has_word(row, "sort", "plenary") || has_word(row, "sort", "town");
}

static void check_board(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_word(plan, row, "board", at, "sort", &words_board_sort);
	check_reference(plan, row, "board", at, "town", "town", true);
	if (import_plan_is_own_board(row))
		return;
	check_text(plan, row, "board", at, "title", command_kind_board_add);
	check_word(plan, row, "board", at, "audience", &words_audience);
	check_reference(plan, row, "board", at, "parent", "board", true);
}

/* What was held back is hidden: a phase of silence and a queue do not go over. */
static void check_reason(struct import_plan *plan, json_t *row, const char *what, uint32_t at,
			 enum command_kind kind)
{
	const char *reason = json_string_value(json_object_get(row, "reason"));
	if (!reason || !reason[0])
		json_object_set(row, "reason", json_object_get(row, "hold"));
	check_text(plan, row, what, at, "reason", kind);
}

static void check_idea_reason(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_word(plan, row, "idea", at, "hold", &words_hold);
	check_reason(plan, row, "idea", at, command_kind_idea_hide);
}

static void check_comment_reason(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_word(plan, row, "comment", at, "hold", &words_hold);
	check_reason(plan, row, "comment", at, command_kind_comment_hide);
}

static void check_merged(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_reference(plan, row, "idea", at, "merged_into", "idea", false);
}

static void check_stage(struct import_plan *plan, json_t *row, uint32_t at)
{
	check_word(plan, row, "idea", at, "stage", &words_stage);
}

/* ---- which rows ask for a step ---- */

static bool is_other_board(const json_t *row)
{
	return !import_plan_is_own_board(row);
}

static bool is_withheld(const json_t *row)
{
	return json_is_string(json_object_get(row, "hold"));
}

static bool is_merged(const json_t *row)
{
	return import_plan_number(row, "merged_into") != 0;
}

static bool has_stage(const json_t *row)
{
	return json_is_string(json_object_get(row, "stage")) && !has_word(row, "stage", "idea");
}

static bool is_locked(const json_t *row)
{
	return json_is_true(json_object_get(row, "locked"));
}

/* Merging makes its link itself. */
static bool is_plain_link(const json_t *row)
{
	return !has_word(row, "relation", "merged_into");
}

/* ---- kinds, in the order of the steps ---- */

struct import_kind {
	const char *name;
	bool numbered;          /* has a number of its own */
	enum command_kind adds; /* none: the session has them of itself */
	void (*check)(struct import_plan *plan, json_t *row, uint32_t at);
	bool (*asks)(const json_t *row); /* which rows ask for a step; NULL: all */
};

/* Hidden things are hidden before more is added to them; merged and locked ideas take no votes. */
static const struct import_kind kinds[] = {
	{"town", true, command_kind_town_add, check_town, NULL},
	{"board", true, command_kind_board_add, check_board, is_other_board},
	{"ballot", true, command_kind_none, NULL, NULL},
	{"topic", true, command_kind_topic_add, check_topic, NULL},
	{"person", true, command_kind_person_add, check_person, NULL},
	{"idea", true, command_kind_idea_add, check_idea, NULL},
	{"idea", false, command_kind_idea_hide, check_idea_reason, is_withheld},
	{"comment", true, command_kind_comment_add, check_comment, NULL},
	{"comment", false, command_kind_comment_hide, check_comment_reason, is_withheld},
	{"link", false, command_kind_idea_link, check_link, is_plain_link},
	{"vote", false, command_kind_vote, check_vote, NULL},
	{"idea", false, command_kind_idea_merge, check_merged, is_merged},
	{"idea", false, command_kind_idea_stage, check_stage, has_stage},
	{"idea", false, command_kind_idea_lock, NULL, is_locked},
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

static const struct import_kind *kind_of(enum command_kind adds)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].adds == adds)
			return &kinds[i];
	return NULL;
}

/* ---- making the plan ---- */

/* Collects the numbers of a list, so that references can be checked. */
static void collect(struct import_plan *plan, const struct import_kind *kind)
{
	size_t index;
	json_t *row, *list = json_object_get(plan->file, kind->name);
	if (json_object_get(plan->known, kind->name))
		return; /* the same rows, for another step */
	json_object_set_new(plan->known, kind->name, json_object());
	if (list && !json_is_array(list))
		problem(plan, "\"%s\" is no list", kind->name);
	json_array_foreach(list, index, row)
	{
		uint32_t number = import_plan_number(row, "id");
		if (!json_is_object(row))
			problem(plan, "%s[%zu] is no object", kind->name, index);
		else if (kind->numbered && number == 0)
			problem(plan, "%s[%zu]: \"id\" is no number", kind->name, index);
		else if (kind->numbered && known_get(plan, kind->name, number))
			problem(plan, "%s[%zu]: the number %u was there before", kind->name, index,
				number);
		else if (kind->numbered)
			known_set(plan, kind->name, number, json_null());
	}
}

/* People of no town cannot be added; what they wrote is taken over by whoever imports, so there may
 * be only one of them. */
static bool is_self(const struct import_kind *kind, const json_t *row)
{
	return kind->adds == command_kind_person_add && import_plan_number(row, "town") == 0;
}

static void add_steps(struct import_plan *plan, const struct import_kind *kind)
{
	size_t index;
	json_t *row, *list = json_object_get(plan->file, kind->name);
	plan->steps = realloc(plan->steps,
			      (plan->step_count + json_array_size(list) + 1) * sizeof *plan->steps);
	if (!plan->steps)
		abort();
	json_array_foreach(list, index, row)
	{
		bool asked = !kind->asks || kind->asks(row);
		if (kind->check && (asked || kind->numbered))
			kind->check(plan, row, (uint32_t)index);
		if (kind->adds == command_kind_none || !asked || is_self(kind, row))
			continue;
		plan->steps[plan->step_count++] = (struct import_step){
			.kind = kind->adds,
			.old = kind->numbered ? import_plan_number(row, "id") : 0,
			.row = row,
		};
	}
}

static bool has_contributed(const struct import_plan *plan, uint32_t person)
{
	static const char *const lists[][2] = {
		{"idea", "author"}, {"comment", "author"}, {"vote", "person"}};
	size_t index;
	json_t *row;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		json_array_foreach(json_object_get(plan->file, lists[i][0]), index,
				   row) if (import_plan_number(row, lists[i][1]) ==
					    person) return true;
	return false;
}

static void take_over_self(struct import_plan *plan)
{
	size_t index;
	json_t *row;
	uint32_t self = 0;
	json_array_foreach(json_object_get(plan->file, "person"), index, row)
	{
		uint32_t number = import_plan_number(row, "id");
		if (number == 0 || import_plan_number(row, "town") != 0)
			continue;
		known_set(plan, "person", number, json_integer(0));
		if (!has_contributed(plan, number))
			continue;
		if (self)
			problem(plan,
				"person[%zu]: both %u and %u belong to no town and have "
				"contributed; give them one",
				index, self, number);
		self = number;
	}
}

void import_plan_make(struct import_plan *plan, json_t *file)
{
	*plan = (struct import_plan){.file = file, .known = json_object()};
	if (!json_is_object(file)) {
		problem(plan, "this is no export: it must be one object with a list per kind");
	} else {
		for (size_t i = 0; i < KIND_COUNT; i++)
			collect(plan, &kinds[i]);
		for (size_t i = 0; i < KIND_COUNT && plan->problem_count == 0; i++)
			add_steps(plan, &kinds[i]);
		take_over_self(plan);
	}
	if (!plan->problems && !(plan->problems = strdup("")))
		abort();
}

void import_plan_free(struct import_plan *plan)
{
	json_decref(plan->file);
	json_decref(plan->known);
	free(plan->steps);
	free(plan->problems);
	*plan = (struct import_plan){0};
}

/* ---- the session ---- */

void import_plan_close(struct import_plan *plan, uint32_t index, enum import_state state,
		       uint32_t result)
{
	struct import_step *step = &plan->steps[index];
	step->state = state;
	step->result = result;
	if (step->old && state != import_failed)
		known_set(plan, kind_of(step->kind)->name, step->old, json_integer(result));
}

/* The number of the row whose label is exactly the text. */
static uint32_t find_exact(const struct replica *replica, enum row_kind kind, const char *label,
			   const char *text)
{
	const struct row **rows;
	uint32_t count = replica_rows(replica, kind, &rows), found = 0;
	for (uint32_t i = 0; i < count && !found; i++) {
		struct text name = find_label(replica, kind, label, rows[i]->key[0]);
		if (name.size == strlen(text) && memcmp(name.at, text, name.size) == 0)
			found = rows[i]->key[0];
	}
	free(rows);
	return found;
}

/* The opinion ballots of the file and of the session, in their order. */
static bool meet_ballots(struct import_plan *plan, const struct replica *replica, char *reason,
			 size_t reason_size)
{
	size_t index;
	json_t *row;
	struct find_all all;
	struct row_ballot ballot;
	find_all_start(&all, replica, row_kind_ballot);
	json_array_foreach(json_object_get(plan->file, "ballot"), index, row)
	{
		bool found = false;
		while (!found && find_all_next(&all, &ballot))
			found = ballot.method == ballot_method_opinion;
		if (found) {
			known_set(plan, "ballot", import_plan_number(row, "id"),
				  json_integer(ballot.id.n));
			continue;
		}
		if (json_array_size(json_object_get(plan->file, "vote")) == 0)
			break;
		snprintf(reason, reason_size,
			 "the file has %zu ballots with votes, the session has %zu",
			 json_array_size(json_object_get(plan->file, "ballot")), index);
		find_all_stop(&all);
		return false;
	}
	find_all_stop(&all);
	return true;
}

bool import_plan_meet(struct import_plan *plan, const struct replica *replica, char *reason,
		      size_t reason_size)
{
	for (uint32_t i = 0; i < plan->step_count; i++) {
		struct import_step *step = &plan->steps[i];
		enum row_kind kind = step->kind == command_kind_town_add    ? row_kind_town
				     : step->kind == command_kind_topic_add ? row_kind_topic
				     : step->kind == command_kind_board_add ? row_kind_board
									    : row_kind_none;
		if (step->state != import_open || kind == row_kind_none)
			continue;
		const char *label = kind == row_kind_town ? "name" : "title";
		uint32_t found = find_exact(replica, kind, label,
					    json_string_value(json_object_get(step->row, label)));
		if (found)
			import_plan_close(plan, i, import_existing, found);
	}
	return meet_ballots(plan, replica, reason, reason_size);
}
