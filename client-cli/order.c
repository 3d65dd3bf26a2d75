/* hide, show-again, approve, redact, lock, unlock: keeping order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"
#include "client-cli/several.h"

#define FOR_COMMENTS                                                                               \
	{                                                                                          \
		"comment", NULL, "the number is a comment's", 0, false                             \
	}

/* ---- hide ---- */

static int hide(struct cli *cli)
{
	struct client client;
	uint32_t created, number;
	char *reason = NULL;
	bool comment = cli_flag(cli, "comment");
	const char *what = comment ? "comment" : "idea";
	int status = cli_argument_number(cli, 0, comment ? "a comment" : "an idea", &number);
	if (!status)
		status = cli_read_text(cli, cli_argument(cli, 1), "the reason", &reason);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (!status) {
		struct command_idea_hide idea = {{number}, cli_text(reason)};
		struct command_comment_hide remark = {{number}, cli_text(reason)};
		status = comment ? client_command(&client, command_kind_comment_hide, &remark,
						  &created)
				 : client_command(&client, command_kind_idea_hide, &idea, &created);
		client_end(&client);
	}
	if (!status && cli->json)
		status = cli_print_json(json_pack("{s:I,s:b,s:s}", what, (json_int_t)number,
						  "hidden", 1, "reason", reason));
	else if (!status)
		cli_say(cli, "%s #%u is hidden; its author sees why.", comment ? "Comment" : "Idea",
			number);
	free(reason);
	return status;
}

const struct subcommand subcommand_hide = {
	.name = "hide",
	.arguments = "ID REASON",
	.purpose = "Hide an idea or comment; its author sees why (moderators)",
	.options = {FOR_COMMENTS},
	.examples = {"bogen hide 12 'Names a private person'",
		     "bogen hide --comment 7 'Off the subject'"},
	.notes = "Moderators and the author still see it. 'bogen show-again' brings it back.",
	.run = hide,
};

/* ---- show-again, approve ---- */

static int show_one(struct client *client, uint32_t number, void *context)
{
	uint32_t created;
	const struct several *several = context;
	struct command_idea_show idea = {{number}};
	struct command_comment_show comment = {{number}};
	if (strcmp(several->what, "comment") == 0)
		return client_command(client, command_kind_comment_show, &comment, &created);
	return client_command(client, command_kind_idea_show, &idea, &created);
}

static int show_several(struct cli *cli)
{
	struct client client;
	struct several several;
	int status = several_read(cli, &several);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (!status) {
		status = several_do(&client, &several, show_one, &several);
		client_end(&client);
	}
	if (!status && cli->json) {
		json_t *object = several_json(&several);
		json_object_set_new(object, "hidden", json_false());
		status = cli_print_json(object);
	} else if (!status) {
		char *subject = several_subject(&several);
		cli_say(cli, "%s visible now.", subject);
		free(subject);
	}
	several_free(&several);
	return status;
}

const struct subcommand subcommand_show_again = {
	.name = "show-again",
	.arguments = "ID...",
	.purpose = "Show what was hidden, or written alone (moderators; authors their own)",
	.options = {FOR_COMMENTS},
	.examples = {"bogen show-again 12", "bogen show-again --comment 7"},
	.notes = "What was written in a phase of silence its author may show; what moderators have "
		 "hidden,\n"
		 "they alone.",
	.run = show_several,
};

/* ---- the queue ---- */

/* An idea or comment that waits to be let through. */
struct waiting {
	bool comment;
	uint32_t number;
	struct idea_id idea; /* the comment's */
	struct person_id author;
	struct town_id town;
	struct board_id board;
	struct text text;
	uint64_t created_ms;
};

