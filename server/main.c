/* bogend: what stands on the command line decides what is done. */
#include <stdio.h>
#include <string.h>

#include "server/config.h"
#include "server/decide/method.h"
#include "server/log/log_sqlite.h"
#include "server/nearest.h"
#include "server/serve.h"
#include "server/verify.h"

enum { exit_done = 0, exit_failed = 1, exit_usage = 2 };

struct command {
	const char *name;
	const char *argument; /* NULL: none; in brackets: may be left out; with ...: several */
	const char *purpose;
	int (*run)(const struct config *config);
};

static int say(int code, const char *message)
{
	fprintf(stderr, "bogend: %s\n", message);
	return code;
}

static int check_config(const struct config *config)
{
	struct failure failure;
	if (!serve_check(config, &failure))
		return say(exit_usage, failure.message);
	printf("the configuration is fine\n");
	return exit_done;
}

static int print_config(const struct config *config)
{
	config_print(config, stdout);
	return exit_done;
}

static int backup(const struct config *config)
{
	struct failure failure;
	if (!log_sqlite_backup(config->value[config_data], config->words[1], &failure))
		return say(exit_failed, failure.message);
	printf("%s holds a copy of %s now; check it with: bogend verify %s\n", config->words[1],
	       config->value[config_data], config->words[1]);
	return exit_done;
}

/* ", 3 phases"; nothing of what there is none. */
static void print_count(const char *before, uint32_t count, const char *one, const char *many)
{
	if (count > 0)
		printf("%s%u %s", before, count, count == 1 ? one : many);
}

/* One file after the other, to the last: whoever writes methods wants to hear of every one. */
static int check_method(const struct config *config)
{
	int code = exit_done;
	for (uint32_t i = 1; i < config->word_count; i++) {
		struct failure failure;
		struct methods *methods = methods_load_file(config->words[i], &failure);
		if (methods == NULL) {
			fprintf(stderr, "%s\n", failure.message);
			code = exit_failed;
			continue;
		}
		const struct method *method = &methods->at[0];
		printf("%s: fine: ", config->words[i]);
		print_count("", method->phase_count, "phase", "phases");
		print_count(", ", method->topic_count, "topic", "topics");
		print_count(", ", method->sort_count, "sort of ideas", "sorts of ideas");
		print_count(", ", method->board_count, "board of its own", "boards of its own");
		print_count(", ", method->ballot_count, "ballot", "ballots");
		putchar('\n');
		methods_free(methods);
	}
	return code;
}

static int help(const struct config *config);

static const struct command commands[] = {
	{"check-config", NULL, "check the settings, and what they name, without starting",
	 check_config},
	{"print-config", NULL, "print the settings in force, and where each comes from",
	 print_config},
	{"backup", "FILE", "copy the database of --data to FILE while the server runs", backup},
	{"verify", "[FILE]",
	 "check every hash of a copy or of --data, and count all closed ballots again", verify},
	{"check-method", "FILE...", "check the files of facilitation methods", check_method},
	{"help", NULL, "this", help},
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static int help(const struct config *config)
{
	(void)config;
	printf("bogend: the server for towns that work on their future together\n\n"
	       "Examples\n"
	       "  bogend                                      try it: http://127.0.0.1:8080\n"
	       "  bogend --data /srv/bogen --public-url https://bogen.example.org\n"
	       "  bogend --config /etc/bogen/bogend.conf\n"
	       "  bogend backup today.db --data /srv/bogen\n"
	       "  bogend verify today.db\n"
	       "  bogend check-method my-workshop.json\n\n"
	       "Usage\n  bogend [OPTIONS]                 serve until told to stop\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		char left[40];
		snprintf(left, sizeof left, "%s %s", commands[i].name,
			 commands[i].argument != NULL ? commands[i].argument : "");
		printf("  bogend %-25s %s\n", left, commands[i].purpose);
	}
	printf("\nOptions, over BOGEND_NAME in the environment, over name = value in the file\n");
	config_print_options(stdout);
	printf("  --help, --version\n\n"
	       "Exit codes: 0 done, 1 failed, 2 wrong usage or cannot start.\n"
	       "SIGHUP reads settings, certificate and web files again; SIGTERM stops.\n");
	return exit_done;
}

static int unknown_command(const char *word)
{
	const char *names[COMMAND_COUNT];
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i].name;
	const char *near = nearest_name(word, names, COMMAND_COUNT);
	fprintf(stderr, "bogend: there is no command \"%.60s\"; ", word);
	if (near != NULL)
		fprintf(stderr, "did you mean %s?\n", near);
	else
		fprintf(stderr, "bogend --help lists them\n");
	return exit_usage;
}

static int run_command(const struct config *config)
{
	if (config->word_count == 0)
		return serve(config);
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &commands[i];
		if (strcmp(command->name, config->words[0]) != 0)
			continue;
		bool needed = command->argument != NULL && command->argument[0] != '[';
		if (needed && config->word_count < 2) {
			fprintf(stderr, "bogend: %s needs a %s\n", command->name,
				command->argument);
			return exit_usage;
		}
		bool several =
			command->argument != NULL && strstr(command->argument, "...") != NULL;
		if (!several && config->word_count > (command->argument != NULL ? 2 : 1)) {
			fprintf(stderr, "bogend: %s: what is \"%.60s\" for?\n", command->name,
				config->words[config->word_count - 1]);
			return exit_usage;
		}
		return command->run(config);
	}
	return unknown_command(config->words[0]);
}

int main(int argc, char **argv)
{
	struct config config;
	struct failure failure;
	int code;
	if (!config_read(&config, argc, argv, &failure))
		code = say(exit_usage, failure.message);
	else if (config.version)
		code = printf("bogend " BOGEN_VERSION "\n") < 0 ? exit_failed : exit_done;
	else if (config.help)
		code = help(&config);
	else
		code = run_command(&config);
	config_free(&config);
	if (fflush(stdout) != 0 && code == exit_done)
		code = exit_failed;
	return code;
}
