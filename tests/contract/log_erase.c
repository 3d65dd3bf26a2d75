/* Erased texts leave the disk: the database, its write-ahead log, and what else lies beside them.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "protocol/records.h"
#include "server/log/log_sqlite.h"
#include "tests/contract/book.h"
#include "tests/contract/random.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

#define PEOPLE 400u

/* Whether a file of the directory holds the word. In another process: opening and closing a
 * database's file would drop the locks that SQLite has on it. */
static bool found_in_directory(const char *directory, const char *word)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		DIR *opened = opendir(directory);
		struct dirent *entry;
		bool found = false;

		while ((entry = readdir(opened)) != NULL) {
			size_t size = 0;
			uint8_t *at =
				entry->d_name[0] == '.'
					? NULL
					: temporary_read(temporary_path(directory, entry->d_name),
							 &size);

			if (at != NULL && memmem(at, size, word, strlen(word)) != NULL) {
				fprintf(stderr, "%s is in %s\n", word, entry->d_name);
				found = true;
			}
			free(at);
		}
		_exit(found);
	}
	waitpid(child, &status, 0);
	return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void secret_of(uint32_t person, char out[32])
{
	snprintf(out, 32, "Geheimnis-%04u-von-jemand", person);
}

/* A text with the secret at its end, of very different lengths: rows of one page and of many. */
static void put_person(struct book *book, struct log *log, uint32_t person, uint64_t *seed)
{
	static const uint32_t lengths[] = {1, 20, 90, 300, 900, 7000};
	char text[8000], secret[32];

	secret_of(person, secret);
	snprintf(text, sizeof(text), "%0*u %s", (int)lengths[random_below(seed, 6)], person,
		 secret);
	assert_int_equal(book_append_idea(book, log, 1, person, text), log_appended);
}

static void erase_person(struct book *book, struct log *log, uint32_t person)
{
	const uint32_t key[ROW_KEY_PARTS] = {person, 0, 0};
	struct failure failure = {""};
	uint32_t blanked = 0;

	assert_int_equal(book_append_idea(book, log, 1, person, ""), log_appended);
	assert_true(log->ops->blank(log, (struct session_id){1}, row_kind_idea, key,
				    book_seq(book, 1), &blanked, &failure));
	assert_true(blanked >= 1);
}

static void erased_is_gone(void **state)
{
	char *directory = temporary_make();
	struct failure failure = {""};
	struct log *log = log_sqlite_open(directory, false, &failure);
	struct book *book = book_new();
	struct log_verified verified;
	uint64_t seed = 7;
	uint64_t now_ms = 0;
	char secret[32];

	(void)state;
	assert_non_null(log);
	for (uint32_t i = 0; i < 3 * PEOPLE; i++) {
		/* 211 and 400 have no common factor: all come, in no order that pages keep */
		put_person(book, log, 1 + i * 211 % PEOPLE, &seed);
		assert_true(log->ops->tend(log, now_ms += 300, &failure));
	}
	secret_of(13, secret);
	assert_true(found_in_directory(directory, secret)); /* the search itself works */
	for (uint32_t i = 0; i < PEOPLE / 2; i++) {
		uint32_t person = 1 + i * 37 % PEOPLE;

		erase_person(book, log, person);
		secret_of(person, secret);
		if (i % 20 == 0)
			assert_false(found_in_directory(directory, secret));
		put_person(book, log, 1 + PEOPLE + i, &seed);
	}
	assert_true(book_matches(book, log));
	log->ops->close(log);
	for (uint32_t i = 0; i < PEOPLE / 2; i += 10) {
		secret_of(1 + i * 37 % PEOPLE, secret);
		assert_false(found_in_directory(directory, secret));
	}
	assert_true(log_sqlite_verify(temporary_path(directory, "bogen.db"),
				      temporary_path(directory, "head"), &verified, &failure));
	assert_true(verified.blanked_parts >= PEOPLE / 2);
	book_free(book);
	temporary_remove(directory);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{"[LOG-8] an erased text is found in no file", erased_is_gone, NULL, NULL, NULL},
	};

	return cmocka_run_group_tests_name("erase", tests, NULL, NULL);
}
