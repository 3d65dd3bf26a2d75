#include "client-cli/import_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- numbers of the file ---- */

uint32_t import_plan_number(const json_t *row, const char *field)
{
	json_int_t value = json_integer_value(json_object_get(row, field));
	return value > 0 && value <= (json_int_t)ID_MAX ? (uint32_t)value : 0;
}

bool import_plan_is(const json_t *row, const char *field, const char *word)
{
	const char *found = json_string_value(json_object_get(row, field));
	return found && strcmp(found, word) == 0;
}

static json_t *get(const json_t *table, const char *kind, uint32_t old)
{
	char key[16];
	snprintf(key, sizeof key, "%u", old);
	return json_object_get(json_object_get(table, kind), key);
}

json_t *import_plan_row(const struct import_plan *plan, const char *kind, uint32_t old)
{
	return get(plan->index, kind, old);
}

void import_plan_know(struct import_plan *plan, const char *kind, uint32_t old, json_t *new)
{
	char key[16];
	snprintf(key, sizeof key, "%u", old);
	json_object_set_new(json_object_get(plan->known, kind), key, new);
}

bool import_plan_renumber(const struct import_plan *plan, const char *kind, uint32_t old,
			  uint32_t *new)
{
	json_t *value = get(plan->known, kind, old);
	*new = (uint32_t)json_integer_value(value);
	return json_is_integer(value);
}

bool import_plan_reference(const struct import_plan *plan, const json_t *row, const char *field,
			   const char *kind, uint32_t *new)
{
	uint32_t old = import_plan_number(row, field);
	*new = 0;
	return old == 0 || import_plan_renumber(plan, kind, old, new);
}

bool import_plan_is_own_board(const json_t *row)
{
	return import_plan_is(row, "sort", "plenary") || import_plan_is(row, "sort", "town");
}

/* ---- steps ---- */

void import_plan_wave(struct import_plan *plan)
{
	plan->wave++;
}

void import_plan_add(struct import_plan *plan, enum command_kind kind, json_t *row,
		     const char *makes)
{
	if (plan->step_count == plan->step_room) {
		plan->step_room = plan->step_room ? plan->step_room * 2 : 256;
		plan->steps = realloc(plan->steps, plan->step_room * sizeof *plan->steps);
		if (!plan->steps)
			abort();
	}
	plan->steps[plan->step_count++] = (struct import_step){
		.kind = kind,
		.wave = plan->wave,
		.makes = makes,
		.old = makes ? import_plan_number(row, "id") : 0,
		.row = row,
	};
}

void import_plan_close(struct import_plan *plan, uint32_t index, enum import_state state,
		       uint32_t result)
{
	struct import_step *step = &plan->steps[index];
	step->state = state;
	step->result = result;
	/* Slips are numbered many at once. */
	uint32_t count =
		step->kind == command_kind_slips_add ? import_plan_number(step->row, "count") : 1;
	for (uint32_t i = 0; step->makes && state != import_failed && i < count; i++)
		import_plan_know(plan, step->makes, step->old + i,
				 json_integer((json_int_t)result + i));
}

/* ---- which rows ask for a step ---- */

static bool is_withheld(const json_t *row)
{
	return json_is_string(json_object_get(row, "hold"));
}

/* Merging concerns only what is seen: both ideas are hidden after it. */
static bool is_in_merge(const json_t *row)
{
	return import_plan_number(row, "merged_into") ||
	       json_is_true(json_object_get(row, "merged_here"));
}

/* Nor is what is hidden put to the vote. */
static bool is_needed_shown(const json_t *row)
{
	return is_in_merge(row) || json_is_true(json_object_get(row, "put_to_vote"));
}

static bool is_hidden_early(const json_t *row)
{
	return is_withheld(row) && !is_needed_shown(row);
}

static bool is_hidden_late(const json_t *row)
{
	return is_withheld(row) && is_needed_shown(row);
}

static bool is_merged(const json_t *row)
{
	return import_plan_number(row, "merged_into") != 0;
}

static bool has_stage(const json_t *row)
{
	return json_is_string(json_object_get(row, "stage")) &&
	       !import_plan_is(row, "stage", "idea");
}

