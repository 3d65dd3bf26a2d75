/* join, leave, whoami: taking part. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"
#include "protocol/text.h"

#define SERVER_USUAL "http://127.0.0.1:8080"

/* ---- who one is ---- */

/* The titles of the boards that one leads. Returns owned. */
static json_t *led_boards(const struct client *client)
{
	struct find_all all;
	struct row_board board;
	json_t *titles = json_array();
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board))
		if (board.leader.n && board.leader.n == client->welcome.person.n)
			json_array_append_new(titles, row_json_text(board.title));
	return titles;
}

static json_t *title_or_null(struct text title)
{
	return title.size ? row_json_text(title) : json_null();
}

/* The team one works in, the table one sits at, the boards one leads; {"team", "table", "leads"}.
 * Returns owned. */
static json_t *places_of(const struct client *client)
{
	const uint32_t key[ROW_KEY_PARTS] = {client->welcome.person.n};
	struct row_seat seat = {.person = client->welcome.person};
	replica_get(client->replica, row_kind_seat, key, &seat);
	return json_pack(
		"{s:o,s:o,s:o}", "team",
		title_or_null(find_label(client->replica, row_kind_board, "title", seat.team.n)),
		"table",
		title_or_null(find_label(client->replica, row_kind_board, "title", seat.table.n)),
		"leads", led_boards(client));
}

static void print_place(const char *what, const char *where)
{
	char *line = render_line(cli_text(where ? where : ""));
	if (line[0])
		printf("%-6s %s\n", what, line);
	free(line);
}

static void print_places(const struct client *client)
{
	char leads[600];
	json_t *places = places_of(client);
	print_place("Team", json_string_value(json_object_get(places, "team")));
	print_place("Table", json_string_value(json_object_get(places, "table")));
	row_json_join(led_boards(client), leads, sizeof leads);
	print_place("Leads", leads);
	json_decref(places);
}

static int print_person(const struct client *client, bool with_link)
{
	const uint32_t key[ROW_KEY_PARTS] = {client->welcome.person.n};
	struct row_person person = {0};
	char link[SERVER_BYTES + TOKEN_TEXT_BYTES + 2] = "", secret[TOKEN_TEXT_BYTES];
	const char *role = words_name(&words_role, client->welcome.role);
	if (with_link) {
		token_write(client->profile.member.session, client->profile.member.token, secret);
		snprintf(link, sizeof link, "%s/#%s", client->identity.server, secret);
	}
	replica_get(client->replica, row_kind_person, key, &person);
	struct text town = find_label(client->replica, row_kind_town, "name", person.town.n);
	struct text title =
		find_label(client->replica, row_kind_session, "title", client->welcome.session.n);
	if (client->cli->json) {
		json_t *object = json_pack("{s:I,s:o,s:s,s:o,s:I}", "person",
					   (json_int_t)client->welcome.person.n, "name",
					   row_json_text(person.name), "role", role ? role : "",
					   "town", town.size ? row_json_text(town) : json_null(),
					   "session", (json_int_t)client->welcome.session.n);
		json_object_update_new(object, places_of(client));
		if (with_link)
			json_object_set_new(object, "link", json_string(link));
		return cli_print_json(object);
	}
	if (with_link) {
		puts(link);
		return exit_done;
	}
	char *name = render_line(person.name), *place = render_line(town);
	char *of = render_line(title);
	printf("%s (%s)%s%s, person %u of '%s'\n", name, role ? role : "", town.size ? ", " : "",
	       place, client->welcome.person.n, of);
	free(name);
	free(place);
	free(of);
	print_places(client);
	return exit_done;
}

static int whoami(struct cli *cli)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = print_person(&client, cli_flag(cli, "link"));
	client_end(&client);
	return status;
}

const struct subcommand subcommand_whoami = {
	.name = "whoami",
	.arguments = "",
	.purpose = "Say who you are in the session, and where your place is",
	.options = {{"link", NULL, "print your personal return link: a key, give it to nobody", 0,
		     false}},
	.examples = {"bogen whoami", "bogen whoami --link"},
	.run = whoami,
};

/* ---- join ---- */

static int save_member(struct client *client, struct session_id session, const uint8_t *token,
		       const char *code, struct board_id board)
{
	struct profile *profile = &client->profile;
	struct profile_failure failure = {0};
	if (!profile_lock(profile, &failure))
		return client_profile_failed(client, &failure);
	bool same = profile->member.known && profile->member.session.n == session.n &&
		    memcmp(profile->member.token, token, TOKEN_BYTES) == 0;
	if (!same)
		profile_set_aside(profile);
	if (!same || board.n)
		profile->board = board.n;
	for (uint32_t i = 0; i < profile->former_count; i++) {
		struct profile_former *former = &profile->former[i];
		if (memcmp(former->secret.token, token, TOKEN_BYTES) != 0)
			continue;
		profile->former_count--;
		memmove(former, former + 1, (profile->former_count - i) * sizeof *former);
		break;
	}
	profile->has_fresh = false;
	profile->member.known = true;
	profile->member.session = session;
	memcpy(profile->member.token, token, TOKEN_BYTES);
	snprintf(profile->server, sizeof profile->server, "%s", client->identity.server);
	snprintf(profile->code, sizeof profile->code, "%s", code);
	if (!profile_save(profile, &failure))
		return client_profile_failed(client, &failure);
	return exit_done;
}

