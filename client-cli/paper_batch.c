/* paper batch: a table of slips. All of it is checked, then entered; run again, it doubles nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/paper_enter.h"
#include "client-cli/paper_read.h"
#include "client-cli/paper_receipts.h"
#include "client-cli/paper_table.h"
#include "client-cli/pour.h"
#include "client-cli/spreadsheet.h"

enum fate { fate_open, fate_entered, fate_existing, fate_conflict, fate_refused };

/* One command: a paper, or one opinion of a slip. */
struct entry {
	const struct paper_line *line;
	uint32_t choice; /* in opinion ballots: which */
	enum fate fate;
	uint64_t mark;
	enum paper_state before; /* what the journal says of the slip, from an earlier time */
	bool same;               /* and then it said the same */
	bool noted;              /* as sent, this time */
	uint8_t check[CHECK_BYTES];
};

struct batch {
	struct client client;
	struct row_ballot ballot; /* its texts and lists only until the first command */
	struct paper_table table;
	struct paper_journal journal;
	struct receipts receipts;
	struct pour pour;
	struct entry *entries;
	uint32_t count;
	bool looked; /* at what the server has of the conflicts */
};

static bool is_opinion(const struct batch *batch)
{
	return batch->ballot.method == ballot_method_opinion;
}

/* What the entry says; its bytes are the line's. */
static struct pairs choices_of(const struct batch *batch, const struct entry *entry)
{
	struct pairs all = entry->line->choices;
	if (!is_opinion(batch))
		return all;
	return (struct pairs){all.at + (size_t)entry->choice * PAIR_BYTES, 1};
}

static uint32_t idea_of(const struct batch *batch, const struct entry *entry)
{
	return is_opinion(batch) ? pairs_get(choices_of(batch, entry), 0).id : 0;
}

/* ---- commands ---- */

static void note(struct batch *batch, const struct entry *entry, enum paper_state state)
{
	struct paper_entry noted = {.slip = entry->line->slip,
				    .state = state,
				    .mark = entry->mark,
				    .idea = idea_of(batch, entry)};
	memcpy(noted.check, entry->check, CHECK_BYTES);
	paper_journal_note(&batch->journal, &noted);
}

/* What was sent before and never answered is sent the same again. What was entered before stays
 * noted as that until the server says otherwise. */
static void note_sent(struct batch *batch, struct entry *entry)
{
	if (entry->noted || entry->before == paper_entered)
		return;
	entry->noted = true;
	note(batch, entry, paper_sent);
}

static bool fill(void *context, uint32_t index, enum command_kind *kind, union any_command *args)
{
	struct batch *batch = context;
	struct entry *entry = &batch->entries[index];
	const struct paper_line *line = entry->line;
	note_sent(batch, entry);
	if (is_opinion(batch)) {
		struct pair choice = pairs_get(choices_of(batch, entry), 0);
		*kind = command_kind_vote;
		args->vote = (struct command_vote){.ballot = batch->ballot.id,
						   .idea = {choice.id},
						   .choice = (enum choice)choice.number,
						   .slip = line->slip};
		return true;
	}
	*kind = command_kind_cast;
	args->cast = paper_enter_cast(&batch->ballot, line->slip, line->choices, entry->check);
	return true;
}

static int flush(void *context)
{
	struct batch *batch = context;
	const struct cli *cli = batch->client.cli;
	if (!receipts_flush(&batch->receipts))
		return cli_fail(cli, exit_failed, "unwritable", "cannot write %s: %s",
				batch->receipts.path, strerror(errno));
	if (paper_journal_flush(&batch->journal))
		return exit_done;
	return cli_fail(cli, exit_failed, "unwritable", "cannot write %s: %s", batch->journal.path,
			strerror(errno));
}

static void close_entry(struct batch *batch, struct entry *entry, enum fate fate)
{
	entry->fate = fate;
	if (fate == fate_entered && batch->receipts.to)
		receipts_add(&batch->receipts, entry->line->slip, entry->check);
	if (fate == fate_entered)
		note(batch, entry, paper_entered);
	else if (entry->noted)
		note(batch, entry, paper_refused);
}

static void take_done(void *context, uint32_t index, uint32_t result)
{
	struct batch *batch = context;
	(void)result;
	close_entry(batch, &batch->entries[index], fate_entered);
}

/* What concerns not this slip but all: it is better to stop. */
static bool stops_all(uint64_t err)
{
	return err == err_ballot_not_open || err == err_ballot_is_void || err == err_not_helper ||
	       err == err_not_joined || err == err_observers_read || err == err_phase_forbids ||
	       err == err_locked || err == err_not_stored || err == err_method_differs ||
	       err == err_command_unknown;
}

