/* Claims about DIR/host-link. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/host_link.h"

static char directory[64];
static char path[96];
static struct host_link link_read_back;
static struct failure failure;

static void counting(void *out, size_t size)
{
	for (size_t i = 0; i < size; i++)
		((uint8_t *)out)[i] = (uint8_t)(i + 1);
}

static bool prepare(const char *base, bool first_start)
{
	return host_link_prepare(directory, base, first_start, counting, &link_read_back, &failure);
}

static int make_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof directory, "daemon-host-link-XXXXXX");
	if (mkdtemp(directory) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/host-link", directory);
	return 0;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory); /* fails if anything else was left behind */
}

static void write_file(const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void the_first_start_writes_a_link_for_its_owner_alone(void **state)
{
	(void)state;
	assert_true(prepare("http://127.0.0.1:8080", true));
	assert_true(link_read_back.there);
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_memory_equal(link_read_back.text, "http://127.0.0.1:8080/#0-", 25);

	struct link_target target;
	assert_true(link_read(link_read_back.text, &target));
	uint8_t expected[TOKEN_BYTES];
	counting(expected, sizeof expected);
	assert_memory_equal(target.token, expected, TOKEN_BYTES);
}

static void a_start_that_was_cut_short_goes_on_with_the_same_token(void **state)
{
	(void)state;
	assert_true(prepare("http://127.0.0.1:8080", true));
	struct host_link first = link_read_back;
	assert_true(prepare("http://127.0.0.1:8080", true));
	assert_memory_equal(&first, &link_read_back, sizeof first);
	assert_true(prepare("http://127.0.0.1:8080", false));
	assert_memory_equal(&first, &link_read_back, sizeof first);
}

static void a_half_written_file_beside_it_does_no_harm(void **state)
{
	(void)state;
	char beside[112];
	snprintf(beside, sizeof beside, "%s.new", path);
	FILE *file = fopen(beside, "w");
	assert_non_null(file);
	fputs("http://127", file);
	fclose(file);
	assert_true(prepare("http://127.0.0.1:8080", true));
	assert_int_not_equal(access(beside, F_OK), 0);
}

static void another_address_changes_the_link_but_not_the_token(void **state)
{
	(void)state;
	assert_true(prepare("http://127.0.0.1:8080", true));
	struct host_link first = link_read_back;
	assert_true(prepare("https://bogen.example", false));
	assert_memory_equal(first.token, link_read_back.token, TOKEN_BYTES);
	assert_memory_equal(link_read_back.text, "https://bogen.example/#0-", 25);
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
}

static void a_file_that_was_taken_away_stays_away(void **state)
{
	(void)state;
	assert_true(prepare("http://127.0.0.1:8080", false));
	assert_false(link_read_back.there);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_with_something_else_is_refused_and_kept(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "hello\n", "http://127.0.0.1/j/KBWF-3N7Q\n",
					    "http://127.0.0.1/#7-00000000000000000000000000\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		write_file(wrong[i]);
		if (prepare("http://127.0.0.1:8080", true))
			fail_msg("\"%s\" was taken for a host link", wrong[i]);
		assert_non_null(strstr(failure.message, "holds no host link"));
		assert_int_equal(access(path, F_OK), 0);
	}
}

static void a_folder_that_cannot_be_written_to_is_named(void **state)
{
	(void)state;
	struct host_link other;
	assert_false(host_link_prepare("there/is/no/such/folder", "http://a", true, counting,
				       &other, &failure));
	assert_non_null(strstr(failure.message, "there/is/no/such/folder"));
	assert_non_null(strstr(failure.message, "No such file or directory"));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(the_first_start_writes_a_link_for_its_owner_alone),
		CLAIM(a_start_that_was_cut_short_goes_on_with_the_same_token),
		CLAIM(a_half_written_file_beside_it_does_no_harm),
		CLAIM(another_address_changes_the_link_but_not_the_token),
		CLAIM(a_file_that_was_taken_away_stays_away),
		CLAIM(a_file_with_something_else_is_refused_and_kept),
		CLAIM(a_folder_that_cannot_be_written_to_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
