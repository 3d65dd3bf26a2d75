/* A ballot's result as text: the rule above it, ties in words, what is kept back and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_results.h"
#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/money.h"
#include "client-cli/render.h"
#include "client-cli/rule.h"

#define TOWN_COLUMNS_MAX 5u /* more towns have no columns of their own */

/* ---- the table ---- */

/* Which columns there are beside rank, score and option. */
struct columns {
	bool decisions, boards, towns, before;
};

static struct columns choose_columns(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	struct columns columns = {.before = results->has_before,
				  .towns = count->town_count > 1 &&
					   count->town_count <= TOWN_COLUMNS_MAX};
	for (uint32_t i = 0; i < count->option_count; i++) {
		columns.boards |= count->options[i].idea.id.n && count->options[0].idea.id.n &&
				  count->options[i].idea.board.n != count->options[0].idea.board.n;
		columns.decisions |=
			ballot_count_standing(count, i, results->rule).decision != decision_none;
	}
	columns.decisions = columns.decisions && count->ballot.state == ballot_state_closed;
	return columns;
}

/* Headings of an option's counts, as cells() fills them. */
static const char *count_headings(enum ballot_method method)
{
	switch (method) {
	case ballot_method_yesno:
		return "|>yes|>no|>abstain";
	case ballot_method_dots:
		return "|>Points|>From";
	case ballot_method_resistance:
		return "|>Resistance|>Answers";
	case ballot_method_ranking:
		return "|>Borda|>Ranked by";
	case ballot_method_approval:
	case ballot_method_choose:
		return "|>Votes";
	case ballot_method_budget:
		return "|>Votes|>Cost";
	case ballot_method_opinion:
	case ballot_method_none:
		break;
	}
	return "|>agree|>disagree|>pass";
}

static void cell_number(struct render_table *table, uint64_t number)
{
	render_cell(table, "%llu", (unsigned long long)number);
}

static void add_counts(struct render_table *table, const struct ballot_count *count,
		       const struct ballot_option *option)
{
	const struct cell *all = &option->cells.all;
	char cost[MONEY_TEXT_BYTES];
	switch (count->ballot.method) {
	case ballot_method_dots:
		cell_number(table, all->sum);
		cell_number(table, all->agree);
		break;
	case ballot_method_resistance:
		cell_number(table, all->sum);
		cell_number(table, all->answers);
		break;
	case ballot_method_ranking:
		render_cell(table, "%g", (double)all->sum / 2);
		cell_number(table, all->agree);
		break;
	case ballot_method_approval:
	case ballot_method_choose:
		cell_number(table, all->agree);
		break;
	case ballot_method_budget:
		cell_number(table, all->agree);
		money_show(option->cost, cost);
		render_cell(table, "%s", cost);
		break;
	case ballot_method_yesno:
	case ballot_method_opinion:
	case ballot_method_none:
		cell_number(table, all->agree);
		cell_number(table, all->disagree);
		cell_number(table, all->pass);
		break;
	}
}

/* "3/7": in favour, of those who answered; points; resistance of so many. */
static void add_town(struct render_table *table, enum ballot_method method,
		     const struct town_cell *town)
{
	const struct cell *cell = &town->cell;
	uint64_t of = cell->answers, part = cell->agree;
	if (method == ballot_method_yesno)
		of = cell->agree + cell->disagree;
	if (method == ballot_method_dots || method == ballot_method_resistance)
		part = cell->sum;
	if (!town->known)
		render_cell(table, "%s", "–");
	else if (method == ballot_method_ranking)
		render_cell(table, "%g/%llu", (double)cell->sum / 2, (unsigned long long)of);
	else
		render_cell(table, "%llu/%llu", (unsigned long long)part, (unsigned long long)of);
}