/* What is otherwise a little later, without the table being another. */
static bool passes(uint64_t err)
{
	return err == err_phase_forbids || err == err_locked || err == err_not_stored;
}

/* The slip is in the ballot already. That is as it should be if it said the same: as far as this
 * profile has entered it, the journal knows. */
static void take_used(struct batch *batch, struct entry *entry)
{
	if (entry->same && entry->before == paper_sent)
		close_entry(batch, entry, fate_entered); /* its answer was lost */
	else if (entry->same && entry->before == paper_entered)
		close_entry(batch, entry, fate_existing);
	else
		close_entry(batch, entry, fate_conflict);
}

static int take_refusal(void *context, uint32_t index, const struct frame_refused *refused)
{
	struct batch *batch = context;
	const struct cli *cli = batch->client.cli;
	struct entry *entry = &batch->entries[index];
	char message[2100];
	if (refused->code == err_slip_used) {
		take_used(batch, entry);
		return exit_done;
	}
	snprintf(message, sizeof message, "%.*s", (int)refused->message.size, refused->message.at);
	pour_end_line(&batch->pour);
	if (stops_all(refused->code)) {
		int status = cli_refuse(cli, refused->code, message, refused->retry_ms);
		if (passes(refused->code))
			cli_say(cli, "The same command goes on from here.");
		return status;
	}
	cli_say(cli, "line %u, slip %u: %s", entry->line->line, entry->line->slip, message);
	close_entry(batch, entry, fate_refused);
	return exit_done;
}

/* ---- what the server has of slips that were entered elsewhere ---- */

static bool says_the_same(const struct batch *batch, const struct entry *entry)
{
	const struct replica *replica = batch->client.replica;
	const uint32_t slip_key[ROW_KEY_PARTS] = {entry->line->slip};
	struct row_slip slip;
	struct row_vote vote;
	struct row_paper row;
	struct paper here, there;
	if (!replica_get(replica, row_kind_slip, slip_key, &slip))
		return false;
	if (is_opinion(batch)) {
		struct pair choice = pairs_get(choices_of(batch, entry), 0);
		const uint32_t vote_key[ROW_KEY_PARTS] = {batch->ballot.id.n, choice.id,
							  slip.person.n};
		return replica_get(replica, row_kind_vote, vote_key, &vote) &&
		       vote.choice == choice.number;
	}
	const uint32_t key[ROW_KEY_PARTS] = {batch->ballot.id.n, slip.person.n};
	if (!replica_get(replica, row_kind_paper, key, &row) || row.withdrawn)
		return false;
	paper_from(&here, entry->line->choices);
	paper_from(&there, row.choices);
	return paper_same(&here, &there);
}

static bool has_conflicts(const struct batch *batch)
{
	for (uint32_t i = 0; i < batch->count; i++)
		if (batch->entries[i].fate == fate_conflict)
			return true;
	return false;
}

/* Moderators can read all papers but sealed ones, on a connection that does not watch [PAGE-2]. */
static int look_at_conflicts(struct batch *batch)
{
	struct client *client = &batch->client;
	if (!has_conflicts(batch) || batch->ballot.secrecy == secrecy_confidential ||
	    client->welcome.role != role_moderator)
		return exit_done;
	client_hang_up(client);
	client->complete = false;
	int status = client_connect(client, false);
	if (!status)
		status = client_read_pages(client);
	batch->looked = !status;
	for (uint32_t i = 0; !status && i < batch->count; i++) {
		struct entry *entry = &batch->entries[i];
		if (entry->fate != fate_conflict || !says_the_same(batch, entry))
			continue;
		entry->fate = fate_existing;
		note(batch, entry, paper_entered);
	}
	return status;
}

/* ---- reporting ---- */

static uint32_t count_fate(const struct batch *batch, enum fate fate)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < batch->count; i++)
		count += batch->entries[i].fate == fate;
	return count;
}

static json_t *list_fate(const struct batch *batch, enum fate fate)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < batch->count; i++)
		if (batch->entries[i].fate == fate)
			json_array_append_new(
				list, json_pack("{s:I,s:I}", "line",
						(json_int_t)batch->entries[i].line->line, "slip",
						(json_int_t)batch->entries[i].line->slip));
	return list;
}

static void say_conflicts(const struct batch *batch)
{
	const struct cli *cli = batch->client.cli;
	bool sealed = batch->ballot.secrecy == secrecy_confidential;
	for (uint32_t i = 0; i < batch->count; i++) {
		const struct entry *entry = &batch->entries[i];
		if (entry->fate != fate_conflict)
			continue;
		bool known = entry->before == paper_entered || batch->looked;
		cli_say(cli, "line %u, slip %u: it was entered before%s; it stays as it was",
			entry->line->line, entry->line->slip,
			known    ? " with other choices"
			: sealed ? ", not from here, and what it says is sealed"
				 : ", and not with these choices as far as can be seen from here");
	}
}

