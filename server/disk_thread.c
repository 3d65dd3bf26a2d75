/* The rounds of the disk thread.
 *
 * A round appends first: people wait for that. Then it blanks, then it reads one session; the
 * others that want to be read wait for the next round, so a crowd of sessions that are opened
 * together never delays an append by more than one read.
 *
 * A key is on the disk before the entry that opens its ballot, and is destroyed behind the one that
 * closes it, before anybody is told. */
#include "server/disk_thread.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server/log/key_files.h"
#include "server/queue.h"

#define TEND_MS 1000

/* A list that grows at its end. */
struct pending {
	struct disk_message *first, **end;
};

struct disk_thread {
	pthread_t thread;
	struct log *log;
	struct disk_env env;
	struct queue queue;
	struct pending appends, blanks, loads, keys; /* taken, not done yet */
	struct log_append *batch;                    /* memory that is used again */
	uint32_t batch_room;
	uint64_t tended_ms; /* monotonic */
	bool tend_failing;  /* said already */

	pthread_mutex_t lock;
	/* ---- under the lock ---- */
	bool stopping;
	struct disk_figures figures;
};

static uint64_t clock_us(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void pending_init(struct pending *pending)
{
	pending->first = NULL;
	pending->end = &pending->first;
}

static void pending_add(struct pending *pending, struct disk_message *message)
{
	message->next = NULL;
	*pending->end = message;
	pending->end = &message->next;
}

static struct disk_message *pending_take(struct pending *pending)
{
	struct disk_message *first = pending->first;
	if (first == NULL)
		return NULL;
	pending->first = first->next;
	if (pending->first == NULL)
		pending->end = &pending->first;
	return first;
}

static void sort_in(struct disk_thread *thread, struct disk_message *message)
{
	while (message != NULL) {
		struct disk_message *next = message->next;
		switch (message->kind) {
		case disk_message_append:
			pending_add(&thread->appends, message);
			break;
		case disk_message_blank:
			pending_add(&thread->blanks, message);
			break;
		case disk_message_load:
			pending_add(&thread->loads, message);
			break;
		case disk_message_list_keys:
		case disk_message_drop_key:
			pending_add(&thread->keys, message);
			break;
		}
		message = next;
	}
}

/* ---- keys ---- */

static void report_failure(struct disk_thread *thread, const char *what, struct session_id session,
			   const struct failure *failure)
{
	char line[700];
	snprintf(line, sizeof line, "session %u: %s: %s", (unsigned)session.n, what,
		 failure->message);
	thread->env.report(thread->env.context, line);
}

static void destroy_key(struct disk_thread *thread, struct session_id session, uint32_t ballot)
{
	struct failure failure = {{0}};
	if (!key_files_destroy(thread->env.directory, session, ballot, &failure))
		report_failure(thread,
			       "a key is not needed any more and could not be destroyed; it is "
			       "tried again at the next start",
			       session, &failure);
}

static void destroy_made(struct disk_thread *thread, const struct disk_append *append,
			 uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		destroy_key(thread, append->keys_made.at[i].session,
			    append->keys_made.at[i].ballot);
}

/* All of an append's keys or none. */
static bool write_keys(struct disk_thread *thread, struct disk_append *append)
{
	for (uint32_t i = 0; i < append->keys_made.count; i++) {
		const struct disk_key *key = &append->keys_made.at[i];
		if (!key_files_write(thread->env.directory, key->session, key->ballot,
				     (struct bytes){key->record, key->size}, &append->failure)) {
			destroy_made(thread, append, i);
			return false;
		}
	}
	return true;
}

static void settle_keys(struct disk_thread *thread, const struct disk_append *append)
{
	switch (append->appends[0].outcome) {
	case log_appended:
		for (uint32_t i = 0; i < append->keys_dropped_count; i++)
			destroy_key(thread, append->appends[0].session, append->keys_dropped[i]);
		return;
	case log_lost:
	case log_failed:
		destroy_made(thread, append, append->keys_made.count);
		return;
	case log_unknown:
		return; /* the next start sees from the log which are needed */
	}
}

/* ---- append ---- */

static void batch_add(struct disk_thread *thread, uint32_t at, const struct log_append *append)
{
	if (at == thread->batch_room) {
		thread->batch_room = thread->batch_room * 2 + 64;
		thread->batch = realloc(thread->batch, thread->batch_room * sizeof *thread->batch);
		if (thread->batch == NULL)
			abort();
	}
	thread->batch[at] = *append;
}

/* Puts the entries of all requests into one array. Groups are numbered within a request, so each
 * request's get numbers of their own. */
static uint32_t fill_batch(struct disk_thread *thread)
{
	uint32_t count = 0, groups = 0;
	for (struct disk_message *at = thread->appends.first; at != NULL; at = at->next) {
		uint32_t groups_before = groups;
		for (uint32_t i = 0; i < at->append->count; i++) {
			batch_add(thread, count, &at->append->appends[i]);
			uint32_t group = at->append->appends[i].group;
			if (group != 0) {
				thread->batch[count].group = groups_before + group;
				if (groups < groups_before + group)
					groups = groups_before + group;
			}
			count++;
		}
	}
	return count;
}

static void count_round(struct disk_thread *thread, uint32_t count, uint64_t took_us)
{
	uint64_t not_done = 0;
	for (uint32_t i = 0; i < count; i++)
		not_done += thread->batch[i].outcome != log_appended;
	pthread_mutex_lock(&thread->lock);
	thread->figures.rounds++;
	thread->figures.appends += count;
	thread->figures.appends_not_done += not_done;
	thread->figures.append_us += took_us;
	pthread_mutex_unlock(&thread->lock);
}

static void answer_append(struct disk_thread *thread, struct disk_message *request)
{
	struct core_message *answer = core_message_new(core_message_appended);
	answer->append = request->append;
	request->append = NULL;
	thread->env.to_core(thread->env.context, answer);
	disk_message_free(request);
}

/* What has no keys on the disk is not appended. */
static void prepare_keys(struct disk_thread *thread)
{
	struct disk_message *next = thread->appends.first;
	pending_init(&thread->appends);
	while (next != NULL) {
		struct disk_message *request = next;
		next = request->next;
		if (write_keys(thread, request->append)) {
			pending_add(&thread->appends, request);
			continue;
		}
		for (uint32_t i = 0; i < request->append->count; i++)
			request->append->appends[i].outcome = log_failed;
		answer_append(thread, request);
	}
}

static void take_outcomes(struct disk_append *append, const struct log_append *done,
			  const struct failure *failure)
{
	bool failed = false;
	for (uint32_t i = 0; i < append->count; i++) {
		append->appends[i].outcome = done[i].outcome;
		failed = failed || done[i].outcome == log_failed || done[i].outcome == log_unknown;
	}
	if (failed)
		append->failure = *failure;
}

static void do_appends(struct disk_thread *thread)
{
	prepare_keys(thread);
	uint32_t count = fill_batch(thread);
	if (count == 0)
		return;
	struct failure failure = {{0}};
	uint64_t began_us = clock_us(CLOCK_MONOTONIC);
	thread->log->ops->append(thread->log, thread->batch, count, &failure);
	count_round(thread, count, clock_us(CLOCK_MONOTONIC) - began_us);

	const struct log_append *done = thread->batch;
	struct disk_message *request;
	while ((request = pending_take(&thread->appends)) != NULL) {
		take_outcomes(request->append, done, &failure);
		settle_keys(thread, request->append);
		done += request->append->count;
		answer_append(thread, request);
	}
}

/* ---- load ---- */

static bool keep_row(void *context, const struct log_row *row)
{
	struct disk_load *load = context;
	buffer_append(&load->frames, row->frame.at, row->frame.size);
	load->row_count++;
	return true;
}

/* The keys of one session, or the names of all. */
struct key_search {
	const struct disk_thread *thread;
	struct disk_keys *keys;
	struct failure *failure;
	struct session_id session; /* whose are read */
	bool ok;
};

static void read_key(void *context, struct session_id session, uint32_t ballot)
{
	struct key_search *search = context;
	struct disk_key key = {.session = session, .ballot = ballot};
	size_t size;
	if (session.n != search->session.n || !search->ok)
		return;
	search->ok = key_files_read(search->thread->env.directory, session, ballot, key.record,
				    sizeof key.record, &size, search->failure);
	key.size = (uint32_t)size;
	disk_keys_add(search->keys, &key);
	explicit_bzero(&key, sizeof key);
}

static void name_key(void *context, struct session_id session, uint32_t ballot)
{
	struct key_search *search = context;
	disk_keys_add(search->keys, &(struct disk_key){.session = session, .ballot = ballot});
}

/* A key that cannot be read now is not lost: the session is not read without it. */
static bool read_keys(const struct disk_thread *thread, struct disk_load *load)
{
	struct key_search search = {thread, &load->keys, &load->failure, load->session, true};
	return key_files_each(thread->env.directory, read_key, &search, &load->failure) &&
	       search.ok;
}

static void do_one_load(struct disk_thread *thread)
{
	struct disk_message *request = pending_take(&thread->loads);
	if (request == NULL)
		return;
	struct disk_load *load = request->load;
	load->ok = thread->log->ops->read(thread->log, load->session, &load->head, keep_row, load,
					  &load->failure) &&
		   read_keys(thread, load);
	pthread_mutex_lock(&thread->lock);
	thread->figures.loads++;
	pthread_mutex_unlock(&thread->lock);

	struct core_message *answer = core_message_new(core_message_loaded);
	answer->load = load;
	request->load = NULL;
	thread->env.to_core(thread->env.context, answer);
	disk_message_free(request);
}

static void list_keys(struct disk_thread *thread, struct disk_message *request)
{
	struct disk_key_list *list = request->key_list;
	struct key_search search = {.keys = &list->keys};
	list->ok = key_files_each(thread->env.directory, name_key, &search, &list->failure);
	struct core_message *answer = core_message_new(core_message_keys);
	answer->keys = list;
	request->key_list = NULL;
	thread->env.to_core(thread->env.context, answer);
}

/* Before appends: one of them may make a key anew that is dropped here. */
static void do_keys(struct disk_thread *thread)
{
	struct disk_message *request;
	while ((request = pending_take(&thread->keys)) != NULL) {
		if (request->kind == disk_message_list_keys)
			list_keys(thread, request);
		else
			destroy_key(thread, request->drop_key.session, request->drop_key.ballot);
		disk_message_free(request);
	}
}

/* ---- blank and tend ---- */

static void do_one_blank(struct disk_thread *thread)
{
	struct disk_message *request = pending_take(&thread->blanks);
	if (request == NULL)
		return;
	struct disk_blank *blank = &request->blank;
	struct failure failure = {{0}};
	uint32_t blanked;
	if (!thread->log->ops->blank(thread->log, blank->session, blank->kind, blank->key,
				     blank->before, &blanked, &failure)) {
		char line[700];
		snprintf(line, sizeof line,
			 "older versions of a row of session %u could not be erased: %s",
			 (unsigned)blank->session.n, failure.message);
		thread->env.report(thread->env.context, line);
	}
	disk_message_free(request);
}

static void tend(struct disk_thread *thread)
{
	struct failure failure = {{0}};
	thread->tended_ms = clock_us(CLOCK_MONOTONIC) / 1000;
	bool ok = thread->log->ops->tend(thread->log, clock_us(CLOCK_REALTIME) / 1000, &failure);
	if (!ok && !thread->tend_failing)
		thread->env.report(thread->env.context, failure.message);
	thread->tend_failing = !ok;
}

/* ---- the loop ---- */

static bool has_pending(const struct disk_thread *thread)
{
	return thread->loads.first != NULL || thread->blanks.first != NULL;
}

/* How long to wait for requests: not at all while some are pending, else until tending is due. */
static uint64_t wait_ms(const struct disk_thread *thread)
{
	if (has_pending(thread))
		return 0;
	uint64_t since_ms = clock_us(CLOCK_MONOTONIC) / 1000 - thread->tended_ms;
	return since_ms < TEND_MS ? TEND_MS - since_ms : 0;
}

static bool is_stopping(struct disk_thread *thread)
{
	pthread_mutex_lock(&thread->lock);
	bool stopping = thread->stopping;
	pthread_mutex_unlock(&thread->lock);
	return stopping;
}

static void *run(void *context)
{
	struct disk_thread *thread = context;
	bool stopping = false;
	while (!stopping || has_pending(thread)) {
		/* Looked at before taking: what was posted before the stop is then taken too. */
		stopping = is_stopping(thread);
		sort_in(thread, queue_take(&thread->queue, stopping ? 0 : wait_ms(thread)));
		do_keys(thread);
		do_appends(thread);
		do_one_blank(thread);
		do_one_load(thread);
		if (clock_us(CLOCK_MONOTONIC) / 1000 - thread->tended_ms >= TEND_MS)
			tend(thread);
	}
	tend(thread);
	return NULL;
}

/* ---- from outside ---- */

struct disk_thread *disk_thread_new(struct log *log, const struct disk_env *env)
{
	struct disk_thread *thread = calloc(1, sizeof *thread);
	if (thread == NULL)
		abort();
	thread->log = log;
	thread->env = *env;
	thread->tended_ms = clock_us(CLOCK_MONOTONIC) / 1000;
	queue_init(&thread->queue);
	pending_init(&thread->appends);
	pending_init(&thread->blanks);
	pending_init(&thread->keys);
	pending_init(&thread->loads);
	pthread_mutex_init(&thread->lock, NULL);
	return thread;
}

bool disk_thread_start(struct disk_thread *thread, struct failure *failure)
{
	int error = pthread_create(&thread->thread, NULL, run, thread);
	if (error != 0)
		snprintf(failure->message, sizeof failure->message,
			 "the disk's thread cannot start: %s", strerror(error));
	return error == 0;
}

void disk_thread_post(struct disk_thread *thread, struct disk_message *message)
{
	queue_put(&thread->queue, message);
}

void disk_thread_stop(struct disk_thread *thread)
{
	pthread_mutex_lock(&thread->lock);
	thread->stopping = true;
	pthread_mutex_unlock(&thread->lock);
	queue_wake(&thread->queue);
	pthread_join(thread->thread, NULL);
}

void disk_thread_free(struct disk_thread *thread)
{
	struct disk_message *message = queue_take(&thread->queue, 0);
	while (message != NULL) {
		struct disk_message *next = message->next;
		disk_message_free(message);
		message = next;
	}
	thread->log->ops->close(thread->log);
	queue_destroy(&thread->queue);
	pthread_mutex_destroy(&thread->lock);
	free(thread->batch);
	free(thread);
}

struct disk_figures disk_thread_figures(struct disk_thread *thread)
{
	uint64_t waiting = queue_count(&thread->queue);
	pthread_mutex_lock(&thread->lock);
	struct disk_figures figures = thread->figures;
	pthread_mutex_unlock(&thread->lock);
	figures.waiting = waiting;
	return figures;
}
