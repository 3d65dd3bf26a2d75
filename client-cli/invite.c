/* invite, relink: links made for others. */
#include "client-cli/invite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "client-cli/find.h"
#include "client-cli/phases.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

void invite_make_token(uint8_t token[TOKEN_BYTES])
{
	if (getrandom(token, TOKEN_BYTES, 0) != TOKEN_BYTES)
		abort();
}

void invite_write_link(const struct client *client, const uint8_t token[TOKEN_BYTES],
		       char out[INVITE_LINK_BYTES])
{
	char secret[TOKEN_TEXT_BYTES];
	token_write(client->welcome.session, token, secret);
	snprintf(out, INVITE_LINK_BYTES, "%s/#%s", client->identity.server, secret);
}

int invite_moderators_only(const struct client *client)
{
	char message[200];
	if (client->welcome.role == role_moderator)
		return exit_done;
	err_sentence(err_not_moderator, client->cli->language, "", message, sizeof message);
	return cli_refuse(client->cli, err_not_moderator, message, 0);
}

/* ---- invite ---- */

static int read_uses(const struct cli *cli, uint64_t *uses)
{
	uint32_t number = 0;
	const char *typed = cli_option(cli, "uses");
	if (typed && !cli_number(typed, &number))
		return cli_misuse(cli, "--uses %s: write how many people may use it", typed);
	*uses = number;
	return exit_done;
}

/* What the command line says, without what needs the session's rows. */
static int read_terms(const struct cli *cli, struct command_invitation_add *args,
		      uint64_t *duration_ms)
{
	uint8_t role = 0;
	const char *typed = cli_option(cli, "role"), *duration = cli_option(cli, "for");
	if (!typed)
		return cli_misuse(cli, "for whom? --role moderator, member, steering, helper, "
				       "observer or citizen");
	int status = cli_read_word(cli, &words_role, INVITE_ROLES_WITHOUT, typed, "a role", &role);
	if (status)
		return status;
	args->role = (enum role)role;
	if (duration && !phases_read_duration(duration, duration_ms))
		return cli_misuse(cli, "--for %s: write how long it holds, 90m, 12h or 14d",
				  duration);
	return read_uses(cli, &args->uses_max);
}

/* "Invitation 3: member from Saalfeld in Traffic, until 2027-03-01 14:05, for 10 people." */
static void say_terms(const struct client *client, const struct command_invitation_add *args,
		      uint32_t number)
{
	char when[32], uses[64] = "any number of people";
	char *town = render_line(find_label(client->replica, row_kind_town, "name", args->town.n));
	char *board =
		render_line(find_label(client->replica, row_kind_board, "title", args->board.n));
	render_time(args->until_ms, when, sizeof when);
	if (args->uses_max == 1)
		snprintf(uses, sizeof uses, "one person");
	else if (args->uses_max)
		snprintf(uses, sizeof uses, "%llu people", (unsigned long long)args->uses_max);
	cli_say(client->cli,
		"Invitation %u: %s%s%s%s%s, %s%s, for %s. Whoever has the link comes in by it.",
		number, words_name(&words_role, args->role), town[0] ? " from " : "", town,
		board[0] ? " in " : "", board, when[0] ? "until " : "without end", when, uses);
	free(town);
	free(board);
}

static json_t *id_or_null(uint32_t number)
{
	return number ? json_integer(number) : json_null();
}

static json_t *name_or_null(const struct replica *replica, enum row_kind kind, const char *label,
			    uint32_t number)
{
	struct text name = find_label(replica, kind, label, number);
	return name.size ? row_json_text(name) : json_null();
}

static int print_invitation(const struct client *client, const struct command_invitation_add *args,
			    uint32_t created)
{
	char link[INVITE_LINK_BYTES];
	const struct replica *replica = client->replica;
	invite_write_link(client, args->token.at, link);
	if (client->cli->json)
		return cli_print_json(json_pack(
			"{s:I,s:s,s:s,s:o,s:o,s:I,s:I}", "invitation", (json_int_t)created, "link",
			link, "role", words_name(&words_role, args->role), "town",
			name_or_null(replica, row_kind_town, "name", args->town.n), "board",
			name_or_null(replica, row_kind_board, "title", args->board.n), "until_ms",
			(json_int_t)args->until_ms, "uses_max", (json_int_t)args->uses_max));
	puts(link);
	say_terms(client, args, created);
	return exit_done;
}

