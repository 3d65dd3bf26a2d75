#include "client-cli/tally_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/json_row.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"
#include "server/voting/recount.h"

bool tally_export_is(const char *at, size_t size)
{
	size_t blank = 0;
	while (blank < size && strchr(" \t\r\n\xEF\xBB\xBF", at[blank]))
		blank++;
	return blank < size && (at[blank] == '{' || at[blank] == '[');
}

/* ---- rows ---- */

/* What counting needs of a session. */
static const enum row_kind kinds[] = {row_kind_ballot, row_kind_vote,    row_kind_paper,
				      row_kind_result, row_kind_outcome, row_kind_published,
				      row_kind_idea,   row_kind_town,    row_kind_score};

static int add_list(const struct cli *cli, struct recount *recount, const json_t *list,
		    enum row_kind kind, uint8_t *room, const char *path)
{
	size_t at;
	json_t *object;
	json_array_foreach(list, at, object)
	{
		union any_row row;
		const char *wrong = NULL;
		if (!json_row(object, kind, room, &row, &wrong))
			return cli_fail(cli, exit_usage, "unreadable",
					"%s: %s[%zu]: \"%s\" is wrong", path, row_shape(kind)->name,
					at, wrong);
		recount_add(recount, kind, &row);
	}
	return exit_done;
}

static int add_all(const struct cli *cli, struct recount *recount, const json_t *file,
		   const char *path)
{
	int status = exit_done;
	uint8_t *room = malloc(JSON_ROW_ROOM_BYTES);
	if (!room)
		abort();
	for (size_t i = 0; !status && i < sizeof kinds / sizeof kinds[0]; i++)
		status = add_list(cli, recount, json_object_get(file, row_shape(kinds[i])->name),
				  kinds[i], room, path);
	free(room);
	return status;
}

/* ---- verdicts ---- */

/* Which ballot is meant: by number or title; all if none is. */
static bool is_meant(const char *typed, const struct recount_verdict *verdict)
{
	uint32_t number = 0;
	struct text title = verdict->row ? verdict->row->title : (struct text){"", 0};
	return !typed || (cli_number(typed, &number) && number == verdict->ballot) ||
	       find_same(title, typed, false);
}

static json_t *verdict_json(const struct recount_verdict *verdict, const char *clause)
{
	const struct row_ballot *row = verdict->row;
	const char *method = row ? words_name(&words_ballot_method, row->method) : NULL;
	return json_pack("{s:I,s:o,s:s?,s:I,s:b,s:s}", "ballot", (json_int_t)verdict->ballot,
			 "title", row ? row_json_text(row->title) : json_null(), "method", method,
			 "papers", (json_int_t)verdict->papers, "same", recount_holds(verdict),
			 "finding", clause);
}

static void print_verdict(const struct recount_verdict *verdict, const char *clause)
{
	char *title = render_line(verdict->row ? verdict->row->title : (struct text){"", 0});
	printf("#%u %s%s%s (%llu paper%s)\n", verdict->ballot, title, title[0] ? ": " : "", clause,
	       (unsigned long long)verdict->papers, verdict->papers == 1 ? "" : "s");
	free(title);
}

static int report(const struct cli *cli, struct recount *recount, const char *path)
{
	const char *typed = cli_option(cli, "ballot");
	uint32_t count = recount_run(recount), meant = 0, same = 0;
	json_t *list = json_array();
	for (uint32_t i = 0; i < count; i++) {
		const struct recount_verdict *verdict = recount_verdict(recount, i);
		char clause[RECOUNT_CLAUSE_MAX];
		if (!is_meant(typed, verdict))
			continue;
		meant++;
		same += recount_holds(verdict);
		recount_say(verdict, clause);
		json_array_append_new(list, verdict_json(verdict, clause));
		if (!cli->json)
			print_verdict(verdict, clause);
	}
	if (meant == 0) {
		json_decref(list);
		return typed ? cli_fail(cli, exit_missing, "not_found",
					"%s has no closed ballot '%s'", path, typed)
			     : cli_fail(cli, exit_missing, "not_found", "%s has no closed ballot",
					path);
	}
	if (cli->json)
		cli_print_json(json_pack("{s:b,s:o}", "same", same == meant, "ballots", list));
	else
		json_decref(list);
	return same == meant ? exit_done : exit_failed;
}

int tally_export(const struct cli *cli, const char *at, size_t size, const char *path)
{
	json_error_t error;
	size_t blank = 0;
	while (blank < size && strchr("\xEF\xBB\xBF", at[blank]))
		blank++;
	json_t *file = json_loadb(at + blank, size - blank, JSON_REJECT_DUPLICATES, &error);
	if (!file)
		return cli_fail(cli, exit_usage, "unreadable", "%s: line %d: %s", path, error.line,
				error.text);
	struct recount *recount = recount_new();
	int status =
		json_is_object(file)
			? add_all(cli, recount, file, path)
			: cli_fail(cli, exit_usage, "unreadable",
				   "%s is no export: it must be one object with a list per kind",
				   path);
	if (!status)
		status = report(cli, recount, path);
	recount_free(recount);
	json_decref(file);
	return status;
}