/* "3 ↑": better than before. */
static void add_before(struct render_table *table, const struct ballot_results *results,
		       uint32_t index)
{
	struct ballot_standing now = ballot_count_standing(&results->count, index, results->rule);
	struct ballot_standing before;
	if (!ballot_count_holds(&results->before, results->rule)) {
		render_cell(table, "%s", "–");
		return;
	}
	if (!ballot_results_before(results, results->count.options[index].number, &before)) {
		render_cell(table, "%s", "new");
		return;
	}
	const char *arrow = now.rank == 0 || now.rank == before.rank ? ""
			    : now.rank < before.rank                 ? " ↑"
								     : " ↓";
	if (ballot_count_scores(&results->before, results->rule))
		render_cell(table, "%u (%.3f)%s", before.rank, before.score, arrow);
	else
		render_cell(table, "%u%s", before.rank, arrow);
}

static void add_option(struct render_table *table, const struct ballot_results *results,
		       uint32_t index, struct columns columns)
{
	const struct ballot_count *count = &results->count;
	const struct ballot_option *option = &count->options[index];
	struct ballot_standing now = ballot_count_standing(count, index, results->rule);
	const char *decision = words_name(&words_decision, now.decision);
	bool holds = ballot_count_holds(count, results->rule);
	char name[400];
	if (holds && now.rank)
		render_cell(table, "%u", now.rank);
	else
		render_cell(table, "%s", holds ? "" : "–");
	if (ballot_count_scores(count, results->rule))
		render_cell(table, "%.3f", now.score);
	else
		render_cell(table, "%s", "–");
	if (columns.before)
		add_before(table, results, index);
	add_counts(table, count, option);
	for (uint32_t i = 0; columns.towns && i < count->town_count; i++)
		add_town(table, count->ballot.method, &option->cells.towns[i]);
	if (count->towns_known) {
		render_cell(table, "%.0f %%",
			    100 * (double)option->result.least / (double)SCORE_ONE);
		render_cell(table, "%llu of %llu", (unsigned long long)option->result.carried,
			    (unsigned long long)count->ballot.towns);
	} else {
		render_cell(table, "%s", "–");
		render_cell(table, "%s", "–");
	}
	if (columns.decisions)
		render_cell(table, "%s", decision ? decision : "");
	if (columns.boards)
		render_cell_text(table, find_label(count->replica, row_kind_board, "title",
						   option->idea.board.n));
	if (option->number)
		render_cell(table, "%u", option->number);
	else
		render_cell(table, "%s", "");
	ballot_view_option(results->client, &count->ballot, option->number, name, sizeof name);
	render_cell_text(table,
			 option->idea.id.n ? ideas_view_title(&option->idea) : cli_text(name));
}

static void print_table(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	struct columns columns = choose_columns(results);
	char *headings = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&headings, &size);
	if (!to)
		abort();
	fprintf(to, ">Rank|>Score%s%s", columns.before ? "|>Before" : "",
		count_headings(count->ballot.method));
	for (uint32_t i = 0; columns.towns && i < count->town_count; i++) {
		char *name = render_line(count->towns[i].name);
		for (char *at = strchr(name, '|'); at; at = strchr(at, '|'))
			*at = '/';
		fprintf(to, "|>%s", name);
		free(name);
	}
	fprintf(to, "|>Least|Carried%s%s|>#|Option", columns.decisions ? "|Decision" : "",
		columns.boards ? "|Board" : "");
	fclose(to);
	struct render_table *table = render_table_new(headings);
	for (uint32_t i = 0; i < count->option_count; i++)
		add_option(table, results, i, columns);
	render_table_print(table, stdout, results->client->cli->styled, render_columns(stdout));
	render_table_free(table);
	free(headings);
}

/* ---- ties ---- */

static void print_names(const struct ballot_results *results, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		const char *before = i == from ? "" : i + 1 == end ? " and " : ", ";
		if (results->count.options[i].number)
			printf("%s#%u", before, results->count.options[i].number);
		else
			printf("%sdeciding nothing", before);
	}
}

static const char *ordinal_end(uint64_t number)
{
	uint64_t tens = number % 100;
	if (tens >= 11 && tens <= 13)
		return "th";
	return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
}

