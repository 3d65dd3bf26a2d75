/* Reads the command line, finds the subcommand in the table and runs it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/cli.h"
#include "client-cli/link.h"
#include "client-cli/table.h"

#define TIMEOUT_S_USUAL 30u
#define TIMEOUT_S_MAX   86400u

static enum language language_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *value = getenv(names[i]);
		if (value && value[0])
			return strncmp(value, "de", 2) == 0 ? language_de : language_en;
	}
	return language_en;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value && value[0];
}

static const char *option_or_environment(const struct cli *cli, const char *option,
					 const char *name)
{
	const char *value = cli_option(cli, option);
	if (value)
		return value;
	return is_set(name) ? getenv(name) : NULL;
}

/* Whether JSON was asked for, before anything has been read: errors of reading are told so too. */
static bool wants_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return false;
}

static int apply_globals(struct cli *cli)
{
	const char *timeout = cli_option(cli, "timeout");
	const char *terminal = getenv("TERM");
	cli->json = cli_flag(cli, "json");
	cli->quiet = cli_flag(cli, "quiet");
	cli->may_ask = !cli_flag(cli, "no-input") && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	cli->styled = isatty(STDOUT_FILENO) && !is_set("NO_COLOR") &&
		      !(terminal && strcmp(terminal, "dumb") == 0);
	cli->profile_name = option_or_environment(cli, "profile", "BOGEN_PROFILE");
	if (!cli->profile_name)
		cli->profile_name = "default";
	cli->server = option_or_environment(cli, "server", "BOGEN_SERVER");
	cli->timeout_s = TIMEOUT_S_USUAL;
	if (timeout && (!cli_number(timeout, &cli->timeout_s) || cli->timeout_s > TIMEOUT_S_MAX))
		return cli_misuse(cli, "--timeout %s: write 1 to %u seconds", timeout,
				  TIMEOUT_S_MAX);
	if (cli->server && !link_url_is_good(cli->server))
		return cli_misuse(cli, "'%s' is not a server's address; write https://HOST",
				  cli->server);
	return exit_done;
}

static int print_version(void)
{
	puts("bogen " BOGEN_VERSION);
	return exit_done;
}

static int help(struct cli *cli, int argc, char **argv, int at)
{
	const char *family;
	char reason[600];
	if (at >= argc || options_is_option(argv[at])) {
		table_print_overview(stdout);
		return exit_done;
	}
	const struct subcommand *subcommand =
		table_find(&cli->options, argv, argc, &at, &family, reason, sizeof reason);
	if (subcommand)
		table_print_help(stdout, subcommand);
	else if (family && strcmp(family, "help") != 0)
		table_print_family(stdout, family);
	else if (family)
		table_print_overview(stdout);
	else
		return cli_misuse(cli, "%s", reason);
	return exit_done;
}

/* Only the first word of a family was given. */
static int half_named(struct cli *cli, const char *family)
{
	if (cli_flag(cli, "help")) {
		table_print_family(stdout, family);
		return exit_done;
	}
	int status = cli_misuse(cli, "'%s' needs another word", family);
	if (!cli->json)
		table_print_family(stderr, family);
	return status;
}

static int run_subcommand(struct cli *cli, int argc, char **argv, int at)
{
	char reason[600];
	const struct option_spec *lists[] = {table_globals, cli->subcommand->options};
	if (!options_take_all(&cli->options, lists, 2, argv, argc, at, reason, sizeof reason))
		return cli_misuse(cli, "%s", reason);
	if (cli_flag(cli, "help")) {
		table_print_help(stdout, cli->subcommand);
		return exit_done;
	}
	if (cli_flag(cli, "version"))
		return print_version();
	int status = apply_globals(cli);
	if (status)
		return status;
	uint32_t least, most;
	options_count(cli->subcommand->arguments, &least, &most);
	if (cli->options.argument_count < least)
		return cli_misuse(cli, "'%s' needs: %s", cli->subcommand->name,
				  cli->subcommand->arguments);
	if (cli->options.argument_count > most)
		return cli_misuse(cli, "'%s' is one too many; put texts of several words in quotes",
				  cli->options.arguments[most]);
	link_catch_interrupts();
	return cli->subcommand->run(cli);
}

static int run(struct cli *cli, int argc, char **argv)
{
	const struct option_spec *lists[] = {table_globals};
	char reason[600];
	const char *family = NULL;
	int at = 1;
	while (at < argc && options_is_option(argv[at]) && strcmp(argv[at], "--") != 0)
		if (!options_take(&cli->options, lists, 1, argv, argc, &at, reason, sizeof reason))
			return cli_misuse(cli, "%s", reason);
	if (cli_flag(cli, "version"))
		return print_version();
	if (at >= argc || strcmp(argv[at], "--") == 0) {
		table_print_overview(cli_flag(cli, "help") ? stdout : stderr);
		return cli_flag(cli, "help") ? exit_done : exit_usage;
	}
	cli->subcommand =
		table_find(&cli->options, argv, argc, &at, &family, reason, sizeof reason);
	if (family && strcmp(family, "help") == 0)
		return help(cli, argc, argv, at);
	if (family)
		return half_named(cli, family);
	if (!cli->subcommand)
		return cli_misuse(cli, "%s", reason);
	return run_subcommand(cli, argc, argv, at);
}

int main(int argc, char **argv)
{
	struct cli cli = {
		.json = wants_json(argc, argv),
		.language = language_of_environment(),
		.profile_name = "default",
	};
	int status = run(&cli, argc, argv);
	bool written = fflush(stdout) == 0 && !ferror(stdout);
	if (!written && status == exit_done) {
		/* Whoever closed the pipe has seen enough. */
		status = exit_failed;
		if (errno != EPIPE)
			cli_fail(&cli, status, "unwritable", "cannot write: %s", strerror(errno));
	}
	options_free(&cli.options);
	return status;
}
