/* Claims about the profile: what is on disk before something is sent, and who may read it. */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client-cli/profile.h"

static char folder[64], path[128];
static struct profile_failure failure;

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s", "/tmp/cli-profile-XXXXXX");
	if (!mkdtemp(folder) || setenv("XDG_CONFIG_HOME", folder, 1) != 0)
		return -1;
	snprintf(path, sizeof path, "%s/bogen/default.json", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	char name[160];
	static const char *const files[] = {"default.json", "default.lock", "default.json.new"};
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		snprintf(name, sizeof name, "%s/bogen/%s", folder, files[i]);
		unlink(name);
	}
	snprintf(name, sizeof name, "%s/bogen", folder);
	rmdir(name);
	return rmdir(folder); /* fails if anything else was left behind */
}

static void write_profile(const char *text)
{
	char parent[96];
	snprintf(parent, sizeof parent, "%s/bogen", folder);
	mkdir(parent, 0700);
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static struct buffer body_of(const char *text)
{
	struct buffer body = {0};
	buffer_append(&body, text, strlen(text));
	return body;
}

/* In a process of its own that ends without an answer. Returns the number. */
static uint64_t reserve_and_die(const char *command)
{
	int ends[2];
	uint64_t number = 0;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct profile profile;
		struct buffer body = body_of(command);
		bool again;
		bool good = profile_open(&profile, "default", &failure) &&
			    profile_reserve(&profile, &body, &number, &again, &failure) &&
			    write(ends[1], &number, sizeof number) == sizeof number;
		_exit(good ? 0 : 1);
	}
	int status = 1;
	close(ends[1]);
	assert_int_equal(read(ends[0], &number, sizeof number), sizeof number);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	return number;
}

static void a_missing_profile_is_empty_and_has_a_device(void **state)
{
	(void)state;
	struct profile profile;
	assert_true(profile_open(&profile, "default", &failure));
	assert_false(profile.member.known);
	assert_int_not_equal(profile.device, 0);
	assert_int_equal(access(path, F_OK), -1);
	profile_close(&profile);
}

static void what_is_saved_is_read_again_by_its_owner_alone(void **state)
{
	(void)state;
	struct profile profile;
	struct stat status;
	assert_true(profile_open(&profile, "default", &failure));
	uint32_t device = profile.device;
	assert_true(profile_lock(&profile, &failure));
	snprintf(profile.server, sizeof profile.server, "%s", "https://bogen.example");
	snprintf(profile.code, sizeof profile.code, "%s", "KBWF3N7Q");
	profile.member = (struct profile_secret){true, {12}, {1, 2, 3}};
	profile.host = (struct profile_secret){true, {0}, {9}};
	assert_true(profile_save(&profile, &failure));
	profile_close(&profile);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(profile_open(&profile, "default", &failure));
	assert_string_equal(profile.server, "https://bogen.example");
	assert_string_equal(profile.code, "KBWF3N7Q");
	assert_true(profile.member.known);
	assert_int_equal(profile.member.session.n, 12);
	assert_int_equal(profile.member.token[2], 3);
	assert_true(profile.host.known);
	assert_int_equal(profile.device, device);
	profile_close(&profile);
}

static void a_number_is_on_disk_before_it_is_used(void **state)
{
	(void)state;
	struct profile profile;
	assert_int_equal(reserve_and_die("first"), 1);
	assert_int_equal(reserve_and_die("second"), 2);
	assert_true(profile_open(&profile, "default", &failure));
	assert_int_equal(profile.next, 3);
	assert_int_equal(profile.unanswered_count, 2);
	profile_close(&profile);
}

static void the_same_command_after_a_crash_has_the_same_number(void **state)
{
	(void)state;
	assert_int_equal(reserve_and_die("one idea"), 1);
	assert_int_equal(reserve_and_die("another idea"), 2);
	assert_int_equal(reserve_and_die("one idea"), 1);
}

static void an_answered_command_given_again_has_a_new_number(void **state)
{
	(void)state;
	struct profile profile;
	assert_int_equal(reserve_and_die("one idea"), 1);
	assert_true(profile_open(&profile, "default", &failure));
	assert_true(profile_answered(&profile, 1, &failure));
	profile_close(&profile);
	assert_int_equal(reserve_and_die("one idea"), 2);
}

static void two_processes_at_once_do_not_share_a_number(void **state)
{
	(void)state;
	struct profile profile;
	struct buffer body = body_of("one idea");
	uint64_t number;
	bool again;
	/* We live and wait for our answer. */
	assert_true(profile_open(&profile, "default", &failure));
	assert_true(profile_reserve(&profile, &body, &number, &again, &failure));
	assert_false(again);
	assert_int_equal(number, 1);
	assert_int_equal(reserve_and_die("one idea"), 2);
	buffer_free(&body);
	profile_close(&profile);
}

