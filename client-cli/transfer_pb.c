#include "client-cli/transfer_pb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "client-cli/ballot_words.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/import_pb.h"
#include "client-cli/pb_file.h"
#include "client-cli/rule.h"
#include "client-cli/target.h"
#include "server/voting/voting.h"

/* ---- into a session ---- */

static int read_options(const struct client *client, struct import_pb *import)
{
	const struct cli *cli = client->cli;
	const char *town = cli_option(cli, "town");
	*import = (struct import_pb){.replica = client->replica,
				     .with_votes = cli_flag(cli, "with-votes")};
	struct board_id board;
	int status = find_board(cli, client->replica, cli_option(cli, "board"), &board);
	const uint32_t key[ROW_KEY_PARTS] = {board.n};
	if (!status && !replica_get(client->replica, row_kind_board, key, &import->board))
		status = cli_fail(cli, exit_missing, "not_found", "there is no board #%u", board.n);
	if (!status && town)
		status = find_town(cli, client->replica, town, &import->town);
	return status;
}

int transfer_pb_read(struct client *client, const char *text, size_t size, const char *path,
		     json_t **file)
{
	struct cli *cli = client->cli;
	struct import_pb import;
	char reason[400];
	struct pb_file *pb = pb_file_read(text, size, reason, sizeof reason);
	if (!pb)
		return cli_fail(cli, exit_usage, "unreadable", "%s: %s", path, reason);
	int status = client_as_member(client);
	if (!status)
		status = client_connect(client, true);
	if (!status)
		status = read_options(client, &import);
	if (!status)
		*file = import_pb_file(&import, pb, reason, sizeof reason);
	if (!status && !*file)
		status = cli_fail(cli, exit_usage, "unreadable", "%s: %s", path, reason);
	if (!status && import.with_votes && pb->type != pb_approval && pb->type != pb_choose_1)
		cli_say(cli, "The votes of this file have points or an order; here each approves "
			     "what it names.");
	client_hang_up(client);
	pb_file_free(pb);
	return status;
}

/* ---- out of a session ---- */

struct vote {
	uint32_t town;
	struct pairs choices; /* borrowed from the replica */
};

struct writing {
	const struct client *client;
	struct row_ballot ballot;
	struct pb_file *pb;
	struct vote *votes;
	uint32_t vote_count;
};

static void set(char **text, struct text value)
{
	char *copy = strndup(value.size ? value.at : "", value.size);
	if (!copy)
		abort();
	pb_file_set(text, copy);
	free(copy);
}

static void set_date(char **text, uint64_t ms)
{
	char date[16] = "";
	time_t at = (time_t)(ms / 1000);
	struct tm local;
	if (ms && localtime_r(&at, &local))
		strftime(date, sizeof date, "%d.%m.%Y", &local);
	pb_file_set(text, date);
}

/* Whole sums need no decimals. */
static uint32_t decimals_of(const struct row_ballot *ballot)
{
	bool cents = ballot->budget % 100;
	for (uint32_t i = 0; i < ballot->options.count; i++)
		cents = cents || pairs_get(ballot->options, i).number % 100;
	return cents ? 2 : 0;
}

static void write_meta(struct writing *writing)
{
	static const char *const rules[] = {
		[budget_rule_none] = "equalshares/add1",
		[budget_rule_greedy] = "greedy",
		[budget_rule_shares] = "equalshares",
		[budget_rule_add1] = "equalshares/add1",
		[budget_rule_add1_exhaustive] = "equalshares/add1-exhaustive",
		[budget_rule_add1_votes] = "equalshares/add1-votes",
	};
	const struct row_ballot *ballot = &writing->ballot;
	struct pb_file *pb = writing->pb;
	struct find_all all;
	struct row_session session;
	find_all_start(&all, writing->client->replica, row_kind_session);
	if (find_all_next(&all, &session)) {
		set(&pb->unit, session.title);
		find_all_stop(&all);
	}
	set(&pb->description, ballot->title);
	set_date(&pb->date_begin, ballot->opened_ms);
	set_date(&pb->date_end, ballot->closed_ms);
	/* The format knows no towns: counting such a file again would buy something else. */
	bool of_towns = rule_deciding(ballot) != rule_people;
	pb_file_set(&pb->rule, of_towns ? "unknown" : rules[ballot->budget_rule]);
	pb->decimals = decimals_of(ballot);
	pb->budget = pb->decimals ? ballot->budget : ballot->budget / 100;
	pb->max_length = (uint32_t)ballot->picks;
}