/* Where ideas are to go from now on; 0 unless --board says. */
static int choose_board(const struct client *client, struct board_id *board)
{
	const char *typed = cli_option(client->cli, "board");
	*board = (struct board_id){0};
	return typed ? find_board(client->cli, client->replica, typed, board) : exit_done;
}

/* Connected with a token: the session's code, from its row. */
static void read_code(const struct client *client, char code[CODE_CHARACTERS + 1])
{
	struct text shown =
		find_label(client->replica, row_kind_session, "code", client->welcome.session.n);
	snprintf(code, CODE_CHARACTERS + 1, "%.*s", (int)shown.size, shown.at);
}

static int settle_member(struct client *client)
{
	char code[CODE_CHARACTERS + 1];
	if (client->welcome.person.n == 0 || client->welcome.session.n == 0)
		return cli_fail(client->cli, exit_forbidden, "token_unknown",
				"this link leads to no person in a session%s",
				client->welcome.role == role_host ? "; 'bogen host LINK' keeps it"
								  : "");
	read_code(client, code);
	struct board_id board;
	int status = choose_board(client, &board);
	if (status)
		return status;
	status = save_member(client, client->welcome.session, client->identity.token, code, board);
	return status ? status : print_person(client, false);
}

/* Whoever was sent away does not come in as somebody new. */
static bool is_kept_out(const struct client *client)
{
	return strcmp(client->problem.code, err_name(err_removed)) == 0;
}

/* A session that this profile was in before: `*known` says whether its token still holds. */
static int return_as_before(struct client *client, const char *code, bool *known)
{
	const struct profile *profile = &client->profile;
	*known = false;
	for (uint32_t i = 0; i < profile->former_count; i++) {
		const struct profile_former *former = &profile->former[i];
		if (strcmp(former->code, code) != 0 ||
		    strcmp(former->server, client->identity.server) != 0)
			continue;
		client->identity.session = former->secret.session;
		memcpy(client->identity.token, former->secret.token, TOKEN_BYTES);
		client->watch = true;
		*known = client_try(client);
		if (!*known && is_kept_out(client))
			return client_connect(client, true); /* says so */
		break;
	}
	if (!*known)
		return exit_done;
	int status = client_connect(client, true);
	if (!status)
		status = settle_member(client);
	if (!status)
		cli_say(client->cli, "Welcome back: this profile was in this session before.");
	return status;
}

static int choose_town(struct client *client, struct town_id *town)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_option(cli, "town");
	char *asked = NULL, *names = find_names(client->replica, row_kind_town, "name");
	if (!typed && cli->may_ask) {
		fprintf(stderr, "Towns: %s\n", names);
		typed = asked = cli_ask(cli, "For which town?");
	}
	int status = typed ? find_town(cli, client->replica, typed, town)
			   : cli_misuse(cli, "for which town? --town T; there is: %s", names);
	free(asked);
	free(names);
	return status;
}

static int read_name(const struct cli *cli, char **name)
{
	const char *typed = cli_option(cli, "name");
	if (typed)
		return cli_read_text(cli, typed, "the name", name);
	*name = cli_ask(cli, "Your name?");
	return *name ? exit_done : cli_misuse(cli, "under which name? --name N");
}

struct newcomer {
	struct command_join join;
	char *name, *institution; /* owned */
	uint8_t token[TOKEN_BYTES];
	bool here_before; /* the token is that of the person whom this profile is already */
	struct board_id board;
};

static void newcomer_free(struct newcomer *newcomer)
{
	free(newcomer->name);
	free(newcomer->institution);
}

/* What a join says, but for the town. */
static int introduce(struct client *client, struct newcomer *newcomer)
{
	struct profile_failure failure = {0};
	const struct cli *cli = client->cli;
	const char *typed = cli_option(cli, "institution");
	int status = newcomer->name ? exit_done : read_name(cli, &newcomer->name);
	if (!status && typed && !newcomer->here_before)
		status = cli_read_text(cli, typed, "the institution", &newcomer->institution);
	if (!status && !newcomer->here_before &&
	    !profile_fresh(&client->profile, newcomer->token, &failure))
		status = client_profile_failed(client, &failure);
	if (status)
		return status;
	newcomer->join.token = (struct bytes){newcomer->token, TOKEN_BYTES};
	newcomer->join.name = cli_text(newcomer->name);
	newcomer->join.institution = cli_text(newcomer->institution ? newcomer->institution : "");
	return exit_done;
}

