#include "client-cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "client-cli/link.h"
#include "client-cli/render.h"
#include "client-cli/table.h"
#include "protocol/text.h"

const char *cli_option(const struct cli *cli, const char *name)
{
	return options_get(&cli->options, name);
}

bool cli_flag(const struct cli *cli, const char *name)
{
	return options_get(&cli->options, name) != NULL;
}

const char *cli_argument(const struct cli *cli, uint32_t index)
{
	return index < cli->options.argument_count ? cli->options.arguments[index] : NULL;
}

/* Messages may quote what people typed or a server sent: nothing in them reaches the terminal
 * as a control sequence. */
static void defuse(char *text)
{
	for (; *text; text++)
		if (((unsigned char)*text < 0x20 && *text != '\n') || *text == 0x7F)
			*text = '?';
}

static void say_when(uint64_t retry_ms)
{
	char clock[16] = "";
	time_t at = time(NULL) + (time_t)((retry_ms + 999) / 1000);
	struct tm local;
	if (localtime_r(&at, &local) && strftime(clock, sizeof clock, "%H:%M:%S", &local) > 0)
		fprintf(stderr, "From %s on it can be tried again.\n", clock);
}

static void complain_json(const struct cli *cli, const char *code, const char *message,
			  uint64_t retry_ms)
{
	json_t *text = json_string(message);
	json_t *error = json_pack("{s:s,s:o}", "code", code, "message",
				  text ? text : json_string("the message is not valid UTF-8"));
	if (retry_ms)
		json_object_set_new(error, "retry_ms", json_integer((json_int_t)retry_ms));
	if (cli->hand_back)
		json_object_set_new(error, "text", json_string(cli->hand_back));
	json_t *document = json_pack("{s:o}", "error", error);
	json_dumpf(document, stderr, JSON_COMPACT);
	fputc('\n', stderr);
	json_decref(document);
}

/* `usage`: with a line on how the subcommand is used. */
static void complain(const struct cli *cli, const char *code, char *message, uint64_t retry_ms,
		     bool usage)
{
	if (cli->json) {
		complain_json(cli, code, message, retry_ms);
		return;
	}
	defuse(message);
	fprintf(stderr, "bogen: %s\n", message);
	if (retry_ms)
		say_when(retry_ms);
	if (usage && cli->subcommand)
		table_print_usage(stderr, cli->subcommand);
	if (cli->hand_back && cli->hand_back[0]) {
		fputs("This is what you wrote:\n\n", stderr);
		render_text(stderr, "", cli_text(cli->hand_back));
	}
}

int cli_fail(const struct cli *cli, int exit, const char *code, const char *format, ...)
{
	char message[2400];
	va_list values;
	va_start(values, format);
	vsnprintf(message, sizeof message, format, values);
	va_end(values);
	complain(cli, code, message, 0, false);
	return exit;
}

int cli_refuse(const struct cli *cli, uint64_t err, const char *message, uint64_t retry_ms)
{
	const char *name = err_name(err);
	char copy[2400];
	snprintf(copy, sizeof copy, "%s", message);
	complain(cli, name ? name : "refused", copy, retry_ms, false);
	return err_exit(err);
}

int cli_misuse(const struct cli *cli, const char *format, ...)
{
	char message[1200];
	va_list values;
	va_start(values, format);
	vsnprintf(message, sizeof message, format, values);
	va_end(values);
	complain(cli, "usage", message, 0, true);
	return exit_usage;
}

void cli_say(const struct cli *cli, const char *format, ...)
{
	if (cli->quiet)
		return;
	char message[2400];
	va_list values;
	va_start(values, format);
	vsnprintf(message, sizeof message, format, values);
	va_end(values);
	defuse(message);
	fprintf(stderr, "%s\n", message);
}

int cli_print_json(json_t *document)
{
	/* 0.85 is nearest to what is written as 0.85: no more digits. */
	json_dumpf(document, stdout, JSON_COMPACT | JSON_REAL_PRECISION(15));
	putchar('\n');
	json_decref(document);
	return exit_done;
}

int cli_print_list(const struct cli *cli, json_t *list, struct render_table *table)
{
	if (!cli->json)
		render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
	if (cli->json)
		return cli_print_json(list);
	json_decref(list);
	return exit_done;
}

/* Waits for a line, or for Ctrl-C: one that came before the waiting began ends it too, because the
 * signal is let in by ppoll() alone. */
static bool wait_for_input(void)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	sigset_t interrupt, before;
	sigemptyset(&interrupt);
	sigaddset(&interrupt, SIGINT);
	sigprocmask(SIG_BLOCK, &interrupt, &before);
	bool ready = !link_interrupted() && ppoll(&input, 1, NULL, &before) > 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

char *cli_ask(const struct cli *cli, const char *question)
{
	if (!cli->may_ask)
		return NULL;
	fprintf(stderr, "%s ", question);
	char *line = NULL;
	size_t room = 0;
	errno = 0;
	bool ready = wait_for_input();
	ssize_t size = ready ? getline(&line, &room, stdin) : -1;
	if (!ready || (size < 0 && errno == EINTR)) {
		fputc('\n', stderr);
		exit(exit_interrupted);
	}
	char *tidy = size > 0 ? text_tidy(line, (size_t)size) : NULL;
	free(line);
	if (tidy && tidy[0])
		return tidy;
	free(tidy);
	return NULL;
}

