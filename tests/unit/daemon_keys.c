/* Claims about keys as files, and about when the disk thread writes and destroys them, over a log
 * that only looks. */
#include "tests/unit/testing.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/core/arena.h"
#include "server/disk_thread.h"
#include "server/log/key_files.h"
#include "server/queue.h"

#define SESSION 3u
#define BALLOT  7u

static const uint8_t secret[16] = "sixteen letters";

/* ---- a folder, a log that looks into it, and who is answered ---- */

static char directory[64];

static const char *path_of(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	return path;
}

static bool is_there(const char *name)
{
	return access(path_of(name), F_OK) == 0;
}

static struct {
	struct log log;
	enum log_outcome outcome;
	bool key_was_there; /* when the log was to append */
	uint32_t appended;
} looking;

static void look_and_append(struct log *base, struct log_append *appends, uint32_t count,
			    struct failure *failure)
{
	(void)base;
	(void)failure;
	looking.key_was_there = is_there("keys/3-7.key");
	for (uint32_t i = 0; i < count; i++)
		appends[i].outcome = looking.outcome;
	looking.appended += count;
}

static bool read_nothing(struct log *base, struct session_id session, struct log_head *head,
			 log_row_fn *each, void *context, struct failure *failure)
{
	(void)base;
	(void)session;
	(void)head;
	(void)each;
	(void)context;
	(void)failure;
	return true;
}

static bool tend_nothing(struct log *base, uint64_t now_ms, struct failure *failure)
{
	(void)base;
	(void)now_ms;
	(void)failure;
	return true;
}

static void close_nothing(struct log *base)
{
	(void)base;
}

static const struct log_ops looking_ops = {.append = look_and_append,
					   .read = read_nothing,
					   .tend = tend_nothing,
					   .close = close_nothing};

static struct queue answers;
static bool key_was_there_at_answer;
static uint32_t reports;
static struct disk_thread *thread;

static void to_core(void *context, struct core_message *message)
{
	(void)context;
	key_was_there_at_answer = is_there("keys/3-7.key");
	queue_put(&answers, message);
}

static void report(void *context, const char *line)
{
	(void)context;
	(void)line;
	reports++;
}

static int begin(void **state)
{
	(void)state;
	snprintf(directory, sizeof directory, "daemon-keys-XXXXXX");
	looking.log.ops = &looking_ops;
	looking.outcome = log_appended;
	looking.appended = reports = 0;
	queue_init(&answers);
	if (mkdtemp(directory) == NULL)
		return -1;
	struct disk_env env = {.to_core = to_core, .directory = directory, .report = report};
	thread = disk_thread_new(&looking.log, &env);
	return 0;
}

static int end(void **state)
{
	char line[128];
	(void)state;
	struct core_message *next;
	for (struct core_message *message = queue_take(&answers, 0); message; message = next) {
		next = message->next;
		core_message_free(message);
	}
	queue_destroy(&answers);
	disk_thread_free(thread);
	unlink(path_of("kept"));
	unlink(path_of("keys/3-7.key"));
	unlink(path_of("keys/3-8.key"));
	unlink(path_of("keys/31-7.key"));
	unlink(path_of("keys/notes"));
	unlink(path_of("keys/03-7.key"));
	rmdir(path_of("keys/3-9.key"));
	if (rmdir(path_of("keys")) != 0)
		unlink(path_of("keys"));
	snprintf(line, sizeof line, "%s", directory);
	return rmdir(line); /* fails if anything else was left behind */
}

/* Does all that was posted. */
static void run(void)
{
	struct failure failure;
	assert_true(disk_thread_start(thread, &failure));
	disk_thread_stop(thread);
}

static void write_key(uint32_t session, uint32_t ballot)
{
	struct failure failure = {{0}};
	if (!key_files_write(directory, (struct session_id){session}, ballot,
			     (struct bytes){secret, sizeof secret}, &failure))
		fail_msg("%s", failure.message);
}

/* An append for the session that makes the ballot's key, or drops it. */
static struct disk_append *post_append(bool makes, bool drops)
{
	struct disk_message *message = disk_message_new(disk_message_append);
	struct disk_append *append = message->append = calloc(1, sizeof *append);
	struct disk_key key = {.session = {SESSION}, .ballot = BALLOT, .size = sizeof secret};
	append->count = 1;
	append->appends = arena_take(&append->arena, sizeof *append->appends);
	append->appends[0].session.n = SESSION;
	memcpy(key.record, secret, sizeof secret);
	if (makes)
		disk_keys_add(&append->keys_made, &key);
	if (drops) {
		append->keys_dropped = calloc(1, sizeof *append->keys_dropped);
		append->keys_dropped[0] = BALLOT;
		append->keys_dropped_count = 1;
	}
	disk_thread_post(thread, message);
	return append;
}