static bool is_locked(const json_t *row)
{
	return json_is_true(json_object_get(row, "locked"));
}

/* Merging makes its link itself, and sending up too. */
static bool is_plain_link(const json_t *row)
{
	return !import_plan_is(row, "relation", "merged_into") &&
	       !json_is_true(json_object_get(row, "made"));
}

static bool has_town(const json_t *row)
{
	return import_plan_number(row, "town") != 0;
}

/* People of no town cannot be added; those of slips come by them. */
static bool is_added(const json_t *row)
{
	return has_town(row) && !json_object_get(row, "slip");
}

/* Moderators' rights no file gives. */
static bool has_role(const json_t *row)
{
	return is_added(row) && !import_plan_is(row, "role", "moderator") &&
	       !import_plan_is(row, "role", "citizen") &&
	       json_is_string(json_object_get(row, "role"));
}

static bool is_muted(const json_t *row)
{
	return is_added(row) && json_is_true(json_object_get(row, "muted"));
}

static bool is_kept_out(const json_t *row)
{
	return is_added(row) && json_is_true(json_object_get(row, "kept_out"));
}

static bool is_led(const json_t *row)
{
	return import_plan_number(row, "leader") != 0;
}

/* Tables say nothing of boards but that there is a plenary, and exports of old do not know all of
 * the rules. */
static bool has_title(const json_t *row)
{
	return json_is_string(json_object_get(row, "title"));
}

static bool has_words(const json_t *row)
{
	return json_is_string(json_object_get(row, "prompt")) &&
	       json_is_string(json_object_get(row, "help"));
}

static bool has_rules(const json_t *row)
{
	return json_is_boolean(json_object_get(row, "approval"));
}

/* A place in a team and one at a table are taken one by one. */
static void add_seats(struct import_plan *plan)
{
	static const char *const places[] = {"team", "table"};
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, "seat"), at, row)
	{
		for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
			json_int_t board = import_plan_number(row, places[i]);
			json_int_t person = import_plan_number(row, "person");
			if (board == 0)
				continue;
			json_t *asked = json_pack("{s:I,s:I}", "person", person, "board", board);
			json_array_append_new(plan->asked, asked);
			import_plan_add(plan, command_kind_seat_take, asked, NULL);
		}
	}
}

/* ---- parts, in the order of the steps ---- */

struct import_part {
	const char *name;
	bool numbered;          /* its rows have a number of their own; named first by this part */
	enum command_kind adds; /* none: `walk` does */
	import_check_fn *check;
	bool (*asks)(const json_t *row);        /* which rows ask for a step; NULL: all */
	void (*walk)(struct import_plan *plan); /* NULL: a step for each row that asks */
};

/* What is hidden is hidden before more is added to it. Votes come before merging and locking, after
 * which none are taken; phases, rules and locks of boards at the end. */
