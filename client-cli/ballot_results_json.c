/* A ballot's result as JSON. */
#include <stdlib.h>

#include "client-cli/ballot_results.h"
#include "client-cli/ballot_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"
#include "client-cli/rule.h"

static json_t *word_or_null(const struct words *words, uint32_t number)
{
	const char *name = words_name(words, number);
	return name ? json_string(name) : json_null();
}

static json_t *beats_json(struct pairs beats)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < beats.count; i++) {
		struct pair pair = pairs_get(beats, i);
		json_array_append_new(list, json_pack("{s:I,s:I}", "idea", (json_int_t)pair.id,
						      "papers", (json_int_t)pair.number));
	}
	return list;
}

static void set(json_t *object, const char *name, json_t *value, bool known)
{
	if (!known) {
		json_decref(value);
		value = json_null();
	}
	json_object_set_new(object, name, value);
}

static void set_standing(json_t *object, const struct ballot_results *results, uint32_t index)
{
	const struct ballot_count *count = &results->count;
	const struct row_result *result = &count->options[index].result;
	struct ballot_standing now = ballot_count_standing(count, index, results->rule), before;
	bool holds = ballot_count_holds(count, results->rule);
	set(object, "score", json_real(now.score), ballot_count_scores(count, results->rule));
	set(object, "rank", json_integer(now.rank), holds && now.rank);
	set(object, "decision", word_or_null(&words_decision, now.decision), holds);
	set(object, "carried", json_integer((json_int_t)result->carried), count->towns_known);
	set(object, "least", json_real((double)result->least / (double)SCORE_ONE),
	    count->towns_known);
	if (!ballot_results_before(results, count->options[index].number, &before))
		return;
	json_t *then = json_pack("{s:I}", "rank", (json_int_t)before.rank);
	set(then, "score", json_real(before.score),
	    ballot_count_scores(&results->before, results->rule));
	json_object_set_new(object, "before", then);
}

static json_t *option_json(const struct ballot_results *results, uint32_t index)
{
	const struct ballot_count *count = &results->count;
	const struct ballot_option *option = &count->options[index];
	json_t *object = json_object();
	json_object_set_new(object, "idea", json_integer((json_int_t)option->number));
	json_object_set_new(
		object, "title",
		ballot_view_option_json(results->client, &count->ballot, option->number));
	struct text board =
		find_label(count->replica, row_kind_board, "title", option->idea.board.n);
	set(object, "board", row_json_text(board), board.size > 0);
	if (count->ballot.method == ballot_method_budget)
		json_object_set_new(object, "cost", json_integer((json_int_t)option->cost));
	json_object_set_new(object, "counts",
			    ballot_cells_json(&count->ballot, option->cells.all, true));
	json_object_set_new(object, "by_town",
			    ballot_cells_towns_json(&count->ballot, count->towns, count->town_count,
						    &option->cells));
	set_standing(object, results, index);
	if (count->ballot.method == ballot_method_ranking)
		set(object, "beats", beats_json(option->result.beats),
		    count->ballot.state == ballot_state_closed);
	return object;
}

static json_t *outcomes_json(const struct ballot_count *count)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < count->outcome_count; i++) {
		const struct row_outcome *outcome = &count->outcomes[i];
		json_t *winners = json_array();
		for (uint32_t k = 0; k < outcome->winners.count; k++)
			json_array_append_new(
				winners, json_integer((json_int_t)ids_get(outcome->winners, k)));
		json_array_append_new(
			list, json_pack("{s:s,s:o,s:o,s:I,s:I}", "rule", rule_name(outcome->rule),
					"budget_rule",
					word_or_null(&words_budget_rule, outcome->budget_rule),
					"winners", winners, "cost", (json_int_t)outcome->cost,
					"per_voter", (json_int_t)outcome->per_voter));
	}
	return list;
}

static json_t *winners_json(const struct ballot_results *results)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < results->count.option_count; i++)
		if (ballot_count_standing(&results->count, i, results->rule).decision ==
		    decision_carried)
			json_array_append_new(
				list, json_integer((json_int_t)results->count.options[i].number));
	return list;
}

json_t *ballot_results_json(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	const struct row_ballot *ballot = &count->ballot;
	struct ballot_turnout turnout = ballot_view_turnout(results->client, ballot);
	json_t *object = json_object(), *options = json_array();
	for (uint32_t i = 0; count->shown && i < count->option_count; i++)
		json_array_append_new(options, option_json(results, i));
	json_object_set_new(object, "ballot", json_integer((json_int_t)ballot->id.n));
	json_object_set_new(object, "method", word_or_null(&words_ballot_method, ballot->method));
	json_object_set_new(object, "rule", json_string(rule_name(results->rule)));
	json_object_set_new(object, "announced", json_string(rule_name(rule_announced(ballot))));
	json_object_set_new(object, "state", word_or_null(&words_ballot_state, ballot->state));
	json_object_set_new(object, "shown", json_boolean(count->shown));
	json_object_set_new(object, "papers", json_integer((json_int_t)turnout.papers));
	set(object, "eligible", json_integer((json_int_t)turnout.eligible), turnout.eligible > 0);
	json_object_set_new(object, "towns", json_integer((json_int_t)ballot->towns));
	json_object_set_new(object, "turnout", ballot_view_turnout_json(results->client, ballot));
	json_object_set_new(object, "options", options);
	set(object, "winners", winners_json(results), ballot->state == ballot_state_closed);
	if (ballot->method == ballot_method_budget) {
		json_object_set_new(object, "budget", json_integer((json_int_t)ballot->budget));
		json_object_set_new(object, "budget_rule",
				    word_or_null(&words_budget_rule, ballot->budget_rule));
		json_object_set_new(object, "outcomes", outcomes_json(count));
	}
	if (results->has_before)
		json_object_set_new(object, "previous",
				    json_pack("{s:I,s:I}", "ballot",
					      (json_int_t)results->before.ballot.id.n, "papers",
					      (json_int_t)results->before.ballot.papers));
	return object;
}
