/* `bogen-swarm replay`: recorded ideas and votes, played by one connection per person. */
#include "bench/replay.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/keep.h"
#include "bench/process.h"

#define PATIENCE_S     120.0
#define WINDOW_DEFAULT 8192u
#define PROGRESS_STEP  50u
#define TITLE          "Klimarat"

/* ---- who and what ---- */

static void count_commands(struct replay *replay)
{
	const struct dataset *dataset = &replay->dataset;
	for (uint32_t i = 0; i < dataset->idea_count; i++) {
		struct voter *author = &replay->voters[dataset->ideas[i].person];
		author->idea_count++;
		author->command_count++;
	}
	for (uint32_t i = 0; i < dataset->vote_count; i++)
		replay->voters[dataset->votes[i].person].command_count++;
}

static void number_commands(struct replay *replay)
{
	const struct dataset *dataset = &replay->dataset;
	uint32_t *filled = calloc((size_t)dataset->person_count + 1, sizeof *filled);
	uint32_t **lists = calloc((size_t)dataset->person_count + 1, sizeof *lists);
	replay->commands = calloc((size_t)dataset->idea_count + dataset->vote_count + 1,
				  sizeof *replay->commands);
	if (!filled || !lists || !replay->commands)
		abort();
	uint32_t *next = replay->commands;
	for (uint32_t i = 0; i < dataset->person_count; i++) {
		lists[i] = next;
		replay->voters[i].commands = next;
		next += replay->voters[i].command_count;
	}
	for (uint32_t i = 0; i < dataset->idea_count; i++) {
		uint32_t person = dataset->ideas[i].person;
		lists[person][filled[person]++] = i;
	}
	for (uint32_t i = 0; i < dataset->vote_count; i++) {
		uint32_t person = dataset->votes[i].person;
		lists[person][filled[person]++] = i;
	}
	free(filled);
	free(lists);
}

static bool read_input(struct replay *replay)
{
	struct swarm *swarm = replay->swarm;
	const struct options *options = &swarm->options;
	char reason[512];
	if (!options->ideas || !options->votes || options->towns < 1 ||
	    options->towns > LINES_MAX) {
		swarm_fail(swarm, exit_usage,
			   "replay wants --ideas and --votes, and 1 to %u --towns", LINES_MAX);
		return false;
	}
	if (!dataset_read(&replay->dataset, options->ideas, options->votes,
			  (uint32_t)options->limit, reason, sizeof reason)) {
		swarm_fail(swarm, exit_failed, "%s", reason);
		return false;
	}
	map_init(&replay->map, &replay->dataset, (uint32_t)options->towns);
	if (options->map && map_load(&replay->map, &replay->dataset, options->map, reason,
				     sizeof reason) == map_unusable) {
		swarm_fail(swarm, exit_failed, "%s", reason);
		return false;
	}
	if (replay->dataset.person_count + options->watchers + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_failed, "only %u descriptors may be open",
			   swarm->descriptors);
		return false;
	}
	if (options->acks && !(replay->acks = fopen(options->acks, "a"))) {
		swarm_fail(swarm, exit_failed, "%s cannot be written", options->acks);
		return false;
	}
	replay->voters = calloc((size_t)replay->dataset.person_count + 1, sizeof(struct voter));
	replay->votes = calloc((size_t)replay->dataset.vote_count + 1, sizeof(struct replay_vote));
	if (!replay->voters || !replay->votes)
		abort();
	count_commands(replay);
	number_commands(replay);
	return true;
}

static bool keep_map(struct replay *replay)
{
	char reason[512];
	const char *path = replay->swarm->options.map;
	if (path && !map_store(&replay->map, &replay->dataset, path, reason, sizeof reason)) {
		swarm_fail(replay->swarm, exit_failed, "%s", reason);
		return false;
	}
	return true;
}

/* ---- the session and its people ---- */

