/* ballot results: what came of a ballot, ranked by a rule across towns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_results.h"
#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/find.h"
#include "client-cli/idea_filter.h"
#include "client-cli/rule.h"

/* Merged ideas stand for themselves no more; what few may see is left out unless asked for, since
 * results are shown on walls. What was an option stays one, whatever became of its idea. */
struct keeping {
	struct idea_filter filter;
	bool opinion;
};

static bool keeps(const struct ballot_option *option, const void *context)
{
	const struct keeping *keeping = context;
	struct idea_filter filter = keeping->filter;
	if (!keeping->opinion)
		filter.merged_too = filter.held_too = true;
	bool narrowed = filter.board.n || filter.topic.n || filter.town.n || filter.sort.n;
	if (!option->idea.id.n)
		return !narrowed && !keeping->opinion;
	return idea_filter_passes(&filter, &option->idea);
}

/* What the rounds before came to; false if there was none, or it was not counted. */
static bool round_before(const struct client *client, const struct row_ballot *ballot,
			 struct ballot_count *before)
{
	struct row_ballot previous = {.id = ballot->previous};
	if (!ballot->previous.n || !ballot_view_read(client, &previous) ||
	    previous.state != ballot_state_closed)
		return false;
	ballot_count_make(before, client->replica, &previous);
	return true;
}

static int show(const struct client *client, const struct row_ballot *ballot, enum rule rule)
{
	const struct cli *cli = client->cli;
	struct ballot_results results = {.client = client, .rule = rule};
	struct keeping keeping = {.opinion = ballot->method == ballot_method_opinion};
	int status = idea_filter_read(&keeping.filter, cli, client->replica);
	if (status)
		return status;
	keeping.filter.held_too = keeping.filter.merged_too;
	ballot_count_make(&results.count, client->replica, ballot);
	ballot_count_keep(&results.count, keeps, &keeping);
	ballot_count_sort(&results.count, rule);
	results.has_before = round_before(client, ballot, &results.before);
	if (cli->json)
		cli_print_json(ballot_results_json(&results));
	else
		ballot_results_print(&results);
	if (results.has_before)
		ballot_count_free(&results.before);
	ballot_count_free(&results.count);
	return exit_done;
}

bool ballot_results_before(const struct ballot_results *results, uint32_t number,
			   struct ballot_standing *standing)
{
	if (!results->has_before || !ballot_count_holds(&results->before, results->rule))
		return false;
	for (uint32_t i = 0; i < results->before.option_count; i++)
		if (results->before.options[i].number == number) {
			*standing = ballot_count_standing(&results->before, i, results->rule);
			return true;
		}
	return false;
}

static int ballot_results(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	enum rule rule = rule_none;
	const char *typed = cli_option(cli, "rule");
	if (typed && !rule_read(typed, &rule))
		return cli_misuse(cli, "--rule %s: write people, towns or every-town", typed);
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	if (!status)
		status = show(&client, &ballot, typed ? rule : rule_deciding(&ballot));
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_results = {
	.name = "ballot results",
	.arguments = "BALLOT",
	.purpose = "Show what came of a ballot, ranked by a rule across towns",
	.options = {{"rule", "RULE", "people, towns or every-town (what was announced)", 0, false},
		    {"board", "X", "only ideas of this board or town's board", 0, false},
		    {"topic", "X", "only ideas under this topic", 0, false},
		    {"idea-sort", "X", "only ideas of this sort, such as measures", 0, false},
		    {"all", NULL, "merged ideas too, and what is hidden or waits", 0, false}},
	.examples = {"bogen ballot results 1",
		     "bogen ballot results 1 --board Plenary --rule every-town",
		     "bogen ballot results 3 --rule towns --json"},
	.notes = "Without --rule the order is that of the rule which was announced with the ballot "
		 "and\n"
		 "decides. A confidential ballot in which only few people of some town voted is "
		 "decided\n"
		 "by rule people, whatever was announced.\n"
		 "people      one person, one vote\n"
		 "towns       towns are equal: the mean of the towns' shares\n"
		 "every-town  carried in every town: the geometric mean of (a + 1) / (n + 2) over "
		 "all\n"
		 "            towns, a of n who answered being in favour\n"
		 "A score is from 0 to 1 and is said above the ranking. Least is the smallest "
		 "town's "
		 "share;\nCarried, in how many towns it is carried. Equal scores share a rank. "
		 "Numbers of fewer\nthan 5 people of a town are shown as –, and so are figures "
		 "across towns that would tell\nthem; moderators see both. What a closed ballot "
		 "came "
		 "to stays as it was counted;\n'bogend verify' counts it again.",
	.run = ballot_results,
};