/* Options from `from` to `end` have the same rank. */
static void print_tie(const struct ballot_results *results, uint32_t from, uint32_t end)
{
	struct ballot_standing standing =
		ballot_count_standing(&results->count, from, results->rule);
	uint64_t places = results->count.ballot.places, first = standing.rank;
	bool at_cut = standing.decision == decision_tied && places >= first;
	if (!at_cut && first != 1)
		return;
	print_names(results, from, end);
	if (!at_cut)
		printf(" are equal on rank 1.\n");
	else if (first == places)
		printf(" are equal: the %llu%s place is not decided.\n", (unsigned long long)places,
		       ordinal_end(places));
	else
		printf(" are equal: the places %llu to %llu are not decided.\n",
		       (unsigned long long)first, (unsigned long long)places);
}

static void print_as_acceptable(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	for (uint32_t i = 0; i < count->option_count; i++)
		if (ballot_count_standing(count, i, results->rule).decision == decision_tied)
			printf("#%u is as acceptable as deciding nothing.\n",
			       count->options[i].number);
}

static void print_ties(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	if (!ballot_count_holds(count, results->rule) || !count->ranked)
		return;
	if (count->ballot.method == ballot_method_resistance && !count->ballot.places)
		print_as_acceptable(results);
	for (uint32_t i = 0, end; i < count->option_count; i = end) {
		struct ballot_standing first = ballot_count_standing(count, i, results->rule);
		for (end = i + 1;
		     end < count->option_count &&
		     ballot_count_standing(count, end, results->rule).rank == first.rank;)
			end++;
		if (end - i > 1)
			print_tie(results, i, end);
	}
}

/* ---- budgets ---- */

/* Rule every-town knows the greedy result alone. */
static bool is_announced(const struct ballot_count *count, const struct row_outcome *outcome)
{
	return outcome->rule == rule_deciding(&count->ballot) &&
	       (outcome->rule == rule_every_town ||
		outcome->budget_rule == ballot_words_budget_rule(&count->ballot));
}

static void print_outcome(const struct ballot_count *count, const struct row_outcome *outcome,
			  struct render_table *table)
{
	char cost[MONEY_TEXT_BYTES], winners[400] = "", rule[40];
	const char *word = words_name(&words_budget_rule, outcome->budget_rule);
	size_t used = 0;
	money_show(outcome->cost, cost);
	snprintf(rule, sizeof rule, "%s", word ? word : "");
	for (char *at = strchr(rule, '_'); at; at = strchr(at, '_'))
		*at = '-'; /* as it is typed */
	for (uint32_t i = 0; i < outcome->winners.count && used + 16 < sizeof winners; i++)
		used += (size_t)snprintf(winners + used, sizeof winners - used, "%s#%u",
					 i ? " " : "", ids_get(outcome->winners, i));
	render_cell(table, "%s", rule_name(outcome->rule));
	render_cell(table, "%s%s", rule, is_announced(count, outcome) ? " *" : "");
	render_cell(table, "%u", outcome->winners.count);
	render_cell(table, "%s", cost);
	if (outcome->per_voter)
		render_cell(table, "%.2f", (double)outcome->per_voter / 1e8);
	else
		render_cell(table, "%s", "");
	render_cell(table, "%s", winners);
}

static void print_outcomes(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	char budget[MONEY_TEXT_BYTES];
	if (count->outcome_count == 0)
		return;
	money_show(count->ballot.budget, budget);
	printf("\nWhat %s buys (*: as announced):\n", budget);
	struct render_table *table =
		render_table_new("Rule|Budget rule|>Bought|>Cost|>Per voter|Projects");
	for (uint32_t i = 0; i < count->outcome_count; i++)
		print_outcome(count, &count->outcomes[i], table);
	render_table_print(table, stdout, results->client->cli->styled, render_columns(stdout));
	render_table_free(table);
}

/* ---- all of it ---- */