static int report(const struct batch *batch, bool dry)
{
	const struct cli *cli = batch->client.cli;
	uint32_t entered = dry ? batch->count : count_fate(batch, fate_entered);
	uint32_t existing = count_fate(batch, fate_existing);
	uint32_t conflicts = count_fate(batch, fate_conflict);
	uint32_t refused = count_fate(batch, fate_refused);
	const char *what = is_opinion(batch) ? "opinion" : "paper";
	if (cli->json)
		cli_print_json(json_pack("{s:I,s:I,s:I,s:I,s:o,s:o,s:b}", "ballot",
					 (json_int_t)batch->ballot.id.n, "slips",
					 (json_int_t)batch->table.count, "entered",
					 (json_int_t)entered, "existing", (json_int_t)existing,
					 "conflicts", list_fate(batch, fate_conflict), "refused",
					 list_fate(batch, fate_refused), "dry_run", dry));
	else
		say_conflicts(batch);
	if (!cli->json) {
		printf("%u %s%s %s", entered, what, entered == 1 ? "" : "s",
		       dry ? "would be entered" : "entered");
		printf(existing ? ", %u there already" : "%.0u", existing);
		printf(conflicts ? ", %u in conflict" : "%.0u", conflicts);
		printf(refused ? ", %u refused\n" : "%.0u\n", refused);
	}
	if (dry && batch->client.welcome.role != role_moderator)
		cli_say(cli, "Whether these slips have been numbered, and which were entered "
			     "before, helpers learn only\nwhile entering.");
	return conflicts || refused ? exit_conflict : exit_done;
}

static void say_receipts(const struct batch *batch)
{
	cli_say(batch->client.cli,
		"The check numbers are in %s. Each finds its paper in the list that is published "
		"when\nthe ballot is closed: who holds this file then learns what every slip said. "
		"Give each\nperson their number and delete the file, and the table too.",
		batch->receipts.path);
}

/* ---- paper batch ---- */

/* Moderators see which slips there are; to helpers the server says it. */
static void check_slips(struct batch *batch)
{
	const struct client *client = &batch->client;
	for (uint32_t i = 0; i < batch->table.count; i++) {
		const struct paper_line *line = &batch->table.lines[i];
		const uint32_t key[ROW_KEY_PARTS] = {line->slip};
		struct row_slip slip;
		if (client->welcome.role == role_moderator &&
		    !replica_get(client->replica, row_kind_slip, key, &slip))
			paper_table_problem(&batch->table, "line %u: slip %u has not been numbered",
					    line->line, line->slip);
	}
}

static int read_table(struct batch *batch, const char *path)
{
	const struct cli *cli = batch->client.cli;
	char reason[300] = "";
	struct paper_options options;
	size_t size = 0;
	char *text = cli_read_file(path, &size);
	if (!text)
		return cli_fail(cli, errno == ENOENT ? exit_missing : exit_failed, "unreadable",
				"cannot read %s: %s", path, strerror(errno));
	json_t *lines = spreadsheet_lines(text, size, reason, sizeof reason);
	free(text);
	if (!lines)
		return cli_fail(cli, exit_usage, "unreadable", "%s: %s", path, reason);
	paper_options_make(&options, batch->client.replica, &batch->ballot);
	paper_table_read(&batch->table, lines, &batch->ballot, &options, cli->language);
	paper_options_free(&options);
	json_decref(lines);
	if (batch->table.problem_count == 0)
		check_slips(batch);
	if (batch->table.problem_count == 0)
		return exit_done;
	return cli_fail(cli, exit_usage, "unreadable",
			"%s: nothing is entered, for %u thing%s wrong:\n%s", path,
			batch->table.problem_count,
			batch->table.problem_count == 1 ? " is" : "s are", batch->table.problems);
}

static void make_entries(struct batch *batch)
{
	size_t room = 1;
	for (uint32_t i = 0; i < batch->table.count; i++)
		room += is_opinion(batch) ? batch->table.lines[i].choices.count : 1;
	batch->entries = calloc(room, sizeof *batch->entries);
	if (!batch->entries)
		abort();
	for (uint32_t i = 0; i < batch->table.count; i++) {
		const struct paper_line *line = &batch->table.lines[i];
		uint32_t count = is_opinion(batch) ? line->choices.count : 1;
		for (uint32_t j = 0; j < count; j++)
			batch->entries[batch->count++] = (struct entry){.line = line, .choice = j};
	}
}

