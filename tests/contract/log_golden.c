/* Databases as earlier releases wrote them. `log-golden check DIR` tests; `log-golden write FILE`
 * makes the one of today's format, which is reviewed and committed when the format changes. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

static const char *golden; /* directory */

static const uint8_t known_chain[LOG_HASH_BYTES] = {
#include "known_chain.inc"
};

/* The history in v1.db. Session 1 is also the one whose chain the contract knows. */
static void tell_history(struct book *book, struct log *log)
{
	book_append_idea(book, log, 1, 1, "first");
	book_entry(book, 1);
	book_idea(book, 2, "second");
	book_part(book);
	book_remove_idea(book, 1);
	book_append(book, log, NULL);
	for (uint32_t id = 1; id <= 40; id++) {
		book_entry_at(book, 0, book_seq(book, 0), 1);
		book_idea(book, id, "Eine Brücke über den Fluss");
		book_entry_at(book, 2, book_seq(book, 2), 1);
		book_idea(book, 1 + id % 7, "Ein Name");
		book_append(book, log, NULL);
	}
	book_append_idea(book, log, 2, 3, "");
}

static void open_golden(const char *name, char **directory)
{
	char *file = NULL;

	*directory = temporary_make();
	if (asprintf(&file, "%s/%s", golden, name) < 0)
		abort();
	temporary_copy(file, temporary_path(*directory, "bogen.db"));
	free(file);
}

static bool stop(void *context, const struct log_row *row)
{
	(void)context;
	(void)row;
	return false;
}

static void version_1_opens(void **state)
{
	char *directory;
	struct failure failure = {""};
	struct book *book = book_new();
	struct log_head head = {0};
	struct log_verified verified;

	(void)state;
	open_golden("v1.db", &directory);
	struct log *log = log_sqlite_open(directory, false, &failure);
	assert_string_equal(failure.message, "");
	assert_non_null(log);
	tell_history(book, NULL);
	assert_true(book_matches(book, log));
	assert_true(log->ops->read(log, (struct session_id){1}, &head, stop, NULL, &failure));
	assert_memory_equal(head.chain, known_chain, LOG_HASH_BYTES);
	assert_int_equal(book_append_idea(book, log, 2, 9, "goes on"), log_appended);
	log->ops->close(log);
	assert_true(log_sqlite_verify(temporary_path(directory, "bogen.db"),
				      temporary_path(directory, "head"), &verified, &failure));
	assert_int_equal(verified.blanked_parts, 6);
	assert_int_equal(verified.sessions, 3);
	book_free(book);
	temporary_remove(directory);
}

static void damaged_is_found(void **state)
{
	char *directory;
	struct failure failure = {""};
	struct log_verified verified;

	(void)state;
	open_golden("v1-damaged.db", &directory);
	assert_false(log_sqlite_verify(temporary_path(directory, "bogen.db"), NULL, &verified,
				       &failure));
	assert_non_null(strstr(failure.message, "session 0, row 10 17 0 0"));
	temporary_remove(directory);
}

static void change(const char *directory, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(temporary_path(directory, "bogen.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void refused_untouched(const char *sql, const char *reason)
{
	char *directory;
	struct failure failure = {""};
	struct log_verified verified;
	size_t size, size_after;

	open_golden("v1.db", &directory);
	const char *file = temporary_path(directory, "bogen.db");
	change(directory, sql);
	uint8_t *before = temporary_read(file, &size);
	assert_null(log_sqlite_open(directory, true, &failure));
	assert_non_null(strstr(failure.message, reason));
	assert_false(log_sqlite_verify(file, NULL, &verified, &failure));
	assert_non_null(strstr(failure.message, reason));
	uint8_t *after = temporary_read(temporary_path(directory, "bogen.db"), &size_after);
	assert_int_equal(size, size_after);
	assert_memory_equal(before, after, size);
	free(before);
	free(after);
	temporary_remove(directory);
}

static void newer_is_refused(void **state)
{
	(void)state;
	refused_untouched("PRAGMA user_version = 2", "another version of Bogen (format 2");
}

static void others_are_refused(void **state)
{
	(void)state;
	refused_untouched("PRAGMA application_id = 7", "is no database of Bogen");
	refused_untouched("PRAGMA application_id = 0", "is no database of Bogen");
}

static int write_golden(const char *file)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct book *book = book_new();
	struct log *log = log_sqlite_open(directory, false, &failure);
	const uint32_t key[ROW_KEY_PARTS] = {3, 0, 0};
	uint32_t blanked;

	if (log != NULL) {
		tell_history(book, log);
		log->ops->blank(log, (struct session_id){2}, 10, key, 41, &blanked, &failure);
		log->ops->close(log);
		temporary_copy(temporary_path(directory, "bogen.db"), file);
	}
	book_free(book);
	temporary_remove(directory);
	fputs(failure.message, stderr);
	return log == NULL;
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		{"[LOG-15] a database of format 1 opens, verifies and goes on", version_1_opens,
		 NULL, NULL, NULL},
		{"[LOG-12] one of format 1 with a changed byte is found damaged", damaged_is_found,
		 NULL, NULL, NULL},
		{"[LOG-15] a database of a newer format is refused, untouched", newer_is_refused,
		 NULL, NULL, NULL},
		{"[LOG-15] another program's database is refused, untouched", others_are_refused,
		 NULL, NULL, NULL},
	};

	if (argc == 3 && strcmp(argv[1], "write") == 0)
		return write_golden(argv[2]);
	if (argc != 3 || strcmp(argv[1], "check") != 0) {
		fprintf(stderr, "usage: log-golden check DIR | write FILE\n");
		return 2;
	}
	golden = argv[2];
	return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
