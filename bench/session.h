/* The session that load is put on: made with a host link, or known from an earlier run, and what
 * its moderator knows of it. */
#ifndef BOGEN_BENCH_SESSION_H
#define BOGEN_BENCH_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/swarm.h"

/* A run's own secret; tokens and devices are made from it, so a later run has the same ones. */
struct seed {
	uint64_t a, b;
};

struct seed seed_random(void);
/* `who` is a number of the caller's choice; SEED_MODERATOR is the moderator's. */
#define SEED_MODERATOR UINT32_MAX
void seed_token(struct seed seed, uint32_t who, uint8_t token[TOKEN_BYTES]);
uint32_t seed_device(struct seed seed, uint32_t who);

struct session {
	uint32_t number; /* 0: to be made */
	char code[CODE_CHARACTERS + 1];
	struct client moderator; /* connected, has all rows */
	uint32_t towns[LINES_MAX];
	uint32_t town_count;
	uint32_t plenary, ballot;
	/* while it is being opened */
	struct swarm *swarm;
	struct client host;
	const struct session_plan *plan;
	uint64_t moderator_number; /* of the moderator's last command */
	bool answered;
};

struct session_plan {
	const char *title;
	uint32_t town_count;
	struct seed seed;
};

/* The name of the town with this index, as sessions made here have it. */
void session_town_name(uint32_t index, char *out, size_t out_size);

/* Makes the session (unless `session->number` is set; a repeated run of the same seed finds the
 * same one), connects its moderator and opens its ballot. Keeps `plan` borrowed. */
bool session_make(struct swarm *swarm, struct session *session, const struct session_plan *plan);
bool session_enter(struct swarm *swarm, struct session *session, const struct session_plan *plan);

/* Gives a command as the moderator from a device of its own, for what must not be taken for a
 * repetition; returns the sequence number of its change, 0 on a failure. */
uint64_t session_mark(struct swarm *swarm, struct session *session, const char *title);

void session_close(struct session *session);

#endif