/* ---- the files ---- */

static void for_its_owner_alone(void **state)
{
	struct stat status;
	(void)state;
	umask(0);
	write_key(SESSION, BALLOT);
	assert_int_equal(stat(path_of("keys"), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0700);
	assert_int_equal(stat(path_of("keys/3-7.key"), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_int_equal(status.st_size, sizeof secret);
}

static void destroying_overwrites(void **state)
{
	struct failure failure;
	uint8_t left[64] = {1};
	(void)state;
	write_key(SESSION, BALLOT);
	char kept[128];
	snprintf(kept, sizeof kept, "%s", path_of("kept"));
	assert_int_equal(link(path_of("keys/3-7.key"), kept), 0);
	assert_true(key_files_destroy(directory, (struct session_id){SESSION}, BALLOT, &failure));
	assert_false(is_there("keys/3-7.key"));
	int file = open(kept, O_RDONLY);
	assert_int_equal(read(file, left, sizeof left), sizeof secret);
	close(file);
	for (size_t i = 0; i < sizeof secret; i++)
		assert_int_equal(left[i], 0);
	assert_true(key_files_destroy(directory, (struct session_id){SESSION}, BALLOT, &failure));
}

static void what_a_crash_left_is_no_obstacle(void **state)
{
	uint8_t record[64];
	size_t size;
	struct failure failure;
	(void)state;
	write_key(SESSION, BALLOT);
	assert_int_equal(truncate(path_of("keys/3-7.key"), 3), 0);
	write_key(SESSION, BALLOT);
	assert_true(key_files_read(directory, (struct session_id){SESSION}, BALLOT, record,
				   sizeof record, &size, &failure));
	assert_int_equal(size, sizeof secret);
	assert_memory_equal(record, secret, sizeof secret);
}

/* ---- the disk thread ---- */

static void a_key_is_there_before_the_entry(void **state)
{
	(void)state;
	post_append(true, false);
	run();
	assert_int_equal(looking.appended, 1);
	assert_true(looking.key_was_there);
	assert_true(is_there("keys/3-7.key"));
}

static void no_key_no_entry(void **state)
{
	(void)state;
	int file = open(path_of("keys"), O_WRONLY | O_CREAT, 0600); /* where the folder should be */
	close(file);
	struct disk_append *append = post_append(true, false);
	post_append(false, false);
	run();
	assert_int_equal(looking.appended, 1);
	assert_int_equal(append->appends[0].outcome, log_failed);
	assert_non_null(strstr(append->failure.message, "keys/3-7.key"));
	struct core_message *first = queue_take(&answers, 0);
	assert_ptr_equal(first->append, append);
	assert_int_equal(first->next->append->appends[0].outcome, log_appended);
	core_message_free(first->next);
	core_message_free(first);
}

static void no_entry_no_key(void **state)
{
	(void)state;
	looking.outcome = log_failed;
	post_append(true, false);
	run();
	assert_true(looking.key_was_there);
	assert_false(is_there("keys/3-7.key"));
}

static void a_lost_entry_leaves_no_key(void **state)
{
	(void)state;
	looking.outcome = log_lost;
	post_append(true, false);
	run();
	assert_false(is_there("keys/3-7.key"));
}

static void after_an_unknown_entry_all_keys_stay(void **state)
{
	(void)state;
	looking.outcome = log_unknown;
	write_key(SESSION, 8);
	post_append(true, true);
	run();
	assert_true(is_there("keys/3-7.key"));
	assert_true(is_there("keys/3-8.key"));
}

static void the_key_goes_behind_the_entry_ahead_of_the_answer(void **state)
{
	(void)state;
	write_key(SESSION, BALLOT);
	key_was_there_at_answer = true;
	post_append(false, true);
	run();
	assert_true(looking.key_was_there);
	assert_false(key_was_there_at_answer);
	assert_int_equal(reports, 0);
}

static void an_end_that_failed_keeps_the_key(void **state)
{
	(void)state;
	looking.outcome = log_failed;
	write_key(SESSION, BALLOT);
	post_append(false, true);
	run();
	assert_true(is_there("keys/3-7.key"));
}

/* A folder in the place of the file: it cannot be overwritten. */
static void what_cannot_be_destroyed_is_said_aloud(void **state)
{
	(void)state;
	write_key(SESSION, 8);
	assert_int_equal(mkdir(path_of("keys/3-9.key"), 0700), 0);
	struct disk_message *message = disk_message_new(disk_message_drop_key);
	message->drop_key = (struct disk_drop_key){.session = {SESSION}, .ballot = 9};
	disk_thread_post(thread, message);
	run();
	assert_int_equal(reports, 1);
}

/* The orphan of an opening that came to nothing is dropped, then the ballot is opened again. */
static void a_drop_spares_a_key_made_after_it(void **state)
{
	(void)state;
	write_key(SESSION, BALLOT);
	struct disk_message *message = disk_message_new(disk_message_drop_key);
	message->drop_key = (struct disk_drop_key){.session = {SESSION}, .ballot = BALLOT};
	disk_thread_post(thread, message);
	post_append(true, false);
	run();
	assert_true(is_there("keys/3-7.key"));
}

/* ---- reading ---- */

static struct disk_load *load_session(void)
{
	struct disk_message *message = disk_message_new(disk_message_load);
	struct disk_load *load = message->load = calloc(1, sizeof *load);
	load->session.n = SESSION;
	disk_thread_post(thread, message);
	run();
	return load;
}

static void a_load_brings_the_sessions_own_keys(void **state)
{
	(void)state;
	write_key(SESSION, 8);
	write_key(31, BALLOT);
	close(open(path_of("keys/notes"), O_WRONLY | O_CREAT, 0600));
	close(open(path_of("keys/03-7.key"), O_WRONLY | O_CREAT, 0600));
	const struct disk_load *load = load_session();
	assert_true(load->ok);
	assert_int_equal(load->keys.count, 1);
	assert_int_equal(load->keys.at[0].ballot, 8);
	assert_int_equal(load->keys.at[0].size, sizeof secret);
	assert_memory_equal(load->keys.at[0].record, secret, sizeof secret);
}

static void no_folder_is_no_key(void **state)
{
	(void)state;
	const struct disk_load *load = load_session();
	assert_true(load->ok);
	assert_int_equal(load->keys.count, 0);
}

/* Else a ballot would be voided because of a descriptor that was short for a moment. */
static void a_key_that_cannot_be_read_is_not_lost(void **state)
{
	(void)state;
	write_key(SESSION, 8);
	assert_int_equal(mkdir(path_of("keys/3-9.key"), 0700), 0);
	const struct disk_load *load = load_session();
	assert_false(load->ok);
	assert_non_null(strstr(load->failure.message, "keys/3-9.key cannot be read"));
}

static void all_keys_are_listed(void **state)
{
	uint32_t seen = 0;
	(void)state;
	write_key(SESSION, BALLOT);
	write_key(31, BALLOT);
	struct disk_message *message = disk_message_new(disk_message_list_keys);
	struct disk_key_list *list = message->key_list = calloc(1, sizeof *list);
	disk_thread_post(thread, message);
	run();
	assert_true(list->ok);
	assert_int_equal(list->keys.count, 2);
	for (uint32_t i = 0; i < 2; i++) {
		assert_int_equal(list->keys.at[i].ballot, BALLOT);
		assert_int_equal(list->keys.at[i].size, 0);
		seen += list->keys.at[i].session.n;
	}
	assert_int_equal(seen, SESSION + 31);
}

#define OVER(sentence, function)                                                                   \
	{                                                                                          \
		.name = (sentence), .test_func = (function), .setup_func = begin,                  \
		.teardown_func = end                                                               \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		OVER("a key's file is for its owner alone, whatever the umask",
		     for_its_owner_alone),
		OVER("a key is overwritten before its name goes", destroying_overwrites),
		OVER("what a crash left under the name is no obstacle",
		     what_a_crash_left_is_no_obstacle),
		OVER("a key is on the disk before the entry is appended",
		     a_key_is_there_before_the_entry),
		OVER("what has no key on the disk is not appended; what came with it is",
		     no_key_no_entry),
		OVER("a failed append leaves no key", no_entry_no_key),
		OVER("a lost append leaves no key", a_lost_entry_leaves_no_key),
		OVER("after an unknown append all keys stay", after_an_unknown_entry_all_keys_stay),
		OVER("a key is destroyed behind the entry and before anybody is answered",
		     the_key_goes_behind_the_entry_ahead_of_the_answer),
		OVER("an end that is not stored keeps the key", an_end_that_failed_keeps_the_key),
		OVER("a key that cannot be destroyed is said aloud",
		     what_cannot_be_destroyed_is_said_aloud),
		OVER("a dropped key may be made anew at once", a_drop_spares_a_key_made_after_it),
		OVER("a session is read with its own keys and no others",
		     a_load_brings_the_sessions_own_keys),
		OVER("where no folder is, there are no keys", no_folder_is_no_key),
		OVER("a key that cannot be read is not lost: the session is not read",
		     a_key_that_cannot_be_read_is_not_lost),
		OVER("the keys of all sessions are listed", all_keys_are_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
