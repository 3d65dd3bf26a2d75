/* The state of `bogen-swarm replay`, shared by the files that make it up: replay.c leads through
 * the steps, voter.c speaks for one person, delivery.c measures, settle.c compares at the end. */
#ifndef BOGEN_BENCH_REPLAY_H
#define BOGEN_BENCH_REPLAY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/dataset.h"
#include "bench/latency.h"
#include "bench/map.h"
#include "bench/session.h"
#include "bench/swarm.h"
#include "bench/voter.h"

struct replay_vote {
	uint64_t given_ns;
	uint64_t seq; /* of its change; 0 while unanswered */
};

struct replay {
	struct swarm *swarm;
	struct dataset dataset;
	struct map map;
	struct session session;
	struct voter *voters; /* by person */
	uint32_t *commands;   /* the voters' */
	struct client *watchers;
	uint32_t watcher_count;
	struct replay_vote *votes; /* by vote of the dataset */
	uint32_t joined;
	uint32_t ideas_answered;
	uint32_t released, answered; /* votes */
	uint32_t repeated;           /* votes that an earlier run had given */
	uint32_t put_off;            /* commands that the server asked to give again later */
	uint32_t waiting_again;      /* voters with such a command */
	uint64_t first_seq;          /* the last change before this run's votes */
	uint64_t begin_ns, end_ns;   /* first vote given, last vote answered */
	struct latency ack, delivery;
	struct latency late; /* with a rate or a speed: from when a vote was due to its giving */
	FILE *acks;
};

/* ---- called by voters ---- */

/* A command was answered; `seq` 0 if an earlier run had given it and its answer is forgotten. */
void replay_answered(struct replay *replay, struct voter *voter, uint32_t command, uint64_t seq,
		     uint32_t result);

/* When the vote is to be given, 0 for now. */
uint64_t replay_due_ns(const struct replay *replay, uint32_t vote);

/* ---- delivery.c: from giving a vote to another connection having put its change ---- */

/* When a sampled connection had put everything up to which sequence number. */
struct applied;
struct applied *applied_new(void); /* returns owned */
void applied_free(struct applied *applied);
void applied_note(struct applied *applied, uint64_t seq);

/* Chooses up to 16 connections: watchers if there are any, else voters. */
void delivery_sample(struct replay *replay);
/* Works out `delivery` once all is answered and applied. */
void delivery_measure(struct replay *replay);

/* ---- settle.c: the end ---- */

/* A title for the session that says what is going on. */
void replay_title(const struct replay *replay, char *out, size_t out_size, bool ended);

/* Waits until every connection has put the last change; compares all replicas. */
bool replay_settle(struct replay *replay, bool *equal);

#endif
