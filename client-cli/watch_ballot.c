#include "client-cli/watch_ballot.h"

#include <stdio.h>
#include <stdlib.h>

#include "client-cli/ballot_count.h"
#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"
#include "client-cli/rule.h"

#define RANKS_TOLD 3u

static void print_text(struct text text)
{
	char *line = render_line(text);
	fputs(line, stdout);
	free(line);
}

static bool ballot_of(const struct client *client, const struct row *row, struct row_ballot *ballot)
{
	ballot->id.n = row->key[0];
	return ballot_view_read(client, ballot);
}

/* ---- the ballot itself ---- */

/* "; first: #12 Cycle path (0.800), #14 Benches (0.600)" */
static void print_first(const struct client *client, const struct row_ballot *ballot)
{
	struct ballot_count count;
	enum rule rule = rule_deciding(ballot);
	ballot_count_make(&count, client->replica, ballot);
	ballot_count_sort(&count, rule);
	for (uint32_t i = 0; i < count.option_count; i++) {
		struct ballot_standing standing = ballot_count_standing(&count, i, rule);
		char name[400];
		if (standing.rank > RANKS_TOLD || i > 2 * RANKS_TOLD)
			break;
		ballot_view_option(client, ballot, count.options[i].number, name, sizeof name);
		if (i == 0)
			printf("; by rule %s: ", rule_name(rule));
		printf("%s%u. ", i ? ", " : "", standing.rank);
		print_text(cli_text(name));
		if (ballot_count_scores(&count, rule))
			printf(" (%.3f)", standing.score);
	}
	ballot_count_free(&count);
}

static void print_ballot(const struct client *client, const struct row *row)
{
	struct row_ballot ballot;
	char next[200], turnout[2000];
	if (!row_fields(row, &ballot))
		return;
	const char *state = words_name(&words_ballot_state, ballot.state);
	const char *method = words_name(&words_ballot_method, ballot.method);
	printf("ballot #%u (%s): ", ballot.id.n, state ? state : "");
	print_text(ballot.title);
	if (ballot.state == ballot_state_prepared)
		printf(" [%s]", method ? method : "");
	if (ballot.state == ballot_state_open) {
		ballot_words_next(&ballot, next, sizeof next);
		printf("; to vote: %s", next);
	}
	if (ballot.state == ballot_state_closed) {
		ballot_view_turnout_say(client, &ballot, turnout, sizeof turnout);
		fputs("; ", stdout);
		print_text(cli_text(turnout));
		print_first(client, &ballot);
	}
	if (ballot.state == ballot_state_void)
		fputs("; its key was lost, nothing can be counted", stdout);
	putchar('\n');
}

static void print_ballot_row(const struct client *client, const struct row *row)
{
	if (row->removed)
		printf("ballot #%u: removed\n", row->key[0]);
	else
		print_ballot(client, row);
}

/* ---- how many have voted ---- */

/* 1, 2, 5, 10, 20, 50, 100 …: a hall that votes is not told paper by paper. */
static bool is_worth_telling(uint64_t papers)
{
	while (papers >= 10 && papers % 10 == 0)
		papers /= 10;
	return papers == 1 || papers == 2 || papers == 5;
}

static void print_turnout(const struct client *client, const struct row *row)
{
	struct row_ballot ballot;
	if (row->removed || !ballot_of(client, row, &ballot) || ballot.state != ballot_state_open ||
	    ballot.method == ballot_method_opinion)
		return;
	struct ballot_turnout turnout = ballot_view_turnout(client, &ballot);
	bool all = turnout.exact && turnout.papers == turnout.eligible;
	if (all || is_worth_telling(turnout.papers))
		printf("ballot #%u: %llu %s voted%s\n", ballot.id.n,
		       (unsigned long long)turnout.papers, turnout.papers == 1 ? "has" : "have",
		       all ? ", which are all" : "");
}

/* ---- opinions ---- */

static void print_idea(const struct client *client, bool named, uint32_t number)
{
	const uint32_t key[ROW_KEY_PARTS] = {number};
	struct row_idea idea;
	printf("idea #%u", number);
	if (!named || !replica_get(client->replica, row_kind_idea, key, &idea))
		return;
	fputs(" '", stdout);
	print_text(ideas_view_title(&idea));
	putchar('\'');
}

/* Moderators are told each town's opinions, others all together: they are not sent small towns'. */
static bool is_told(const struct client *client, const struct row *row)
{
	struct row_ballot ballot;
	bool moderator = client->welcome.role == role_moderator;
	return !row->removed && (row->kind == row_kind_tally) == moderator &&
	       ballot_of(client, row, &ballot) && ballot.method == ballot_method_opinion &&
	       ballot.state == ballot_state_open;
}

static void print_counts(uint64_t agree, uint64_t disagree, uint64_t pass)
{
	printf(": %llu agree, %llu disagree, %llu pass\n", (unsigned long long)agree,
	       (unsigned long long)disagree, (unsigned long long)pass);
}

static void print_tally(const struct client *client, bool named, const struct row *row)
{
	struct row_tally tally;
	if (!is_told(client, row) || !row_fields(row, &tally))
		return;
	print_idea(client, named, tally.idea.n);
	fputs(", ", stdout);
	print_text(find_label(client->replica, row_kind_town, "name", tally.town.n));
	print_counts(tally.agree, tally.disagree, tally.pass);
}

static void print_total(const struct client *client, bool named, const struct row *row)
{
	struct row_total total;
	if (!is_told(client, row) || !row_fields(row, &total))
		return;
	print_idea(client, named, total.idea.n);
	print_counts(total.agree, total.disagree, total.pass);
}

static void print_vote(const struct client *client, bool named, const struct row *row)
{
	struct row_vote vote;
	if (row->removed || !row_fields(row, &vote))
		return;
	const char *choice = words_name(&words_choice, vote.choice);
	fputs("your opinion of ", stdout);
	print_idea(client, named, vote.idea.n);
	printf(": %s\n", choice ? choice : "");
}

static void print_paper(const struct client *client, const struct row *row)
{
	struct row_paper paper;
	if (row->removed || row->key[1] != client->welcome.person.n || !row_fields(row, &paper))
		return;
	printf("your paper in ballot #%u: %s\n", row->key[0],
	       paper.withdrawn ? "taken back" : "cast");
}

bool watch_ballot_print(const struct client *client, bool named, const struct row *row)
{
	switch ((enum row_kind)row->kind) {
	case row_kind_ballot:
		print_ballot_row(client, row);
		return true;
	case row_kind_turnout:
		print_turnout(client, row);
		return true;
	case row_kind_tally:
		print_tally(client, named, row);
		return true;
	case row_kind_total:
		print_total(client, named, row);
		return true;
	case row_kind_vote:
		print_vote(client, named, row);
		return true;
	case row_kind_paper:
		print_paper(client, row);
		return true;
	case row_kind_voted:
	case row_kind_result:
	case row_kind_outcome:
	case row_kind_published:
		return true;
	default:
		return false;
	}
}