static void print_state(const struct ballot_results *results)
{
	const struct row_ballot *ballot = &results->count.ballot;
	char turnout[2000], *shown;
	ballot_view_turnout_say(results->client, ballot, turnout, sizeof turnout);
	shown = render_line(cli_text(turnout));
	switch (ballot->state) {
	case ballot_state_prepared:
		puts("This ballot has not been opened yet.");
		break;
	case ballot_state_void:
		puts("This ballot is void: its key was lost, and nothing can be counted. "
		     "'bogen ballot again' prepares another round.");
		break;
	case ballot_state_open:
		if (results->count.shown)
			printf("The ballot is still open; %s.\n", shown);
		else
			printf("The ballot is still open: results are shown at the closing; %s.\n",
			       shown);
		break;
	case ballot_state_closed:
		printf("Closed; %s.\n", shown);
		break;
	case ballot_state_none:
		break;
	}
	if (ballot->state == ballot_state_closed && ballot->papers < ballot->quorum)
		printf("Nothing is carried: that is fewer than the quorum of %llu.\n",
		       (unsigned long long)ballot->quorum);
	free(shown);
}

/* What stands in the towns' columns. */
static const char *town_columns(enum ballot_method method)
{
	switch (method) {
	case ballot_method_yesno:
		return "yes / yes and no";
	case ballot_method_dots:
		return "points / papers";
	case ballot_method_resistance:
		return "resistance / answers";
	case ballot_method_ranking:
		return "Borda points / papers";
	case ballot_method_opinion:
		return "agree / answers";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_none:
		break;
	}
	return "votes / papers";
}

static bool any_masked(const struct ballot_count *count)
{
	for (uint32_t i = 0; i < count->option_count; i++)
		if (!count->options[i].cells.towns_known)
			return true;
	return false;
}

static void print_notes(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	char decides[700];
	ballot_words_decides(&count->ballot, decides, sizeof decides);
	if (decides[0])
		puts(decides);
	if (count->town_count > 1 && count->town_count <= TOWN_COLUMNS_MAX)
		printf("Towns: %s.\n", town_columns(count->ballot.method));
	if (any_masked(count))
		printf("–: numbers of fewer than %u people of a town are not shown, so that nobody "
		       "learns what they said.\n",
		       CELL_PERSONS_MIN);
	if (!ballot_count_holds(count, results->rule))
		printf("So rule %s cannot be told%s; here is the order by rule people.\n",
		       rule_name(results->rule),
		       count->ballot.state == ballot_state_closed ? "" : " before the closing");
	if (count->ballot.method == ballot_method_ranking && !count->ranked)
		puts("Ranks by Schulze's method are reckoned at the closing; until then this is "
		     "the order of the Borda points.");
	if (results->has_before)
		printf("Before: rank and score in the round before, ballot #%u (%llu papers).\n",
		       results->before.ballot.id.n,
		       (unsigned long long)results->before.ballot.papers);
}

/* By which rule what follows is ordered, and whether that is the one which counts. */
static void print_rule(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	enum rule announced = rule_announced(&count->ballot);
	enum rule deciding = rule_deciding(&count->ballot);
	char measure[300];
	rule_measure(count->ballot.method, results->rule, measure, sizeof measure);
	printf("Rule %s: %s. Score: %s.\n", rule_name(results->rule), rule_sentence(results->rule),
	       measure);
	if (count->town_count < 2)
		return;
	if (deciding != announced)
		printf("Rule %s was announced, but cannot be told, since only few people of a town "
		       "have voted: rule %s decides.\n",
		       rule_name(announced), rule_name(deciding));
	else if (results->rule == deciding)
		puts("This rule was announced, and decides.");
	else
		printf("For comparison only: rule %s was announced, and decides.\n",
		       rule_name(deciding));
}

void ballot_results_print(const struct ballot_results *results)
{
	const struct ballot_count *count = &results->count;
	render_heading(stdout, results->client->cli->styled, "%.*s", (int)count->ballot.title.size,
		       count->ballot.title.at);
	print_state(results);
	if (!count->shown)
		return;
	print_rule(results);
	putchar('\n');
	print_table(results);
	putchar('\n');
	print_ties(results);
	print_notes(results);
	print_outcomes(results);
}
