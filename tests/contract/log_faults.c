/* Every single input and output operation of SQLite fails once. */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "protocol/records.h"
#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

/* What a run with a fault in it came to. */
struct run {
	struct book *book;    /* what was appended for certain */
	uint32_t perhaps;     /* session of the one unknown append; UINT32_MAX: there was none */
	uint64_t unknown_seq; /* its number */
};

static bool append_known(struct run *run, struct log *log, uint32_t session)
{
	book_known_entry(run->book, session);
	enum log_outcome outcome = book_append(run->book, log, NULL);

	assert_int_not_equal(outcome, log_lost);
	if (outcome != log_unknown)
		return true;
	/* The first that is unknown may have been written; those after it are not tried. */
	if (run->perhaps == UINT32_MAX) {
		run->perhaps = session;
		run->unknown_seq = book_seq(run->book, session) + 1;
	}
	return false;
}

/* Opens, appends, tends, blanks, closes; goes on after failures as the disk thread does. */
static void run_once(const char *directory, struct run *run)
{
	const uint32_t key[ROW_KEY_PARTS] = {8, 0, 0};
	struct failure failure = {""};
	uint32_t blanked;
	struct log *log = log_sqlite_open(directory, false, &failure);

	if (log == NULL) {
		assert_true(strlen(failure.message) > 0);
		return;
	}
	bool on = true;
	for (uint32_t i = 0; i < 6 && on; i++)
		on = append_known(run, log, i % 2);
	if (on)
		log->ops->tend(log, 1000, &failure);
	if (on)
		log->ops->blank(log, (struct session_id){1}, row_kind_idea, key, 3, &blanked,
				&failure);
	for (uint32_t i = 0; i < 3 && on; i++)
		on = append_known(run, log, 2);
	log->ops->close(log);
}

/* Afterwards the disk is well again. */
static void check_after(const char *directory, struct run *run, uint64_t nth)
{
	struct failure failure = {""};
	struct log_verified verified;
	struct book *found = book_new();
	struct log *log = log_sqlite_open(directory, false, &failure);

	if (log == NULL)
		fail_msg("fault %lu: cannot open: %s", (unsigned long)nth, failure.message);
	assert_true(book_recall(found, log));
	for (uint32_t s = 0; s < BOOK_SESSIONS; s++) {
		uint64_t seq = book_seq(run->book, s), is = book_seq(found, s);

		if (is != seq && (run->perhaps != s || is != run->unknown_seq))
			fail_msg("fault %lu: session %u ends with %lu, acknowledged is %lu",
				 (unsigned long)nth, s, (unsigned long)is, (unsigned long)seq);
	}
	book_known_entry(found, 3);
	assert_int_equal(book_append(found, log, NULL), log_appended);
	log->ops->close(log);
	if (!log_sqlite_verify(temporary_path(directory, "bogen.db"),
			       temporary_path(directory, "head"), &verified, &failure))
		fail_msg("fault %lu: does not verify: %s", (unsigned long)nth, failure.message);
	book_free(found);
}

static void every_one_fails(uint32_t operations, int result, bool lasting)
{
	bool reached = true;
	uint64_t nth = 0;

	faulty_vfs_install();
	while (reached) {
		char *directory = temporary_make();
		struct run run = {book_new(), UINT32_MAX, 0};

		nth++;
		faulty_vfs_plan((struct faulty_plan){operations, nth, result, lasting});
		run_once(directory, &run);
		reached = faulty_vfs_has_failed();
		faulty_vfs_plan((struct faulty_plan){0});
		check_after(directory, &run, nth);
		book_free(run.book);
		temporary_remove(directory);
	}
	print_message("%lu faults\n", (unsigned long)nth - 1);
	assert_true(nth > 10);
}

static void errors_once(void **state)
{
	(void)state;
	every_one_fails(faulty_any, SQLITE_IOERR, false);
}

static void errors_lasting(void **state)
{
	(void)state;
	every_one_fails(faulty_any, SQLITE_IOERR, true);
}

static void syncs_once(void **state)
{
	(void)state;
	every_one_fails(faulty_sync, SQLITE_IOERR_FSYNC, false);
}

static void full_once(void **state)
{
	(void)state;
	every_one_fails(faulty_write, SQLITE_FULL, false);
}

static void full_lasting(void **state)
{
	(void)state;
	every_one_fails(faulty_write, SQLITE_FULL, true);
}

static void memory_once(void **state)
{
	(void)state;
	every_one_fails(faulty_any, SQLITE_NOMEM, false);
}

/* ---- what an error is told as ---- */

static enum log_outcome outcome_of(struct faulty_plan plan, enum log_outcome *next)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct book *book = book_new();

	faulty_vfs_install();
	faulty_vfs_plan((struct faulty_plan){0});
	struct log *log = log_sqlite_open(directory, false, &failure);
	assert_non_null(log);
	assert_int_equal(book_append_idea(book, log, 1, 1, "before"), log_appended);
	faulty_vfs_plan(plan);
	enum log_outcome outcome = book_append_idea(book, log, 1, 1, "at the fault");
	assert_true(faulty_vfs_has_failed());
	faulty_vfs_plan((struct faulty_plan){0});
	*next = book_append_idea(book, log, 2, 1, "after");
	log->ops->close(log);
	book_free(book);
	temporary_remove(directory);
	return outcome;
}

