/* The state of `bogen-swarm fanout`: fanout.c subscribes and measures, fanout_edit.c edits. */
#ifndef BOGEN_BENCH_FANOUT_H
#define BOGEN_BENCH_FANOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/latency.h"
#include "bench/session.h"
#include "bench/swarm.h"

#define FANOUT_IDEAS_MAX  256u
#define FANOUT_TEXT_BYTES 120u
#define FANOUT_EDITS_KEPT 65536u /* edits whose time of sending is known; a power of two */
#define FANOUT_TAG_NONE   UINT32_MAX

/* A row whose update has not come yet. */
struct held {
	uint64_t revision;
	uint32_t slot, tag;
};

struct subscriber {
	struct client client;
	struct fanout *fanout;
	uint64_t *revisions; /* by slot: what was applied */
	uint32_t held_count, held_room;
	struct held *held;
};

/* A connection that edits one idea. A server slows down whoever sends hundreds of frames a second,
 * so each idea has several: devices of its author, who take turns. */
struct editor {
	struct client client;
	struct fanout *fanout;
	uint32_t slot;
	bool first;      /* joins, and enters the idea */
	uint64_t number; /* of the last command */
	uint32_t unanswered;
	bool joined, entered;
};

struct slot {
	uint32_t idea;    /* its number; 0 until it is entered */
	uint32_t edit;    /* the one under way */
	uint32_t arrived; /* at so many subscribers */
	uint32_t turn;    /* which editor is next */
	bool under_way;
};

struct fanout {
	struct swarm *swarm;
	struct session session;
	struct seed seed;
	struct subscriber *subscribers;
	struct editor *editors;
	uint32_t subscriber_count, idea_count, entered;
	uint32_t editor_count, editors_each; /* the n-th of an idea stands at n × ideas + idea */
	struct slot slots[FANOUT_IDEAS_MAX];
	uint32_t slot_of[FANOUT_IDEAS_MAX *
			 4]; /* by the idea's number: index + 1, 0 if it is none of ours */
	uint64_t sent_ns[FANOUT_EDITS_KEPT];
	uint32_t edits;
	bool counting;
	uint64_t deliveries, updates;
	struct latency delivery;
};

/* ---- fanout_edit.c ---- */

/* Connects those who edit, and enters the ideas. */
bool fanout_open_editors(struct fanout *fanout);

/* Which edit a row shows, FANOUT_TAG_NONE if none; for the decoder. */
uint32_t fanout_tag(const struct row_view *row);

/* Whether the idea of this slot can be edited now: its next editor has not too much unanswered. */
bool fanout_may_edit(const struct fanout *fanout, uint32_t slot);
void fanout_edit(struct fanout *fanout, uint32_t slot);

#endif
