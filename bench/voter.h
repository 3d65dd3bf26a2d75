/* One person of a replay: a connection, the commands that the data has this person give, and which
 * of them are answered.
 *
 * Numbers are fixed by the data alone: 1 is the join, then this person's ideas, then the votes,
 * each in order of time. So a later run gives the same commands the same numbers. At most 32 are
 * unanswered; one person's commands keep their order. */
#ifndef BOGEN_BENCH_VOTER_H
#define BOGEN_BENCH_VOTER_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/client.h"

struct replay;

struct voter {
	struct replay *replay;
	struct client client;
	uint32_t person; /* index in the dataset */
	uint32_t town;   /* index in the session's towns */
	bool joined;
	/* Commands by index: 0 … idea_count − 1 are ideas, the rest votes; each holds the index of
	 * the idea or vote in the dataset. Number = index + 2. */
	const uint32_t *commands;
	uint32_t idea_count, command_count;
	uint32_t released;      /* may be given: the data's time for them has come */
	uint32_t given;         /* handed to the connection */
	uint32_t answered;      /* all below are answered */
	uint32_t answered_mask; /* bit i: command answered + i is */
	uint32_t again_mask;    /* bit i: command answered + i was put off by the server */
	uint32_t put_off_mask;  /* bit i: likewise, now or before */
	uint64_t again_ns;
	struct applied *applied; /* when which sequence number was seen; NULL unless a sample */
};

/* Sets up the connection; `watch` is on, it keeps rows. */
void voter_init(struct voter *voter, struct replay *replay, uint32_t person);

/* Gives what is released and may be given; call it after releasing. */
void voter_give(struct voter *voter);

/* Gives again what was put off, if its time has come. False if some is still to wait. */
bool voter_give_again(struct voter *voter, uint64_t now_ns);

#endif