static bool open_session(struct replay *replay)
{
	struct swarm *swarm = replay->swarm;
	struct session_plan plan = {
		.title = TITLE, .town_count = replay->map.towns, .seed = replay->map.seed};
	struct session *session = &replay->session;
	session->number = replay->map.session;
	/* The seed must be on disk before the first command is given: with it a run that was
	 * interrupted finds the session that it made. */
	if (!keep_map(replay))
		return false;
	if (!session->number && !session_make(swarm, session, &plan))
		return false;
	if (!session_enter(swarm, session, &plan))
		return false;
	session->plan = NULL;
	replay->map.session = session->number;
	memcpy(replay->map.code, session->code, sizeof session->code);
	return keep_map(replay) && keep_profile(swarm, session, replay->map.seed);
}

static struct client *voter_client(void *context, uint32_t index)
{
	return &((struct replay *)context)->voters[index].client;
}

static struct client *watcher_client(void *context, uint32_t index)
{
	return &((struct replay *)context)->watchers[index];
}

static void watcher_update(struct client *client, uint64_t seq)
{
	if (client->owner)
		applied_note(client->owner, seq);
}

static void watcher_closed(struct client *client, const char *why)
{
	fprintf(stderr, "bogen-swarm: a watcher's connection was lost: %s\n", why);
	client->welcome = false;
}

static bool all_joined(void *context)
{
	struct replay *replay = context;
	return replay->joined == replay->dataset.person_count;
}

static bool open_people(struct replay *replay)
{
	static const struct client_handler watcher_handler = {.updated = watcher_update,
							      .closed = watcher_closed};
	struct swarm *swarm = replay->swarm;
	uint32_t persons = replay->dataset.person_count;
	for (uint32_t i = 0; i < persons; i++)
		voter_init(&replay->voters[i], replay, i);
	if (!swarm_open(swarm, voter_client, replay, persons, PATIENCE_S) ||
	    !swarm_wait(swarm, all_joined, replay, PATIENCE_S, "everyone joining"))
		return false;
	uint32_t watchers = (uint32_t)swarm->options.watchers;
	replay->watchers = calloc((size_t)watchers + 1, sizeof *replay->watchers);
	if (!replay->watchers)
		abort();
	replay->watcher_count = watchers;
	for (uint32_t i = 0; i < watchers; i++) {
		struct client *client = &replay->watchers[i];
		client_init(client, swarm->net, swarm->decoder, &watcher_handler, NULL);
		memcpy(client->code, replay->session.code, sizeof client->code);
		client->watch = true;
		client_keep_rows(client);
	}
	return swarm_open(swarm, watcher_client, replay, watchers, PATIENCE_S) && keep_map(replay);
}

/* ---- ideas ---- */

/* An idea of an earlier run whose answer is forgotten is found by its author and text. */
static void find_ideas(struct replay *replay)
{
	const struct dataset *dataset = &replay->dataset;
	const struct row **rows;
	uint32_t count = replica_rows(replay->session.moderator.replica, row_kind_idea, &rows);
	for (uint32_t r = 0; r < count; r++) {
		struct row_idea idea;
		if (!row_fields(rows[r], &idea))
			continue;
		for (uint32_t i = 0; i < dataset->idea_count; i++) {
			const struct dataset_idea *from = &dataset->ideas[i];
			if (!replay->map.ideas[i] &&
			    replay->map.persons[from->person] == idea.author.n &&
			    strlen(from->text) == idea.text.size &&
			    memcmp(from->text, idea.text.at, idea.text.size) == 0) {
				replay->map.ideas[i] = idea.id.n;
				break;
			}
		}
	}
	free(rows);
}

static bool all_ideas(void *context)
{
	struct replay *replay = context;
	uint64_t now_ns = clock_ns();
	for (uint32_t i = 0; replay->waiting_again && i < replay->dataset.person_count; i++)
		voter_give_again(&replay->voters[i], now_ns);
	return replay->ideas_answered == replay->dataset.idea_count;
}

static bool enter_ideas(struct replay *replay)
{
	find_ideas(replay);
	for (uint32_t i = 0; i < replay->dataset.person_count; i++) {
		replay->voters[i].released = replay->voters[i].idea_count;
		voter_give(&replay->voters[i]);
	}
	if (!swarm_wait(replay->swarm, all_ideas, replay, PATIENCE_S, "entering the ideas"))
		return false;
	for (uint32_t i = 0; i < replay->dataset.idea_count; i++)
		if (!replay->map.ideas[i])
			swarm_fail(replay->swarm, exit_failed, "comment %u has become no idea",
				   replay->dataset.ideas[i].id);
	return keep_map(replay) && !replay->swarm->exit;
}

