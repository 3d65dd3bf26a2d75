/* The faults that the log in memory has on order. */
#include <string.h>

#include "tests/contract/book.h"
#include "tests/contract/testing.h"
#include "tests/support/log_memory.h"

static bool pass_over(void *context, const struct log_row *row)
{
	(void)context;
	(void)row;
	return true;
}

static uint64_t seq_of(struct log *log, uint32_t session)
{
	struct log_head head;
	struct failure failure;

	assert_true(log->ops->read(log, (struct session_id){session}, &head, pass_over, NULL,
				   &failure));
	return head.seq;
}

static void lost_to_another(void **state)
{
	struct log_memory *memory = log_memory_new();
	struct failure failure = {""};
	struct log *log = log_memory_open(memory, &failure);
	struct book *book = book_new();

	(void)state;
	log_memory_plan(memory, 2, log_memory_lost);
	assert_int_equal(book_append_idea(book, log, 1, 1, "first"), log_appended);
	book_entry(book, 1);
	book_idea(book, 1, "lost");
	book_entry(book, 2);
	book_idea(book, 1, "beside it");
	assert_int_equal(book_append(book, log, NULL), log_lost);
	assert_int_equal(book_outcome(book, 1), log_appended);
	assert_int_equal(seq_of(log, 1), 2);
	assert_int_equal(seq_of(log, 2), 1);

	/* what the other wrote is known by then: decided again upon it, it is appended */
	book_entry_at(book, 1, 2, 0);
	book_idea(book, 1, "decided again");
	assert_int_equal(book_append(book, log, NULL), log_appended);
	log->ops->close(log);
	assert_true(log_memory_verify(memory, &failure));
	book_free(book);
	log_memory_free(memory);
}

static void unknown(enum log_memory_fault fault, uint64_t seq_afterwards)
{
	struct log_memory *memory = log_memory_new();
	struct failure failure = {""};
	struct log *log = log_memory_open(memory, &failure);
	struct book *book = book_new();

	assert_int_equal(book_append_idea(book, log, 1, 1, "first"), log_appended);
	log_memory_plan(memory, 1, fault);
	assert_int_equal(book_append_idea(book, log, 1, 1, "perhaps"), log_unknown);
	assert_int_equal(book_append_idea(book, log, 1, 1, "later"), log_unknown);
	log->ops->close(log);
	log = log_memory_open(memory, &failure);
	assert_int_equal(seq_of(log, 1), seq_afterwards);
	log->ops->close(log);
	assert_true(log_memory_verify(memory, &failure));
	book_free(book);
	log_memory_free(memory);
}

static void unknown_written(void **state)
{
	(void)state;
	unknown(log_memory_unknown_written, 2);
}

static void unknown_unwritten(void **state)
{
	(void)state;
	unknown(log_memory_unknown_unwritten, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{"[LOG-3] an append can be lost to another writer", lost_to_another, NULL, NULL,
		 NULL},
		{"[LOG-6] an unknown append can have been written", unknown_written, NULL, NULL,
		 NULL},
		{"[LOG-6] an unknown append can have not been written", unknown_unwritten, NULL,
		 NULL, NULL},
	};

	return cmocka_run_group_tests_name("planned faults", tests, NULL, NULL);
}