static int make_invitation(struct client *client, struct command_invitation_add *args,
			   uint64_t duration_ms)
{
	struct cli *cli = client->cli;
	const char *town = cli_option(cli, "town"), *board = cli_option(cli, "board");
	uint8_t token[TOKEN_BYTES];
	uint32_t created;
	int status = exit_done;
	if (town)
		status = find_town(cli, client->replica, town, &args->town);
	if (!status && board)
		status = find_board(cli, client->replica, board, &args->board);
	if (status)
		return status;
	invite_make_token(token);
	args->token = (struct bytes){token, TOKEN_BYTES};
	if (duration_ms)
		args->until_ms = client_server_ms(client) + duration_ms;
	status = client_command(client, command_kind_invitation_add, args, &created);
	return status ? status : print_invitation(client, args, created);
}

static int invite(struct cli *cli)
{
	struct client client;
	uint64_t duration_ms = 0;
	struct command_invitation_add args = {0};
	int status = read_terms(cli, &args, &duration_ms);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = make_invitation(&client, &args, duration_ms);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_invite = {
	.name = "invite",
	.arguments = "",
	.purpose = "Print a link that lets people in with a role (moderators)",
	.options = {{"role", "ROLE", "citizen, member, steering, helper, observer or moderator", 0,
		     false},
		    {"town", "A", "the town they speak for", 0, false},
		    {"board", "X", "the team that they get a place in", 0, false},
		    {"for", "DURATION", "how long the link holds, such as 12h or 14d (no end)", 0,
		     false},
		    {"uses", "N", "how many people it lets in (any number)", 0, false}},
	.examples = {"bogen invite --role observer --for 1d",
		     "bogen invite --role member --board Traffic --town Saalfeld --uses 8",
		     "bogen invite --role moderator --uses 1 >link",
		     "bogen invite --role helper --town Saalfeld"},
	.notes = "The link alone goes to standard output. Whoever has it comes in with its role, "
		 "so give\n"
		 "it only to those it is for; 'bogen invite revoke' makes it void.",
	.run = invite,
};

/* ---- invite list ---- */

static const char *state_of(const struct client *client, const struct row_invitation *invitation)
{
	if (invitation->revoked)
		return "revoked";
	if (invitation->until_ms && invitation->until_ms <= client_server_ms(client))
		return "over";
	if (invitation->uses_max && invitation->uses >= invitation->uses_max)
		return "used up";
	return "open";
}

static json_t *invitation_json(const struct client *client, const struct row_invitation *invitation)
{
	const struct replica *replica = client->replica;
	const char *role = words_name(&words_role, invitation->role);
	return json_pack("{s:I,s:s,s:o,s:o,s:I,s:I,s:I,s:s,s:b,s:o,s:I}", "invitation",
			 (json_int_t)invitation->id.n, "role", role ? role : "", "town",
			 name_or_null(replica, row_kind_town, "name", invitation->town.n), "board",
			 name_or_null(replica, row_kind_board, "title", invitation->board.n),
			 "until_ms", (json_int_t)invitation->until_ms, "uses",
			 (json_int_t)invitation->uses, "uses_max", (json_int_t)invitation->uses_max,
			 "state", state_of(client, invitation), "revoked", invitation->revoked,
			 "by", id_or_null(invitation->person.n), "created_ms",
			 (json_int_t)invitation->created_ms);
}

static void add_cells(const struct client *client, struct render_table *table,
		      const struct row_invitation *invitation)
{
	char when[32];
	const char *role = words_name(&words_role, invitation->role);
	render_time(invitation->until_ms, when, sizeof when);
	render_cell(table, "%u", invitation->id.n);
	render_cell(table, "%s", role ? role : "");
	render_cell(table, "%s", when[0] ? when : "-");
	if (invitation->uses_max)
		render_cell(table, "%llu of %llu", (unsigned long long)invitation->uses,
			    (unsigned long long)invitation->uses_max);
	else
		render_cell(table, "%llu", (unsigned long long)invitation->uses);
	render_cell(table, "%s", state_of(client, invitation));
	render_cell_text(table,
			 find_label(client->replica, row_kind_town, "name", invitation->town.n));
	render_cell_text(table,
			 find_label(client->replica, row_kind_board, "title", invitation->board.n));
}

static int list_invitations(const struct client *client)
{
	struct find_all all;
	struct row_invitation invitation;
	int status = invite_moderators_only(client);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|Role|Until|>Used|State|Town|Board");
	find_all_start(&all, client->replica, row_kind_invitation);
	while (find_all_next(&all, &invitation)) {
		json_array_append_new(list, invitation_json(client, &invitation));
		add_cells(client, table, &invitation);
	}
	return cli_print_list(client->cli, list, table);
}

static int invite_list(struct cli *cli)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = list_invitations(&client);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_invite_list = {
	.name = "invite list",
	.arguments = "",
	.purpose = "List the invitations and how often each was used (moderators)",
	.examples = {"bogen invite list", "bogen invite list --json"},
	.run = invite_list,
};

/* ---- invite revoke ---- */

static int invite_revoke(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_invitation_revoke args;
	int status = cli_argument_number(cli, 0, "an invitation", &args.invitation.n);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_command(&client, command_kind_invitation_revoke, &args, &created);
	client_end(&client);
	if (!status && cli->json)
		return cli_print_json(json_pack("{s:I,s:b}", "invitation",
						(json_int_t)args.invitation.n, "revoked", 1));
	if (!status)
		cli_say(cli, "Invitation %u lets nobody in any more; who came by it stays.",
			args.invitation.n);
	return status;
}

const struct subcommand subcommand_invite_revoke = {
	.name = "invite revoke",
	.arguments = "N",
	.purpose = "Let nobody else in by an invitation (moderators)",
	.examples = {"bogen invite revoke 3"},
	.run = invite_revoke,
};

/* ---- relink ---- */

/* Whose link it was: the profile goes on with the new one. */
static int keep_own_link(struct client *client, const uint8_t token[TOKEN_BYTES])
{
	struct profile_failure failure = {0};
	if (!profile_lock(&client->profile, &failure))
		return client_profile_failed(client, &failure);
	memcpy(client->profile.member.token, token, TOKEN_BYTES);
	if (!profile_save(&client->profile, &failure))
		return client_profile_failed(client, &failure);
	return exit_done;
}

static int make_link(struct client *client)
{
	struct cli *cli = client->cli;
	struct command_person_relink args = {0};
	uint8_t token[TOKEN_BYTES];
	char link[INVITE_LINK_BYTES];
	uint32_t created;
	int status = find_person(cli, client->replica, cli_argument(cli, 0), &args.person);
	if (status)
		return status;
	char *name = render_line(find_person_name(client->replica, args.person));
	invite_make_token(token);
	args.token = (struct bytes){token, TOKEN_BYTES};
	status = client_command(client, command_kind_person_relink, &args, &created);
	if (!status && args.person.n == client->welcome.person.n)
		status = keep_own_link(client, token);
	invite_write_link(client, token, link);
	if (!status && cli->json) {
		status = cli_print_json(json_pack("{s:I,s:s,s:s}", "person",
						  (json_int_t)args.person.n, "name", name, "link",
						  link));
	} else if (!status) {
		puts(link);
		cli_say(cli,
			"The new link of %s; older ones are void. It is a key: give it to nobody "
			"else.",
			name[0] ? name : "this person");
	}
	free(name);
	return status;
}

static int relink(struct cli *cli)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = make_link(&client);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_relink = {
	.name = "relink",
	.arguments = "PERSON",
	.purpose = "Print a person's new return link; the old ones are void (moderators)",
	.examples = {"bogen relink Anna", "bogen relink 7"},
	.notes = "For whoever lost their phone, or whose link fell into wrong hands: with the new "
		 "link\n"
		 "they come back as the same person.",
	.run = relink,
};
