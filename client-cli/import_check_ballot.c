/* Whether the ballots of a file can be imported, and what was said in them. */
#include <string.h>

#include "client-cli/import_plan.h"

/* Exports of old say less of their ballots, which were all for opinions. */
static void complete(json_t *row)
{
	if (!json_object_get(row, "method"))
		json_object_set_new(row, "method", json_string("opinion"));
	if (!json_object_get(row, "title"))
		json_object_set_new(row, "title", json_string("–"));
}

static bool is_word_or_none(const json_t *row, const char *field)
{
	const json_t *value = json_object_get(row, field);
	return value && !json_is_null(value);
}

/* A list of rows' numbers, each with a number: names rows of the file, or 0 if `or_none`. */
static void check_pairs(struct import_plan *plan, const json_t *row, const char *what, uint32_t at,
			const char *field, const char *of, bool or_none)
{
	json_t *entry, *list = json_object_get(row, field);
	size_t place;
	if (list && !json_is_array(list))
		import_check_problem(plan, "%s[%u]: \"%s\" is no list", what, at, field);
	json_array_foreach(list, place, entry)
	{
		const json_t *number = json_object_get(entry, "number");
		if (!json_is_integer(number) || json_integer_value(number) < 0)
			import_check_problem(plan, "%s[%u]: \"%s\" has no \"number\"", what, at,
					     field);
		import_check_reference(plan, entry, what, at, of, of, or_none);
	}
}

static void check_voters(struct import_plan *plan, const json_t *row, uint32_t at)
{
	json_t *entry;
	size_t place;
	json_array_foreach(json_object_get(row, "voters"), place, entry)
	{
		json_int_t number = json_integer_value(entry);
		if (number <= 0 || number > (json_int_t)ID_MAX ||
		    !import_plan_row(plan, "board", (uint32_t)number))
			import_check_problem(
				plan, "ballot[%u]: \"voters\" names no board of this file", at);
	}
}

void import_check_ballot(struct import_plan *plan, json_t *row, uint32_t at)
{
	static const struct {
		const char *field;
		const struct words *words;
	} words[] = {{"secrecy", &words_secrecy},
		     {"state", &words_ballot_state},
		     {"budget_rule", &words_budget_rule},
		     {"utility", &words_utility},
		     {"rule", &words_rule}};
	complete(row);
	import_check_word(plan, row, "ballot", at, "method", &words_ballot_method);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (is_word_or_none(row, words[i].field))
			import_check_word(plan, row, "ballot", at, words[i].field, words[i].words);
	import_check_text(plan, row, "ballot", at, "title", command_kind_ballot_add);
	import_check_reference(plan, row, "ballot", at, "board", "board", true);
	import_check_reference(plan, row, "ballot", at, "topic", "topic", true);
	import_check_reference(plan, row, "ballot", at, "previous", "ballot", true);
	check_pairs(plan, row, "ballot", at, "options", "idea", false);
	check_pairs(plan, row, "ballot", at, "weights", "town", false);
	check_voters(plan, row, at);
	if (import_plan_number(row, "previous") >= import_plan_number(row, "id"))
		import_check_problem(plan, "ballot[%u]: \"previous\" is no earlier ballot", at);
}

void import_check_paper(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "paper", at, "ballot", "ballot", false);
	import_check_reference(plan, row, "paper", at, "person", "person", false);
	check_pairs(plan, row, "paper", at, "choices", "idea", true);
}

void import_check_slip(struct import_plan *plan, json_t *row, uint32_t at)
{
	import_check_reference(plan, row, "slip", at, "town", "town", false);
	import_check_reference(plan, row, "slip", at, "person", "person", true);
}
