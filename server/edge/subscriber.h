/* What subscribers.c and fanout.c share: a connection, and how it is written to. */
#ifndef BOGEN_SERVER_EDGE_SUBSCRIBER_H
#define BOGEN_SERVER_EDGE_SUBSCRIBER_H

#include <stdbool.h>
#include <stdint.h>

#include "server/edge/rooms.h"
#include "server/edge/subscribers.h"

enum standing {
	standing_apart, /* takes part in no fan-out */
	standing_behind,
	standing_asked,
	standing_live
};

/* Bounded because commands unanswered and wants under way are. */
struct outbox {
	struct edge_message *first, **end;
	uint32_t count;
};

struct subscriber {
	void *socket; /* NULL: the slot is free */
	uint32_t generation;
	uint32_t next_free;
	struct room *room; /* NULL while apart */
	uint32_t place;    /* in the room */
	enum standing standing;
	bool blocked; /* the socket will call when there is room */
	bool closing; /* nothing but what waits is written any more */
	uint64_t position;
	struct outbox outbox;
	uint8_t list_count;
	uint32_t lists[CONN_LISTS_MAX];
};

struct subscribers {
	struct subscribers_env env;
	uint32_t edge;
	struct subscriber **slots; /* by pointer: they must not move while a room walks them */
	uint32_t slot_count, room_for_slots, count;
	uint32_t first_free;
	struct rooms rooms;
};

/* The connection, if it is still the same; else NULL. */
struct subscriber *subscriber_find(const struct subscribers *subscribers, struct conn_id conn);

/* Writes if there is a packet and the socket has room. False otherwise: the connection is then
 * passed by. */
bool subscriber_write(struct subscribers *subscribers, struct subscriber *subscriber,
		      struct packet *packet);

/* The connection has missed something: asks the core for it if there is room to write it. */
void subscriber_want(struct subscribers *subscribers, struct subscriber *subscriber,
		     struct conn_id conn);

/* For room_moved_fn. */
void subscriber_moved(void *context, uint32_t slot, uint32_t place);

/* Begins a fan-out. Takes the message. */
void fanout_begin(struct subscribers *subscribers, struct edge_message *message);

#endif
