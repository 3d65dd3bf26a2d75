/* Flipped bits and lost tails: found, or without effect. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/codec.h"
#include "server/log/heads.h"
#include "server/log/log_sqlite.h"
#include "server/log/rowsum.h"
#include "tests/contract/book.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

/* ---- a directory to damage ---- */

#define FILES 3
static const char *const names[FILES] = {"bogen.db", "bogen.db-wal", "head"};

struct files {
	uint8_t *at[FILES]; /* NULL: there is no such file */
	size_t size[FILES];
};

static struct files files_read(const char *directory)
{
	struct files files;

	for (int i = 0; i < FILES; i++) {
		files.at[i] = temporary_read(temporary_path(directory, names[i]), &files.size[i]);
		if (files.at[i] != NULL && files.size[i] == 0) { /* an empty write-ahead log */
			free(files.at[i]);
			files.at[i] = NULL;
		}
	}
	return files;
}

static char *files_restore(const struct files *files)
{
	char *directory = temporary_make();

	for (int i = 0; i < FILES; i++) {
		if (files->at[i] != NULL)
			temporary_write(temporary_path(directory, names[i]), files->at[i],
					files->size[i]);
	}
	return directory;
}

static void files_free(struct files *files)
{
	for (int i = 0; i < FILES; i++)
		free(files->at[i]);
}

static bool files_equal(const struct files *a, const struct files *b)
{
	for (int i = 0; i < FILES; i++) {
		if ((a->at[i] == NULL) != (b->at[i] == NULL))
			return false;
		if (a->at[i] != NULL &&
		    (a->size[i] != b->size[i] || memcmp(a->at[i], b->at[i], a->size[i]) != 0))
			return false;
	}
	return true;
}

/* What a process leaves that appends and is then gone, without (`crash`) or with closing. */
static struct files make_files(uint32_t calls, bool crash)
{
	char *directory = temporary_make();
	int status;

	pid_t child = fork();
	if (child == 0) {
		struct failure failure;
		struct book *book = book_new();
		struct log *log = log_sqlite_open(directory, false, &failure);

		for (uint32_t i = 0; i < calls; i++) {
			book_known_entry(book, i % 3);
			book_append(book, log, NULL);
		}
		bool ok = log->ops->tend(log, 1, &failure);
		if (!crash)
			log->ops->close(log);
		_exit(!ok);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	struct files files = files_read(directory);
	temporary_remove(directory);
	return files;
}

static void account_of(struct book *book, uint32_t calls)
{
	for (uint32_t i = 0; i < calls; i++) {
		book_known_entry(book, i % 3);
		book_append(book, NULL, NULL);
	}
}

/* ---- what a server would serve ---- */

static bool add_row(void *context, const struct log_row *row)
{
	rowsum_add(context, row->frame.at, row->frame.size);
	return true;
}

/* Whether the server would load the session: the log reads it and its rows add up. */
static bool would_serve(struct log *log, uint32_t session)
{
	struct failure failure;
	struct log_head head;
	uint8_t sum[LOG_HASH_BYTES] = {0};

	return log->ops->read(log, (struct session_id){session}, &head, add_row, sum, &failure) &&
	       memcmp(sum, head.sum, LOG_HASH_BYTES) == 0;
}

static bool would_serve_all(struct log *log)
{
	for (uint32_t s = 0; s < BOOK_SESSIONS; s++) {
		if (!would_serve(log, s))
			return false;
	}
	return true;
}

static int add_columns(void *context, int count, char **values, char **columns)
{
	struct buffer *text = context;

	(void)columns;
	for (int i = 0; i < count; i++) {
		const char *value = values[i] != NULL ? values[i] : "";

		buffer_append(text, value, strlen(value) + 1);
	}
	return 0;
}

/* All that stands in the tables. */
static struct buffer tell_tables(const char *directory)
{
	static const char sql[] =
		"SELECT session, seq, epoch, time_ms, hex(chain), hex(parts) FROM entry"
		" ORDER BY session, seq;"
		"SELECT session, kind, key1, key2, key3, hex(frame) FROM row;"
		"SELECT session, seq, hex(chain), hex(sum) FROM head";
	struct buffer text = {0};
	sqlite3 *db;

