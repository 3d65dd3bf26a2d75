/* Mutex, condition variable and a list whose end is known: putting costs a few stores, taking swaps
 * the whole list out. */
#include "server/queue.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

void queue_init(struct queue *queue)
{
	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	/* Waiting must not depend on somebody setting the clock. */
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&queue->filled, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&queue->lock, NULL);
	queue->first = NULL;
	queue->end = &queue->first;
	queue->count = 0;
	queue->woken = false;
}

void queue_destroy(struct queue *queue)
{
	pthread_cond_destroy(&queue->filled);
	pthread_mutex_destroy(&queue->lock);
}

void queue_put(struct queue *queue, void *item)
{
	struct queue_item *added = item;
	added->next = NULL;
	pthread_mutex_lock(&queue->lock);
	bool was_empty = queue->first == NULL;
	*queue->end = added;
	queue->end = &added->next;
	queue->count++;
	pthread_mutex_unlock(&queue->lock);
	/* The taker waits on an empty queue only. */
	if (was_empty)
		pthread_cond_signal(&queue->filled);
}

void queue_wake(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->woken = true;
	pthread_mutex_unlock(&queue->lock);
	pthread_cond_signal(&queue->filled);
}

static struct timespec monotonic_in(uint64_t wait_ms)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += (time_t)(wait_ms / 1000);
	until.tv_nsec += (long)(wait_ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	return until;
}

#define WAIT_MS_MAX (UINT64_C(24) * 3600 * 1000)

void *queue_take(struct queue *queue, uint64_t wait_ms)
{
	struct timespec until = {0};
	bool timed = wait_ms > 0 && wait_ms != UINT64_MAX;
	if (timed)
		until = monotonic_in(wait_ms < WAIT_MS_MAX ? wait_ms : WAIT_MS_MAX);

	pthread_mutex_lock(&queue->lock);
	int waited = 0;
	while (wait_ms > 0 && queue->first == NULL && !queue->woken && waited != ETIMEDOUT) {
		if (timed)
			waited = pthread_cond_timedwait(&queue->filled, &queue->lock, &until);
		else
			waited = pthread_cond_wait(&queue->filled, &queue->lock);
	}
	struct queue_item *all = queue->first;
	queue->first = NULL;
	queue->end = &queue->first;
	queue->count = 0;
	queue->woken = false;
	pthread_mutex_unlock(&queue->lock);
	return all;
}

uint64_t queue_count(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	uint64_t count = queue->count;
	pthread_mutex_unlock(&queue->lock);
	return count;
}
