#include "client-cli/transfer_results.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_count.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/rule.h"
#include "client-cli/spreadsheet.h"

static const struct {
	enum rule rule;
	const char *name;
} rules[] = {{rule_people, "people"}, {rule_towns, "towns"}, {rule_every_town, "every_town"}};
#define RULE_COUNT (sizeof rules / sizeof rules[0])

static struct text text_of(const char *string)
{
	return (struct text){string, (uint32_t)strlen(string)};
}

/* The sign before the decimals, as the session's language has it: a spreadsheet takes numbers with
 * the other one for texts. */
static char point_of(const struct replica *replica)
{
	struct find_all all;
	struct row_session session;
	find_all_start(&all, replica, row_kind_session);
	if (!find_all_next(&all, &session))
		return '.';
	find_all_stop(&all);
	return session.language == language_de ? ',' : '.';
}

struct table {
	FILE *to;
	char point;
};

static void write_real(const struct table *table, double value)
{
	char digits[40];
	snprintf(digits, sizeof digits, "%.9f", value);
	char *point = strchr(digits, '.');
	if (point)
		*point = table->point;
	fprintf(table->to, ";%s", digits);
}

/* ---- counts ---- */

static void write_value(const struct table *table, const json_t *value)
{
	if (json_is_integer(value))
		fprintf(table->to, ";%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		write_real(table, json_real_value(value));
	else
		fputc(';', table->to);
}

/* The counts, or as many empty cells. */
static void write_counts(const struct table *table, const struct row_ballot *ballot,
			 struct cell cell, bool known)
{
	json_t *counts = ballot_cells_json(ballot, cell, true), *value;
	const char *name;
	json_object_foreach(counts, name, value)
	{
		if (known)
			write_value(table, value);
		else
			fputc(';', table->to);
	}
	json_decref(counts);
}

static void write_count_names(FILE *to, const struct row_ballot *ballot, struct text town)
{
	json_t *counts = ballot_cells_json(ballot, (struct cell){0}, true), *value;
	const char *name;
	json_object_foreach(counts, name, value)
	{
		char heading[400];
		snprintf(heading, sizeof heading, "%.*s%s%s", (int)town.size, town.at,
			 town.size ? ": " : "", name);
		fputc(';', to);
		if (town.size)
			spreadsheet_cell(to, text_of(heading));
		else
			fputs(heading, to);
	}
	json_decref(counts);
}

/* Not what few people said: moderators see it, readers of the table must not. */
static bool is_for_all(const struct ballot_count *count, uint32_t option, uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {count->ballot.id.n, option, town};
	struct row_tally tally;
	return !replica_get(count->replica, row_kind_tally, key, &tally) ||
	       tally.audience != audience_moderators;
}

/* ---- lines ---- */

static void write_headings(FILE *to, const struct ballot_count *count)
{
	fputs(SPREADSHEET_BOM "idea;title;cost", to);
	write_count_names(to, &count->ballot, (struct text){"", 0});
	fputs(";rule", to);
	for (size_t i = 0; i < RULE_COUNT; i++)
		fprintf(to, ";score_%s;rank_%s;decision_%s", rules[i].name, rules[i].name,
			rules[i].name);
	fputs(";carried;towns;least", to);
	for (uint32_t i = 0; i < count->town_count; i++)
		write_count_names(to, &count->ballot, count->towns[i].name);
	fputs("\r\n", to);
}

static void write_standings(const struct table *table, const struct ballot_count *count,
			    uint32_t index)
{
	FILE *to = table->to;
	/* Which of the three that follow counts. */
	fprintf(to, ";%s", words_name(&words_rule, rule_deciding(&count->ballot)));
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (!ballot_count_holds(count, rules[i].rule)) {
			fputs(";;;", to);
			continue;
		}
		struct ballot_standing standing =
			ballot_count_standing(count, index, rules[i].rule);
		const char *decision = words_name(&words_decision, standing.decision);
		/* A table goes into minutes: what moderators alone see is left out. */
		if (rules[i].rule == rule_people || !count->withheld)
			write_real(table, standing.score);
		else
			fputc(';', to);
		fputc(';', to);
		if (standing.rank)
			fprintf(to, "%u", standing.rank);
		fprintf(to, ";%s", decision ? decision : "");
	}
}

static void write_option(const struct table *table, const struct ballot_count *count,
			 uint32_t index)
{
	FILE *to = table->to;
	const struct ballot_option *option = &count->options[index];
	bool nothing = option->number == 0 && count->ballot.method == ballot_method_resistance;
	if (option->number)
		fprintf(to, "%u", option->number);
	fputc(';', to);
	spreadsheet_cell(to, option->number ? ideas_view_title(&option->idea)
			     : nothing      ? text_of("deciding nothing")
					    : count->ballot.title);
	if (count->ballot.method == ballot_method_budget)
		fprintf(to, ";%llu%c%02u", (unsigned long long)(option->cost / 100), table->point,
			(unsigned)(option->cost % 100));
	else
		fputc(';', to);
	write_counts(table, &count->ballot, option->cells.all, option->cells.known);
	write_standings(table, count, index);
	if (count->towns_known && !count->withheld) {
		fprintf(to, ";%llu;%llu", (unsigned long long)option->result.carried,
			(unsigned long long)count->ballot.towns);
		write_real(table, (double)option->result.least / (double)SCORE_ONE);
	} else {
		fputs(";;;", to);
	}
	for (uint32_t i = 0; i < count->town_count; i++)
		write_counts(table, &count->ballot, option->cells.towns[i].cell,
			     option->cells.towns[i].known &&
				     is_for_all(count, option->number, count->towns[i].id.n));
	fputs("\r\n", to);
}

size_t transfer_results_write(const struct replica *replica, const struct row_ballot *ballot,
			      FILE *to)
{
	const struct table table = {to, point_of(replica)};
	struct ballot_count count;
	ballot_count_make(&count, replica, ballot);
	ballot_count_sort(&count, rule_deciding(ballot));
	write_headings(to, &count);
	for (uint32_t i = 0; i < count.option_count; i++)
		write_option(&table, &count, i);
	size_t written = count.option_count;
	ballot_count_free(&count);
	return written;
}