/* What is known from earlier times. */
static void recall(struct batch *batch)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		struct entry *entry = &batch->entries[i];
		const struct paper_entry *before = paper_journal_find(
			&batch->journal, entry->line->slip, idea_of(batch, entry));
		entry->mark = paper_journal_mark(&batch->journal, choices_of(batch, entry));
		entry->before = before ? before->state : paper_unknown;
		entry->same = before && before->mark == entry->mark;
		if (entry->same && before->state == paper_sent)
			memcpy(entry->check, before->check, CHECK_BYTES);
		else
			paper_enter_check(&batch->ballot, entry->check);
	}
}

static int open_files(struct batch *batch)
{
	const struct cli *cli = batch->client.cli;
	const char *path = cli_option(cli, "receipts");
	bool sealed = batch->ballot.secrecy == secrecy_confidential;
	if (sealed && !path)
		return cli_misuse(cli,
				  "ballot #%u is confidential: where to write the check "
				  "numbers? --receipts FILE",
				  batch->ballot.id.n);
	if (!sealed && path)
		return cli_misuse(cli, "ballot #%u is not confidential: it gives no receipts",
				  batch->ballot.id.n);
	if (path && !receipts_open(&batch->receipts, path))
		return cli_fail(cli, exit_failed, "unwritable", "cannot write %s: %s", path,
				errno == EBADMSG ? "it holds something else" : strerror(errno));
	return paper_enter_open_journal(&batch->client, &batch->ballot, &batch->journal);
}

static int pour(struct batch *batch)
{
	static const struct pour_calls calls = {fill, flush, take_done, take_refusal, NULL, NULL};
	batch->pour = (struct pour){.client = &batch->client,
				    .calls = &calls,
				    .context = batch,
				    .doing = "Entering",
				    .first = 1,
				    .count = batch->count};
	pour_begin(&batch->pour);
	int status = pour_run(&batch->pour);
	pour_end(&batch->pour);
	int flushed = flush(batch);
	return status ? status : flushed;
}

/* Commands are numbered anew, by a device of this batch's own. */
static int connect_anew(struct batch *batch)
{
	struct client *client = &batch->client;
	client_hang_up(client);
	client->device = profile_new_device();
	return client_connect(client, true);
}

static int enter_all(struct batch *batch)
{
	struct cli *cli = batch->client.cli;
	bool dry = cli_flag(cli, "dry-run");
	int status = find_ballot(cli, batch->client.replica, cli_argument(cli, 0), &batch->ballot);
	if (!status)
		status = read_table(batch, cli_argument(cli, 1));
	if (status)
		return status;
	make_entries(batch);
	if (dry)
		return report(batch, true);
	status = open_files(batch);
	if (status)
		return status;
	recall(batch);
	status = connect_anew(batch);
	if (!status)
		status = pour(batch);
	if (status == exit_interrupted)
		cli_say(cli, "Interrupted; the same command goes on from here.");
	if (!status)
		status = look_at_conflicts(batch);
	if (status)
		return status;
	status = report(batch, false);
	if (batch->receipts.to)
		say_receipts(batch);
	return status;
}

static int paper_batch(struct cli *cli)
{
	struct batch batch = {.journal = {.to = -1}};
	int status = client_join_in(&batch.client, cli, true);
	if (status)
		return status;
	status = enter_all(&batch);
	bool settled = status == exit_done || status == exit_conflict;
	bool written = receipts_close(&batch.receipts);
	if (!written && settled)
		status = cli_fail(cli, exit_failed, "unwritable", "cannot write the receipts");
	paper_journal_close(&batch.journal, settled && written);
	paper_table_free(&batch.table);
	free(batch.entries);
	client_end(&batch.client);
	return status;
}

const struct subcommand subcommand_paper_batch = {
	.name = "paper batch",
	.arguments = "BALLOT FILE.csv",
	.purpose = "Enter a table of slips (helpers and moderators)",
	.options = {{"dry-run", NULL, "only check the table", 0, false},
		    {"receipts", "FILE",
		     "where the check numbers of a confidential ballot are written", 0, false}},
	.examples = {"bogen paper batch 2 slips.csv --dry-run", "bogen paper batch 2 slips.csv",
		     "bogen paper batch 5 slips.csv --receipts receipts.csv"},
	.notes =
		"The first line names the columns: slip, and each option by number (#12) or title; "
		"or the two\n"
		"columns slip and choices, with cells such as '12=3 14=1'. ',' or ';' between "
		"cells. In\n"
		"cells stand the values of 'bogen cast'; x and ja, nein, dafür … are understood. "
		"An empty\n"
		"cell says nothing of its option.\n"
		"All lines are checked first; if one is wrong, nothing is entered. Which slips are "
		"numbered\n"
		"moderators alone see: a helper is told of unknown ones while the others are "
		"entered.\n"
		"Entered again, a slip\n"
		"that says the same is left alone, and one that says something else is named: "
		"'paper\n"
		"withdraw' takes it back.",
	.run = paper_batch,
};
