/* Backups while another process writes. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/reader.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

#define SESSIONS 3u

/* Appends to three sessions as one group each time, and says the number after it. */
static void append_for_ever(const char *directory, int told)
{
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();

	if (log == NULL)
		_exit(1);
	for (uint64_t seq = 0;; seq++) {
		for (uint32_t s = 0; s < SESSIONS; s++)
			book_known_entry(book, s);
		book_append(book, log, NULL);
		if (book_outcome(book, 0) != log_appended ||
		    !log->ops->tend(log, 1 + seq * 50, &failure) ||
		    write(told, &seq, sizeof(seq)) != (ssize_t)sizeof(seq))
			_exit(1);
	}
}

static uint64_t next_said(int told)
{
	uint64_t seq = 0;

	assert_int_equal(read(told, &seq, sizeof(seq)), (ssize_t)sizeof(seq));
	return seq + 1;
}

/* Opens a copy as a log of its own, and checks that it is one state of all sessions. */
static uint64_t check_copy(const char *copy)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct log_verified verified;
	struct book *book = book_new();

	if (!log_sqlite_verify(copy, NULL, &verified, &failure))
		fail_msg("the copy does not verify: %s", failure.message);
	assert_int_equal(verified.sessions, SESSIONS);
	temporary_copy(copy, temporary_path(directory, "bogen.db"));
	struct log *log = log_sqlite_open(directory, false, &failure);
	assert_non_null(log);
	assert_true(book_recall(book, log));
	uint64_t seq = book_seq(book, 0);
	for (uint32_t s = 1; s < SESSIONS; s++)
		assert_int_equal(book_seq(book, s), seq);
	log->ops->close(log);
	book_free(book);
	temporary_remove(directory);
	return seq;
}

static void copies_while_written(void **state)
{
	char *directory = temporary_make(), *copies = temporary_make();
	struct failure failure = {""};
	struct log_verified verified;
	int pipes[2], status;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	pid_t child = fork();
	if (child == 0)
		append_for_ever(directory, pipes[1]);
	close(pipes[1]);
	for (uint32_t i = 0; i < 8; i++) {
		char copy[600];
		uint64_t said = 0;
		struct stat mode;

		for (uint32_t n = 0; n < 60; n++)
			said = next_said(pipes[0]);
		snprintf(copy, sizeof(copy), "%s/copy-%u", copies, i);
		if (!log_sqlite_backup(directory, copy, &failure))
			fail_msg("no backup: %s", failure.message);
		assert_true(check_copy(copy) >= said);
		assert_int_equal(stat(copy, &mode), 0);
		assert_int_equal(mode.st_mode & 0777, 0600);
		if (!log_sqlite_verify(temporary_path(directory, "bogen.db"),
				       temporary_path(directory, "head"), &verified, &failure))
			fail_msg("does not verify while written: %s", failure.message);
	}
	assert_int_equal(waitpid(child, &status, WNOHANG), 0); /* it went on all the while */
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	close(pipes[0]);
	temporary_remove(directory);
	temporary_remove(copies);
}

static uint32_t count_files(const char *directory)
{
	DIR *opened = opendir(directory);
	struct dirent *found;
	uint32_t count = 0;

	while ((found = readdir(opened)) != NULL)
		count += found->d_name[0] != '.';
	closedir(opened);
	return count;
}

static void never_replaces(void **state)
{
	char *directory = temporary_make(), *copies = temporary_make();
	struct failure failure = {""};
	size_t size;
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();

	(void)state;
	book_append_idea(book, log, 1, 1, "first");
	log->ops->close(log);
	const char *copy = temporary_path(copies, "copy");
	temporary_write(copy, "precious", 8);
	assert_false(log_sqlite_backup(directory, copy, &failure));
	assert_non_null(strstr(failure.message, "exists already"));
	uint8_t *at = temporary_read(copy, &size);
	assert_int_equal(size, 8);
	assert_memory_equal(at, "precious", 8);
	free(at);
	assert_int_equal(count_files(copies), 1);
	book_free(book);
	temporary_remove(directory);
	temporary_remove(copies);
}

static void says_what_is_missing(void **state)
{
	char *directory = temporary_make(), *copies = temporary_make();
	struct failure failure = {""};

	(void)state;
	assert_false(log_sqlite_backup(directory, temporary_path(copies, "copy"), &failure));
	assert_non_null(strstr(failure.message, "bogen.db"));
	assert_int_equal(count_files(copies), 0); /* nor half a copy */
	assert_int_equal(count_files(directory), 0);
	assert_false(log_sqlite_backup(directory, "/nonexistent/copy", &failure));
	assert_non_null(strstr(failure.message, "/nonexistent/copy"));
	temporary_remove(directory);
	temporary_remove(copies);
}

/* ---- a reader that stays ---- */

static off_t wal_size(const char *directory)
{
	struct stat found;

	return stat(temporary_path(directory, "bogen.db-wal"), &found) == 0 ? found.st_size : 0;
}

static void wal_is_bounded(void **state)
{
	const off_t bound = 17 << 20;
	char *directory = temporary_make();
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();

	(void)state;
	assert_non_null(log);
	for (uint32_t i = 0; i < 1500; i++) {
		book_known_entry(book, i % SESSIONS);
		assert_int_equal(book_append(book, log, NULL), log_appended);
		assert_true(log->ops->tend(log, 1 + i, &failure));
		assert_true(wal_size(directory) < bound);
	}
	struct reader reader = reader_start(directory);
	while (wal_size(directory) < 2 * bound) { /* it cannot begin anew */
		for (uint32_t i = 0; i < 20; i++)
			book_known_entry(book, i % SESSIONS);
		assert_int_equal(book_append(book, log, NULL), log_appended);
		assert_true(log->ops->tend(log, 1000, &failure));
	}
	reader_end(&reader);
	assert_true(log->ops->tend(log, 2000, &failure));
	book_known_entry(book, 0);
	assert_int_equal(book_append(book, log, NULL), log_appended);
	assert_true(wal_size(directory) < bound);
	assert_true(book_matches(book, log));
	log->ops->close(log);
	book_free(book);
	temporary_remove(directory);
}

/* What is blanked while a backup reads leaves the files as soon as that has ended. */
static void blanks_after_reader(void **state)
{
	char *directory = temporary_make();
	const uint32_t key[ROW_KEY_PARTS] = {1, 0, 0};
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();
	uint32_t blanked;

	(void)state;
	book_append_idea(book, log, 1, 1, "a name to be erased");
	struct reader reader = reader_start(directory);
	book_append_idea(book, log, 1, 1, "");
	assert_true(log->ops->blank(log, (struct session_id){1}, row_kind_idea, key, 2, &blanked,
				    &failure));
	assert_int_equal(blanked, 1);
	assert_true(wal_size(directory) > 0);
	reader_end(&reader);
	assert_true(log->ops->tend(log, 1, &failure));
	assert_int_equal(wal_size(directory), 0);
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
		CLAIM("[LOG-13] copies made while another process writes are states it was in",
		      copies_while_written),
		CLAIM("[LOG-13] a backup never replaces a file", never_replaces),
		CLAIM("[LOG-13] a backup says what is missing and leaves nothing behind",
		      says_what_is_missing),
		CLAIM("[LOG-14] the write-ahead log is bounded but while a backup reads",
		      wal_is_bounded),
		CLAIM("[LOG-8] what is blanked while a backup reads is gone after it",
		      blanks_after_reader),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
