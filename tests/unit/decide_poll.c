#include "decide_poll.h"

uint32_t poll_prepare(struct hall *hall, const struct command_ballot_add *command)
{
	struct command_ballot_add add = *command;
	hall_as(hall, hall_mia);
	if (add.title.size == 0)
		add.title = TEXT_OF("What?");
	enum err err = hall_decide(hall, command_kind_ballot_add, &add);
	if (err)
		fail_msg("preparing: %s (%s)", err_name(err), hall->changes.detail);
	return hall->changes.result;
}

void poll_open(struct hall *hall, uint32_t ballot)
{
	hall_as(hall, hall_mia);
	enum err err = HALL_DO(hall, ballot_open, {ballot});
	if (err)
		fail_msg("opening: %s (%s)", err_name(err), hall->changes.detail);
}

void poll_close(struct hall *hall, uint32_t ballot)
{
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_close, {ballot}), err_none);
}

enum err poll_cast(struct hall *hall, uint32_t person, uint32_t ballot, struct pairs choices)
{
	hall_as(hall, person);
	return HALL_DO(hall, cast, {ballot}, choices);
}
