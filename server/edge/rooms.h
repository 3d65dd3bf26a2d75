/* The sessions that connections of one edge subscribe to, and the fan-out under way in each.
 *
 * Owns the rooms, their lists of slots and their fan-out messages. Knows nothing of connections but
 * the number of their slot. Used by subscribers.c only. */
#ifndef BOGEN_SERVER_EDGE_ROOMS_H
#define BOGEN_SERVER_EDGE_ROOMS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/message.h"

/* A fan-out walks `slots` from the end to the front. Of the members, those before `unseen` are
 * still to come; who enters meanwhile stands at the end and is not visited. */
struct room {
	struct session_id session;
	uint32_t *slots;
	uint32_t count, capacity;

	struct edge_message *fan; /* under way; the first of a queue */
	struct edge_message **fans_end;
	uint32_t unseen; /* members before this one have not been visited */
	uint32_t named;  /* so many of fan->only have been visited */
	bool fan_done;

	struct room *next;    /* in its bucket */
	struct room *running; /* the next one in the ring of rooms with a fan-out */
};

struct rooms {
	struct room **buckets; /* by session number */
	uint32_t bucket_count, count;
	struct room *running; /* rooms with a fan-out, in the order of their turns */
	struct room *running_end;
};

void rooms_free(struct rooms *rooms);
struct room *rooms_find(const struct rooms *rooms, struct session_id session);
/* The room of a session, made if there is none. */
struct room *rooms_open(struct rooms *rooms, struct session_id session);
/* Frees a room that is empty and has no fan-out. */
void rooms_tidy(struct rooms *rooms, struct room *room);

/* Returns the place. */
uint32_t room_put_in(struct room *room, uint32_t slot);

/* Which members stand elsewhere after one was taken out. */
struct room_moves {
	uint32_t count;
	struct {
		uint32_t slot, place;
	} at[2];
};
struct room_moves room_take_out(struct room *room, uint32_t place);

/* Takes the message; it begins when those before it are done. */
void rooms_queue_fan(struct rooms *rooms, struct room *room, struct edge_message *fan);
/* The room whose turn it is; it goes to the end of the ring. NULL if no fan-out is under way. */
struct room *rooms_next_fan(struct rooms *rooms);
/* Ends the fan-out of a room; frees the room if it is empty. */
void rooms_fan_done(struct rooms *rooms, struct room *room);

#endif