static void a_join_that_is_repeated_has_the_same_secret(void **state)
{
	(void)state;
	struct profile profile;
	uint8_t first[TOKEN_BYTES], second[TOKEN_BYTES];
	assert_true(profile_open(&profile, "default", &failure));
	assert_true(profile_fresh(&profile, first, &failure));
	profile_close(&profile);
	assert_true(profile_open(&profile, "default", &failure));
	assert_true(profile_fresh(&profile, second, &failure));
	assert_memory_equal(first, second, TOKEN_BYTES);
	assert_true(profile_lock(&profile, &failure));
	profile.has_fresh = false;
	assert_true(profile_save(&profile, &failure));
	assert_true(profile_fresh(&profile, second, &failure));
	assert_memory_not_equal(first, second, TOKEN_BYTES);
	profile_close(&profile);
}

static void a_session_that_is_set_aside_is_kept(void **state)
{
	(void)state;
	struct profile profile;
	assert_true(profile_open(&profile, "default", &failure));
	assert_true(profile_lock(&profile, &failure));
	for (uint32_t i = 1; i <= FORMER_MAX + 3; i++) {
		profile.member = (struct profile_secret){true, {i}, {(uint8_t)i}};
		profile_set_aside(&profile);
	}
	assert_true(profile_save(&profile, &failure));
	profile_close(&profile);
	assert_true(profile_open(&profile, "default", &failure));
	assert_false(profile.member.known);
	assert_int_equal(profile.former_count, FORMER_MAX);
	assert_int_equal(profile.former[0].secret.session.n, FORMER_MAX + 3);
	profile_close(&profile);
}

static void damaged_profiles_are_refused_and_left_alone(void **state)
{
	(void)state;
	static const char *const damaged[] = {"", "{", "[]", "7", "{\"a\":1,\"a\":2}", "\xFF"};
	for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
		struct profile profile;
		struct stat status;
		write_profile(damaged[i]);
		assert_false(profile_open(&profile, "default", &failure));
		assert_non_null(strstr(failure.message, "damaged"));
		profile_close(&profile);
		assert_int_equal(stat(path, &status), 0);
		assert_int_equal(status.st_size, strlen(damaged[i]));
	}
}

static void fields_of_the_wrong_sort_count_as_missing(void **state)
{
	(void)state;
	struct profile profile;
	write_profile("{\"server\":7,\"token\":\"x\",\"next\":-4,\"device\":99999999999,"
		      "\"unanswered\":[1,{}],\"former\":{\"a\":1}}");
	assert_true(profile_open(&profile, "default", &failure));
	assert_false(profile.member.known);
	assert_int_equal(profile.next, 1);
	assert_int_not_equal(profile.device, 0);
	assert_int_equal(profile.unanswered_count, 0);
	assert_int_equal(profile.former_count, 0);
	profile_close(&profile);
}

static void a_name_cannot_lead_elsewhere(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", ".", "..", "../x", "a/b", ".hidden", "a b", "ä"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct profile profile;
		assert_false(profile_open(&profile, wrong[i], &failure));
		assert_true(failure.misnamed);
		profile_close(&profile);
	}
}

#define PROFILE_CLAIM(sentence, function)                                                          \
	{                                                                                          \
		.name = (sentence), .test_func = (function), .setup_func = make_folder,            \
		.teardown_func = remove_folder                                                     \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PROFILE_CLAIM("a missing profile is empty and has a device",
			      a_missing_profile_is_empty_and_has_a_device),
		PROFILE_CLAIM("what is saved is read again, by its owner alone",
			      what_is_saved_is_read_again_by_its_owner_alone),
		PROFILE_CLAIM("[CMD-3] a command's number is on disk before it is used",
			      a_number_is_on_disk_before_it_is_used),
		PROFILE_CLAIM("[CMD-3] the same command after a crash has the same number",
			      the_same_command_after_a_crash_has_the_same_number),
		PROFILE_CLAIM("[CMD-3] an answered command given again has a new number",
			      an_answered_command_given_again_has_a_new_number),
		PROFILE_CLAIM("two processes at once do not share a number",
			      two_processes_at_once_do_not_share_a_number),
		PROFILE_CLAIM("[CMD-4] a join that is repeated has the same secret",
			      a_join_that_is_repeated_has_the_same_secret),
		PROFILE_CLAIM("a session that is set aside is kept",
			      a_session_that_is_set_aside_is_kept),
		PROFILE_CLAIM("damaged profiles are refused and left alone",
			      damaged_profiles_are_refused_and_left_alone),
		PROFILE_CLAIM("fields of the wrong sort count as missing",
			      fields_of_the_wrong_sort_count_as_missing),
		PROFILE_CLAIM("a profile's name cannot lead elsewhere",
			      a_name_cannot_lead_elsewhere),
	};
	return cmocka_run_group_tests_name("cli profile", tests, NULL, NULL);
}
