/* One test's log, of the implementation under test: opened empty, closed and removed afterwards. */
#ifndef BOGEN_TESTS_CONTRACT_PLACE_H
#define BOGEN_TESTS_CONTRACT_PLACE_H

#include <stdint.h>

#include "tests/contract/book.h"
#include "tests/contract/implementations.h"

/* Set by main(). */
extern const struct implementation *implementation;

struct place {
	void *storage;
	struct log *log;
	struct book *book;
};

/* For cmocka. */
int place_set_up(void **state);
int place_tear_down(void **state);

/* These fail the test if they cannot do what they are to do. */
void place_open(struct place *place);
void place_close(struct place *place);
void place_open_again(struct place *place);
void place_verify(struct place *place); /* closes the log before */
struct log_head place_head(struct place *place, uint32_t session);

/* A log_row_fn that counts into a uint32_t. */
bool place_count_row(void *context, const struct log_row *row);

#endif
