/* A ballot from preparing to closing, in one line each: for tests of decisions about ballots. */
#ifndef BOGEN_TESTS_UNIT_DECIDE_POLL_H
#define BOGEN_TESTS_UNIT_DECIDE_POLL_H

#include "decide_hall.h"

/* Prepares a ballot as Mia; its number. */
#define PREPARE(hall, ...) poll_prepare((hall), &(struct command_ballot_add){__VA_ARGS__})
uint32_t poll_prepare(struct hall *hall, const struct command_ballot_add *command);

/* As Mia too; nothing is refused. */
void poll_open(struct hall *hall, uint32_t ballot);
void poll_close(struct hall *hall, uint32_t ballot);

enum err poll_cast(struct hall *hall, uint32_t person, uint32_t ballot, struct pairs choices);

#endif
