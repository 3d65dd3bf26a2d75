#include "client-cli/preparation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/money.h"

/* ---- single values ---- */

static bool is_none(const char *typed)
{
	return strcmp(typed, "none") == 0;
}

static int read_count(const struct cli *cli, const char *option, uint64_t max, uint64_t *count)
{
	const char *typed = cli_option(cli, option);
	uint32_t number = 0;
	if (!typed)
		return exit_done;
	if ((strcmp(typed, "0") != 0 && !cli_number(typed, &number)) || number > max)
		return cli_misuse(cli, "--%s %s: write a number from 0 to %llu", option, typed,
				  (unsigned long long)max);
	*count = number;
	return exit_done;
}

/* A word as an enumeration, whose members are as wide as an int. */
static int read_word(const struct cli *cli, const char *option, const struct words *words,
		     const char *what, int *word)
{
	const char *typed = cli_option(cli, option);
	uint8_t number = 0;
	int status = typed ? cli_read_word(cli, words, 0, typed, what, &number) : exit_done;
	if (typed && !status)
		*word = number;
	return status;
}

static int read_money(const struct cli *cli, const char *what, const char *typed, uint64_t *cents)
{
	if (money_read(typed, cents))
		return exit_done;
	return cli_misuse(cli,
			  "%s %s: write an amount such as 1234 or 1234.50, without signs "
			  "between the thousands",
			  what, typed);
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* What stands behind 1 to 6 digits; NULL if there are none. */
static const char *take_digits(const char *text, uint64_t *number)
{
	size_t digits = strspn(text, "0123456789");
	*number = strtoull(text, NULL, 10);
	return digits > 0 && digits <= 6 ? text + digits : NULL;
}

/* "2/3" or "60%"; shortened, since exactly one half means more than half. */
static int read_threshold(const struct cli *cli, uint64_t *share, uint64_t *of)
{
	const char *typed = cli_option(cli, "threshold");
	uint64_t a, b = 100;
	if (!typed)
		return exit_done;
	const char *rest = take_digits(typed, &a);
	if (rest && *rest == '/')
		rest = take_digits(rest + 1, &b);
	else if (rest && *rest == '%')
		rest++;
	else
		rest = NULL;
	if (!rest || *rest)
		return cli_misuse(cli, "--threshold %s: write a share such as 2/3 or 60%%", typed);
	uint64_t divisor = common_divisor(a, b);
	*share = divisor ? a / divisor : a;
	*of = divisor ? b / divisor : b;
	return exit_done;
}

/* ---- lists ---- */

/* Calls for each word of an option that is repeated or holds several behind commas. */
typedef int word_fn(struct client *client, const char *word, void *context);

static int each_word(struct client *client, const char *option, bool commas, word_fn *take,
		     void *context)
{
	const struct options *options = &client->cli->options;
	for (uint32_t i = 0; i < options->given_count; i++) {
		if (strcmp(options->given[i].spec->name, option) != 0)
			continue;
		char *words = strdup(options->given[i].value), *rest = NULL;
		int status = exit_done;
		if (!words)
			abort();
		char *word = commas ? strtok_r(words, ", ", &rest) : words;
		for (; word && !status; word = commas ? strtok_r(NULL, ", ", &rest) : NULL)
			status = take(client, word, context);
		free(words);
		if (status)
			return status;
	}
	return exit_done;
}

static int add_to_set(const struct client *client, const struct words *words, uint32_t without,
		      const char *word, const char *what, uint64_t *set)
{
	uint8_t number = 0;
	int status = is_none(word)
			     ? exit_done
			     : cli_read_word(client->cli, words, without, word, what, &number);
	if (!status && number)
		*set |= UINT64_C(1) << number;
	return status;
}

static int add_stage(struct client *client, const char *word, void *set)
{
	return add_to_set(client, &words_stage, 0, word, "a stage", set);
}

static int add_role(struct client *client, const char *word, void *set)
{
	uint32_t no_voters = 1u << role_viewer | 1u << role_host | 1u << role_observer;
	return add_to_set(client, &words_role, no_voters, word, "a role that may vote", set);
}

static int add_voters(struct client *client, const char *word, void *context)
{
	struct preparation *prepared = context;
	struct board_id board = {0};
	if (is_none(word))
		return exit_done;
	int status = find_board(client->cli, client->replica, word, &board);
	if (!status && prepared->args.voters.count == LINES_MAX)
		return cli_misuse(client->cli, "--voters: at most %u boards", LINES_MAX);
	if (!status)
		id_write(prepared->voters + (size_t)prepared->args.voters.count++ * ID_BYTES,
			 board.n);
	return status;
}

static int add_option(const struct cli *cli, struct preparation *prepared, struct pair option)
{
	if (prepared->args.options.count == BALLOT_OPTIONS_MAX)
		return cli_misuse(cli, "a ballot has at most %u options", BALLOT_OPTIONS_MAX);
	pair_write(prepared->options + (size_t)prepared->args.options.count++ * PAIR_BYTES, option);
	return exit_done;
}

/* "12", "12=1234.50" */
static int read_option(struct client *client, const char *word, void *context)
{
	const struct cli *cli = client->cli;
	struct row_idea idea;
	struct pair option = {0};
	uint64_t revision;
	char number[24];
	size_t length = strcspn(word, "=");
	if (is_none(word))
		return exit_done;
	snprintf(number, sizeof number, "%.*s", (int)(length < 23 ? length : 23), word);
	if (!cli_number(number, &option.id))
		return cli_misuse(cli,
				  "--option %s: write the number of an idea, and for a budget "
				  "its cost: 12=1234.50",
				  word);
	int status = word[length] ? read_money(cli, "the cost", word + length + 1, &option.number)
				  : exit_done;
	if (!status)
		status = find_idea(cli, client->replica, option.id, &idea, &revision);
	return status ? status : add_option(cli, context, option);
}

/* "Saalfeld=3" */
static int add_weight(struct client *client, const char *word, void *context)
{
	struct preparation *prepared = context;
	struct town_id town = {0};
	const char *equals = strrchr(word, '=');
	uint32_t weight = 0;
	if (is_none(word))
		return exit_done;
	if (!equals || !cli_number(equals + 1, &weight) || weight > 1000000000)
		return cli_misuse(client->cli, "--weight %s: write a town and a number: Trier=3",
				  word);
	char *name = strndup(word, (size_t)(equals - word));
	int status = find_town(client->cli, client->replica, name ? name : "", &town);
	free(name);
	if (!status && prepared->args.weights.count == LINES_MAX)
		return cli_misuse(client->cli, "--weight: at most %u towns", LINES_MAX);
	if (!status)
		pair_write(prepared->weights + (size_t)prepared->args.weights.count++ * PAIR_BYTES,
			   (struct pair){town.n, weight});
	return status;
}

/* ---- options in the form of new ideas ---- */

/* For a budget the cost stands behind the last '=': "Benches=3500". */
static int split_cost(const struct client *client, const struct preparation *prepared,
		      const char *typed, char **text, uint64_t *cents)
{
	const char *equals = strrchr(typed, '=');
	bool has_cost = prepared->args.method == ballot_method_budget && equals;
	*cents = 0;
	int status = has_cost ? read_money(client->cli, "the cost", equals + 1, cents) : exit_done;
	if (status)
		return status;
	char *raw = strndup(typed, has_cost ? (size_t)(equals - typed) : strlen(typed));
	if (!raw)
		abort();
	status = cli_read_text(client->cli, raw, "the option", text);
	free(raw);
	return status;
}

static int check_text(struct client *client, const char *typed, void *context)
{
	char *text = NULL;
	uint64_t cents;
	int status = split_cost(client, context, typed, &text, &cents);
	free(text);
	return status;
}

static int add_text(struct client *client, const char *typed, void *context)
{
	struct preparation *prepared = context;
	struct command_idea_add args = {.board = prepared->args.board,
					.topic = prepared->args.topic};
	struct pair option = {0};
	char *text = NULL;
	int status = split_cost(client, prepared, typed, &text, &option.number);
	if (!status && args.board.n == 0)
		args.board = find_plenary(client->replica);
	if (!status) {
		args.text = cli_text(text);
		status = client_command(client, command_kind_idea_add, &args, &option.id);
	}
	free(text);
	if (!status)
		status = add_option(client->cli, prepared, option);
	if (!status)
		prepared->added[prepared->added_count++] = option.id;
	return status;
}

/* ---- all of it ---- */

/* A row that an option names; "none" for none. */
static int read_row(const struct client *client, const char *option, enum row_kind kind,
		    uint32_t *number)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_option(cli, option);
	if (!typed)
		return exit_done;
	*number = 0;
	if (is_none(typed))
		return exit_done;
	if (kind == row_kind_board) {
		struct board_id board = {0};
		int status = find_board(cli, client->replica, typed, &board);
		*number = board.n;
		return status;
	}
	return find_number(cli, client->replica, kind, "title", typed, number);
}