/* ---- votes ---- */

uint64_t replay_due_ns(const struct replay *replay, uint32_t vote)
{
	const struct options *options = &replay->swarm->options;
	const struct dataset_vote *votes = replay->dataset.votes;
	if (options->rate > 0)
		return replay->begin_ns + (uint64_t)((double)vote * 1e9 / options->rate);
	if (options->speed > 0)
		return replay->begin_ns +
		       (uint64_t)((double)(votes[vote].time_ms - votes[0].time_ms) * 1e6 /
				  options->speed);
	return 0;
}

static void say_progress(const struct replay *replay, const char *what, uint32_t count)
{
	if (replay->swarm->options.progress && count % PROGRESS_STEP == 0)
		fprintf(stderr, "%s %u\n", what, count);
}

void replay_answered(struct replay *replay, struct voter *voter, uint32_t command, uint64_t seq,
		     uint32_t result)
{
	uint32_t index = voter->commands[command];
	if (command < voter->idea_count) {
		replay->ideas_answered++;
		say_progress(replay, "entered", replay->ideas_answered);
		if (seq)
			replay->map.ideas[index] = result;
		return;
	}
	replay->answered++;
	replay->votes[index].seq = seq;
	uint64_t now_ns = clock_ns();
	replay->end_ns = now_ns;
	if (seq <= replay->first_seq)
		replay->repeated++;
	else
		latency_add(&replay->ack, now_ns - replay->votes[index].given_ns);
	if (replay->acks) {
		const struct dataset_vote *vote = &replay->dataset.votes[index];
		fprintf(replay->acks, "%u %u %u %d\n", index,
			replay->dataset.persons[vote->person].id,
			replay->dataset.ideas[vote->idea].id,
			vote->choice == choice_agree      ? 1
			: vote->choice == choice_disagree ? -1
							  : 0);
	}
	say_progress(replay, "acknowledged", replay->answered);
}

/* Lets votes go whose time has come; returns when the next one is due. */
static uint64_t release(struct replay *replay, uint64_t window)
{
	uint64_t now_ns = clock_ns();
	while (replay->released < replay->dataset.vote_count &&
	       replay->released - replay->answered < window) {
		uint64_t due_ns = replay_due_ns(replay, replay->released);
		if (due_ns > now_ns)
			return due_ns;
		struct voter *voter =
			&replay->voters[replay->dataset.votes[replay->released++].person];
		voter->released++;
		voter_give(voter);
	}
	return now_ns + 1000000000u;
}

static bool cast_votes(struct replay *replay)
{
	const struct options *options = &replay->swarm->options;
	bool paced = options->rate > 0 || options->speed > 0;
	uint64_t window = options->window ? options->window : paced ? UINT32_MAX : WINDOW_DEFAULT;
	uint64_t moved_ns = clock_ns();
	uint32_t answered = 0;
	replay->begin_ns = replay->end_ns = moved_ns;
	while (replay->answered < replay->dataset.vote_count && !replay->swarm->exit) {
		uint64_t until_ns = release(replay, window), now_ns = clock_ns();
		for (uint32_t i = 0; replay->waiting_again && i < replay->dataset.person_count; i++)
			voter_give_again(&replay->voters[i], now_ns);
		if (replay->waiting_again)
			until_ns = now_ns + 10000000u;
		net_turn(replay->swarm->net, until_ns);
		if (replay->acks)
			fflush(replay->acks);
		if (replay->answered != answered || replay->released == replay->answered) {
			answered = replay->answered;
			moved_ns = clock_ns();
		} else if (clock_ns() - moved_ns > (uint64_t)(PATIENCE_S * 1e9)) {
			swarm_fail(replay->swarm, exit_failed, "no vote is answered any more");
		}
	}
	return !replay->swarm->exit;
}

/* ---- the whole ---- */

static double rounded(double number, double to)
{
	return round(number * to) / to;
}

