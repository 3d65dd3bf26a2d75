/* cast: voting in any ballot but an opinion ballot. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/check_number.h"
#include "client-cli/find.h"
#include "client-cli/receipt.h"
#include "client-cli/render.h"

/* A paper on its way, and whose it is. */
struct casting {
	struct row_ballot ballot;
	struct command_cast args;
	struct receipt *receipt; /* confidential ballots only */
	struct paper *paper;
	bool own; /* else an assisted person's, or by a slip */
	bool again;
};

/* ---- showing a paper ---- */

static json_t *choices_json(const struct client *client, const struct row_ballot *ballot,
			    const struct paper *paper)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < paper->count; i++)
		json_array_append_new(
			list,
			json_pack("{s:I,s:o,s:I}", "idea", (json_int_t)paper->pairs[i].id, "title",
				  ballot_view_option_json(client, ballot, paper->pairs[i].id),
				  "number", (json_int_t)paper->pairs[i].number));
	return list;
}

static void print_choices(const struct client *client, const struct row_ballot *ballot,
			  const struct paper *paper)
{
	for (uint32_t i = 0; i < paper->count; i++) {
		char name[400], value[40];
		ballot_view_option(client, ballot, paper->pairs[i].id, name, sizeof name);
		paper_value_show(ballot->method, paper->pairs[i].number, value, sizeof value);
		printf("  %-14s %s\n", value, name);
	}
	if (paper->count == 0)
		puts("  nothing chosen");
}

/* The person's own paper, from the row or, where that is sealed, from the receipt. 0, or an exit
 * code after saying why it cannot be known. */
static int find_own(const struct client *client, const struct row_ballot *ballot,
		    struct paper *paper, bool *found, char check[CHECK_TEXT_BYTES])
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot->id.n, client->welcome.person.n};
	struct row_paper row;
	check[0] = '\0';
	if (ballot->secrecy != secrecy_confidential) {
		*found = replica_get(client->replica, row_kind_paper, key, &row) && !row.withdrawn;
		if (*found)
			paper_from(paper, row.choices);
		return exit_done;
	}
	struct receipt *receipt = calloc(1, sizeof *receipt);
	if (!receipt)
		abort();
	int status = receipt_read(client, ballot->id, receipt, found);
	*found = *found && receipt->has_cast;
	if (*found) {
		*paper = receipt->cast;
		check_number_write(receipt->check, check);
	}
	free(receipt);
	return status;
}

static void print_own(const struct client *client, const struct row_ballot *ballot,
		      const struct paper *paper, bool found, const char *check)
{
	char next[200];
	bool voted = ballot_view_voted(client, ballot);
	ballot_words_next(ballot, next, sizeof next);
	if (found && (voted || ballot->state != ballot_state_open)) {
		puts("Your paper:");
		print_choices(client, ballot, paper);
		if (check)
			printf("Check number %s\n", check);
	} else if (voted) {
		puts("You have voted; what you chose is not kept in this profile.");
	} else {
		puts(ballot->state == ballot_state_open ? "You have not voted yet."
							: "You have not voted in this ballot.");
	}
	if (ballot->state == ballot_state_open)
		cli_say(client->cli, "%s: %s", voted ? "To change it" : "To vote", next);
}

static int show_own(const struct client *client, const struct row_ballot *ballot)
{
	struct paper *paper = calloc(1, sizeof *paper);
	char check[CHECK_TEXT_BYTES];
	bool found;
	if (!paper)
		abort();
	int status = find_own(client, ballot, paper, &found, check);
	if (status) {
		free(paper);
		return status;
	}
	if (client->cli->json)
		cli_print_json(json_pack("{s:I,s:b,s:o,s:o}", "ballot", (json_int_t)ballot->id.n,
					 "voted", ballot_view_voted(client, ballot), "choices",
					 found ? choices_json(client, ballot, paper) : json_null(),
					 "check", check[0] ? json_string(check) : json_null()));
	else
		print_own(client, ballot, paper, found, check[0] ? check : NULL);
	free(paper);
	return exit_done;
}

/* ---- casting ---- */

