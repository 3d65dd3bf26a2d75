/* Claims about the queue between threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>

#include "server/queue.h"

struct item {
	struct item *next;
	uint32_t producer, number;
};

#define PRODUCERS  4u
#define ITEMS_EACH 20000u

struct producer {
	struct queue *queue;
	uint32_t number;
};

static void *produce(void *context)
{
	struct producer *producer = context;
	for (uint32_t i = 1; i <= ITEMS_EACH; i++) {
		struct item *item = malloc(sizeof *item);
		if (item == NULL)
			abort();
		item->producer = producer->number;
		item->number = i;
		queue_put(producer->queue, item);
	}
	return NULL;
}

static void nothing_is_lost_and_each_producers_order_is_kept(void **state)
{
	(void)state;
	struct queue queue;
	queue_init(&queue);
	struct producer producers[PRODUCERS];
	pthread_t threads[PRODUCERS];
	for (uint32_t i = 0; i < PRODUCERS; i++) {
		producers[i] = (struct producer){.queue = &queue, .number = i};
		assert_int_equal(pthread_create(&threads[i], NULL, produce, &producers[i]), 0);
	}

	uint32_t seen[PRODUCERS] = {0};
	for (uint32_t taken = 0; taken < PRODUCERS * ITEMS_EACH;) {
		struct item *item = queue_take(&queue, UINT64_MAX);
		assert_non_null(item);
		while (item != NULL) {
			struct item *next = item->next;
			assert_int_equal(item->number, ++seen[item->producer]);
			free(item);
			item = next;
			taken++;
		}
	}
	for (uint32_t i = 0; i < PRODUCERS; i++)
		pthread_join(threads[i], NULL);
	assert_null(queue_take(&queue, 0));
	assert_int_equal(queue_count(&queue), 0);
	queue_destroy(&queue);
}

static void *wake(void *context)
{
	queue_wake(context);
	return NULL;
}

static void a_wake_ends_the_wait_of_an_empty_queue(void **state)
{
	(void)state;
	struct queue queue;
	queue_init(&queue);
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, wake, &queue), 0);
	assert_null(queue_take(&queue, UINT64_MAX)); /* else this test never ends */
	pthread_join(thread, NULL);
	queue_destroy(&queue);
}

static void a_wake_before_the_wait_is_not_forgotten(void **state)
{
	(void)state;
	struct queue queue;
	queue_init(&queue);
	queue_wake(&queue);
	assert_null(queue_take(&queue, UINT64_MAX));
	queue_destroy(&queue);
}

static void a_timed_wait_ends_by_itself(void **state)
{
	(void)state;
	struct queue queue;
	queue_init(&queue);
	assert_null(queue_take(&queue, 1));
	assert_null(queue_take(&queue, 0));
	queue_destroy(&queue);
}

static void what_was_taken_is_gone_and_the_queue_goes_on(void **state)
{
	(void)state;
	struct queue queue;
	queue_init(&queue);
	struct item items[3] = {{.number = 1}, {.number = 2}, {.number = 3}};
	queue_put(&queue, &items[0]);
	queue_put(&queue, &items[1]);
	assert_int_equal(queue_count(&queue), 2);
	assert_ptr_equal(queue_take(&queue, 0), &items[0]);
	queue_put(&queue, &items[2]);
	assert_ptr_equal(queue_take(&queue, UINT64_MAX), &items[2]);
	assert_ptr_equal(items[0].next, &items[1]);
	assert_null(items[1].next);
	assert_null(items[2].next);
	queue_destroy(&queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_and_each_producers_order_is_kept),
		cmocka_unit_test(a_wake_ends_the_wait_of_an_empty_queue),
		cmocka_unit_test(a_wake_before_the_wait_is_not_forgotten),
		cmocka_unit_test(a_timed_wait_ends_by_itself),
		cmocka_unit_test(what_was_taken_is_gone_and_the_queue_goes_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
