/* The rounds of the disk thread.
 *
 * A round appends first: people wait for that. Then it blanks, then it reads one session; the
 * others that want to be read wait for the next round, so a crowd of sessions that are opened
 * together never delays an append by more than one read. */
#include "server/disk_thread.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
	struct pending appends, blanks, loads; /* taken, not done yet */
	struct log_append *batch;              /* memory that is used again */
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
		}
		message = next;
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

static void answer_append(struct disk_thread *thread, struct disk_message *request,
			  const struct log_append *done, const struct failure *failure)
{
	struct disk_append *append = request->append;
	bool failed = false;
	for (uint32_t i = 0; i < append->count; i++) {
		append->appends[i].outcome = done[i].outcome;
		failed = failed || done[i].outcome == log_failed || done[i].outcome == log_unknown;
	}
	if (failed)
		append->failure = *failure;
	struct core_message *answer = core_message_new(core_message_appended);
	answer->append = append;
	request->append = NULL;
	thread->env.to_core(thread->env.context, answer);
	disk_message_free(request);
}

static void do_appends(struct disk_thread *thread)
{
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
		uint32_t of_request = request->append->count;
		answer_append(thread, request, done, &failure);
		done += of_request;
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

static void do_one_load(struct disk_thread *thread)
{
	struct disk_message *request = pending_take(&thread->loads);
	if (request == NULL)
		return;
	struct disk_load *load = request->load;
	load->ok = thread->log->ops->read(thread->log, load->session, &load->head, keep_row, load,
					  &load->failure);
	pthread_mutex_lock(&thread->lock);
	thread->figures.loads++;
	pthread_mutex_unlock(&thread->lock);

	struct core_message *answer = core_message_new(core_message_loaded);
	answer->load = load;
	request->load = NULL;
	thread->env.to_core(thread->env.context, answer);
	disk_message_free(request);
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
