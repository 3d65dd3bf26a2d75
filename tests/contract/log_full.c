/* A small file system that is full. Needs the right to mount one (root, or user namespaces); where
 * the kernel refuses it, that is said and the test skipped. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/reader.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

#define SKIPPED 77

static bool write_line(const char *path, const char *line)
{
	int file = open(path, O_WRONLY);
	bool ok = file >= 0 && write(file, line, strlen(line)) == (ssize_t)strlen(line);

	if (file >= 0)
		close(file);
	return ok;
}

/* A user namespace in which whoever runs this may mount. */
static bool become_root(void)
{
	char users[64], groups[64];

	snprintf(users, sizeof(users), "0 %u 1", getuid());
	snprintf(groups, sizeof(groups), "0 %u 1", getgid());
	return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
	       write_line("/proc/self/setgroups", "deny") &&
	       write_line("/proc/self/gid_map", groups) && write_line("/proc/self/uid_map", users);
}

/* A directory of 128 MiB that this process alone sees, and that ends with it. NULL if the kernel
 * says no. */
static char *mount_small(void)
{
	if (unshare(CLONE_NEWNS) != 0 && !become_root())
		return NULL;
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return NULL;
	char *directory = temporary_make();
	if (mount("bogen-test", directory, "tmpfs", 0, "size=128m") != 0) {
		int error = errno;

		rmdir(directory);
		free(directory);
		errno = error;
		return NULL;
	}
	return directory;
}

static void unmount_small(char *directory)
{
	umount2(directory, MNT_DETACH);
	rmdir(directory);
	free(directory);
}

static char *directory;

/* Takes all room but `left` bytes. */
static void fill_disk(off_t left)
{
	static char zeros[65536];
	const char *path = temporary_path(directory, "filler");
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	off_t size = 0;

	assert_true(file >= 0);
	for (ssize_t written; (written = write(file, zeros, sizeof(zeros))) > 0;)
		size += written;
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(ftruncate(file, size > left ? size - left : 0), 0);
	close(file);
}

/* Many new rows at once: some 800 kB. */
static enum log_outcome append_much(struct book *book, struct log *log, struct failure *failure)
{
	static uint32_t id;
	char text[401];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	book_entry(book, 1);
	for (uint32_t i = 0; i < 1000; i++)
		book_idea(book, ++id, text);
	return book_append(book, log, failure);
}

static struct log *open_log(void)
{
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);

	if (log == NULL)
		fail_msg("cannot open: %s", failure.message);
	return log;
}

static void check_and_clear(struct book *book, struct log *log)
{
	struct failure failure = {""};
	struct log_verified verified;

	assert_true(book_matches(book, log));
	log->ops->close(log);
	log = open_log();
	assert_true(book_matches(book, log));
	log->ops->close(log);
	assert_true(log_sqlite_verify(temporary_path(directory, "bogen.db"),
				      temporary_path(directory, "head"), &verified, &failure));
	book_free(book);
	for (size_t i = 0; i < 4; i++) {
		static const char *const names[] = {"bogen.db", "head", "lock", "reserve"};

		unlink(temporary_path(directory, names[i]));
	}
}

static bool says_full(const struct failure *failure)
{
	return strstr(failure->message, "full") != NULL ||
	       strstr(failure->message, strerror(ENOSPC)) != NULL;
}

static void goes_on_with_reserve(void **state)
{
	struct failure failure = {""};
	struct book *book = book_new();
	struct log *log = open_log();
	enum log_outcome outcome = log_appended;
	uint64_t now_ms = 1, with_reserve = 0;

	(void)state;
	assert_true(log->ops->tend(log, now_ms, &failure));
	assert_true(temporary_exists(directory, "reserve"));
	fill_disk(0);

	/* The reserve is given away at the first append that finds no room, and the operator told;
	 * only when that too is used up do appends fail. */
	while (outcome == log_appended) {
		outcome = append_much(book, log, &failure);
		bool tended = log->ops->tend(log, now_ms += 1000, &failure);
		if (outcome == log_appended && !temporary_exists(directory, "reserve")) {
			with_reserve++;
			assert_true(with_reserve > 1 || !tended);
			assert_true(says_full(&failure));
		}
	}
	assert_int_equal(outcome, log_failed);
	assert_true(with_reserve >= 10);
	assert_true(says_full(&failure));

	for (uint32_t i = 0; i < 5; i++) {
		assert_int_equal(append_much(book, log, &failure), log_failed);
		log->ops->tend(log, now_ms += 1000, &failure);
		assert_true(book_matches(book, log));
	}
	unlink(temporary_path(directory, "filler"));
	assert_int_equal(append_much(book, log, &failure), log_appended);
	now_ms += 61000;
	if (!log->ops->tend(log, now_ms, &failure))
		fail_msg("does not recover: %s", failure.message);
	check_and_clear(book, log);
}

static void backup_does_not_eat_disk(void **state)
{
	struct failure failure = {""};
	struct book *book = book_new();
	struct log *log = open_log();
	enum log_outcome outcome = log_appended;

	(void)state;
	fill_disk(60 << 20);
	book_append_idea(book, log, 2, 1, "first");
	struct reader reader = reader_start(directory);
	for (uint32_t i = 0; i < 200 && outcome == log_appended; i++)
		outcome = append_much(book, log, &failure);
	assert_int_equal(outcome, log_failed);
	assert_non_null(strstr(failure.message, "no room for it to grow"));

	/* There is room enough left to empty it once the reader has gone. */
	reader_end(&reader);
	assert_int_equal(append_much(book, log, &failure), log_appended);
	unlink(temporary_path(directory, "filler"));
	check_and_clear(book, log);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{"[LOG-14] on a full disk the reserve is given away, then appends fail, then go on",
		 goes_on_with_reserve, NULL, NULL, NULL},
		{"[LOG-14] while a backup reads, the write-ahead log leaves room to be emptied",
		 backup_does_not_eat_disk, NULL, NULL, NULL},
	};

	directory = mount_small();
	if (directory == NULL) {
		printf("skipped: this kernel lets nobody here mount a small file system (%s)\n",
		       strerror(errno));
		return SKIPPED;
	}
	int failed = cmocka_run_group_tests_name("full disk", tests, NULL, NULL);
	unmount_small(directory);
	return failed;
}