static int read_words(const struct cli *cli, struct command_ballot_add *args)
{
	int method = (int)args->method, secrecy = (int)args->secrecy;
	int budget_rule = (int)args->budget_rule, utility = (int)args->utility;
	int rule = (int)args->rule;
	bool hidden = cli_flag(cli, "hidden"), live = cli_flag(cli, "live");
	if (hidden && live)
		return cli_misuse(cli, "--hidden and --live contradict each other");
	if (hidden || live)
		args->hidden = hidden;
	int status = read_word(cli, "method", &words_ballot_method, "a method", &method);
	if (!status)
		status = read_word(cli, "secrecy", &words_secrecy, "a level of secrecy", &secrecy);
	if (!status)
		status = read_word(cli, "budget-rule", &words_budget_rule, "a budget rule",
				   &budget_rule);
	if (!status)
		status = read_word(cli, "utility", &words_utility, "a utility", &utility);
	if (!status)
		status = read_word(cli, "rule", &words_rule, "a rule across towns", &rule);
	args->method = (enum ballot_method)method;
	args->secrecy = (enum secrecy)secrecy;
	args->budget_rule = (enum budget_rule)budget_rule;
	args->utility = (enum utility)utility;
	args->rule = (enum rule)rule;
	return status;
}

static int read_counts(const struct cli *cli, struct command_ballot_add *args)
{
	const struct {
		const char *option;
		uint64_t max, *count;
	} counts[] = {
		{"points", 1000, &args->points},
		{"heap", 1000, &args->heap},
		{"picks", BALLOT_OPTIONS_MAX, &args->picks},
		{"places", BALLOT_OPTIONS_MAX, &args->places},
		{"quorum", COUNT_MAX, &args->quorum},
	};
	const char *budget = cli_option(cli, "budget");
	int status = budget ? read_money(cli, "--budget", budget, &args->budget) : exit_done;
	for (size_t i = 0; i < sizeof counts / sizeof counts[0] && !status; i++)
		status = read_count(cli, counts[i].option, counts[i].max, counts[i].count);
	return status ? status : read_threshold(cli, &args->threshold, &args->threshold_of);
}

