/* host, new: where sessions come from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/table.h"
#include "protocol/text.h"

/* ---- host ---- */

static int save_host(struct client *client)
{
	struct profile *profile = &client->profile;
	struct profile_failure failure = {0};
	if (!profile_lock(profile, &failure))
		return client_profile_failed(client, &failure);
	snprintf(profile->host_server, sizeof profile->host_server, "%s", client->identity.server);
	profile->host.known = true;
	profile->host.session = client->identity.session;
	memcpy(profile->host.token, client->identity.token, TOKEN_BYTES);
	if (!profile_save(profile, &failure))
		return client_profile_failed(client, &failure);
	return exit_done;
}

static int keep_host(struct client *client, const char *text)
{
	const struct cli *cli = client->cli;
	struct link_target target;
	if (!link_read(text, &target) || target.code[0] || target.session.n != 0)
		return cli_misuse(cli, "this is not a host link; it looks like "
				       "https://HOST/#0-SECRET");
	/* A link names its server; only --server itself says better. */
	const char *server = cli_option(cli, "server");
	snprintf(client->identity.server, sizeof client->identity.server, "%s",
		 server ? server : target.base);
	memcpy(client->identity.token, target.token, TOKEN_BYTES);
	int status = client_connect(client, false);
	if (status)
		return status;
	if (client->welcome.role != role_host)
		return cli_fail(cli, exit_forbidden, "not_host", "this link is not a host's");
	status = save_host(client);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:s,s:s}", "server", client->identity.server,
						"profile", client->profile.name));
	cli_say(cli, "The profile '%s' may create sessions on %s now.", client->profile.name,
		client->identity.server);
	return exit_done;
}

