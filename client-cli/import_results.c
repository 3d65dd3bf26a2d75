/* What came of a ballot that an import has held again, beside what the file says of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/import_plan.h"
#include "client-cli/row_json.h"

#define DIFFERENCES_MAX 5u /* named of a ballot */

struct comparing {
	const struct import_plan *plan;
	const struct replica *replica;
	json_t *differences; /* sentences */
	uint32_t count;
};

static void differ(struct comparing *comparing, const char *what, const char *field,
		   const json_t *here, const json_t *there)
{
	char sentence[300];
	char *now = here ? json_dumps(here, JSON_ENCODE_ANY) : strdup("nothing");
	char *before = there ? json_dumps(there, JSON_ENCODE_ANY) : strdup("nothing");
	if (!now || !before)
		abort();
	snprintf(sentence, sizeof sentence, "%s: %s is %.80s, in the file %.80s", what, field, now,
		 before);
	free(now);
	free(before);
	if (comparing->count++ < DIFFERENCES_MAX)
		json_array_append_new(comparing->differences, json_string(sentence));
}

/* What stands here of a list is in new numbers: the file's list is brought to them. Returns owned.
 */
static json_t *renumber(const struct comparing *comparing, const json_t *list)
{
	json_t *entry, *renumbered = json_array();
	size_t at;
	json_array_foreach(list, at, entry)
	{
		uint32_t number = 0;
		import_plan_renumber(comparing->plan, "idea", (uint32_t)json_integer_value(entry),
				     &number);
		json_array_append_new(renumbered, json_integer(number));
	}
	return renumbered;
}

/* Whether two lists hold the same numbers, in any order: each once. */
static bool same_numbers(const json_t *a, const json_t *b)
{
	size_t at, place;
	json_t *x, *y;
	if (json_array_size(a) != json_array_size(b))
		return false;
	json_array_foreach(a, at, x)
	{
		bool found = false;
		json_array_foreach(b, place, y) found = found || json_equal(x, y);
		if (!found)
			return false;
	}
	return true;
}

/* Fields of which it says nothing whether they are the same: numbers of other rows. */
static bool is_compared(const struct field *field)
{
	return !field->is_key && field->type != field_type_id && field->type != field_type_pairs &&
	       strcmp(field->name, "audience") != 0;
}

static void compare_row(struct comparing *comparing, enum row_kind kind,
			const uint32_t key[ROW_KEY_PARTS], const json_t *there, const char *what)
{
	const struct shape *shape = row_shape(kind);
	const struct row *row = replica_row(comparing->replica, kind, key);
	json_t *here = row && !row->removed ? row_json(row) : NULL;
	if (!here) {
		differ(comparing, what, "the result", NULL, NULL);
		return;
	}
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		const json_t *now = json_object_get(here, field->name);
		const json_t *before = json_object_get(there, field->name);
		if (!before || !is_compared(field))
			continue;
		json_t *renumbered =
			field->type == field_type_ids ? renumber(comparing, before) : NULL;
		bool same = renumbered ? same_numbers(now, renumbered) : json_equal(now, before);
		if (!same)
			differ(comparing, what, field->name, now, renumbered ? renumbered : before);
		json_decref(renumbered);
	}
	json_decref(here);
}

/* How many rows of a kind the file has of the ballot; `list` is what it calls them. */
static uint32_t compare_options(struct comparing *comparing, enum row_kind kind, const char *list,
				uint32_t old, uint32_t ballot)
{
	size_t at;
	json_t *row;
	uint32_t count = 0;
	json_array_foreach(json_object_get(comparing->plan->file, list), at, row)
	{
		char what[32] = "the question";
		uint32_t idea = import_plan_number(row, "idea"), now = 0;
		if (import_plan_number(row, "ballot") != old)
			continue;
		count++;
		if (idea && !import_plan_renumber(comparing->plan, "idea", idea, &now))
			continue; /* it was refused, and that was said */
		if (now)
			snprintf(what, sizeof what, "#%u", now);
		compare_row(comparing, kind, (const uint32_t[ROW_KEY_PARTS]){ballot, now}, row,
			    what);
	}
	return count;
}

static uint32_t compare_results(struct comparing *comparing, uint32_t old, uint32_t ballot)
{
	size_t at;
	json_t *row;
	uint32_t count = compare_options(comparing, row_kind_result, "result", old, ballot);
	compare_options(comparing, row_kind_score, "score", old, ballot);
	json_array_foreach(json_object_get(comparing->plan->file, "outcome"), at, row)
	{
		char what[80];
		const char *rule = json_string_value(json_object_get(row, "rule"));
		const char *way = json_string_value(json_object_get(row, "budget_rule"));
		if (import_plan_number(row, "ballot") != old || !rule || !way)
			continue;
		snprintf(what, sizeof what, "%.30s, %.30s", rule, way);
		compare_row(comparing, row_kind_outcome,
			    (const uint32_t[ROW_KEY_PARTS]){ballot, words_number(&words_rule, rule),
							    words_number(&words_budget_rule, way)},
			    row, what);
	}
	return count;
}

json_t *import_results_compare(const struct import_plan *plan, const struct replica *replica)
{
	size_t at;
	json_t *row, *list = json_array();
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		uint32_t old = import_plan_number(row, "id"), ballot;
		if (!import_plan_is(row, "state", "closed") || !import_ballots_enters(row) ||
		    !import_plan_renumber(plan, "ballot", old, &ballot))
			continue;
		struct comparing comparing = {plan, replica, json_array(), 0};
		uint32_t results = compare_results(&comparing, old, ballot);
		if (results > 0)
			json_array_append_new(list, json_pack("{s:I,s:O,s:b,s:O}", "ballot",
							      (json_int_t)ballot, "title",
							      json_object_get(row, "title"), "same",
							      comparing.count == 0, "differences",
							      comparing.differences));
		json_decref(comparing.differences);
	}
	return list;
}