static void report(struct replay *replay, bool equal, double settle_s, uint64_t server_cpu_ns)
{
	struct swarm *swarm = replay->swarm;
	double seconds = (double)(replay->end_ns - replay->begin_ns) / 1e9;
	uint32_t cast = replay->dataset.vote_count - replay->repeated;
	struct timespec own;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
	json_t *json = json_pack(
		"{s:i,s:s,s:i,s:i,s:f,s:f,s:o,s:o,s:o,s:b}", "session", (int)replay->session.number,
		"code", replay->session.code, "ideas", (int)replay->dataset.idea_count, "votes",
		(int)replay->dataset.vote_count, "seconds", rounded(seconds, 1000),
		"votes_per_second", rounded(seconds > 0 ? cast / seconds : 0, 1), "ack_ms",
		latency_json(&replay->ack), "delivery_ms", latency_json(&replay->delivery),
		"server_rss_bytes",
		swarm->server_pid ? json_integer((json_int_t)process_rss_bytes(swarm->server_pid))
				  : json_null(),
		"replicas_equal", (int)equal);
	json_t *more =
		json_pack("{s:i,s:i,s:i,s:i,s:i,s:f,s:o,s:f,s:f,s:I}", "connections",
			  (int)(replay->dataset.person_count + replay->watcher_count + 1), "voters",
			  (int)replay->dataset.voter_count, "votes_repeated", (int)replay->repeated,
			  "commands_put_off", (int)replay->put_off, "texts_cut",
			  (int)replay->dataset.texts_cut, "settle_seconds", rounded(settle_s, 1000),
			  "late_ms", latency_json(&replay->late), "server_cpu_seconds",
			  rounded((double)server_cpu_ns / 1e9, 100), "load_cpu_seconds",
			  rounded((double)own.tv_sec + (double)own.tv_nsec / 1e9, 100),
			  "bytes_received", (json_int_t)net_bytes_read(swarm->net));
	json_object_update(json, more);
	json_decref(more);
	json_dumpf(json, stdout,
		   JSON_REAL_PRECISION(10) | (swarm->options.json ? 0 : JSON_INDENT(2)));
	putchar('\n');
	json_decref(json);
}

static bool play(struct replay *replay)
{
	if (!read_input(replay) || !open_session(replay) || !open_people(replay))
		return false;
	if (replay->dataset.texts_cut)
		fprintf(stderr, "bogen-swarm: %u ideas were too long and are cut\n",
			replay->dataset.texts_cut);
	if (!enter_ideas(replay))
		return false;
	char title[64];
	replay_title(replay, title, sizeof title, false);
	struct session_plan plan = {.seed = replay->map.seed};
	replay->session.plan = &plan;
	replay->first_seq = session_mark(replay->swarm, &replay->session, title);
	delivery_sample(replay);
	uint64_t server_cpu_ns = process_cpu_ns(replay->swarm->server_pid);
	if (!replay->first_seq || !cast_votes(replay))
		return false;
	bool equal;
	if (!replay_settle(replay, &equal))
		return false;
	double settle_s = (double)(clock_ns() - replay->end_ns) / 1e9;
	server_cpu_ns = process_cpu_ns(replay->swarm->server_pid) - server_cpu_ns;
	delivery_measure(replay);
	report(replay, equal, settle_s, server_cpu_ns);
	if (!equal)
		swarm_fail(replay->swarm, exit_failed, "the replicas are not equal");
	return !replay->swarm->exit;
}

int swarm_replay(struct swarm *swarm)
{
	static struct replay replay;
	replay.swarm = swarm;
	swarm->decoder = decoder_new(NULL);
	play(&replay);
	if (replay.map.persons && replay.map.session && swarm->exit)
		keep_map(&replay); /* what was learnt before the interruption */
	for (uint32_t i = 0; replay.voters && i < replay.dataset.person_count; i++) {
		client_free(&replay.voters[i].client);
		applied_free(replay.voters[i].applied);
	}
	for (uint32_t i = 0; i < replay.watcher_count; i++) {
		applied_free(replay.watchers[i].owner);
		client_free(&replay.watchers[i]);
	}
	session_close(&replay.session);
	if (replay.acks)
		fclose(replay.acks);
	free(replay.voters);
	free(replay.watchers);
	free(replay.votes);
	free(replay.commands);
	map_free(&replay.map);
	dataset_free(&replay.dataset);
	return swarm->exit;
}