static int host(struct cli *cli)
{
	struct client client;
	char *text = NULL;
	int status = client_begin(&client, cli);
	if (!status)
		status = cli_read_secret(cli, cli_argument(cli, 0), "the link", &text);
	if (!status)
		status = keep_host(&client, text);
	free(text);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_host = {
	.name = "host",
	.arguments = "LINK",
	.purpose = "Keep a host link in this profile: it may create sessions",
	.examples = {"bogen host @bogen-data/host-link", "cat host-link | bogen host -"},
	.notes = "A server's first start writes the link to DIR/host-link. Whoever holds it may "
		 "create\n"
		 "sessions, so better give it as a file (@FILE) or on standard input (-).",
	.run = host,
};

/* ---- new ---- */

static int read_towns(const struct cli *cli, char *owned[LINES_MAX], struct lines *towns)
{
	for (uint32_t i = 0; i < cli->options.given_count; i++) {
		const struct option_given *given = &cli->options.given[i];
		if (strcmp(given->spec->name, "town") != 0)
			continue;
		if (towns->count == LINES_MAX)
			return cli_misuse(cli, "a session can begin with at most %u towns",
					  LINES_MAX);
		char *name = text_tidy(given->value, strlen(given->value));
		if (!name)
			return cli_misuse(cli, "a town's name is not valid UTF-8");
		owned[towns->count] = name;
		towns->at[towns->count++] = cli_text(name);
	}
	return towns->count ? exit_done : cli_misuse(cli, "which towns? --town A --town B ...");
}

/* The new session's moderator from now on. */
static int save_session(struct client *client, uint32_t session, const uint8_t *token)
{
	struct profile *profile = &client->profile;
	struct profile_failure failure = {0};
	const uint32_t key[ROW_KEY_PARTS] = {session};
	struct row_listing listing;
	if (!profile_lock(profile, &failure))
		return client_profile_failed(client, &failure);
	profile_set_aside(profile);
	profile->has_fresh = false;
	snprintf(profile->server, sizeof profile->server, "%s", client->identity.server);
	profile->member.known = true;
	profile->member.session.n = session;
	memcpy(profile->member.token, token, TOKEN_BYTES);
	if (replica_get(client->replica, row_kind_listing, key, &listing))
		snprintf(profile->code, sizeof profile->code, "%.*s", (int)listing.code.size,
			 listing.code.at);
	if (!profile_save(profile, &failure))
		return client_profile_failed(client, &failure);
	return exit_done;
}

static int print_new(const struct client *client)
{
	const struct profile *profile = &client->profile;
	char code[CODE_TEXT_BYTES], secret[TOKEN_TEXT_BYTES];
	if (strlen(profile->code) != CODE_CHARACTERS)
		return cli_fail(
			client->cli, exit_failed, "code_missing",
			"session %u was created, but its join code has not come; 'bogen show' "
			"tells it",
			profile->member.session.n);
	code_show(profile->code, code);
	token_write(profile->member.session, profile->member.token, secret);
	if (client->cli->json) {
		char join[SERVER_BYTES + 32], moderator[SERVER_BYTES + 64];
		snprintf(join, sizeof join, "%s/j/%s", profile->server, code);
		snprintf(moderator, sizeof moderator, "%s/#%s", profile->server, secret);
		return cli_print_json(json_pack("{s:I,s:s,s:s,s:s}", "session",
						(json_int_t)profile->member.session.n, "code", code,
						"join_url", join, "moderator_link", moderator));
	}
	printf("Session         %u\n", profile->member.session.n);
	printf("Join code       %s\n", code);
	printf("Join link       %s/j/%s\n", profile->server, code);
	printf("Moderator link  %s/#%s\n", profile->server, secret);
	cli_say(client->cli, "The moderator link is a key: keep it, and give it to nobody else.");
	return exit_done;
}

/* Those that come along; a server may have others (bogend --methods). */
#define METHODS_ALONG(METHOD)                                                                      \
	METHOD("open", "\n  ")                                                                     \
	METHOD("saalebogen", ", ")                                                                 \
	METHOD("future-conference", ", ")                                                          \
	METHOD("future-workshop", ", ")                                                            \
	METHOD("world-cafe", ", ")                                                                 \
	METHOD("one-two-four-all", ",\n  ")                                                        \
	METHOD("dots", ", ")                                                                       \
	METHOD("consensus", ", ")                                                                  \
	METHOD("swot", ", ")                                                                       \
	METHOD("trier", ", ")                                                                      \
	METHOD("esslingen", ", ")                                                                  \
	METHOD("merseburg", ", ")
#define METHOD_NAME(name, before)  name,
#define METHOD_SHOWN(name, before) before name

static void hint_method(const struct cli *cli)
{
	static const char *const methods[] = {METHODS_ALONG(METHOD_NAME)};
	char hint[400];
	uint32_t index;
	uint32_t count = sizeof methods / sizeof methods[0];
	const char *typed = cli_option(cli, "method");
	if (!typed || cli->json)
		return;
	enum word_match match = options_match(typed, methods, count, &index, hint, sizeof hint);
	if (match == word_match_one)
		cli_say(cli, "Did you mean '%s'?", methods[index]);
	else if (hint[0])
		cli_say(cli, "Did you mean '%s'?", hint);
	cli_say(cli, "'bogen help new' names the methods that come along.");
}

/* With the texts read: asks the server. */
static int create(struct client *client, struct command_session_create *args)
{
	struct profile_failure failure = {0};
	uint32_t created;
	uint8_t token[TOKEN_BYTES];
	int status = client_as_host(client);
	if (!status)
		status = client_connect(client, true);
	if (status)
		return status;
	if (client->welcome.role != role_host)
		return cli_fail(client->cli, exit_forbidden, "not_host",
				"this profile's host link is not a host's any more");
	if (!profile_fresh(&client->profile, token, &failure))
		return client_profile_failed(client, &failure);
	args->token = (struct bytes){token, TOKEN_BYTES};
	status = client_command(client, command_kind_session_create, args, &created);
	if (client->refused == err_method_unknown)
		hint_method(client->cli);
	if (!status)
		status = client_wait_shown(client);
	if (!status)
		status = save_session(client, created, token);
	return status ? status : print_new(client);
}

static int read_language(const struct cli *cli, enum language *language)
{
	const char *word = cli_option(cli, "language");
	*language = word ? (enum language)words_number(&words_language, word) : cli->language;
	return *language ? exit_done : cli_misuse(cli, "--language %s: write en or de", word);
}

static int new_session(struct cli *cli)
{
	struct client client;
	char *towns[LINES_MAX] = {0}, *title = NULL, *name = NULL;
	struct command_session_create args = {0};
	const char *method = cli_option(cli, "method"), *named = cli_option(cli, "name");
	int status = client_begin(&client, cli);
	if (!status && !cli_option(cli, "title"))
		status = cli_misuse(cli, "what is it called? --title T");
	if (!status)
		status = read_language(cli, &args.language);
	if (!status)
		status = cli_read_text(cli, cli_option(cli, "title"), "the title", &title);
	if (!named)
		named = args.language == language_de ? "Moderation" : "Moderator";
	if (!status)
		status = cli_read_text(cli, named, "the name", &name);
	if (!status)
		status = read_towns(cli, towns, &args.towns);
	if (!status) {
		args.title = cli_text(title);
		args.method = cli_text(method ? method : "open");
		args.name = cli_text(name);
		status = create(&client, &args);
	}
	for (uint32_t i = 0; i < LINES_MAX; i++)
		free(towns[i]);
	free(title);
	free(name);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_new = {
	.name = "new",
	.arguments = "",
	.purpose = "Create a session and become its moderator",
	.options = {{"title", "T", "what the session is called", 0, false},
		    {"town", "NAME", "a town taking part; once for each", 0, true},
		    {"method", "M", "the facilitation method (open)", 0, false},
		    {"name", "N", "your name as moderator", 0, false},
		    {"language", "en|de", "the session's language (that of the environment)", 0,
		     false}},
	.examples = {"bogen new --title 'Our valley in 2040' --town Saalfeld --town Rudolstadt"},
	.notes = "Needs a host link in the profile (bogen host). The profile then holds the "
		 "moderator's\n"
		 "rights; the session it was in before is kept and 'bogen join CODE' returns to "
		 "it.\n"
		 "These methods come along, and a server may have others:" METHODS_ALONG(
			 METHOD_SHOWN),
	.run = new_session,
};
