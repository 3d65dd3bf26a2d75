/* import: ideas from a spreadsheet, or a whole session from an export, into the current session. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/client.h"
#include "client-cli/import_plan.h"
#include "client-cli/journal.h"
#include "client-cli/pb_file.h"
#include "client-cli/pour.h"
#include "client-cli/spreadsheet.h"
#include "client-cli/transfer_pb.h"

struct import {
	struct client client;
	struct import_plan plan;
	struct journal journal;
	struct pour pour;
	char *journal_path;
	int first_refusal; /* exit code; 0: none */
	bool whole;        /* an export, no table */
};

/* ---- steps ---- */

static void close_step(struct import *import, uint32_t index, enum import_state state,
		       uint32_t result)
{
	import_plan_close(&import->plan, index, state, result);
	journal_note(&import->journal, index, state, result);
}

static int journal_failed(const struct import *import)
{
	return cli_fail(import->client.cli, exit_failed, "unwritable", "cannot write %s: %s",
			import->journal_path, strerror(errno));
}

static int flush_journal(void *context)
{
	struct import *import = context;
	return journal_flush(&import->journal) ? exit_done : journal_failed(import);
}

static uint32_t wave_of_step(void *context, uint32_t index)
{
	const struct import *import = context;
	return import->plan.steps[index].wave;
}

static bool fill_step(void *context, uint32_t index, enum command_kind *kind,
		      union any_command *args)
{
	struct import *import = context;
	uint32_t met;
	enum import_filled filled =
		import_plan_fill(&import->plan, import->client.replica, index, args, &met);
	*kind = import->plan.steps[index].kind;
	if (filled != import_filled_ready)
		close_step(import, index,
			   filled == import_filled_idle ? import_existing : import_failed, met);
	return filled == import_filled_ready;
}

static void note_step(void *context, uint32_t index, uint32_t result)
{
	close_step(context, index, import_done, result);
}

/* What concerns not this step but all that follow: it is better to stop, and to go on later. */
static bool stops_all(uint64_t err)
{
	bool rights = err == err_not_moderator || err == err_not_leader || err == err_not_helper ||
		      err == err_not_member || err == err_not_steering ||
		      err == err_observers_read || err == err_not_joined; /* lost on the way */
	return rights || err == err_phase_forbids || err == err_ballot_not_open ||
	       err == err_not_stored || err == err_number_old || err == err_number_reused ||
	       err == err_command_unknown;
}

static int take_refusal(void *context, uint32_t index, const struct frame_refused *refused)
{
	struct import *import = context;
	const struct cli *cli = import->client.cli;
	const struct import_step *step = &import->plan.steps[index];
	char message[2100];
	snprintf(message, sizeof message, "%.*s", (int)refused->message.size, refused->message.at);
	if (stops_all(refused->code)) {
		pour_end_line(&import->pour);
		int status = cli_refuse(cli, refused->code, message, refused->retry_ms);
		cli_say(cli, "The same command goes on from here.");
		return status;
	}
	cli_say(cli, "%s %u: %s", command_shape(step->kind)->name,
		import_plan_number(step->row, "id"), message);
	if (!import->first_refusal)
		import->first_refusal = err_exit(refused->code);
	close_step(import, index, import_failed, 0);
	return exit_done;
}

static void renew_journal(void *context)
{
	struct import *import = context;
	if (!journal_renew(&import->journal))
		journal_failed(import);
}

static int run_steps(struct import *import)
{
	static const struct pour_calls calls = {fill_step,    flush_journal, note_step,
						take_refusal, wave_of_step,  renew_journal};
	import->pour = (struct pour){.client = &import->client,
				     .calls = &calls,
				     .context = import,
				     .doing = "Importing",
				     .first = 1,
				     .count = import->plan.step_count};
	pour_begin(&import->pour);
	for (uint32_t i = 0; i < import->plan.step_count; i++)
		if (import->plan.steps[i].state != import_open)
			pour_skip(&import->pour, i);
	int status = pour_run(&import->pour);
	if (!status)
		status = pour_wait_shown(&import->pour); /* for what came of the ballots */
	int flushed = flush_journal(import);
	pour_end(&import->pour);
	return status ? status : flushed;
}