/* What was bought by the rules that were announced; under every_town it is bought greedily. */
static bool find_outcome(const struct writing *writing, struct row_outcome *outcome)
{
	enum rule rule = rule_deciding(&writing->ballot);
	enum budget_rule way = ballot_words_budget_rule(&writing->ballot);
	const uint32_t key[ROW_KEY_PARTS] = {writing->ballot.id.n, rule,
					     rule == rule_every_town ? budget_rule_greedy : way};
	return writing->ballot.state == ballot_state_closed &&
	       replica_get(writing->client->replica, row_kind_outcome, key, outcome);
}

/* A title that was cut from a long text, when it was imported, is told whole. */
static struct text name_of(const struct row_idea *idea)
{
	static const char cut[] = "…";
	size_t end = strlen(cut);
	struct text title = ideas_view_title(idea), text = idea->text;
	const char *line = memchr(text.at, '\n', text.size);
	if (line || title.size <= end || title.size - end > text.size ||
	    memcmp(title.at + title.size - end, cut, end) != 0 ||
	    memcmp(title.at, text.at, title.size - end) != 0)
		return title;
	return text;
}

static void write_projects(struct writing *writing)
{
	const struct replica *replica = writing->client->replica;
	const struct row_ballot *ballot = &writing->ballot;
	struct row_outcome outcome;
	bool told = find_outcome(writing, &outcome);
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		const uint32_t key[ROW_KEY_PARTS] = {option.id};
		struct row_idea idea;
		char id[16], *name = NULL;
		bool there = replica_get(replica, row_kind_idea, key, &idea);
		struct text title = there ? name_of(&idea) : (struct text){"", 0};
		snprintf(id, sizeof id, "%u", option.id);
		name = strndup(title.size ? title.at : "", title.size);
		if (!name)
			abort();
		struct pb_project *project = pb_file_add_project(
			writing->pb, id, name,
			writing->pb->decimals ? option.number : option.number / 100);
		if (told)
			project->selected_told = ids_hold(outcome.winners, option.id) ? 1 : 0;
		free(name);
	}
}

static void add_vote(struct writing *writing, uint32_t town, struct pairs choices)
{
	writing->votes =
		realloc(writing->votes, (writing->vote_count + 1) * sizeof *writing->votes);
	if (!writing->votes)
		abort();
	writing->votes[writing->vote_count++] = (struct vote){town, choices};
}

static void collect_votes(struct writing *writing)
{
	const struct replica *replica = writing->client->replica;
	struct find_all all;
	struct row_paper paper;
	struct row_published published;
	bool sealed = writing->ballot.secrecy == secrecy_confidential;
	find_all_start(&all, replica, row_kind_paper);
	while (find_all_next(&all, &paper))
		if (!sealed && paper.ballot.n == writing->ballot.id.n && !paper.withdrawn)
			add_vote(writing, paper.town.n, paper.choices);
	find_all_start(&all, replica, row_kind_published);
	while (find_all_next(&all, &published))
		if (sealed && published.ballot.n == writing->ballot.id.n)
			add_vote(writing, published.town.n, published.choices);
}

/* The order tells nothing of who voted: votes stand by what they say. */
static int by_content(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;
	if (x->choices.count != y->choices.count)
		return x->choices.count < y->choices.count ? -1 : 1;
	int order = x->choices.count ? memcmp(x->choices.at, y->choices.at,
					      (size_t)x->choices.count * PAIR_BYTES)
				     : 0;
	return order ? order : (x->town > y->town) - (x->town < y->town);
}

