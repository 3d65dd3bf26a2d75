/* watch: the newest state of each row as it changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"
#include "client-cli/watch_line.h"

struct changed {
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
};

struct watcher {
	struct client client;
	struct replica *before; /* what had to be dropped, until all rows have come anew */
	bool silent;            /* what has been there before is not told */
	bool named;             /* somebody reads along: titles beside numbers */
	struct changed *changed;
	uint32_t changed_count, changed_room;
};

static void print_json_line(const struct row *row)
{
	cli_print_json(json_pack("{s:I,s:s,s:o,s:o}", "seq", (json_int_t)row->revision, "kind",
				 row_shape(row->kind)->name, "key", row_json_key(row), "row",
				 row_json(row)));
}

static void print_row(const struct watcher *watcher, const struct row *row)
{
	if (watcher->client.cli->json)
		print_json_line(row);
	else
		watch_line_print(&watcher->client, watcher->named, row);
}

/* ---- changes ---- */

/* Lines are printed after all rows of an update have been put: a name that came with an idea is
 * known then. */
static void note_change(void *context, const struct row *row)
{
	struct watcher *watcher = context;
	if (watcher->changed_count == watcher->changed_room) {
		watcher->changed_room = watcher->changed_room ? watcher->changed_room * 2 : 64;
		watcher->changed =
			realloc(watcher->changed, watcher->changed_room * sizeof *watcher->changed);
		if (!watcher->changed)
			abort();
	}
	struct changed *changed = &watcher->changed[watcher->changed_count++];
	changed->kind = (enum row_kind)row->kind;
	memcpy(changed->key, row->key, sizeof changed->key);
}

/* All rows are about to be sent anew: the old ones are kept to find out which are gone. */
static void set_aside(void *context)
{
	struct watcher *watcher = context;
	watcher->changed_count = 0;
	if (watcher->before || !watcher->client.complete)
		return;
	watcher->before = watcher->client.replica;
	watcher->client.replica = replica_new();
	replica_watch(watcher->client.replica, note_change, watcher);
}

static void print_vanished(struct watcher *watcher)
{
	const struct replica *now = watcher->client.replica;
	for (uint32_t kind = 1; kind < row_kinds_end; kind++) {
		const struct row **rows;
		uint32_t count = replica_rows(watcher->before, (enum row_kind)kind, &rows);
		for (uint32_t i = 0; i < count; i++) {
			const struct row *row = replica_row(now, (enum row_kind)kind, rows[i]->key);
			struct row gone = *rows[i];
			gone.removed = true;
			gone.revision = replica_seq(now);
			if (!row || row->removed)
				print_row(watcher, &gone);
		}
		free(rows);
	}
	replica_free(watcher->before);
	watcher->before = NULL;
}

#define ALIKE_MAX 8u /* lines of one update that say the same of different people or tables */

static bool is_alike(const struct row *row)
{
	struct row_board board;
	return row->kind == row_kind_seat ||
	       (row->kind == row_kind_board && !row->removed && row_fields(row, &board) &&
		board.sort == board_sort_table);
}

static const struct row *changed_row(const struct watcher *watcher, uint32_t index)
{
	const struct changed *changed = &watcher->changed[index];
	return replica_row(watcher->client.replica, changed->kind, changed->key);
}

/* Seats and tables change by the hundred at once: so many are told by their number. Returns whether
 * that was done. */
static bool tell_crowds(const struct watcher *watcher)
{
	uint32_t seats = 0, tables = 0;
	for (uint32_t i = 0; i < watcher->changed_count; i++) {
		const struct row *row = changed_row(watcher, i);
		if (row && is_alike(row))
			++*(row->kind == row_kind_seat ? &seats : &tables);
	}
	if (seats + tables <= ALIKE_MAX)
		return false;
	if (tables)
		printf("%u table%s changed: bogen board list\n", tables, tables == 1 ? "" : "s");
	if (seats)
		printf("%u seat%s changed: bogen seat list\n", seats, seats == 1 ? "" : "s");
	return true;
}

/* False if nobody reads any more. */
static bool tell(struct watcher *watcher)
{
	bool crowded = !watcher->silent && !watcher->client.cli->json && tell_crowds(watcher);
	for (uint32_t i = 0; i < watcher->changed_count && !watcher->silent; i++) {
		const struct row *row = changed_row(watcher, i);
		if (row && !(crowded && is_alike(row)))
			print_row(watcher, row);
	}
	watcher->changed_count = 0;
	watcher->silent = false;
	if (watcher->before)
		print_vanished(watcher);
	return fflush(stdout) == 0;
}

/* ---- staying connected ---- */

/* Tries for ever, unless the server says that there is no coming back. */
static int come_back(struct client *client)
{
	for (uint32_t failures = 0; !client->link; failures++) {
		if (!client->problem.worth_retrying)
			return cli_fail(client->cli, client->problem.exit, client->problem.code,
					"%s", client->problem.message);
		uint64_t wait_ms = client_backoff_ms(client, failures);
		if (failures == 0)
			cli_say(client->cli, "%s; trying again.", client->problem.message);
		if (!link_sleep(wait_ms))
			return exit_interrupted;
		client_extend(client);
		if (client_try(client) && failures > 0)
			cli_say(client->cli, "Connected again.");
	}
	return exit_done;
}

static int follow(struct watcher *watcher)
{
	struct client *client = &watcher->client;
	struct frame frame;
	/* What the connecting has brought. */
	if (client->complete && !tell(watcher))
		return exit_failed;
	for (;;) {
		int status = exit_done;
		switch (client_next(client, UINT64_MAX, &frame)) {
		case client_step_update:
		case client_step_passing:
			if (client->complete && !tell(watcher))
				return exit_failed;
			break;
		case client_step_lost:
			status = come_back(client);
			break;
		case client_step_interrupted:
			return exit_interrupted;
		default:
			break;
		}
		if (status)
			return status;
	}
}

static void greet(const struct client *client)
{
	struct text title =
		find_label(client->replica, row_kind_session, "title", client->welcome.session.n);
	cli_say(client->cli, "Watching '%.*s'; Ctrl-C ends.", (int)title.size, title.at);
}

static int watch(struct cli *cli)
{
	struct watcher watcher = {0};
	struct client *client = &watcher.client;
	watcher.silent = cli_flag(cli, "changes") || !cli->json;
	watcher.named = isatty(STDOUT_FILENO);
	int status = client_begin(client, cli);
	if (!status) {
		client->before_reset = set_aside;
		client->context = &watcher;
		replica_watch(client->replica, note_change, &watcher);
		status = client_as_member(client);
	}
	if (!status)
		status = client_connect(client, true);
	if (!status) {
		greet(client);
		status = follow(&watcher);
	}
	if (watcher.before)
		replica_free(watcher.before);
	free(watcher.changed);
	client_end(client);
	return status;
}

const struct subcommand subcommand_watch = {
	.name = "watch",
	.arguments = "",
	.purpose = "Follow what happens, until interrupted",
	.options = {{"changes", NULL, "with --json: leave out what is there at the start", 0,
		     false}},
	.examples = {"bogen watch", "bogen watch --json | jq -c 'select(.kind==\"idea\")'"},
	.notes =
		"With --json one line for each row in its newest state, first all that are there:\n"
		"{\"seq\",\"kind\",\"key\":[...],\"row\":{...}|null}; null is a row that is gone. "
		"After a lost\n"
		"connection it goes on where it was.",
	.run = watch,
};
