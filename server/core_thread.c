/* The loop around the core. */
#include "server/core_thread.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "server/queue.h"

/* After so many messages the core may decide: a long queue must not delay the first of it. */
#define MESSAGES_PER_TICK 256

/* The core's times are the wall clock's, which somebody may set; so long a jump goes unseen. */
#define WAIT_MS_MAX 1000

struct core_thread {
	pthread_t thread;
	struct core *core;
	struct core_env env;
	struct queue queue;
	bool draining; /* this thread's own */

	pthread_mutex_t lock;
	/* ---- under the lock ---- */
	pthread_cond_t host_made;
	enum { host_not_asked, host_asked, host_under_way, host_new, host_there } host;
	uint8_t host_token[TOKEN_BYTES];
	struct core_thread_figures figures;
};

static uint64_t now_ms(void *context)
{
	(void)context;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void fill_random(void *context, void *out, size_t size)
{
	(void)context;
	uint8_t *at = out;
	while (size > 0) {
		ssize_t got = getrandom(at, size, 0);
		if (got < 0 && errno != EINTR)
			abort(); /* no kernel that runs this refuses */
		if (got > 0) {
			at += got;
			size -= (size_t)got;
		}
	}
}

/* ---- making the host ---- */

static void host_answered(void *context, bool made)
{
	struct core_thread *thread = context;
	pthread_mutex_lock(&thread->lock);
	thread->host = made ? host_new : host_there;
	pthread_mutex_unlock(&thread->lock);
	pthread_cond_broadcast(&thread->host_made);
}

static void make_host_if_asked(struct core_thread *thread)
{
	pthread_mutex_lock(&thread->lock);
	bool asked = thread->host == host_asked;
	if (asked)
		thread->host = host_under_way;
	pthread_mutex_unlock(&thread->lock);
	if (asked)
		core_make_host(thread->core, thread->host_token, host_answered, thread);
}

bool core_thread_make_host(struct core_thread *thread, const uint8_t token[TOKEN_BYTES])
{
	pthread_mutex_lock(&thread->lock);
	memcpy(thread->host_token, token, TOKEN_BYTES);
	thread->host = host_asked;
	pthread_mutex_unlock(&thread->lock);
	queue_wake(&thread->queue);

	pthread_mutex_lock(&thread->lock);
	while (thread->host != host_new && thread->host != host_there)
		pthread_cond_wait(&thread->host_made, &thread->lock);
	bool made = thread->host == host_new;
	pthread_mutex_unlock(&thread->lock);
	return made;
}

/* ---- the loop ---- */

static void publish_figures(struct core_thread *thread, uint64_t taken)
{
	struct core_figures figures = core_figures(thread->core);
	pthread_mutex_lock(&thread->lock);
	thread->figures.core = figures;
	thread->figures.messages += taken;
	pthread_mutex_unlock(&thread->lock);
}

/* Hands a list of messages to the core. Returns when the core is due next. */
static uint64_t take_messages(struct core_thread *thread, struct core_message *message)
{
	uint64_t taken = 0;
	uint64_t due_ms;
	do {
		for (uint32_t i = 0; i < MESSAGES_PER_TICK && message != NULL; i++) {
			struct core_message *next = message->next;
			message->next = NULL;
			if (message->kind == core_message_drain)
				thread->draining = true;
			core_take(thread->core, message);
			message = next;
			taken++;
		}
		due_ms = core_tick(thread->core);
	} while (message != NULL);
	publish_figures(thread, taken);
	return due_ms;
}

static uint64_t wait_until(uint64_t due_ms)
{
	if (due_ms == UINT64_MAX)
		return UINT64_MAX;
	uint64_t now = now_ms(NULL);
	if (due_ms <= now)
		return 0;
	return due_ms - now < WAIT_MS_MAX ? due_ms - now : WAIT_MS_MAX;
}

static void *run(void *context)
{
	struct core_thread *thread = context;
	uint64_t due_ms = 0;
	while (!thread->draining || !core_idle(thread->core)) {
		struct core_message *messages = queue_take(&thread->queue, wait_until(due_ms));
		make_host_if_asked(thread);
		due_ms = take_messages(thread, messages);
	}
	return NULL;
}

/* ---- from outside ---- */

struct core_thread *core_thread_new(const struct core_env *env)
{
	struct core_thread *thread = calloc(1, sizeof *thread);
	if (thread == NULL)
		abort();
	thread->env = *env;
	thread->env.now_ms = now_ms;
	thread->env.random = fill_random;
	queue_init(&thread->queue);
	pthread_mutex_init(&thread->lock, NULL);
	pthread_cond_init(&thread->host_made, NULL);
	thread->core = core_new(&thread->env);
	return thread;
}

bool core_thread_start(struct core_thread *thread, struct failure *failure)
{
	int error = pthread_create(&thread->thread, NULL, run, thread);
	if (error != 0)
		snprintf(failure->message, sizeof failure->message,
			 "the core's thread cannot start: %s", strerror(error));
	return error == 0;
}

void core_thread_post(struct core_thread *thread, struct core_message *message)
{
	queue_put(&thread->queue, message);
}

bool core_thread_drain(struct core_thread *thread, uint64_t retry_ms, uint64_t wait_ms)
{
	struct core_message *message = core_message_new(core_message_drain);
	message->retry_ms = retry_ms;
	core_thread_post(thread, message);

	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += (time_t)(wait_ms / 1000);
	return pthread_timedjoin_np(thread->thread, NULL, &until) == 0;
}

void core_thread_free(struct core_thread *thread)
{
	struct core_message *message = queue_take(&thread->queue, 0);
	while (message != NULL) {
		struct core_message *next = message->next;
		core_message_free(message);
		message = next;
	}
	core_free(thread->core);
	queue_destroy(&thread->queue);
	pthread_cond_destroy(&thread->host_made);
	pthread_mutex_destroy(&thread->lock);
	free(thread);
}

struct core_thread_figures core_thread_figures(struct core_thread *thread)
{
	uint64_t waiting = queue_count(&thread->queue);
	pthread_mutex_lock(&thread->lock);
	struct core_thread_figures figures = thread->figures;
	pthread_mutex_unlock(&thread->lock);
	figures.waiting = waiting;
	return figures;
}