static int read_slip(const struct cli *cli, uint64_t *slip)
{
	const char *typed = cli_option(cli, "slip");
	uint32_t number = 0;
	if (typed && !cli_number(typed, &number))
		return cli_misuse(cli, "--slip %s: write the number on the slip", typed);
	*slip = number;
	return exit_done;
}

static int read_paper(const struct cli *cli, struct casting *casting)
{
	char reason[300];
	const struct options *options = &cli->options;
	if (paper_read(&casting->ballot, options->arguments + 1, options->argument_count - 1,
		       cli_option(cli, "order"), casting->paper, reason, sizeof reason))
		return exit_done;
	return cli_misuse(cli, "%s", reason);
}

/* The check number stays the same when a paper replaces another: whichever was counted, it is
 * found. An assisted person's is printed and not kept, for it is theirs. */
static int prepare_receipt(struct client *client, struct casting *casting)
{
	struct receipt *receipt = casting->receipt;
	bool had = false;
	int status =
		casting->own ? receipt_read(client, casting->ballot.id, receipt, &had) : exit_done;
	if (status)
		return status;
	if (!had)
		receipt_make_check(receipt->check);
	receipt->has_sent = true;
	receipt->sent = *casting->paper;
	casting->args.check = (struct bytes){receipt->check, CHECK_BYTES};
	return casting->own ? receipt_keep(client, casting->ballot.id, receipt) : exit_done;
}

static int finish_receipt(struct client *client, struct casting *casting, bool done)
{
	struct receipt *receipt = casting->receipt;
	if (!casting->own)
		return exit_done;
	if (done) {
		receipt->has_cast = true;
		receipt->cast = *casting->paper;
	}
	receipt->has_sent = false;
	return receipt->has_cast ? receipt_keep(client, casting->ballot.id, receipt)
				 : receipt_forget(client, casting->ballot.id);
}

static void say_cast(const struct client *client, const struct casting *casting)
{
	const struct cli *cli = client->cli;
	char check[CHECK_TEXT_BYTES] = "";
	if (casting->receipt)
		check_number_write(casting->receipt->check, check);
	if (cli->json) {
		cli_print_json(json_pack(
			"{s:I,s:o,s:b,s:o}", "ballot", (json_int_t)casting->ballot.id.n, "choices",
			choices_json(client, &casting->ballot, casting->paper), "replaced",
			casting->again, "check", check[0] ? json_string(check) : json_null()));
		return;
	}
	if (!cli->quiet)
		print_choices(client, &casting->ballot, casting->paper);
	cli_say(cli, "Cast in ballot #%u.%s", casting->ballot.id.n,
		casting->again ? " It replaces the whole of what was cast before." : "");
	if (!check[0])
		return;
	printf("Check number %s\n", check);
	cli_say(cli,
		"After the closing 'bogen ballot check %u%s%s' finds this paper among those "
		"published.%s",
		casting->ballot.id.n, casting->own ? "" : " ", casting->own ? "" : check,
		casting->own ? " Keep the number to yourself." : " Give the number to its voter.");
}

static int give(struct client *client, struct casting *casting)
{
	uint32_t created;
	int status = casting->receipt ? prepare_receipt(client, casting) : exit_done;
	if (status)
		return status;
	casting->args.choices = paper_pairs(casting->paper);
	status = client_command(client, command_kind_cast, &casting->args, &created);
	/* A lost answer leaves open whether it was cast: both papers stay noted. */
	bool refused = status && client->refused;
	if (casting->receipt && (!status || refused)) {
		int kept = finish_receipt(client, casting, !status);
		status = status ? status : kept;
	}
	if (!status)
		say_cast(client, casting);
	return status;
}

static int withdraw(struct client *client, struct casting *casting)
{
	const struct cli *cli = client->cli;
	uint32_t created;
	casting->args.withdraw = true;
	int status = client_command(client, command_kind_cast, &casting->args, &created);
	if (!status && casting->own && casting->ballot.secrecy == secrecy_confidential)
		status = receipt_forget(client, casting->ballot.id);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:b}", "ballot",
						(json_int_t)casting->ballot.id.n, "withdrawn",
						true));
	cli_say(cli, "Taken back: nothing is cast in ballot #%u%s.", casting->ballot.id.n,
		casting->own ? " by you now" : " by this voter now");
	return exit_done;
}

