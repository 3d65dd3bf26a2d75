/* host, new, show, qr: sessions as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/qr.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"
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
	.notes =
		"Needs a host link in the profile (bogen host). The profile then holds the "
		"moderator's\n"
		"rights; the session it was in before is kept and 'bogen join CODE' returns to it.",
	.run = new_session,
};

/* ---- show ---- */

static json_t *board_json(const struct client *client, const struct row_board *board)
{
	const char *sort = words_name(&words_board_sort, board->sort);
	struct text phase = find_label(client->replica, row_kind_phase, "title", board->phase.n);
	struct text town = find_label(client->replica, row_kind_town, "name", board->town.n);
	return json_pack("{s:I,s:o,s:s,s:o,s:{s:I,s:o},s:I}", "id", (json_int_t)board->id.n,
			 "title", row_json_text(board->title), "sort", sort ? sort : "", "town",
			 town.size ? row_json_text(town) : json_null(), "phase", "id",
			 (json_int_t)board->phase.n, "title", row_json_text(phase), "timer_end_ms",
			 (json_int_t)board->timer_end_ms);
}

static uint64_t here_of(const struct client *client, struct town_id town, uint64_t *joined)
{
	const uint32_t key[ROW_KEY_PARTS] = {town.n};
	struct row_attendance attendance = {0};
	struct row_presence presence = {0};
	replica_get(client->replica, row_kind_attendance, key, &attendance);
	replica_get(client->replica, row_kind_presence, key, &presence);
	*joined = attendance.persons;
	return presence.here;
}

static json_t *towns_json(const struct client *client)
{
	struct find_all all;
	struct row_town town;
	json_t *list = json_array();
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		uint64_t joined, here = here_of(client, town.id, &joined);
		json_array_append_new(list,
				      json_pack("{s:I,s:o,s:I,s:I}", "id", (json_int_t)town.id.n,
						"name", row_json_text(town.name), "joined",
						(json_int_t)joined, "here", (json_int_t)here));
	}
	return list;
}

static int show_json(const struct client *client, const struct row_session *session,
		     const char *code, const char *url)
{
	struct find_all all;
	struct row_board board;
	struct row_ballot ballot;
	json_t *boards = json_array(), *ballots = json_array();
	const char *language = words_name(&words_language, session->language);
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board))
		json_array_append_new(boards, board_json(client, &board));
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &ballot))
		if (ballot.state == ballot_state_open)
			json_array_append_new(ballots,
					      json_pack("{s:I,s:o}", "id", (json_int_t)ballot.id.n,
							"title", row_json_text(ballot.title)));
	return cli_print_json(json_pack(
		"{s:I,s:o,s:s,s:o,s:s,s:s,s:o,s:o,s:o}", "session", (json_int_t)session->id.n,
		"title", row_json_text(session->title), "language", language ? language : "",
		"method", row_json_text(session->method), "code", code, "join_url", url, "boards",
		boards, "towns", towns_json(client), "open_ballots", ballots));
}

static void show_boards(const struct client *client)
{
	struct find_all all;
	struct row_board board;
	struct render_table *table = render_table_new("Board|Phase|Timer");
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		char left[32] = "";
		int64_t left_ms = (int64_t)board.timer_end_ms - (int64_t)client_server_ms(client);
		if (board.timer_end_ms && left_ms > 0)
			render_duration((uint64_t)left_ms, left, sizeof left);
		else if (board.timer_end_ms)
			snprintf(left, sizeof left, "over");
		render_cell_text(table, board.title);
		render_cell_text(
			table, find_label(client->replica, row_kind_phase, "title", board.phase.n));
		render_cell(table, "%s", left);
	}
	render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
}

static void show_towns(const struct client *client)
{
	struct find_all all;
	struct row_town town;
	struct render_table *table = render_table_new("Town|>joined|>here");
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		uint64_t joined, here = here_of(client, town.id, &joined);
		render_cell_text(table, town.name);
		render_cell(table, "%llu", (unsigned long long)joined);
		render_cell(table, "%llu", (unsigned long long)here);
	}
	render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
}

static void show_ballots(const struct client *client)
{
	struct find_all all;
	struct row_ballot ballot;
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &ballot)) {
		if (ballot.state != ballot_state_open)
			continue;
		printf("\nOpen ballot #%u: ", ballot.id.n);
		render_text(stdout, "", ballot.title);
	}
}

static bool session_row(const struct client *client, struct row_session *session)
{
	const uint32_t key[ROW_KEY_PARTS] = {client->welcome.session.n};
	return replica_get(client->replica, row_kind_session, key, session) &&
	       session->code.size == CODE_CHARACTERS;
}

static void join_url(const struct client *client, const struct row_session *session, char *code,
		     char *url, size_t url_size)
{
	code_show(session->code.at, code);
	snprintf(url, url_size, "%s/j/%s", client->identity.server, code);
}

static int no_session_row(const struct cli *cli)
{
	return cli_fail(cli, exit_failed, "session_missing", "the server sent no session");
}

static int show(struct cli *cli)
{
	struct client client;
	struct row_session session;
	char code[CODE_TEXT_BYTES], url[SERVER_BYTES + 32];
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (!session_row(&client, &session)) {
		status = no_session_row(cli);
	} else {
		join_url(&client, &session, code, url, sizeof url);
		if (cli->json) {
			status = show_json(&client, &session, code, url);
		} else {
			render_heading(stdout, cli->styled, "%.*s", (int)session.title.size,
				       session.title.at);
			printf("Join with %s at %s\n\n", code, url);
			show_boards(&client);
			putchar('\n');
			show_towns(&client);
			show_ballots(&client);
		}
	}
	client_end(&client);
	return status;
}

const struct subcommand subcommand_show = {
	.name = "show",
	.arguments = "",
	.purpose = "Show the session: phases, timers, people by town, open ballots",
	.examples = {"bogen show", "bogen show --json"},
	.run = show,
};

/* ---- qr ---- */

static int qr(struct cli *cli)
{
	struct client client;
	struct row_session session;
	char code[CODE_TEXT_BYTES], url[SERVER_BYTES + 32];
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (!session_row(&client, &session)) {
		status = no_session_row(cli);
	} else {
		join_url(&client, &session, code, url, sizeof url);
		if (cli->json)
			status = cli_print_json(
				json_pack("{s:s,s:s}", "code", code, "join_url", url));
		else if (qr_print(stdout, url))
			printf("%s   %s\n", code, url);
		else
			status = cli_fail(cli, exit_failed, "qr", "cannot draw a QR code of %s",
					  url);
	}
	client_end(&client);
	return status;
}

const struct subcommand subcommand_qr = {
	.name = "qr",
	.arguments = "",
	.purpose = "Draw the join link as a QR code",
	.examples = {"bogen qr"},
	.notes = "Dark and light are drawn for terminals with light text on dark ground, with the "
		 "quiet\n"
		 "zone that readers need.",
	.run = qr,
};
