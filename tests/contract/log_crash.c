/* A process that appends is killed at any moment; what it had been told is there afterwards. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/random.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

#define ROUNDS 30u

struct acknowledged {
	uint32_t session;
	uint64_t seq;
};

/* Goes on with the history where the log ends, and says what was appended, until killed. */
static void append_for_ever(const char *directory, uint64_t seed, int told)
{
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();
	uint64_t now_ms = 1;

	if (log == NULL || !book_recall(book, log)) {
		fprintf(stderr, "the child cannot go on: %s\n", failure.message);
		_exit(1);
	}
	for (;;) {
		uint32_t sessions[4], count = 1 + random_below(&seed, 4);

		for (uint32_t i = 0; i < count; i++) {
			sessions[i] = random_below(&seed, BOOK_SESSIONS);
			book_known_entry(book, sessions[i]);
		}
		book_append(book, log, NULL);
		for (uint32_t i = 0; i < count; i++) {
			struct acknowledged said = {sessions[i], book_seq(book, sessions[i])};

			if (book_outcome(book, i) != log_appended ||
			    write(told, &said, sizeof(said)) != (ssize_t)sizeof(said))
				_exit(1);
		}
		if (!log->ops->tend(log, now_ms += 200, &failure))
			_exit(1);
	}
}

/* Reads acknowledgements, kills after the nth, and reads those that were still under way. */
static uint32_t kill_after(pid_t child, int told, uint32_t nth, uint64_t seqs[BOOK_SESSIONS])
{
	struct acknowledged said;
	uint32_t count = 0;

	while (read(told, &said, sizeof(said)) == (ssize_t)sizeof(said)) {
		if (said.seq > seqs[said.session])
			seqs[said.session] = said.seq;
		if (++count == nth)
			kill(child, SIGKILL);
	}
	return count;
}

static void check_after(const char *directory, const uint64_t seqs[BOOK_SESSIONS], bool open)
{
	struct failure failure = {""};
	struct log_verified verified;

	if (!log_sqlite_verify(temporary_path(directory, "bogen.db"),
			       temporary_path(directory, "head"), &verified, &failure))
		fail_msg("does not verify: %s", failure.message);
	if (!open) /* the next child finds what the killed one left */
		return;
	struct log *log = log_sqlite_open(directory, false, &failure);
	if (log == NULL)
		fail_msg("cannot open: %s", failure.message);
	struct book *book = book_new();
	assert_true(book_recall(book, log));
	for (uint32_t s = 0; s < BOOK_SESSIONS; s++)
		assert_true(book_seq(book, s) >= seqs[s]);
	book_free(book);
	log->ops->close(log);
}

static void killed_loses_nothing(void **state)
{
	char *directory = temporary_make();
	uint64_t seqs[BOOK_SESSIONS] = {0};
	uint64_t seed = 3;

	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		int pipes[2], status;
		uint32_t nth = 1 + random_below(&seed, 60);

		assert_int_equal(pipe(pipes), 0);
		pid_t child = fork();
		if (child == 0) {
			close(pipes[0]);
			append_for_ever(directory, seed, pipes[1]);
		}
		close(pipes[1]);
		assert_true(kill_after(child, pipes[0], nth, seqs) >= nth);
		close(pipes[0]);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		check_after(directory, seqs, round % 3 == 2);
	}
	temporary_remove(directory);
}

/* ---- the lock ---- */

static void second_is_refused(void **state)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	int status;

	(void)state;
	assert_non_null(log);
	pid_t child = fork();
	if (child == 0) {
		char expected[64];

		snprintf(expected, sizeof(expected), "is used by another bogend (pid %ld)",
			 (long)getppid());
		_exit(log_sqlite_open(directory, false, &failure) != NULL ||
		      strstr(failure.message, expected) == NULL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	log->ops->close(log);
	log = log_sqlite_open(directory, false, &failure);
	assert_non_null(log);
	log->ops->close(log);
	temporary_remove(directory);
}

static void missing_directory(void **state)
{
	struct failure failure = {""};

	(void)state;
	assert_null(log_sqlite_open("/nonexistent/bogen-data", false, &failure));
	assert_non_null(strstr(failure.message, "/nonexistent/bogen-data"));
	assert_non_null(strstr(failure.message, strerror(ENOENT)));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{"[LOG-10] 30 times kill -9 lose nothing that was acknowledged",
		 killed_loses_nothing, NULL, NULL, NULL},
		{"[LOG-9] a second process is refused and told who is first", second_is_refused,
		 NULL, NULL, NULL},
		{"[LOG-9] a directory that is not there is named", missing_directory, NULL, NULL,
		 NULL},
	};

	return cmocka_run_group_tests_name("crash", tests, NULL, NULL);
}