static int older_first(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	if (x->created_ms != y->created_ms)
		return x->created_ms < y->created_ms ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Returns owned. */
static struct waiting *read_queue(const struct replica *replica, uint32_t *count)
{
	struct find_all ideas, comments;
	struct row_idea idea;
	struct row_comment comment;
	find_all_start(&ideas, replica, row_kind_idea);
	find_all_start(&comments, replica, row_kind_comment);
	struct waiting *queue = calloc(ideas.count + comments.count + 1u, sizeof *queue);
	if (!queue)
		abort();
	*count = 0;
	while (find_all_next(&ideas, &idea))
		if (idea.hold == hold_waiting)
			queue[(*count)++] = (struct waiting){
				.number = idea.id.n,
				.author = idea.author,
				.town = idea.town,
				.board = idea.board,
				.text = idea.title.size ? idea.title : idea.text,
				.created_ms = idea.created_ms,
			};
	while (find_all_next(&comments, &comment))
		if (comment.hold == hold_waiting)
			queue[(*count)++] = (struct waiting){
				.comment = true,
				.number = comment.id.n,
				.idea = comment.idea,
				.author = comment.author,
				.town = comment.town,
				.board = comment.board,
				.text = comment.text,
				.created_ms = comment.created_ms,
			};
	qsort(queue, *count, sizeof *queue, older_first);
	return queue;
}

static json_t *text_or_null(struct text text)
{
	return text.size ? row_json_text(text) : json_null();
}

static json_t *waiting_json(const struct replica *replica, const struct waiting *entry)
{
	return json_pack("{s:s,s:I,s:o,s:o,s:o,s:o,s:o,s:I}", "kind",
			 entry->comment ? "comment" : "idea", "id", (json_int_t)entry->number,
			 "idea", entry->idea.n ? json_integer(entry->idea.n) : json_null(), "text",
			 row_json_text(entry->text), "author",
			 text_or_null(find_person_name(replica, entry->author)), "town",
			 text_or_null(find_label(replica, row_kind_town, "name", entry->town.n)),
			 "board",
			 text_or_null(find_label(replica, row_kind_board, "title", entry->board.n)),
			 "created_ms", (json_int_t)entry->created_ms);
}

static void print_queue(const struct client *client, const struct waiting *queue, uint32_t count)
{
	const struct replica *replica = client->replica;
	struct render_table *table =
		render_table_new("Let through with|Kind|Since|Board|Town|Author|Text");
	for (uint32_t i = 0; i < count; i++) {
		char when[32];
		const struct waiting *entry = &queue[i];
		render_time(entry->created_ms, when, sizeof when);
		render_cell(table, "bogen approve %s%u", entry->comment ? "--comment " : "",
			    entry->number);
		if (entry->comment)
			render_cell(table, "comment #%u on idea #%u", entry->number, entry->idea.n);
		else
			render_cell(table, "idea #%u", entry->number);
		render_cell(table, "%s", when);
		render_cell_text(table,
				 find_label(replica, row_kind_board, "title", entry->board.n));
		render_cell_text(table, find_label(replica, row_kind_town, "name", entry->town.n));
		render_cell_text(table, find_person_name(replica, entry->author));
		render_cell_text(table, entry->text);
	}
	if (count)
		render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
	cli_say(client->cli,
		count ? "%u waiting; 'bogen hide' in place of 'bogen approve', with a reason "
			"behind, keeps it back."
		      : "Nothing is waiting.",
		count);
}

static int list_queue(struct cli *cli)
{
	struct client client;
	uint32_t count;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	struct waiting *queue = read_queue(client.replica, &count);
	if (cli->json) {
		json_t *list = json_array();
		for (uint32_t i = 0; i < count; i++)
			json_array_append_new(list, waiting_json(client.replica, &queue[i]));
		cli_print_json(list);
	} else {
		print_queue(&client, queue, count);
	}
	free(queue);
	client_end(&client);
	return exit_done;
}

static int approve(struct cli *cli)
{
	if (cli->options.argument_count)
		return show_several(cli);
	if (cli_flag(cli, "comment"))
		return cli_misuse(cli, "which comment? 'bogen approve' lists what is waiting");
	return list_queue(cli);
}

const struct subcommand subcommand_approve = {
	.name = "approve",
	.arguments = "[ID]...",
	.purpose = "Let through what waits for approval; without ID: list it (moderators)",
	.options = {FOR_COMMENTS},
	.examples = {"bogen approve", "bogen approve 12 13", "bogen approve --comment 7"},
	.notes = "Whether a board's ideas and comments wait is one of its rules (bogen board "
		 "rules).\n"
		 "Who is no moderator sees their own in the list.",
	.run = approve,
};

/* ---- redact ---- */

static int redact_idea(struct client *client, uint32_t number, const char *text, const char *title)
{
	struct cli *cli = client->cli;
	struct row_idea idea;
	uint64_t revision;
	uint32_t created;
	int status = find_idea(cli, client->replica, number, &idea, &revision);
	if (status)
		return status;
	/* The title is the replica's, which moves on while the answer is awaited. */
	char *kept = title ? strdup(title) : strndup(idea.title.at, idea.title.size);
	if (!kept)
		abort();
	struct command_idea_redact args = {{number}, cli_text(kept), cli_text(text)};
	status = client_command(client, command_kind_idea_redact, &args, &created);
	if (!status && !title && kept[0])
		cli_say(cli, "Its title stays: \"%s\". --title changes it too.", kept);
	free(kept);
	return status;
}

static int redact_as_said(struct cli *cli, uint32_t number, const char *text, const char *title)
{
	struct client client;
	uint32_t created;
	bool comment = cli_flag(cli, "comment");
	char question[120];
	/* The one thing without a way back: a script has to say that it is meant. */
	if (!cli->may_ask && !cli_flag(cli, "yes"))
		return cli_misuse(cli, "nobody can undo this, and there is no terminal to ask at; "
				       "add --yes if it is meant");
	snprintf(question, sizeof question,
		 "What %s #%u said leaves the history for good. Go on (y/n)?",
		 comment ? "comment" : "idea", number);
	if (!cli_confirm(cli, question))
		return cli_fail(cli, exit_failed, "not_confirmed", "nothing was changed");
	int status = client_join_in(&client, cli, !comment);
	if (status)
		return status;
	struct command_comment_redact args = {{number}, cli_text(text)};
	status = comment ? client_command(&client, command_kind_comment_redact, &args, &created)
			 : redact_idea(&client, number, text, title);
	client_end(&client);
	if (!status && cli->json)
		return cli_print_json(json_pack("{s:I,s:b}", comment ? "comment" : "idea",
						(json_int_t)number, "redacted", 1));
	if (!status)
		cli_say(cli, "%s #%u is written anew; what it said is gone.",
			comment ? "Comment" : "Idea", number);
	return status;
}

static int redact(struct cli *cli)
{
	uint32_t number;
	char *text = NULL, *title = NULL;
	const char *typed = cli_option(cli, "title");
	bool comment = cli_flag(cli, "comment");
	int status = cli_argument_number(cli, 0, comment ? "a comment" : "an idea", &number);
	if (!status && comment && typed)
		status = cli_misuse(cli, "a comment has no title");
	if (!status)
		status = cli_read_text(cli, cli_argument(cli, 1), "the text", &text);
	if (!status && typed)
		status = cli_read_text(cli, typed, "the title", &title);
	cli->hand_back = text;
	if (!status)
		status = redact_as_said(cli, number, text, title);
	cli->hand_back = NULL;
	free(text);
	free(title);
	return status;
}

const struct subcommand subcommand_redact = {
	.name = "redact",
	.arguments = "ID TEXT",
	.purpose = "Write an idea or comment anew, and erase what it said (moderators)",
	.options = {FOR_COMMENTS,
		    {"title", "T", "the new title too; '' for none", 0, false},
		    {"yes", NULL, "do not ask", 'y', false}},
	.examples = {"bogen redact 12 'The neighbour (name removed) drives too fast'",
		     "bogen redact 12 - --title '' < text.txt",
		     "bogen redact --comment 7 '(removed)'"},
	.notes = "For what must not be kept, such as a private person's name: the old words leave "
		 "the\n"
		 "history too, and nobody can undo it. Backups made before still hold them. In a "
		 "script\n--yes is needed, for nobody is there to be asked.",
	.run = redact,
};

/* ---- lock, unlock ---- */

static int lock_one(struct client *client, uint32_t number, void *context)
{
	uint32_t created;
	struct command_idea_lock args = {{number}, *(const bool *)context};
	return client_command(client, command_kind_idea_lock, &args, &created);
}

static int lock_ideas(struct client *client, struct several *several, bool locked)
{
	const struct cli *cli = client->cli;
	int status = several_do(client, several, lock_one, &locked);
	if (status)
		return status;
	if (cli->json) {
		json_t *object = several_json(several);
		json_object_set_new(object, "locked", json_boolean(locked));
		return cli_print_json(object);
	}
	char *subject = several_subject(several);
	cli_say(cli, "%s %s.", subject,
		locked ? "locked: no changes, comments and votes" : "open again");
	free(subject);
	return exit_done;
}

static int lock_board(struct client *client, bool locked)
{
	const struct cli *cli = client->cli;
	struct command_board_lock args = {.locked = locked};
	uint32_t created;
	int status = find_board(cli, client->replica, cli_option(cli, "board"), &args.board);
	if (status)
		return status;
	char *title =
		render_line(find_label(client->replica, row_kind_board, "title", args.board.n));
	status = client_command(client, command_kind_board_lock, &args, &created);
	if (!status && cli->json)
		status = cli_print_json(json_pack("{s:I,s:b}", "board", (json_int_t)args.board.n,
						  "locked", locked));
	else if (!status)
		cli_say(cli, "%s %s.", title,
			locked ? "takes no input but the moderators'" : "takes input again");
	free(title);
	return status;
}

static int lock_session(struct client *client, bool locked)
{
	const struct cli *cli = client->cli;
	struct command_session_lock args = {locked};
	uint32_t created;
	int status = client_command(client, command_kind_session_lock, &args, &created);
	if (!status && cli->json)
		return cli_print_json(json_pack("{s:I,s:b}", "session",
						(json_int_t)client->welcome.session.n, "locked",
						locked));
	if (!status)
		cli_say(cli, locked ? "No board takes input but the moderators'."
				    : "The boards take input again.");
	return status;
}

static int set_locked(struct cli *cli, bool locked)
{
	struct client client;
	struct several several;
	bool board = cli_option(cli, "board"), all = cli_flag(cli, "all");
	int status = several_read(cli, &several);
	if (!status && (several.count > 0) + board + all != 1)
		status = cli_misuse(cli,
				    "what is meant? ideas by their numbers, --board X or --all");
	if (!status)
		status = client_join_in(&client, cli, board);
	if (!status) {
		status = several.count ? lock_ideas(&client, &several, locked)
			 : board       ? lock_board(&client, locked)
				       : lock_session(&client, locked);
		client_end(&client);
	}
	several_free(&several);
	return status;
}

static int lock(struct cli *cli)
{
	return set_locked(cli, true);
}

static int unlock(struct cli *cli)
{
	return set_locked(cli, false);
}

const struct subcommand subcommand_lock = {
	.name = "lock",
	.arguments = "[ID]...",
	.purpose = "Take no input on ideas, a board or everywhere (moderators, leaders)",
	.options = {{"board", "X", "all of this board or town", 0, false},
		    {"all", NULL, "all boards", 0, false}},
	.examples = {"bogen lock 12 13", "bogen lock --board Saalfeld", "bogen lock --all"},
	.notes = "A locked idea takes no changes, comments and votes. Moderators may still write "
		 "on\n"
		 "locked boards.",
	.run = lock,
};

const struct subcommand subcommand_unlock = {
	.name = "unlock",
	.arguments = "[ID]...",
	.purpose = "Take input again on what was locked (moderators, leaders)",
	.options = {{"board", "X", "this board or town", 0, false},
		    {"all", NULL, "what 'lock --all' has locked", 0, false}},
	.examples = {"bogen unlock 12", "bogen unlock --board Saalfeld", "bogen unlock --all"},
	.notes = "'unlock --all' leaves ideas and boards locked that were locked by themselves.",
	.run = unlock,
};
