/* paper enter, paper withdraw: what one numbered slip says. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "client-cli/ballot_view.h"
#include "client-cli/check_number.h"
#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/paper_enter.h"
#include "client-cli/paper_read.h"
#include "client-cli/paper_table.h"
#include "client-cli/row_json.h"

/* ---- what several share ---- */

void paper_enter_check(const struct row_ballot *ballot, uint8_t check[CHECK_BYTES])
{
	memset(check, 0, CHECK_BYTES);
	if (ballot->secrecy == secrecy_confidential &&
	    getrandom(check, CHECK_BYTES, 0) != (ssize_t)CHECK_BYTES)
		abort();
}

struct command_cast paper_enter_cast(const struct row_ballot *ballot, uint32_t slip,
				     struct pairs choices, const uint8_t check[CHECK_BYTES])
{
	struct command_cast args = {.ballot = ballot->id, .choices = choices, .slip = slip};
	if (ballot->secrecy == secrecy_confidential)
		args.check = (struct bytes){check, CHECK_BYTES};
	return args;
}

int paper_enter_open_journal(const struct client *client, const struct row_ballot *ballot,
			     struct paper_journal *journal)
{
	char suffix[64];
	snprintf(suffix, sizeof suffix, ".papers-%u-%u", client->profile.member.session.n,
		 ballot->id.n);
	if (paper_journal_open(journal, profile_beside(&client->profile, suffix)))
		return exit_done;
	int status = cli_fail(client->cli, exit_failed, "unreadable", "cannot use %s: %s",
			      journal->path, strerror(errno));
	paper_journal_close(journal, false);
	return status;
}

/* What follows is known; that it could not be noted here matters to a later batch alone. */
static void note(const struct client *client, const struct row_ballot *ballot,
		 const struct paper_entry *entry, struct pairs choices)
{
	struct paper_journal journal;
	struct paper_entry noted = *entry;
	if (paper_enter_open_journal(client, ballot, &journal))
		return;
	noted.mark = paper_journal_mark(&journal, choices);
	paper_journal_note(&journal, &noted);
	paper_journal_flush(&journal);
	paper_journal_close(&journal, false);
}

static int read_ballot_and_slip(struct client *client, struct cli *cli, struct row_ballot *ballot,
				uint32_t *slip)
{
	int status = cli_argument_number(cli, 1, "a slip", slip);
	if (!status)
		status = client_join_in(client, cli, true);
	if (status)
		return status;
	status = find_ballot(cli, client->replica, cli_argument(cli, 0), ballot);
	if (status)
		client_end(client);
	return status;
}

/* ---- paper enter ---- */

static int read_paper(const struct cli *cli, const struct client *client,
		      const struct row_ballot *ballot, struct paper *paper)
{
	char reason[400], sentence[300];
	uint32_t option;
	const char *order = cli_option(cli, "order");
	const char *const *words = cli->options.arguments + 2;
	uint32_t count = cli->options.argument_count - 2;
	if (count == 0 && !order && !cli_flag(cli, "blank"))
		return cli_misuse(cli, "what does the slip say? ID=VALUE ...; --blank for nothing");
	if ((count > 0 || order) && cli_flag(cli, "blank"))
		return cli_misuse(cli, "a blank slip says nothing");
	if (!paper_table_read_words(ballot, words, count, order, paper, reason, sizeof reason))
		return cli_misuse(cli, "%s", reason);
	struct paper_options options;
	paper_options_make(&options, client->replica, ballot);
	bool takes = ballot->state != ballot_state_open ||
		     paper_table_takes(ballot, &options, paper_pairs(paper), cli->language, &option,
				       sentence, sizeof sentence);
	paper_options_free(&options);
	/* A ballot that is not open says so itself. */
	return takes ? exit_done : cli_fail(cli, exit_conflict, "paper_unfit", "%s", sentence);
}

static int enter_opinions(struct client *client, const struct row_ballot *ballot, uint32_t slip,
			  struct pairs choices)
{
	uint32_t created;
	for (uint32_t i = 0; i < choices.count; i++) {
		char about[16];
		struct pair choice = pairs_get(choices, i);
		const struct command_vote args = {.ballot = ballot->id,
						  .idea = {choice.id},
						  .choice = (enum choice)choice.number,
						  .slip = slip};
		snprintf(about, sizeof about, "#%u: ", choice.id);
		client->about = about;
		int status = client_command(client, command_kind_vote, &args, &created);
		client->about = NULL;
		if (status)
			return status;
		const struct paper_entry entry = {
			.slip = slip, .state = paper_entered, .idea = choice.id};
		note(client, ballot, &entry,
		     (struct pairs){choices.at + (size_t)i * PAIR_BYTES, 1});
	}
	return exit_done;
}

static int enter_paper(struct client *client, const struct row_ballot *ballot, uint32_t slip,
		       struct pairs choices, struct paper_entry *entry)
{
	uint32_t created;
	*entry = (struct paper_entry){.slip = slip, .state = paper_entered};
	if (ballot->method == ballot_method_opinion)
		return enter_opinions(client, ballot, slip, choices);
	paper_enter_check(ballot, entry->check);
	const struct command_cast args = paper_enter_cast(ballot, slip, choices, entry->check);
	int status = client_command(client, command_kind_cast, &args, &created);
	if (!status)
		note(client, ballot, entry, choices);
	return status;
}

