/* The sessions that connections of one edge subscribe to, and the fan-outs under way in each.
 *
 * Owns the rooms, their lists of members and their fan-out messages. Knows nothing of connections
 * but the number of their slot. Used by subscribers.c only.
 *
 * One hand goes round the members of a room, from the end to the front and again from the end. A
 * fan-out joins where the hand is and is done when the hand is there again, so fan-outs that follow
 * each other closely share one round, and what several of them have for a connection goes out in
 * one write:
 *
 *   members   0 1 2 3 4 5 6 7 8 9
 *                   ▲ hand        the first fan-out began at 9, the second joined at 6:
 *                     └ both were at 5 and 4, the first alone at 9 … 6, where the second
 *                       comes in the next round
 *
 * While a fan-out is under way members keep their places: who leaves becomes a gap. */
#ifndef BOGEN_SERVER_EDGE_ROOMS_H
#define BOGEN_SERVER_EDGE_ROOMS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/message.h"

#define ROOM_GAP UINT32_MAX

struct room_fan {
	struct edge_message *message; /* owned */
	uint32_t start;               /* where the hand was when it joined */
	bool again;                   /* the hand has begun a new round since */
	bool swept;                   /* everybody has been visited who has to be */
	uint32_t named;               /* so many of message->only have been visited */
	struct room_fan *next;
};

struct room {
	struct session_id session;
	uint32_t *slots; /* members, or ROOM_GAP */
	uint32_t count;  /* with gaps */
	uint32_t gaps, capacity;
	uint32_t hand; /* the next member to be visited is the one before */

	struct room_fan *fans; /* under way, in the order of their coming */

	struct room *next;    /* in its bucket */
	struct room *running; /* the next one in the ring of rooms with a fan-out */
};

struct rooms {
	struct room **buckets; /* by session number */
	uint32_t bucket_count, count;
	struct room *running; /* rooms with a fan-out, in the order of their turns */
	struct room *running_end;
};

/* Called for a member that stands elsewhere now. */
typedef void room_moved_fn(void *context, uint32_t slot, uint32_t place);

void rooms_free(struct rooms *rooms);
struct room *rooms_find(const struct rooms *rooms, struct session_id session);
/* The room of a session, made if there is none. */
struct room *rooms_open(struct rooms *rooms, struct session_id session);
/* Frees a room that is empty and has no fan-out. */
void rooms_tidy(struct rooms *rooms, struct room *room);

/* Returns the place. */
uint32_t room_put_in(struct room *room, uint32_t slot);
void room_take_out(struct room *room, uint32_t place, room_moved_fn *moved, void *context);

/* Takes the message; it joins the round under way. */
void rooms_begin_fan(struct rooms *rooms, struct room *room, struct edge_message *fan);
/* The room whose turn it is; it goes to the end of the ring. NULL if no fan-out is under way. */
struct room *rooms_next_fan(struct rooms *rooms);

/* Moves the hand on and returns the member it came to, which may be ROOM_GAP; marks those fan-outs
 * as swept that it has been all the way round with. False if all are. */
bool room_move_hand(struct room *room, uint32_t *slot);

/* Ends those fan-outs of a room that have been everywhere; returns how many. Closes gaps where
 * there are many of them. The room may be gone afterwards. */
uint32_t rooms_end_fans(struct rooms *rooms, struct room *room, room_moved_fn *moved,
			void *context);

#endif