	assert_int_equal(sqlite3_open(temporary_path(directory, "bogen.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, add_columns, &text, NULL), SQLITE_OK);
	sqlite3_close(db);
	return text;
}

struct counts {
	uint32_t refused, found, without_effect;
};

/* What verified says what it said before the damage. */
static void check_tables(const char *directory, const struct buffer *tables, size_t at)
{
	struct buffer now = tell_tables(directory);

	if (now.size != tables->size || memcmp(now.at, tables->at, now.size) != 0)
		fail_msg("byte %zu: the tables have changed and verify", at);
	buffer_free(&now);
}

/* Flips one bit and holds what a server would do against the account. */
static void flip(struct files *files, int file, size_t at, const struct book *book,
		 const struct buffer *tables, struct counts *counts)
{
	struct failure failure;
	struct log_verified verified;

	files->at[file][at] ^= (uint8_t)(1u << (at % 8));
	char *directory = files_restore(files);
	bool verifies = log_sqlite_verify(temporary_path(directory, "bogen.db"),
					  temporary_path(directory, "head"), &verified, &failure);
	struct files before = files_read(directory);
	struct log *log = log_sqlite_open(directory, false, &failure);

	if (log == NULL) {
		struct files after = files_read(directory);

		assert_true(files_equal(&before, &after));
		files_free(&after);
		counts->refused++;
	} else {
		bool serves = would_serve_all(log);

		if ((verifies || serves) && !book_matches(book, log))
			fail_msg("bit %zu of byte %zu of %s went unnoticed", at % 8, at,
				 names[file]);
		counts->found += !verifies || !serves;
		counts->without_effect += verifies && serves;
		log->ops->close(log);
		if (verifies)
			check_tables(directory, tables, at);
	}
	files_free(&before);
	temporary_remove(directory);
	files->at[file][at] ^= (uint8_t)(1u << (at % 8));
}

/* The step is odd, so that all bits of a byte have their turn. */
static struct counts flip_many(bool crash, int file, size_t step)
{
	const uint32_t calls = 45;
	struct files files = make_files(calls, crash);
	struct book *book = book_new();
	struct counts counts = {0};

	account_of(book, calls);
	assert_non_null(files.at[file]);
	char *whole = files_restore(&files);
	struct buffer tables = tell_tables(whole);
	assert_true(tables.size > 10000);
	temporary_remove(whole);
	for (size_t at = 0; at < files.size[file]; at += step)
		flip(&files, file, at, book, &tables, &counts);
	buffer_free(&tables);
	print_message("%" PRIu32 " refused, %" PRIu32 " found later, %" PRIu32 " without effect\n",
		      counts.refused, counts.found, counts.without_effect);
	book_free(book);
	files_free(&files);
	return counts;
}

static void bits_of_database(void **state)
{
	(void)state;
	struct counts counts = flip_many(false, 0, 127);
	assert_true(counts.refused > 0 && counts.found > 100);
}

static void bits_of_wal(void **state)
{
	(void)state;
	struct counts counts = flip_many(true, 1, 1021);
	assert_true(counts.refused > 100);
}

static void bits_of_head(void **state)
{
	(void)state;
	struct counts counts = flip_many(false, 2, 7);
	assert_true(counts.refused > 20 && counts.without_effect == 0);
}

/* What DIR/head and the sum of the rows would not show. */
static void odd_heads_are_not_served(void **state)
{
	static const char *const changes[] = {
		"UPDATE head SET seq = seq + 1 WHERE session = 1",
		"UPDATE head SET seq = seq - 1 WHERE session = 1",
		"UPDATE head SET chain = zeroblob(32) WHERE session = 1",
		"UPDATE head SET sum = x'00' WHERE session = 1",
		"DELETE FROM head WHERE session = 1",
		"DELETE FROM entry WHERE session = 1",
	};
	struct files files = make_files(30, false);

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		char *directory = files_restore(&files);
		struct failure failure = {""};
		struct log_head head;
		uint8_t sum[LOG_HASH_BYTES];
		sqlite3 *db;

		assert_int_equal(sqlite3_open(temporary_path(directory, "bogen.db"), &db),
				 SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
		assert_true(sqlite3_changes(db) > 0);
		sqlite3_close(db);
		unlink(temporary_path(directory, "head"));
		struct log *log = log_sqlite_open(directory, false, &failure);
		assert_non_null(log);
		assert_false(
			log->ops->read(log, (struct session_id){1}, &head, add_row, sum, &failure));
		assert_non_null(strstr(failure.message, "session 1: the head is damaged"));
		assert_true(would_serve(log, 2));
		log->ops->close(log);
		temporary_remove(directory);
	}
	files_free(&files);
}

/* ---- lost tails ---- */

static struct log *open_files(const struct files *files, char **directory, bool accept,
			      struct failure *failure)
{
	*directory = files_restore(files);
	return log_sqlite_open(*directory, accept, failure);
}

static void older_is_refused(void **state)
{
	struct files older = make_files(30, false), newer = make_files(45, false);
	struct failure failure = {""};
	char *directory;

	(void)state;
	struct files mixed = {{older.at[0], NULL, newer.at[2]}, {older.size[0], 0, newer.size[2]}};
	assert_null(open_files(&mixed, &directory, false, &failure));
	assert_non_null(strstr(failure.message,
			       "has lost its tail: in session 0 the entries 11 to 15 are missing, "
			       "and so are the last entries of 2 more sessions"));
	struct files after = files_read(directory);
	assert_true(files_equal(&mixed, &after));
	files_free(&after);
	temporary_remove(directory);
	files_free(&older);
	files_free(&newer);
}

static void older_can_be_accepted(void **state)
{
	struct files older = make_files(30, false), newer = make_files(45, false);
	struct failure failure = {""};
	struct book *book = book_new();
	char *directory;

	(void)state;
	struct files mixed = {{older.at[0], NULL, newer.at[2]}, {older.size[0], 0, newer.size[2]}};
	struct log *log = open_files(&mixed, &directory, true, &failure);
	assert_non_null(log);
	account_of(book, 30);
	assert_true(book_matches(book, log));
	/* from here on another history, which the old heads know nothing of */
	for (uint32_t i = 0; i < 10; i++) {
		book_entry(book, 0);
		book_idea(book, 1, "another history");
		book_append(book, log, NULL);
	}
	log->ops->close(log);
	log = log_sqlite_open(directory, false, &failure);
	assert_non_null(log);
	assert_true(book_matches(book, log));
	log->ops->close(log);
	temporary_write(temporary_path(directory, "head"), newer.at[2], newer.size[2]);
	assert_null(log_sqlite_open(directory, false, &failure));
	assert_non_null(strstr(failure.message,
			       "session 0 entry 15 is not the one that was written there"));
	book_free(book);
	temporary_remove(directory);
	files_free(&older);
	files_free(&newer);
}

static void without_head(void **state)
{
	struct files files = make_files(30, false);
	struct failure failure = {""};
	char *directory;

	(void)state;
	free(files.at[2]);
	files.at[2] = NULL;
	struct log *log = open_files(&files, &directory, false, &failure);
	assert_non_null(log);
	assert_true(temporary_exists(directory, "head"));
	log->ops->close(log);
	temporary_remove(directory);
	files_free(&files);
}

/* ---- DIR/head ---- */

static uint64_t said_in_head(const char *directory)
{
	struct heads heads = {0};
	struct failure failure;
	uint64_t seq = 0;

	assert_int_equal(heads_read(temporary_path(directory, "head"), &heads, &failure),
			 heads_read_ok);
	if (heads.count > 0)
		seq = heads.at[0].seq;
	heads_free(&heads);
	return seq;
}

static void head_once_a_second(void **state)
{
	char *directory = temporary_make();
	struct failure failure;
	struct book *book = book_new();
	struct log *log = log_sqlite_open(directory, false, &failure);

	(void)state;
	book_append_idea(book, log, 1, 1, "first");
	assert_true(log->ops->tend(log, 10000, &failure));
	assert_int_equal(said_in_head(directory), 1);
	book_append_idea(book, log, 1, 1, "second");
	assert_true(log->ops->tend(log, 10999, &failure));
	assert_int_equal(said_in_head(directory), 1);
	assert_true(log->ops->tend(log, 11000, &failure));
	assert_int_equal(said_in_head(directory), 2);
	book_append_idea(book, log, 1, 1, "third");
	assert_true(log->ops->tend(log, 5000, &failure)); /* the clock was set back */
	assert_int_equal(said_in_head(directory), 3);
	book_append_idea(book, log, 1, 1, "fourth");
	log->ops->close(log);
	assert_int_equal(said_in_head(directory), 4);
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
		CLAIM("[LOG-12] a flipped bit in the database is found or has no effect",
		      bits_of_database),
		CLAIM("[LOG-12] a flipped bit in the write-ahead log is found or has no effect",
		      bits_of_wal),
		CLAIM("[LOG-12] a flipped bit in DIR/head is found", bits_of_head),
		CLAIM("[LOG-12] a head that is not its last entry's is not served",
		      odd_heads_are_not_served),
		CLAIM("[LOG-11] an older database is refused, and left as it was found",
		      older_is_refused),
		CLAIM("[LOG-11] an operator can accept the loss, but not mix two histories",
		      older_can_be_accepted),
		CLAIM("[LOG-11] a database without DIR/head is taken as it is", without_head),
		CLAIM("[LOG-11] DIR/head follows at most once a second, and at closing",
		      head_once_a_second),
	};

	return cmocka_run_group_tests_name("damage", tests, NULL, NULL);
}