static int say_entered(const struct cli *cli, const struct row_ballot *ballot,
		       const struct paper_entry *entry, uint32_t count)
{
	char check[CHECK_TEXT_BYTES] = "";
	bool confidential = ballot->secrecy == secrecy_confidential;
	if (confidential)
		check_number_write(entry->check, check);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:I,s:s?}", "ballot", (json_int_t)ballot->id.n, "slip",
				  (json_int_t)entry->slip, "options", (json_int_t)count, "check",
				  confidential ? check : NULL));
	cli_say(cli, "Slip %u is entered in ballot #%u.", entry->slip, ballot->id.n);
	if (!confidential)
		return exit_done;
	printf("%s\n", check);
	cli_say(cli, "This check number finds the paper in the list that is published when the "
		     "ballot is closed.\nGive it to whoever the slip belongs to, and keep no copy: "
		     "who knows slip and number\nlearns what the slip said.");
	return exit_done;
}

static int paper_enter(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	struct paper paper;
	struct paper_entry entry;
	uint32_t slip;
	int status = read_ballot_and_slip(&client, cli, &ballot, &slip);
	if (status)
		return status;
	status = read_paper(cli, &client, &ballot, &paper);
	if (!status)
		status = enter_paper(&client, &ballot, slip, paper_pairs(&paper), &entry);
	if (!status)
		status = say_entered(cli, &ballot, &entry, paper.count);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_paper_enter = {
	.name = "paper enter",
	.arguments = "BALLOT SLIP [ID=VALUE]...",
	.purpose = "Enter what a numbered slip says (helpers and moderators)",
	.options = {{"order", "LIST", "a ranking from the best on, as 12,14,9", 0, false},
		    {"blank", NULL, "the slip says nothing", 0, false}},
	.examples = {"bogen paper enter 2 17 12=3 14=1", "bogen paper enter 3 17 12=yes 14=no",
		     "bogen paper enter 1 17 12=agree 14=pass",
		     "bogen paper enter 4 17 --order 14,12,9"},
	.notes = "Values are those of 'bogen cast'; in opinion ballots agree, disagree or pass. A "
		 "slip has one\n"
		 "paper in each ballot: to correct it, withdraw it first. In a confidential ballot "
		 "this\n"
		 "device makes the paper's check number, and prints it alone on standard output.",
	.run = paper_enter,
};

/* ---- paper withdraw ---- */

/* Moderators see who has voted. A slip that is not there the server names. */
static int check_entered(const struct client *client, const struct row_ballot *ballot,
			 uint32_t slip)
{
	const uint32_t key[ROW_KEY_PARTS] = {slip};
	struct row_slip row;
	if (client->welcome.role != role_moderator || ballot->state != ballot_state_open ||
	    ballot->method == ballot_method_opinion ||
	    !replica_get(client->replica, row_kind_slip, key, &row) ||
	    (row.person.n && ballot_view_has_voted(client, ballot, row.person)))
		return exit_done;
	return cli_fail(client->cli, exit_missing, "paper_missing",
			"nothing is entered for slip %u in ballot #%u", slip, ballot->id.n);
}

/* Whether this profile has entered the slip. */
static bool entered_here(const struct client *client, const struct row_ballot *ballot,
			 uint32_t slip)
{
	struct paper_journal journal;
	if (paper_enter_open_journal(client, ballot, &journal))
		return false;
	const struct paper_entry *entry = paper_journal_find(&journal, slip, 0);
	bool entered = entry && entry->state == paper_entered;
	paper_journal_close(&journal, false);
	return entered;
}

static int paper_withdraw(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	uint32_t slip, created;
	int status = read_ballot_and_slip(&client, cli, &ballot, &slip);
	if (status)
		return status;
	bool known =
		client.welcome.role == role_moderator ||
		(ballot.method != ballot_method_opinion && entered_here(&client, &ballot, slip));
	const struct command_cast args = {.ballot = ballot.id, .slip = slip, .withdraw = true};
	const struct paper_entry entry = {.slip = slip, .state = paper_refused};
	status = check_entered(&client, &ballot, slip);
	if (!status)
		status = client_command(&client, command_kind_cast, &args, &created);
	if (!status)
		note(&client, &ballot, &entry, (struct pairs){0});
	client_end(&client);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I}", "ballot", (json_int_t)ballot.id.n,
						"slip", (json_int_t)slip));
	if (known)
		cli_say(cli, "What slip %u said in ballot #%u is taken back.", slip, ballot.id.n);
	else
		cli_say(cli,
			"Slip %u says nothing in ballot #%u now. Whether it said something before "
			"cannot be\nseen from here, for it was not entered from here.",
			slip, ballot.id.n);
	return exit_done;
}

const struct subcommand subcommand_paper_withdraw = {
	.name = "paper withdraw",
	.arguments = "BALLOT SLIP",
	.purpose = "Take back what a slip said in a ballot, so that it can be entered anew",
	.examples = {"bogen paper withdraw 2 17"},
	.notes = "Helpers and moderators, as long as the ballot is open. Opinions that a slip gave "
		 "stay.",
	.run = paper_withdraw,
};