static int read_voter(struct client *client, struct casting *casting)
{
	const struct cli *cli = client->cli;
	int status = find_person_option(cli, client->replica, &casting->args.person);
	if (!status)
		status = read_slip(cli, &casting->args.slip);
	if (!status && casting->args.person.n && casting->args.slip)
		return cli_misuse(cli, "--person and --slip contradict each other");
	casting->own = !casting->args.person.n && !casting->args.slip;
	casting->again = casting->own && ballot_view_voted(client, &casting->ballot);
	if (casting->args.person.n)
		casting->again =
			ballot_view_has_voted(client, &casting->ballot, casting->args.person);
	return status;
}

static int cast_with(struct client *client, struct casting *casting)
{
	const struct cli *cli = client->cli;
	bool taking_back = cli_flag(cli, "withdraw");
	bool values = cli->options.argument_count > 1 || cli_option(cli, "order");
	casting->args.ballot = casting->ballot.id;
	if (casting->ballot.method == ballot_method_opinion)
		return cli_fail(
			cli, exit_conflict, "method_differs",
			"in ballot #%u one says an opinion of each idea: bogen vote ID agree "
			"--ballot %u",
			casting->ballot.id.n, casting->ballot.id.n);
	int status = read_voter(client, casting);
	if (status)
		return status;
	if (taking_back && values)
		return cli_misuse(cli, "--withdraw takes the whole paper back, without values");
	if (taking_back)
		return withdraw(client, casting);
	if (!values && !cli_flag(cli, "blank") && casting->own)
		return show_own(client, &casting->ballot);
	if (!values && !cli_flag(cli, "blank"))
		return cli_misuse(cli, "what is chosen? write %s", paper_pattern(&casting->ballot));
	status = read_paper(cli, casting);
	return status ? status : give(client, casting);
}

static int cast(struct cli *cli)
{
	struct client client;
	struct casting casting = {.own = true};
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	casting.paper = calloc(1, sizeof *casting.paper);
	casting.receipt = calloc(1, sizeof *casting.receipt);
	struct receipt *receipt = casting.receipt;
	if (!casting.paper || !receipt)
		abort();
	status = ballot_view_find(&client, &casting.ballot);
	if (casting.ballot.secrecy != secrecy_confidential)
		casting.receipt = NULL;
	if (!status)
		status = cast_with(&client, &casting);
	free(casting.paper);
	free(receipt);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_cast = {
	.name = "cast",
	.arguments = "BALLOT [VALUE]...",
	.purpose = "Vote in a ballot, change what you cast, or see it",
	.options = {{"order", "A,B,C", "rankings: the options from the best on", 0, false},
		    {"blank", NULL, "a paper that chooses nothing", 0, false},
		    {"withdraw", NULL, "take the paper back", 0, false},
		    {"person", "NAME", "for an assisted person (moderators)", 0, false},
		    {"slip", "N", "for whoever votes by this numbered slip (helpers)", 0, false}},
	.examples = {"bogen cast 3 12=3 14=2", "bogen cast 4 12=0 14=7 passive=5",
		     "bogen cast 5 yes", "bogen cast 6 --order 12,14,9"},
	.notes = "What a value is depends on the ballot; 'bogen ballot show 3' says it:\n"
		 "  dots                      12=3        points\n"
		 "  resistance                12=7        0 to 10; 'passive' is deciding nothing\n"
		 "  yesno                     12=yes      yes, no or abstain; only 'yes' if the "
		 "ballot "
		 "is\n"
		 "                                        its own question; ja, nein, enthaltung "
		 "too\n"
		 "  ranking                   12=1 14=2   ranks, or --order 12,14\n"
		 "  approval, choose, budget  12 14       what is chosen\n"
		 "Each time the whole paper is cast anew, as long as the ballot is open. Without "
		 "values your\npaper is shown. In a confidential ballot a check number is made and "
		 "kept "
		 "with your choices\nin a file beside the profile, which only you can read.",
	.run = cast,
};