/* The server alone knows whether this invitation names a town, or needs none. */
static int join_invited(struct client *client, struct newcomer *newcomer, uint32_t *created)
{
	if (newcomer->join.town.n == 0)
		client->expected = err_town_missing;
	int status = client_command(client, command_kind_join, &newcomer->join, created);
	client->expected = err_none;
	if (client->refused != err_town_missing || newcomer->join.town.n)
		return status;
	status = choose_town(client, &newcomer->join.town);
	return status ? status
		      : client_command(client, command_kind_join, &newcomer->join, created);
}

/* Connected as a visitor: with a code, or by an invitation. */
static int join_as(struct client *client, struct newcomer *newcomer, bool invited)
{
	char code[CODE_CHARACTERS + 1];
	uint32_t created = 0;
	read_code(client, code);
	int status = choose_board(client, &newcomer->board);
	if (!status && (!invited || cli_option(client->cli, "town")))
		status = choose_town(client, &newcomer->join.town);
	if (!status)
		status = introduce(client, newcomer);
	if (!status && invited)
		status = join_invited(client, newcomer, &created);
	else if (!status)
		status = client_command(client, command_kind_join, &newcomer->join, &created);
	if (!status)
		status = save_member(client, client->welcome.session, newcomer->token, code,
				     newcomer->board);
	/* The connection goes on as that person, who is sent all rows anew [CMD-4]. */
	if (!status)
		status = client_wait_shown(client);
	if (!status && client->welcome.person.n == 0)
		client->welcome.person.n = created;
	if (!status)
		status = print_person(client, false);
	return status;
}

static int join_by_code(struct client *client, const char *code)
{
	const struct profile *profile = &client->profile;
	struct newcomer newcomer = {0};
	bool returned;
	if (profile->member.known && strcmp(profile->code, code) == 0 &&
	    strcmp(profile->server, client->identity.server) == 0)
		return cli_fail(
			client->cli, exit_conflict, "joined_already",
			"the profile '%s' takes part in this session already; another person "
			"needs another profile: --profile NAME",
			profile->name);
	int status = return_as_before(client, code, &returned);
	if (status || returned)
		return status;
	snprintf(client->identity.code, sizeof client->identity.code, "%s", code);
	status = client_connect(client, true);
	if (!status)
		status = join_as(client, &newcomer, false);
	newcomer_free(&newcomer);
	return status;
}

static void call_oneself(struct client *client, struct session_id session, const uint8_t *token)
{
	client->identity.session = session;
	memcpy(client->identity.token, token, TOKEN_BYTES);
	client->watch = true;
}

/* The answer to an earlier join by this invitation was lost, and it let in nobody after it: the
 * token that was made for that join leads to the person. */
static bool joined_unheard(struct client *client, const struct link_target *target)
{
	if (strcmp(client->problem.code, err_name(err_invitation_over)) != 0 ||
	    !client->profile.has_fresh)
		return false;
	call_oneself(client, target->session, client->profile.fresh);
	if (client_try(client))
		return true;
	call_oneself(client, target->session, target->token);
	return false;
}

/* The secret by which this profile is, or was, somebody in the session; NULL if by none. */
static const struct profile_secret *own_secret(const struct client *client,
					       struct session_id session)
{
	const struct profile *profile = &client->profile;
	if (profile->member.known && profile->member.session.n == session.n &&
	    strcmp(profile->server, client->identity.server) == 0)
		return &profile->member;
	for (uint32_t i = 0; i < profile->former_count; i++)
		if (profile->former[i].secret.session.n == session.n &&
		    strcmp(profile->former[i].server, client->identity.server) == 0)
			return &profile->former[i].secret;
	return NULL;
}

static char *copy_text(struct text text)
{
	char *copy = strndup(text.at ? text.at : "", text.size);
	if (!copy)
		abort();
	return copy;
}

/* Whoever takes part already is invited to more: the person stays, the invitation gives its role.
 * A secret that leads to nobody any more is none. Leaves the client unconnected. */
static int recall(struct client *client, const struct profile_secret *own,
		  struct newcomer *newcomer)
{
	struct row_person person;
	client_hang_up(client);
	call_oneself(client, own->session, own->token);
	if (!client_try(client) && !is_kept_out(client))
		return exit_done;
	int status = client_connect(client, true);
	const uint32_t key[ROW_KEY_PARTS] = {client->welcome.person.n};
	if (!status && replica_get(client->replica, row_kind_person, key, &person)) {
		newcomer->here_before = true;
		newcomer->name = copy_text(person.name);
		newcomer->institution = copy_text(person.institution);
		memcpy(newcomer->token, own->token, TOKEN_BYTES);
	}
	client_hang_up(client);
	return status;
}