/* ---- reporting ---- */

static uint32_t count_steps(const struct import_plan *plan, enum command_kind kind,
			    enum import_state state)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan->step_count; i++) {
		const struct import_step *step = &plan->steps[i];
		bool slips = kind == command_kind_slips_add; /* many at once */
		if (step->kind == kind && step->state == state)
			count += slips ? import_plan_number(step->row, "count") : 1;
	}
	return count;
}

static const struct {
	enum command_kind kind;
	const char *name;
} reported[] = {
	{command_kind_town_add, "towns"},
	{command_kind_topic_add, "topics"},
	{command_kind_person_add, "people"},
	{command_kind_idea_add, "ideas"},
	{command_kind_comment_add, "comments"},
	{command_kind_idea_link, "links"},
	{command_kind_vote, "votes"},
	{command_kind_board_add, "boards"},
	{command_kind_idea_hide, "hidden_ideas"},
	{command_kind_comment_hide, "hidden_comments"},
	{command_kind_idea_merge, "merged"},
	{command_kind_idea_stage, "stages"},
	{command_kind_idea_lock, "locked"},
	{command_kind_idea_send_up, "sent_up"},
	{command_kind_person_role, "roles"},
	{command_kind_seat_take, "seats"},
	{command_kind_board_lead, "leaders"},
	{command_kind_ballot_add, "ballots"},
	{command_kind_ballot_repeat, "rounds"},
	{command_kind_slips_add, "slips"},
	{command_kind_cast, "papers"},
};

/* What was sealed, or lost with its key, cannot be entered again. */
static void say_sealed(const struct import *import)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(import->plan.file, "ballot"), at, row)
	{
		const char *title = json_string_value(json_object_get(row, "title"));
		if (import_ballots_enters(row) || import_plan_is(row, "state", "prepared") ||
		    !title)
			continue;
		if (import_plan_is(row, "state", "closed"))
			cli_say(import->client.cli,
				"'%s' was confidential: nobody can tell whose its papers are, so "
				"it "
				"is prepared anew,\nempty. Its result and the published papers "
				"stay "
				"in the file; 'bogen tally' counts them.",
				title);
		else
			cli_say(import->client.cli,
				"'%s': its papers are sealed, or their key is lost; it is prepared "
				"anew, empty.",
				title);
	}
}

/* Whether the ballots that are closed again came out as the file says. */
static json_t *report_results(const struct import *import)
{
	json_t *results = import_results_compare(&import->plan, import->client.replica);
	const struct cli *cli = import->client.cli;
	size_t at, place, same = 0;
	json_t *result, *sentence;
	json_array_foreach(results, at, result)
	{
		if (json_is_true(json_object_get(result, "same"))) {
			same++;
			continue;
		}
		cli_say(cli, "'%s' has another result than in the file:",
			json_string_value(json_object_get(result, "title")));
		json_array_foreach(json_object_get(result, "differences"), place, sentence)
			cli_say(cli, "  %s", json_string_value(sentence));
	}
	if (same && !cli->json)
		cli_say(cli, "%zu result%s the same as in the file.", same,
			same == 1 ? " is" : "s are");
	return results;
}

static int report(const struct import *import, bool dry)
{
	const struct cli *cli = import->client.cli;
	json_t *object = json_object(), *refused = json_object();
	enum import_state counted = dry ? import_open : import_done;
	for (size_t i = 0; i < sizeof reported / sizeof reported[0]; i++) {
		uint32_t count = count_steps(&import->plan, reported[i].kind, counted);
		uint32_t existing = count_steps(&import->plan, reported[i].kind, import_existing);
		uint32_t failed = count_steps(&import->plan, reported[i].kind, import_failed);
		json_object_set_new(object, reported[i].name, json_integer(count));
		if (failed)
			json_object_set_new(refused, reported[i].name, json_integer(failed));
		if (!cli->json && count + existing + failed > 0) {
			printf("%-15s %u %s", reported[i].name, count,
			       dry ? "would be added" : "added");
			printf(existing ? ", %u there already" : "%.0u", existing);
			printf(failed ? ", %u refused\n" : "%.0u\n", failed);
		}
	}
	json_object_set_new(object, "refused", refused);
	json_object_set_new(object, "dry_run", json_boolean(dry));
	json_object_set_new(object, "results", dry ? json_array() : report_results(import));
	say_sealed(import);
	if (cli->json)
		return cli_print_json(object);
	json_decref(object);
	return exit_done;
}

