/* Claims about the rounds of the disk thread, over a log that only remembers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/arena.h"
#include "server/disk_thread.h"
#include "server/queue.h"

#define ENTRIES_MAX 64

/* A log that holds its first call back until it is let go, so that a test can say what waits
 * meanwhile. */
struct slow_log {
	struct log log;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	bool entered, released;

	struct log_append appended[ENTRIES_MAX];
	uint32_t append_sizes[ENTRIES_MAX]; /* entries of each call */
	uint32_t append_calls, appended_count;
	uint32_t reads, blanks, tends, closes;
	uint32_t reads_at_append[ENTRIES_MAX]; /* reads before each call */
	bool blank_fails;
};

static void hold_first_call(struct slow_log *log)
{
	pthread_mutex_lock(&log->lock);
	log->entered = true;
	pthread_cond_broadcast(&log->moved);
	while (!log->released)
		pthread_cond_wait(&log->moved, &log->lock);
	pthread_mutex_unlock(&log->lock);
}

static void slow_append(struct log *base, struct log_append *appends, uint32_t count,
			struct failure *failure)
{
	struct slow_log *log = (struct slow_log *)base;
	hold_first_call(log);
	snprintf(failure->message, sizeof failure->message, "the disk is full");
	log->reads_at_append[log->append_calls] = log->reads;
	log->append_sizes[log->append_calls++] = count;
	for (uint32_t i = 0; i < count; i++) {
		/* Odd sessions fail. */
		appends[i].outcome = appends[i].session.n % 2 == 1 ? log_failed : log_appended;
		log->appended[log->appended_count++] = appends[i];
	}
}

static bool slow_read(struct log *base, struct session_id session, struct log_head *head,
		      log_row_fn *each, void *context, struct failure *failure)
{
	struct slow_log *log = (struct slow_log *)base;
	hold_first_call(log);
	log->reads++;
	head->seq = session.n;
	struct log_row row = {.kind = 1, .frame = {(const uint8_t *)"abc", 3}};
	snprintf(failure->message, sizeof failure->message, "damaged");
	if (!each(context, &row))
		return false;
	return each(context, &row) && session.n != 13;
}

static bool slow_blank(struct log *base, struct session_id session, uint8_t kind,
		       const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked,
		       struct failure *failure)
{
	struct slow_log *log = (struct slow_log *)base;
	(void)session;
	(void)kind;
	(void)key;
	(void)before;
	log->blanks++;
	*blanked = 1;
	snprintf(failure->message, sizeof failure->message, "no");
	return !log->blank_fails;
}

static bool slow_tend(struct log *base, uint64_t now_ms, struct failure *failure)
{
	(void)now_ms;
	(void)failure;
	((struct slow_log *)base)->tends++;
	return true;
}

static void slow_close(struct log *base)
{
	((struct slow_log *)base)->closes++;
}

static const struct log_ops slow_ops = {.append = slow_append,
					.read = slow_read,
					.blank = slow_blank,
					.tend = slow_tend,
					.close = slow_close};

static struct slow_log slow;
static struct queue answers;
static uint32_t reports; /* written by the disk thread, read when it has ended */
static struct disk_thread *thread;

static void to_core(void *context, struct core_message *message)
{
	(void)context;
	queue_put(&answers, message);
}

static void report(void *context, const char *line)
{
	(void)context;
	(void)line;
	reports++;
}

static int start(void **state)
{
	(void)state;
	slow = (struct slow_log){.log = {.ops = &slow_ops},
				 .lock = PTHREAD_MUTEX_INITIALIZER,
				 .moved = PTHREAD_COND_INITIALIZER};
	reports = 0;
	queue_init(&answers);
	struct disk_env env = {.to_core = to_core, .directory = "nowhere", .report = report};
	thread = disk_thread_new(&slow.log, &env);
	struct failure failure;
	return disk_thread_start(thread, &failure) ? 0 : -1;
}

static int finish(void **state)
{
	(void)state;
	struct core_message *message = queue_take(&answers, 0);
	while (message != NULL) {
		struct core_message *next = message->next;
		core_message_free(message);
		message = next;
	}
	queue_destroy(&answers);
	disk_thread_free(thread);
	return slow.closes == 1 ? 0 : -1;
}

static void post_append(uint32_t session, uint32_t group_a, uint32_t group_b)
{
	struct disk_message *message = disk_message_new(disk_message_append);
	message->append = calloc(1, sizeof *message->append);
	message->append->count = group_b != 0 ? 2 : 1;
	message->append->appends =
		arena_take(&message->append->arena, 2 * sizeof *message->append->appends);
	message->append->appends[0].session.n = session;
	message->append->appends[0].group = group_a;
	message->append->appends[1].session.n = 2;
	message->append->appends[1].group = group_b;
	disk_thread_post(thread, message);
}

static void post_load(uint32_t session)
{
	struct disk_message *message = disk_message_new(disk_message_load);
	message->load = calloc(1, sizeof *message->load);
	message->load->session.n = session;
	disk_thread_post(thread, message);
}

/* Waits until the thread hangs in its first call. */
static void wait_until_held(void)
{
	pthread_mutex_lock(&slow.lock);
	while (!slow.entered)
		pthread_cond_wait(&slow.moved, &slow.lock);
	pthread_mutex_unlock(&slow.lock);
}