static const struct import_part parts[] = {
	{"town", true, command_kind_town_add, import_check_town, NULL, NULL},
	{"board", true, command_kind_none, import_check_board, NULL, import_history_boards},
	{"board", false, command_kind_board_edit, NULL, has_title, NULL},
	{"ballot", true, command_kind_none, import_check_ballot, NULL, NULL},
	{"phase", true, command_kind_none, NULL, NULL, NULL},
	{"phase", false, command_kind_phase_edit, import_check_phase, has_words, NULL},
	{"idea_sort", true, command_kind_none, NULL, NULL, NULL},
	{"topic", true, command_kind_topic_add, import_check_topic, NULL, NULL},
	{"person", true, command_kind_person_add, import_check_person, is_added, NULL},
	{"slip", true, command_kind_none, import_check_slip, NULL, import_ballots_slips},
	{"person", false, command_kind_person_role, NULL, has_role, NULL},
	{"seat", false, command_kind_none, import_check_seat, NULL, add_seats},
	{"board", false, command_kind_board_lead, NULL, is_led, NULL},
	{"idea", true, command_kind_none, import_check_idea, NULL, import_history_ideas},
	{"idea", false, command_kind_idea_hide, import_check_idea_reason, is_hidden_early, NULL},
	{"comment", true, command_kind_comment_add, import_check_comment, NULL, NULL},
	{"comment", false, command_kind_comment_hide, import_check_comment_reason, is_withheld,
	 NULL},
	{"link", false, command_kind_idea_link, import_check_link, is_plain_link, NULL},
	{"vote", false, command_kind_none, import_check_vote, NULL, import_history_votes},
	{"paper", false, command_kind_none, import_check_paper, NULL, import_ballots_early},
	{"idea", false, command_kind_idea_merge, import_check_merged, is_merged, NULL},
	{"idea", false, command_kind_idea_stage, import_check_stage, has_stage, NULL},
	{"idea", false, command_kind_idea_lock, NULL, is_locked, NULL},
	{"ballot", false, command_kind_none, NULL, NULL, import_ballots_late},
	{"board", false, command_kind_none, NULL, NULL, import_history_ends},
	{"board", false, command_kind_board_rules, NULL, has_rules, NULL},
	{"idea", false, command_kind_idea_hide, import_check_idea_reason, is_hidden_late, NULL},
	{"board", false, command_kind_board_lock, NULL, is_locked, NULL},
	{"ballot", false, command_kind_none, NULL, NULL, import_ballots_last},
	{"person", false, command_kind_person_mute, NULL, is_muted, NULL},
	{"person", false, command_kind_person_remove, NULL, is_kept_out, NULL},
	{"session", false, command_kind_session_lock, NULL, is_locked, NULL},
};
#define PART_COUNT (sizeof parts / sizeof parts[0])

/* Collects a list's numbers and rows, so that references can be checked and followed. */
static void collect(struct import_plan *plan, const struct import_part *part)
{
	size_t at;
	json_t *row, *list = json_object_get(plan->file, part->name);
	if (json_object_get(plan->known, part->name))
		return; /* the same rows, for another step */
	json_object_set_new(plan->known, part->name, json_object());
	json_object_set_new(plan->index, part->name, json_object());
	if (list && !json_is_array(list))
		import_check_problem(plan, "\"%s\" is no list", part->name);
	json_array_foreach(list, at, row)
	{
		char key[16];
		uint32_t number = import_plan_number(row, "id");
		snprintf(key, sizeof key, "%u", number);
		if (!json_is_object(row)) {
			import_check_problem(plan, "%s[%zu] is no object", part->name, at);
		} else if (part->numbered && number == 0) {
			import_check_problem(plan, "%s[%zu]: \"id\" is no number", part->name, at);
		} else if (part->numbered && import_plan_row(plan, part->name, number)) {
			import_check_problem(plan, "%s[%zu]: the number %u was there before",
					     part->name, at, number);
		} else if (part->numbered) {
			import_plan_know(plan, part->name, number, json_null());
			json_object_set(json_object_get(plan->index, part->name), key, row);
		}
	}
}

static void check_part(struct import_plan *plan, const struct import_part *part)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, part->name), at, row)
	{
		if (part->check && (part->numbered || !part->asks || part->asks(row)))
			part->check(plan, row, (uint32_t)at);
	}
}

/* Each part is a wave of its own. */
static void add_part(struct import_plan *plan, const struct import_part *part)
{
	size_t at;
	json_t *row;
	import_plan_wave(plan);
	if (part->walk)
		part->walk(plan);
	if (part->adds == command_kind_none)
		return;
	const char *makes = part->numbered ? part->name : NULL;
	import_plan_wave(plan);
	json_array_foreach(json_object_get(plan->file, part->name), at, row)
	{
		if (!part->asks || part->asks(row))
			import_plan_add(plan, part->adds, row, makes);
	}
}

/* ---- people of no town ---- */

/* Whether something in the file is theirs: {number: true} for all of them. Returns owned. */
static json_t *collect_concerned(const struct import_plan *plan)
{
	static const char *const lists[][2] = {{"idea", "author"}, {"comment", "author"},
					       {"vote", "person"}, {"paper", "person"},
					       {"seat", "person"}, {"board", "leader"}};
	json_t *concerned = json_object(), *row;
	size_t at;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		json_array_foreach(json_object_get(plan->file, lists[i][0]), at, row)
		{
			char key[16];
			snprintf(key, sizeof key, "%u", import_plan_number(row, lists[i][1]));
			json_object_set_new(concerned, key, json_true());
		}
	return concerned;
}