/* ---- import ---- */

static int make_plan(struct import *import, json_t *file, const char *path)
{
	const char *town = cli_option(import->client.cli, "town");
	import_plan_make(&import->plan, file, town ? town : "");
	if (import->plan.problem_count == 0)
		return exit_done;
	return cli_fail(import->client.cli, exit_usage, "unreadable",
			"%s cannot be imported (%u problem%s):\n%s", path,
			import->plan.problem_count, import->plan.problem_count == 1 ? "" : "s",
			import->plan.problems);
}

static int read_budget(struct import *import, const char *text, size_t size, const char *path)
{
	json_t *file;
	int status = transfer_pb_read(&import->client, text, size, path, &file);
	return status ? status : make_plan(import, file, path);
}

static int read_plan(struct import *import, char *text, size_t size, const char *path)
{
	const struct cli *cli = import->client.cli;
	if (pb_file_is(text, size))
		return read_budget(import, text, size, path);
	if (cli_option(cli, "board") || cli_flag(cli, "with-votes"))
		return cli_misuse(cli, "--board and --with-votes are for .pb files");
	char reason[300] = "";
	const char *town = cli_option(cli, "town");
	json_error_t error;
	json_t *file, *rows = NULL;
	size_t blank = strspn(text, " \t\r\n\xEF\xBB\xBF");
	if (text[blank] == '{' || text[blank] == '[') {
		file = json_loadb(text + blank, size - blank, JSON_REJECT_DUPLICATES, &error);
		if (!file)
			snprintf(reason, sizeof reason, "line %d: %s", error.line, error.text);
		import->whole = true;
	} else {
		rows = spreadsheet_read(text, size, reason, sizeof reason);
		file = rows ? import_plan_of_table(rows, town ? town : "", reason, sizeof reason)
			    : NULL;
		json_decref(rows);
	}
	if (!file)
		return cli_fail(cli, exit_usage, "unreadable", "%s: %s", path, reason);
	return make_plan(import, file, path);
}

/* What is asked for differs with the options too. */
static uint64_t identity_of(const struct cli *cli, const char *text, size_t size)
{
	const char *board = cli_option(cli, "board");
	uint64_t hash = journal_hash(text, size);
	if (board)
		hash ^= journal_hash(board, strlen(board));
	return cli_flag(cli, "with-votes") ? hash + 1 : hash;
}

static int open_journal(struct import *import, uint64_t hash)
{
	const struct cli *cli = import->client.cli;
	char suffix[64];
	snprintf(suffix, sizeof suffix, ".import-%u-%016llx",
		 import->client.profile.member.session.n, (unsigned long long)hash);
	import->journal_path = profile_beside(&import->client.profile, suffix);
	if (cli_flag(cli, "again"))
		unlink(import->journal_path);
	if (!journal_open(&import->journal, import->journal_path, &import->plan))
		return cli_fail(cli, exit_failed, "unreadable", "cannot use %s: %s",
				import->journal_path, strerror(errno));
	if (import->journal.ended)
		return cli_fail(cli, exit_conflict, "imported_already",
				"this file has been imported into this session; --again does so "
				"once more");
	if (import->journal.noted)
		cli_say(cli, "Going on with an import: %u of %u are done.", import->journal.noted,
			import->plan.step_count);
	import->client.device = import->journal.device;
	return exit_done;
}