/* A personal link, or an invitation: the welcome says which, by the person it names. */
static int enter_by_link(struct client *client, const struct link_target *target)
{
	struct newcomer newcomer = {0};
	const struct profile_secret *own = own_secret(client, target->session);
	call_oneself(client, target->session, target->token);
	if (!client_try(client))
		joined_unheard(client, target);
	int status = client_connect(client, true);
	if (status || client->welcome.person.n || client->welcome.session.n == 0)
		return status ? status : settle_member(client);
	if (own) {
		status = recall(client, own, &newcomer);
		call_oneself(client, target->session, target->token);
		if (!status)
			status = client_connect(client, true);
	}
	if (!status)
		status = join_as(client, &newcomer, true);
	newcomer_free(&newcomer);
	return status;
}

static int join_target(struct client *client, const char *text)
{
	const struct cli *cli = client->cli;
	struct link_target target;
	bool read = link_read(text, &target);
	if (!read && strstr(text, "/j/"))
		return cli_misuse(cli,
				  "'%s' is a join link, but it is not whole: behind /j/ stand the "
				  "eight characters of the code, as in https://HOST/j/KBWF-3N7Q",
				  text);
	/* Not said again here: it may be a secret but for a letter. */
	if (!read && strchr(text, '#'))
		return cli_misuse(cli, "this looks like a personal link or an invitation, but it "
				       "is not whole; please copy all of it, with what stands "
				       "behind #");
	if (!read)
		return cli_misuse(cli, "'%s' is neither a join code (KBWF-3N7Q) nor a link", text);
	/* A link names its server; only --server itself says better. */
	const char *server = cli_option(cli, "server");
	if (!server && target.base[0])
		server = target.base;
	if (!server)
		server = cli->server;
	if (!server)
		server = client->profile.server[0] ? client->profile.server : SERVER_USUAL;
	snprintf(client->identity.server, sizeof client->identity.server, "%s", server);
	return target.code[0] ? join_by_code(client, target.code) : enter_by_link(client, &target);
}

static int join(struct cli *cli)
{
	struct client client;
	char *text = NULL;
	int status = client_begin(&client, cli);
	if (!status)
		status = cli_read_secret(cli, cli_argument(cli, 0), "the link", &text);
	if (!status)
		status = join_target(&client, text);
	free(text);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_join = {
	.name = "join",
	.arguments = "CODE|LINK",
	.purpose = "Take part in a session by code or invitation, or return by a personal link",
	.options = {{"name", "N", "your name", 0, false},
		    {"town", "T", "your town: its name, the beginning of it, or its number", 0,
		     false},
		    {"institution", "I", "for whom you speak", 0, false},
		    {"board", "X", "where your ideas go unless another board is named", 0, false}},
	.examples = {"bogen join KBWF-3N7Q --name Anna --town Rudolstadt",
		     "bogen join https://bogen.example/j/KBWF-3N7Q",
		     "bogen join @invitation --name Bea", "bogen join - < return-link"},
	.notes = "An invitation or a return link is a key: give it on standard input (-) or as a "
		 "file\n"
		 "(@FILE). What an invitation says of role and town counts more than --town. At a\n"
		 "terminal the name and the town are asked for.",
	.run = join,
};

/* ---- leave ---- */

static int forget_member(struct client *client)
{
	struct profile *profile = &client->profile;
	struct profile_failure failure = {0};
	if (!profile_lock(profile, &failure))
		return client_profile_failed(client, &failure);
	profile->member = (struct profile_secret){0};
	profile->code[0] = '\0';
	if (!profile_save(profile, &failure))
		return client_profile_failed(client, &failure);
	return exit_done;
}

static int leave(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_leave args = {.erase = cli_flag(cli, "erase")};
	int status = client_join_in(&client, cli, false);
	if (status)
		return status;
	client.leaving = true;
	status = client_command(&client, command_kind_leave, &args, &created);
	if (!status)
		status = forget_member(&client);
	if (!status && cli->json)
		status = cli_print_json(json_pack("{s:b,s:b}", "left", 1, "erased", args.erase));
	else if (!status)
		cli_say(cli, "You have left; %swhat you wrote stays.",
			args.erase ? "your name is erased, " : "");
	client_end(&client);
	return status;
}

const struct subcommand subcommand_leave = {
	.name = "leave",
	.arguments = "",
	.purpose = "Stop taking part",
	.options = {{"erase", NULL, "erase your name too; nobody can undo this", 0, false}},
	.examples = {"bogen leave", "bogen leave --erase"},
	.run = leave,
};
