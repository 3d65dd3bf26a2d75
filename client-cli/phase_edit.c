/* phase edit: what a phase asks, in other words, and how long it should take. */
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* What was given; the rest stays as it is. */
struct wording {
	char *title, *prompt, *help; /* owned; NULL: as it is */
	const char *minutes;
};

static int read_one(const struct cli *cli, const char *option, const char *what, char **text)
{
	const char *typed = cli_option(cli, option);
	return typed ? cli_read_text(cli, typed, what, text) : exit_done;
}

static int read_wording(const struct cli *cli, struct wording *wording)
{
	wording->minutes = cli_option(cli, "minutes");
	int status = read_one(cli, "prompt", "the question", &wording->prompt);
	if (!status)
		status = read_one(cli, "title", "the title", &wording->title);
	if (!status)
		status = read_one(cli, "what-to-do", "the text", &wording->help);
	if (!status && !wording->prompt && !wording->title && !wording->help && !wording->minutes)
		status = cli_misuse(cli, "what is to be changed? --prompt, --title, --what-to-do "
					 "or --minutes");
	return status;
}

static int read_minutes(const struct cli *cli, const char *typed, uint64_t *minutes)
{
	const struct field *field = shape_field(command_shape(command_kind_phase_edit), "minutes");
	uint32_t number = 0;
	if (!typed)
		return exit_done;
	if ((strcmp(typed, "0") != 0 && !cli_number(typed, &number)) || number > field->max)
		return cli_misuse(cli, "--minutes %s: write a number from 0 to %llu", typed,
				  (unsigned long long)field->max);
	*minutes = number;
	return exit_done;
}

/* The replica's texts move on while the answer is awaited: `*kept` owns a copy. */
static struct text either(const char *given, struct text now, char **kept)
{
	*kept = given ? strdup(given) : strndup(now.at ? now.at : "", now.size);
	if (!*kept)
		abort();
	return cli_text(*kept);
}

static int give(struct client *client, const struct row_phase *phase, const struct wording *wording)
{
	uint32_t created;
	char *title, *prompt, *help;
	struct command_phase_edit args = {
		.phase = phase->id,
		.title = either(wording->title, phase->title, &title),
		.prompt = either(wording->prompt, phase->prompt, &prompt),
		.help = either(wording->help, phase->help, &help),
		.minutes = phase->minutes,
	};
	int status = read_minutes(client->cli, wording->minutes, &args.minutes);
	if (!status)
		status = client_command(client, command_kind_phase_edit, &args, &created);
	if (!status && client->cli->json)
		status = cli_print_json(json_pack(
			"{s:I,s:o,s:o,s:o,s:I}", "id", (json_int_t)phase->id.n, "title",
			row_json_text(args.title), "prompt", row_json_text(args.prompt), "help",
			row_json_text(args.help), "minutes", (json_int_t)args.minutes));
	else if (!status)
		cli_say(client->cli, "Phase %u, '%s', is changed for all boards.", phase->id.n,
			title);
	free(title);
	free(prompt);
	free(help);
	return status;
}

static int edit(struct client *client, const struct wording *wording)
{
	uint32_t key[ROW_KEY_PARTS] = {0};
	struct row_phase phase;
	int status = find_number(client->cli, client->replica, row_kind_phase, "title",
				 cli_argument(client->cli, 0), &key[0]);
	if (status)
		return status;
	if (!replica_get(client->replica, row_kind_phase, key, &phase))
		return cli_fail(client->cli, exit_missing, "not_found", "there is no such phase");
	return give(client, &phase, wording);
}

static int phase_edit(struct cli *cli)
{
	struct client client;
	struct wording wording = {NULL};
	int status = read_wording(cli, &wording);
	cli->hand_back = wording.prompt;
	if (!status)
		status = client_join_in(&client, cli, true);
	if (!status) {
		status = edit(&client, &wording);
		client_end(&client);
	}
	cli->hand_back = NULL;
	free(wording.title);
	free(wording.prompt);
	free(wording.help);
	return status;
}

const struct subcommand subcommand_phase_edit = {
	.name = "phase edit",
	.arguments = "PHASE",
	.purpose = "Say anew what a phase asks: its number or title (moderators)",
	.options = {{"prompt", "TEXT", "the question; '' for none", 0, false},
		    {"title", "TEXT", "what happens, in two or three words", 0, false},
		    {"what-to-do", "TEXT", "what to do now, in plain words; '' for nothing", 0,
		     false},
		    {"minutes", "N", "how long it should take; 0: no time is foreseen", 0, false}},
	.examples = {"bogen phase edit 1 --prompt 'What does our river need?'",
		     "bogen phase edit Collect --minutes 30"},
	.notes = "What is not given stays as it is. All boards that pass through the phase show "
		 "the new\nwords at once; a timer that runs goes on.",
	.run = phase_edit,
};