static int read_rows(const struct client *client, struct command_ballot_add *args)
{
	int status = read_row(client, "board", row_kind_board, &args->board.n);
	if (!status)
		status = read_row(client, "phase", row_kind_phase, &args->phase.n);
	if (!status)
		status = read_row(client, "topic", row_kind_topic, &args->topic.n);
	if (!status)
		status = read_row(client, "idea-sort", row_kind_idea_sort, &args->sort.n);
	return status;
}

/* A list that is named is written anew. */
static int read_lists(struct client *client, struct preparation *prepared)
{
	const struct cli *cli = client->cli;
	struct command_ballot_add *args = &prepared->args;
	if (cli_flag(cli, "stage"))
		args->stages = 0;
	if (cli_flag(cli, "roles"))
		args->roles = 0;
	if (cli_flag(cli, "voters"))
		args->voters.count = 0;
	if (cli_flag(cli, "weight"))
		args->weights.count = 0;
	if (cli_flag(cli, "option"))
		args->options.count = 0;
	int status = each_word(client, "stage", true, add_stage, &args->stages);
	if (!status)
		status = each_word(client, "roles", true, add_role, &args->roles);
	if (!status)
		status = each_word(client, "voters", false, add_voters, prepared);
	if (!status)
		status = each_word(client, "weight", false, add_weight, prepared);
	if (!status)
		status = each_word(client, "option", false, read_option, prepared);
	return status ? status : each_word(client, "text", false, check_text, prepared);
}

int preparation_read(struct preparation *prepared, struct client *client)
{
	struct command_ballot_add *args = &prepared->args;
	const char *title = cli_option(client->cli, "title");
	int status = exit_done;
	if (title) {
		free(prepared->title);
		prepared->title = NULL;
		status = cli_read_text(client->cli, title, "the title", &prepared->title);
	}
	if (!status && title)
		args->title = cli_text(prepared->title);
	if (!status)
		status = read_words(client->cli, args);
	if (!status)
		status = read_counts(client->cli, args);
	if (!status)
		status = read_rows(client, args);
	if (!status)
		status = read_lists(client, prepared);
	return status ? status : each_word(client, "text", false, add_text, prepared);
}

/* Copies what the row says to where more can be added; the row may change meanwhile. */
static void start_from(struct preparation *prepared, const struct row_ballot *ballot)
{
#define COPY(field) prepared->args.field = ballot->field;
	PREPARED(COPY)
#undef COPY
	prepared->title = strndup(ballot->title.size ? ballot->title.at : "", ballot->title.size);
	if (!prepared->title)
		abort();
	prepared->args.title = cli_text(prepared->title);
	if (ballot->options.count)
		memcpy(prepared->options, ballot->options.at,
		       (size_t)ballot->options.count * PAIR_BYTES);
	if (ballot->voters.count)
		memcpy(prepared->voters, ballot->voters.at,
		       (size_t)ballot->voters.count * ID_BYTES);
	if (ballot->weights.count)
		memcpy(prepared->weights, ballot->weights.at,
		       (size_t)ballot->weights.count * PAIR_BYTES);
}

struct preparation *preparation_new(const struct row_ballot *ballot)
{
	struct preparation *prepared = calloc(1, sizeof *prepared);
	if (!prepared)
		abort();
	start_from(prepared, ballot);
	prepared->args.options.at = prepared->options;
	prepared->args.voters.at = prepared->voters;
	prepared->args.weights.at = prepared->weights;
	return prepared;
}

void preparation_free(struct preparation *prepared)
{
	free(prepared->title);
	free(prepared);
}