/* Towns of which few people voted are left out, as everywhere [VOTE-9]. */
static void mask_towns(struct writing *writing)
{
	uint32_t end = 1;
	for (uint32_t i = 0; i < writing->vote_count; i++)
		end = writing->votes[i].town >= end ? writing->votes[i].town + 1 : end;
	uint64_t *persons = calloc(end, sizeof *persons);
	bool *shown = calloc(end, sizeof *shown);
	if (!persons || !shown)
		abort();
	for (uint32_t i = 0; i < writing->vote_count; i++)
		persons[writing->votes[i].town]++;
	voting_mask(persons, end, shown);
	for (uint32_t i = 0; i < writing->vote_count; i++)
		if (!shown[writing->votes[i].town])
			writing->votes[i].town = 0;
	free(persons);
	free(shown);
}

static void write_votes(struct writing *writing)
{
	struct pairs options = writing->ballot.options;
	for (uint32_t i = 0; i < writing->vote_count; i++) {
		const struct vote *vote = &writing->votes[i];
		struct text town =
			find_label(writing->client->replica, row_kind_town, "name", vote->town);
		char voter[16], *name = strndup(town.size ? town.at : "", town.size);
		if (!name)
			abort();
		snprintf(voter, sizeof voter, "%u", i + 1);
		pb_file_add_vote(writing->pb, voter, name);
		free(name);
		for (uint32_t j = 0; j < options.count; j++) {
			struct pair found;
			if (pairs_find(vote->choices, pairs_get(options, j).id, &found))
				pb_file_add_choice(writing->pb, j, 1);
		}
	}
}

/* ---- export ---- */

/* The budget ballot that --ballot names, else the only one. */
static int choose_ballot(const struct client *client, struct row_ballot *ballot)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_option(cli, "ballot");
	struct find_all all;
	struct row_ballot row;
	uint32_t count = 0;
	int status = typed ? find_ballot(cli, client->replica, typed, ballot) : exit_done;
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &row))
		if (!typed && row.method == ballot_method_budget) {
			*ballot = row;
			count++;
		}
	if (!typed && count == 0)
		return cli_fail(cli, exit_missing, "not_found", "there is no budget ballot");
	if (!typed && count > 1)
		return cli_misuse(cli, "there are %u budget ballots; which one? --ballot B", count);
	if (!status && ballot->method != ballot_method_budget)
		return cli_fail(cli, exit_conflict, "method_differs",
				"ballot #%u is no budget; only budgets are written as .pb",
				ballot->id.n);
	if (!status && ballot->secrecy == secrecy_confidential &&
	    ballot->state == ballot_state_open)
		return cli_fail(cli, exit_conflict, "ballot_open_already",
				"the papers of ballot #%u are sealed until it is closed",
				ballot->id.n);
	return status;
}

static int write_file(struct writing *writing, const char *path)
{
	const struct cli *cli = writing->client->cli;
	struct target target;
	int status = target_open(cli, &target, path);
	if (status)
		return status;
	bool file = target.path != NULL;
	pb_file_write(writing->pb, target.to);
	status = target_close(cli, &target, true);
	if (status || !file)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:s,s:s,s:I,s:I,s:I}", "file", path, "format",
						"pb", "ballot", (json_int_t)writing->ballot.id.n,
						"projects", (json_int_t)writing->pb->project_count,
						"votes", (json_int_t)writing->vote_count));
	cli_say(cli, "%u project%s and %u vote%s written to %s.", writing->pb->project_count,
		writing->pb->project_count == 1 ? "" : "s", writing->vote_count,
		writing->vote_count == 1 ? "" : "s", path);
	return exit_done;
}

int transfer_pb_export(struct cli *cli, const char *path)
{
	struct client client;
	struct writing writing = {.client = &client};
	int status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_read_pages(&client);
	if (!status)
		status = choose_ballot(&client, &writing.ballot);
	if (!status) {
		writing.pb = pb_file_new(pb_approval);
		write_meta(&writing);
		write_projects(&writing);
		collect_votes(&writing);
		mask_towns(&writing);
		if (writing.vote_count > 1)
			qsort(writing.votes, writing.vote_count, sizeof *writing.votes, by_content);
		write_votes(&writing);
		status = write_file(&writing, path);
		pb_file_free(writing.pb);
		free(writing.votes);
	}
	client_end(&client);
	return status;
}