bool cli_confirm(const struct cli *cli, const char *question)
{
	if (cli_flag(cli, "yes") || !cli->may_ask)
		return true;
	char *answer = cli_ask(cli, question);
	bool agreed = answer && (answer[0] == 'y' || answer[0] == 'Y' || answer[0] == 'j' ||
				 answer[0] == 'J');
	free(answer);
	return agreed;
}

static char *read_stream(FILE *from, size_t *size)
{
	size_t room = 4096, used = 0;
	char *at = malloc(room);
	while (at) {
		used += fread(at + used, 1, room - used - 1, from);
		if (feof(from) || ferror(from))
			break;
		if (room - used > 1)
			continue;
		room *= 2;
		at = realloc(at, room);
	}
	if (!at)
		abort();
	if (ferror(from)) {
		free(at);
		return NULL;
	}
	at[used] = '\0';
	*size = used;
	return at;
}

char *cli_read_file(const char *path, size_t *size)
{
	if (strcmp(path, "-") == 0)
		return read_stream(stdin, size);
	FILE *from = fopen(path, "rb");
	if (!from)
		return NULL;
	char *at = read_stream(from, size);
	int error = errno;
	fclose(from);
	errno = error;
	return at;
}

/* Takes `raw`. */
static int tidy_text(const struct cli *cli, char *raw, size_t size, const char *what, char **out)
{
	*out = text_tidy(raw, size);
	free(raw);
	if (!*out)
		return cli_misuse(cli, "%s is not valid UTF-8", what);
	return exit_done;
}

int cli_read_text(const struct cli *cli, const char *argument, const char *what, char **out)
{
	size_t size = strlen(argument);
	if (strcmp(argument, "-") != 0)
		return tidy_text(cli, strdup(argument), size, what, out);
	char *raw = cli_read_file("-", &size);
	if (!raw)
		return cli_fail(cli, exit_failed, "unreadable", "cannot read standard input: %s",
				strerror(errno));
	return tidy_text(cli, raw, size, what, out);
}

int cli_read_secret(const struct cli *cli, const char *argument, const char *what, char **out)
{
	if (argument[0] != '@')
		return cli_read_text(cli, argument, what, out);
	size_t size = 0;
	char *raw = cli_read_file(argument + 1, &size);
	if (!raw)
		return cli_fail(cli, errno == ENOENT ? exit_missing : exit_failed, "unreadable",
				"cannot read %s: %s", argument + 1, strerror(errno));
	return tidy_text(cli, raw, size, what, out);
}

bool cli_number(const char *text, uint32_t *number)
{
	if (text[0] == '#')
		text++;
	uint64_t value = 0;
	const char *at = text;
	for (; *at >= '0' && *at <= '9'; at++) {
		value = value * 10 + (uint64_t)(*at - '0');
		if (value > ID_MAX)
			return false;
	}
	*number = (uint32_t)value;
	return at != text && *at == '\0' && value > 0;
}

int cli_argument_number(const struct cli *cli, uint32_t index, const char *what, uint32_t *number)
{
	const char *text = cli_argument(cli, index);
	if (!text || !cli_number(text, number))
		return cli_misuse(cli, "'%s' is not the number of %s; write 42 or '#42'",
				  text ? text : "", what);
	return exit_done;
}

int cli_read_word(const struct cli *cli, const struct words *words, uint32_t without,
		  const char *typed, const char *what, uint8_t *number)
{
	char names[32][40], word[40], hint[400], all[400] = "";
	const char *offered[32];
	uint8_t numbers[32];
	uint32_t count = 0, index = 0;
	size_t used = 0;
	for (uint32_t i = 0; i < words->count && count < 32; i++) {
		if (without >> words->words[i].number & 1u)
			continue;
		snprintf(names[count], sizeof names[0], "%s", words->words[i].name);
		for (char *at = strchr(names[count], '_'); at; at = strchr(at, '_'))
			*at = '-';
		int wrote = snprintf(all + used, sizeof all - used, "%s%s", used ? ", " : "",
				     names[count]);
		used = used + (size_t)wrote < sizeof all ? used + (size_t)wrote : sizeof all - 1;
		numbers[count] = words->words[i].number;
		offered[count] = names[count];
		count++;
	}
	snprintf(word, sizeof word, "%s", typed);
	for (char *at = strchr(word, '_'); at; at = strchr(at, '_'))
		*at = '-';
	switch (options_match(word, offered, count, &index, hint, sizeof hint)) {
	case word_match_one:
		*number = numbers[index];
		return exit_done;
	case word_match_many:
		return cli_misuse(cli, "'%s' is ambiguous: could be %s", typed, hint);
	case word_match_none:
		break;
	}
	return cli_misuse(cli, "'%s' is not %s; there is: %s", typed, what, all);
}

struct text cli_text(const char *terminated)
{
	return (struct text){terminated, (uint32_t)strlen(terminated)};
}