static void sync_is_unknown(void **state)
{
	enum log_outcome next;

	(void)state;
	assert_int_equal(
		outcome_of((struct faulty_plan){faulty_sync, 1, SQLITE_IOERR_FSYNC, false}, &next),
		log_unknown);
	assert_int_equal(next, log_unknown);
}

static void write_is_unknown(void **state)
{
	enum log_outcome next;

	(void)state;
	assert_int_equal(
		outcome_of((struct faulty_plan){faulty_write, 1, SQLITE_IOERR_WRITE, false}, &next),
		log_unknown);
	assert_int_equal(next, log_unknown);
}

static void full_is_failed(void **state)
{
	enum log_outcome next;

	(void)state;
	assert_int_equal(
		outcome_of((struct faulty_plan){faulty_write, 2, SQLITE_FULL, false}, &next),
		log_failed);
	assert_int_equal(next, log_appended);
}

/* The first sync is the commit's, the second and third the checkpoint's of log and database. */
static void checkpoint_stops(void **state)
{
	const uint32_t key[ROW_KEY_PARTS] = {1, 0, 0};

	(void)state;
	faulty_vfs_install();
	for (uint64_t nth = 2; nth <= 3; nth++) {
		char *directory = temporary_make();
		struct failure failure = {""};
		struct book *book = book_new();
		uint32_t blanked;

		faulty_vfs_plan((struct faulty_plan){0});
		struct log *log = log_sqlite_open(directory, false, &failure);
		assert_non_null(log);
		book_append_idea(book, log, 1, 1, "a name");
		book_append_idea(book, log, 1, 1, "");
		faulty_vfs_plan((struct faulty_plan){faulty_sync, nth, SQLITE_IOERR_FSYNC, false});
		assert_false(log->ops->blank(log, (struct session_id){1}, row_kind_idea, key, 2,
					     &blanked, &failure));
		assert_true(faulty_vfs_has_failed());
		assert_int_equal(book_append_idea(book, log, 1, 1, "after"), log_unknown);
		assert_false(log->ops->tend(log, 1, &failure));
		log->ops->close(log);
		log = log_sqlite_open(directory, false, &failure);
		assert_non_null(log);
		assert_true(book_matches(book, log));
		log->ops->close(log);
		book_free(book);
		temporary_remove(directory);
	}
}

/* The system's own refusal: the largest file size (as a quota, EDQUOT, would be). */
static void file_limit_is_failed(void **state)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct book *book = book_new();
	struct rlimit limit, small;
	enum log_outcome outcome = log_appended;
	struct log *log = log_sqlite_open(directory, false, &failure);

	(void)state;
	assert_non_null(log);
	faulty_vfs_plan((struct faulty_plan){0});
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 300000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (uint32_t i = 0; i < 1000 && outcome == log_appended; i++) {
		book_known_entry(book, 1);
		outcome = book_append(book, log, NULL);
	}
	assert_int_equal(outcome, log_failed);
	book_known_entry(book, 2);
	assert_int_equal(book_append(book, log, NULL), log_failed);
	assert_true(book_matches(book, log));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	book_known_entry(book, 2);
	assert_int_equal(book_append(book, log, NULL), log_appended);
	log->ops->close(log);
	log = log_sqlite_open(directory, false, &failure);
	assert_non_null(log);
	assert_true(book_matches(book, log));
	log->ops->close(log);
	book_free(book);
	temporary_remove(directory);
}

#define CLAIM(claim, function)                                                                     \
	{                                                                                          \
		claim, function, NULL, NULL, NULL                                                  \
	}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CLAIM("[LOG-6] a failing sync is unknown, and nothing follows it", sync_is_unknown),
		CLAIM("[LOG-6] a failing write at commit is unknown", write_is_unknown),
		CLAIM("[LOG-6] after a failing sync in a checkpoint nothing is written any more",
		      checkpoint_stops),
		CLAIM("[LOG-5] a full disk is a failure, and what follows can be appended",
		      full_is_failed),
		CLAIM("[LOG-14] at the largest file size appends fail and reads go on",
		      file_limit_is_failed),
		CLAIM("[LOG-6] whichever operation fails once, what was acknowledged stays",
		      errors_once),
		CLAIM("[LOG-6] from whichever operation on all fail, what was acknowledged stays",
		      errors_lasting),
		CLAIM("[LOG-6] whichever sync fails, what was acknowledged stays", syncs_once),
		CLAIM("[LOG-5] whichever write finds the disk full, failed means not written",
		      full_once),
		CLAIM("[LOG-5] from whichever write on the disk is full, failed means not written",
		      full_lasting),
		CLAIM("[LOG-6] whichever operation finds no memory, what was acknowledged stays",
		      memory_once),
	};

	return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