/* The file's town of this name, added if there is none. */
static uint32_t town_named(const struct import_plan *plan, const char *name)
{
	size_t at;
	json_t *row, *towns = json_object_get(plan->file, "town");
	uint32_t unused = 1;
	json_array_foreach(towns, at, row)
	{
		uint32_t number = import_plan_number(row, "id");
		if (import_plan_is(row, "name", name))
			return number;
		if (number >= unused)
			unused = number + 1;
	}
	if (!towns) {
		towns = json_array();
		json_object_set_new(plan->file, "town", towns);
	}
	json_array_append_new(towns,
			      json_pack("{s:I,s:s}", "id", (json_int_t)unused, "name", name));
	return unused;
}

/* Whoever imports takes over what one of them has done, a moderator if there is one. Returns their
 * number, or 0; all others need a town. */
static uint32_t settle_people(struct import_plan *plan, const char *town)
{
	json_t *row, *concerned = collect_concerned(plan);
	uint32_t self = 0;
	for (int again = 0; again < 3; again++) {
		size_t at;
		json_array_foreach(json_object_get(plan->file, "person"), at, row)
		{
			char key[16];
			uint32_t number = import_plan_number(row, "id");
			snprintf(key, sizeof key, "%u", number);
			if (has_town(row) || number == self || !json_object_get(concerned, key))
				continue;
			if (!self && (again == 1 || import_plan_is(row, "role", "moderator")))
				self = number;
			else if (again == 2 && town[0])
				json_object_set_new(row, "town",
						    json_integer(town_named(plan, town)));
			else if (again == 2)
				import_check_problem(plan,
						     "person[%zu]: both %u and %u belong to no "
						     "town and have taken part; --town T gives "
						     "the others than yourself one",
						     at, self, number);
		}
	}
	json_decref(concerned);
	return self;
}

/* ---- the plan ---- */

/* Ideas that were put to the vote, if it is entered again. */
static void mark_options(const struct import_plan *plan)
{
	size_t at, place;
	json_t *row, *pair;
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		bool opened = import_plan_is(row, "state", "open") ||
			      import_plan_is(row, "state", "closed");
		if (!opened || !import_ballots_enters(row))
			continue;
		json_array_foreach(json_object_get(row, "options"), place, pair)
		{
			json_t *idea =
				import_plan_row(plan, "idea", import_plan_number(pair, "idea"));
			if (idea)
				json_object_set_new(idea, "put_to_vote", json_true());
		}
	}
}

static void mark_merge_targets(const struct import_plan *plan)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, "idea"), at, row)
	{
		json_t *into =
			import_plan_row(plan, "idea", import_plan_number(row, "merged_into"));
		if (into)
			json_object_set_new(into, "merged_here", json_true());
	}
}

void import_plan_make(struct import_plan *plan, json_t *file, const char *town)
{
	*plan = (struct import_plan){.file = file,
				     .known = json_object(),
				     .index = json_object(),
				     .asked = json_array(),
				     .lists = malloc(IMPORT_LISTS_BYTES)};
	if (!plan->lists)
		abort();
	if (!json_is_object(file)) {
		import_check_problem(plan,
				     "this is no export: it must be one object with a list per "
				     "kind");
	} else {
		import_ballots_note_slips(plan);
		uint32_t self = settle_people(plan, town);
		for (size_t i = 0; i < PART_COUNT; i++)
			collect(plan, &parts[i]);
		mark_merge_targets(plan);
		mark_options(plan);
		for (size_t i = 0; i < PART_COUNT; i++)
			check_part(plan, &parts[i]);
		for (size_t i = 0; i < PART_COUNT && plan->problem_count == 0; i++)
			add_part(plan, &parts[i]);
		if (self)
			import_plan_know(plan, "person", self, json_integer(0));
	}
	if (!plan->problems && !(plan->problems = strdup("")))
		abort();
}

void import_plan_free(struct import_plan *plan)
{
	json_decref(plan->file);
	json_decref(plan->known);
	json_decref(plan->index);
	json_decref(plan->asked);
	free(plan->steps);
	free(plan->lists);
	free(plan->problems);
	*plan = (struct import_plan){0};
}
