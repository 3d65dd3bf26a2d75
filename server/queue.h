/* A queue between threads: many put, one takes all that is there at once. Items carry their own
 * link: their struct begins with a pointer to the next item. Nobody ever waits to put.
 *
 * Owns the items between put and take. Knows nothing of what they are. */
#ifndef BOGEN_SERVER_QUEUE_H
#define BOGEN_SERVER_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* How every item begins. */
struct queue_item {
	struct queue_item *next;
};

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct queue_item *first, **end;
	uint64_t count;
	bool woken;
};

void queue_init(struct queue *queue);
/* The queue must be empty and nobody waiting. */
void queue_destroy(struct queue *queue);

/* Takes the item; any thread. */
void queue_put(struct queue *queue, void *item);

/* Makes the taker return even if nothing was put; any thread. */
void queue_wake(struct queue *queue);

/* Takes all items, in the order in which they were put, as a list: returns its first item or NULL.
 * Waits until there is something, somebody wakes, or `wait_ms` have passed (0: does not wait,
 * UINT64_MAX: for ever). One thread only. */
void *queue_take(struct queue *queue, uint64_t wait_ms);

/* How many items are waiting, for figures; any thread. */
uint64_t queue_count(struct queue *queue);

#endif
