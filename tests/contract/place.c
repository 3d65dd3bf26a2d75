/* One test's log, of the implementation under test. */
#include "tests/contract/place.h"

#include <stdlib.h>

#include "tests/contract/testing.h"

const struct implementation *implementation;

void place_open(struct place *place)
{
	struct failure failure = {"no reason given"};

	place->log = implementation->open(place->storage, &failure);
	if (place->log == NULL)
		fail_msg("cannot open: %s", failure.message);
}

void place_close(struct place *place)
{
	place->log->ops->close(place->log);
	place->log = NULL;
}

void place_open_again(struct place *place)
{
	place_close(place);
	place_open(place);
}

int place_set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	place->storage = implementation->make();
	place->book = book_new();
	place_open(place);
	*state = place;
	return 0;
}

int place_tear_down(void **state)
{
	struct place *place = *state;

	if (place->log != NULL)
		place_close(place);
	book_free(place->book);
	implementation->destroy(place->storage);
	free(place);
	return 0;
}

void place_verify(struct place *place)
{
	struct failure failure = {"no reason given"};

	if (place->log != NULL)
		place_close(place);
	if (!implementation->verify(place->storage, &failure))
		fail_msg("does not verify: %s", failure.message);
}

bool place_count_row(void *context, const struct log_row *row)
{
	(void)row;
	++*(uint32_t *)context;
	return true;
}

struct log_head place_head(struct place *place, uint32_t session)
{
	struct log_head head;
	struct failure failure;
	uint32_t rows = 0;

	assert_true(place->log->ops->read(place->log, (struct session_id){session}, &head,
					  place_count_row, &rows, &failure));
	return head;
}