static int import_all(struct import *import, uint64_t hash)
{
	struct client *client = &import->client;
	char reason[300];
	bool dry = cli_flag(client->cli, "dry-run");
	int status = client_as_member(client);
	if (!status && !dry)
		status = open_journal(import, hash);
	if (!status)
		status = client_connect(client, true);
	if (!status && client->welcome.role != role_moderator)
		status = cli_fail(client->cli, exit_forbidden, "not_moderator",
				  "only moderators may import");
	if (status)
		return status;
	import->plan.self = client->welcome.person;
	if (!import_plan_meet(&import->plan, client->replica, reason, sizeof reason))
		return cli_fail(client->cli, exit_conflict, "votes_nowhere", "%s", reason);
	if (dry) {
		import_meet_ballots(&import->plan, client->replica);
		return report(import, true);
	}
	status = run_steps(import);
	if (status == exit_interrupted)
		cli_say(client->cli, "Interrupted; the same command goes on from here.");
	if (status)
		return status;
	journal_note_end(&import->journal);
	if (!journal_flush(&import->journal))
		return journal_failed(import);
	report(import, false);
	if (import->whole)
		cli_say(client->cli, "Not brought over: dates, links, invitations, moderators' "
				     "rights, who has left, hands, marks and timers; what waited "
				     "for approval is hidden.");
	return import->first_refusal;
}

static int import_run(struct cli *cli)
{
	struct import import = {.journal = {.to = -1}};
	const char *path = cli_argument(cli, 0);
	size_t size = 0;
	int status = client_begin(&import.client, cli);
	if (status)
		return status;
	char *text = cli_read_file(path, &size);
	if (!text)
		status = cli_fail(cli, errno == ENOENT ? exit_missing : exit_failed, "unreadable",
				  "cannot read %s: %s", path, strerror(errno));
	if (!status)
		status = read_plan(&import, text, size, path);
	if (!status)
		status = import_all(&import, identity_of(cli, text, size));
	free(text);
	journal_close(&import.journal);
	free(import.journal_path);
	import_plan_free(&import.plan);
	client_end(&import.client);
	return status;
}

const struct subcommand subcommand_import = {
	.name = "import",
	.arguments = "FILE",
	.purpose =
		"Take ideas from a CSV file, a whole export, or a budget (.pb) into this session",
	.options = {{"dry-run", NULL, "only say what would be done", 0, false},
		    {"town", "T", "the town of people for whom the file names none", 0, false},
		    {"board", "X", ".pb: the board that the projects are put on (the plenary)", 0,
		     false},
		    {"with-votes", NULL, ".pb: open the ballot and enter the votes, by slips", 0,
		     false},
		    {"again", NULL, "import a file once more that was imported before", 0, false}},
	.examples = {"bogen import ideas.csv --dry-run", "bogen import session.json",
		     "bogen import budget.pb --board Plenary",
		     "bogen import budget.pb --with-votes --town Saalfeld"},
	.notes =
		"CSV: the first line names the columns title, text, topic, town, author (in "
		"German\n"
		"Titel, Text, Thema, Stadt, Name); ',' or ';' between cells.\n"
		"JSON: what 'bogen export' writes. Best into a new session of the same method: "
		"boards are\n"
		"led to the phases in which their ideas were added and opinions given, and at "
		"last to\n"
		"the phase in which they were. Seats, leaders, sorts, stages, merged, sent up, "
		"hidden\n"
		"and locked ideas are as they were. Ballots are held again with the papers of the "
		"file and,\n"
		"if they were closed, their results compared; confidential ones are prepared anew, "
		"empty.\n"
		"Towns, boards and topics are found by name or added, people are added as "
		"assisted\n"
		"persons ('bogen relink' gives them a link), and what they wrote and voted "
		"is\n"
		"entered for them; what one moderator of no town did is entered as yours.\n"
		"Not brought over: dates, links, invitations, moderators' rights, who has left, "
		"raised\n"
		"hands, ready marks, timers and counts of rounds; what waited for approval is "
		"hidden.\n"
		"An interrupted import goes on where it was, and doubles nothing.",
	.run = import_run,
};