static void release(void)
{
	pthread_mutex_lock(&slow.lock);
	slow.released = true;
	pthread_cond_broadcast(&slow.moved);
	pthread_mutex_unlock(&slow.lock);
}

static void appends_that_waited_go_in_one_call(void **state)
{
	(void)state;
	post_append(2, 0, 0);
	wait_until_held();
	for (uint32_t i = 0; i < 5; i++)
		post_append(4 + 2 * i, 0, 0);
	release();
	disk_thread_stop(thread);
	assert_int_equal(slow.append_calls, 2);
	assert_int_equal(slow.append_sizes[0], 1);
	assert_int_equal(slow.append_sizes[1], 5);
	for (uint32_t i = 0; i < 5; i++)
		assert_int_equal(slow.appended[1 + i].session.n, 4 + 2 * i);
}

static void groups_of_two_requests_stay_two_groups(void **state)
{
	(void)state;
	post_append(2, 0, 0);
	wait_until_held();
	post_append(4, 1, 1);
	post_append(6, 1, 1);
	post_append(8, 0, 0);
	release();
	disk_thread_stop(thread);
	assert_int_equal(slow.append_sizes[1], 5);
	const struct log_append *at = &slow.appended[1];
	assert_int_not_equal(at[0].group, 0);
	assert_int_equal(at[0].group, at[1].group);
	assert_int_equal(at[2].group, at[3].group);
	assert_int_not_equal(at[0].group, at[2].group);
	assert_int_equal(at[4].group, 0);
}

static void each_request_gets_its_own_outcomes(void **state)
{
	(void)state;
	post_append(2, 0, 0);
	wait_until_held();
	post_append(3, 0, 0);
	post_append(5, 1, 1);
	post_append(6, 0, 0);
	release();
	disk_thread_stop(thread);
	static const struct {
		uint32_t session;
		enum log_outcome outcome;
	} expected[] = {{2, log_appended}, {3, log_failed}, {5, log_failed}, {6, log_appended}};
	struct core_message *first = queue_take(&answers, 0), *message = first;
	for (size_t i = 0; i < 4; i++) {
		assert_non_null(message);
		assert_int_equal(message->kind, core_message_appended);
		const struct disk_append *append = message->append;
		assert_int_equal(append->appends[0].session.n, expected[i].session);
		assert_int_equal(append->appends[0].outcome, expected[i].outcome);
		assert_string_equal(append->failure.message,
				    expected[i].outcome == log_failed ? "the disk is full" : "");
		message = message->next;
	}
	assert_null(message);
	for (message = first; message != NULL; message = first) {
		first = message->next;
		core_message_free(message);
	}
}

static void a_crowd_of_loads_delays_an_append_by_one_read(void **state)
{
	(void)state;
	post_load(1);
	wait_until_held();
	for (uint32_t i = 0; i < 10; i++)
		post_load(2 + i);
	post_append(2, 0, 0);
	release();
	disk_thread_stop(thread);
	assert_int_equal(slow.reads, 11);
	assert_int_equal(slow.append_calls, 1);
	assert_int_equal(slow.reads_at_append[0], 1);
}

static void a_load_brings_the_rows_or_the_reason(void **state)
{
	(void)state;
	post_load(12);
	post_load(13);
	release();
	disk_thread_stop(thread);
	struct core_message *good = queue_take(&answers, 0);
	assert_non_null(good);
	assert_int_equal(good->kind, core_message_loaded);
	assert_true(good->load->ok);
	assert_int_equal(good->load->head.seq, 12);
	assert_int_equal(good->load->row_count, 2);
	assert_int_equal(good->load->frames.size, 6);
	assert_memory_equal(good->load->frames.at, "abcabc", 6);
	struct core_message *bad = good->next;
	assert_non_null(bad);
	assert_false(bad->load->ok);
	assert_string_equal(bad->load->failure.message, "damaged");
	core_message_free(good);
	core_message_free(bad);
}

static void what_was_posted_before_the_stop_is_done(void **state)
{
	(void)state;
	release();
	for (uint32_t i = 0; i < 20; i++) {
		post_append(2, 0, 0);
		post_load(2);
	}
	disk_thread_stop(thread);
	assert_int_equal(slow.appended_count, 20);
	assert_int_equal(slow.reads, 20);
	assert_true(slow.tends >= 1);
	struct disk_figures figures = disk_thread_figures(thread);
	assert_int_equal(figures.appends, 20);
	assert_int_equal(figures.loads, 20);
	assert_int_equal(figures.appends_not_done, 0);
	assert_int_equal(figures.waiting, 0);
}

static void an_erasure_that_fails_is_said_aloud(void **state)
{
	(void)state;
	slow.blank_fails = true; /* the thread reads it after the post */
	disk_thread_post(thread, disk_message_new(disk_message_blank));
	disk_thread_stop(thread);
	assert_int_equal(slow.blanks, 1);
	assert_int_equal(reports, 1);
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, start, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(appends_that_waited_go_in_one_call),
		CLAIM(groups_of_two_requests_stay_two_groups),
		CLAIM(each_request_gets_its_own_outcomes),
		CLAIM(a_crowd_of_loads_delays_an_append_by_one_read),
		CLAIM(a_load_brings_the_rows_or_the_reason),
		CLAIM(what_was_posted_before_the_stop_is_done),
		CLAIM(an_erasure_that_fails_is_said_aloud),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
