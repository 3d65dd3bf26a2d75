/* vote: an opinion of an idea. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_view.h"
#include "client-cli/find.h"

static int read_choice(const struct cli *cli, const char *typed, enum choice *choice)
{
	const char *names[8];
	char hint[100];
	uint32_t count = words_choice.count < 8 ? words_choice.count : 8, index = 0;
	for (uint32_t i = 0; i < count; i++)
		names[i] = words_choice.words[i].name;
	if (options_match(typed, names, count, &index, hint, sizeof hint) != word_match_one)
		return cli_misuse(cli, "'%s': write agree, disagree or pass", typed);
	*choice = (enum choice)words_choice.words[index].number;
	return exit_done;
}

/* The open opinion ballots that take the idea, or any idea (NULL): how many, the last of them, and
 * their names. */
static uint32_t open_for(const struct client *client, const struct row_idea *idea,
			 struct ballot_id *ballot, char *names, size_t size)
{
	struct find_all all;
	struct row_ballot row;
	uint32_t open = 0;
	size_t used = 0;
	names[0] = '\0';
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &row)) {
		if (row.method != ballot_method_opinion || row.state != ballot_state_open ||
		    (idea && !ballot_view_fits(&row, idea)))
			continue;
		*ballot = row.id;
		int wrote = snprintf(names + used, size - used, "%s#%u %.*s", open ? ", " : "",
				     row.id.n, (int)row.title.size, row.title.at);
		used = used + (size_t)wrote < size ? used + (size_t)wrote : size - 1;
		open++;
	}
	return open;
}

/* The ballot that is named, else the only open one that takes the idea. */
static int choose_ballot(const struct client *client, struct idea_id id, struct ballot_id *ballot)
{
	const uint32_t key[ROW_KEY_PARTS] = {id.n};
	const char *typed = cli_option(client->cli, "ballot");
	struct row_ballot row = {0};
	struct row_idea idea;
	char names[600];
	if (typed) {
		int status = find_ballot(client->cli, client->replica, typed, &row);
		*ballot = row.id;
		return status;
	}
	uint32_t open = open_for(client, NULL, ballot, names, sizeof names);
	if (open == 0)
		return cli_fail(client->cli, exit_conflict, "ballot_not_open",
				"no opinion ballot is open");
	/* With one only, the server says whether it takes the idea. */
	if (open == 1 || !replica_get(client->replica, row_kind_idea, key, &idea))
		return exit_done;
	open = open_for(client, &idea, ballot, names, sizeof names);
	if (open == 0)
		return cli_fail(client->cli, exit_conflict, "option_foreign",
				"no open opinion ballot takes idea #%u", id.n);
	return open == 1 ? exit_done
			 : cli_misuse(client->cli,
				      "several ballots take idea #%u: %s; which one? "
				      "--ballot B",
				      id.n, names);
}

static int read_slip(const struct cli *cli, uint64_t *slip)
{
	const char *typed = cli_option(cli, "slip");
	uint32_t number = 0;
	if (typed && !cli_number(typed, &number))
		return cli_misuse(cli, "--slip %s: write the number on the slip", typed);
	*slip = number;
	return exit_done;
}

static int vote(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_vote args = {0};
	int status = cli_argument_number(cli, 0, "an idea", &args.idea.n);
	if (!status)
		status = read_choice(cli, cli_argument(cli, 1), &args.choice);
	if (!status)
		status = read_slip(cli, &args.slip);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = choose_ballot(&client, args.idea, &args.ballot);
	if (!status)
		status = find_person_option(cli, client.replica, &args.person);
	if (!status)
		status = client_command(&client, command_kind_vote, &args, &created);
	client_end(&client);
	if (status)
		return status;
	const char *choice = words_name(&words_choice, args.choice);
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I,s:s}", "ballot",
						(json_int_t)args.ballot.n, "idea",
						(json_int_t)args.idea.n, "choice", choice));
	cli_say(cli, "Opinion of #%u: %s.", args.idea.n, choice);
	return exit_done;
}

const struct subcommand subcommand_vote = {
	.name = "vote",
	.arguments = "ID CHOICE",
	.purpose = "Say what you think of an idea: agree, disagree or pass",
	.options = {{"ballot", "B", "in this ballot (the open one that takes the idea)", 0, false},
		    {"person", "NAME", "for an assisted person (moderators)", 0, false},
		    {"slip", "N", "for whoever votes by this numbered slip (helpers)", 0, false}},
	.examples = {"bogen vote 12 agree", "bogen vote 12 pass"},
	.notes = "A later opinion of the same idea replaces the earlier one; what a slip said "
		 "stays. Ballots\nof other methods: bogen cast.",
	.run = vote,
};
