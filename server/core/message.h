/* What the threads tell each other. A message is owned by whoever holds it; posting it gives it
 * away. Nothing else is shared.
 *
 *   edge ──core_message──► core ──disk_message──► disk
 *   edge ◄──edge_message── core ◄──core_message── disk
 *
 * A connection belongs to one edge for its life. `generation` tells a connection from the next one
 * in the same slot, so a late message to a closed one is simply dropped. */
#ifndef BOGEN_SERVER_CORE_MESSAGE_H
#define BOGEN_SERVER_CORE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "protocol/errors.h"
#include "protocol/records.h"
#include "server/log/log.h"

struct conn_id {
	uint32_t edge, slot, generation;
};

/* Bytes to write as one binary WebSocket message, with room in front for the frame header. */
#define PACKET_HEADROOM 32u
struct packet {
	size_t size;
	uint8_t headroom[PACKET_HEADROOM];
	uint8_t bytes[];
};

struct packet *packet_new(const void *bytes, size_t size); /* returns owned; free() it */

/* ---- to the core ---- */

enum core_message_kind {
	core_message_hello, /* a connection's first frame */
	core_message_command,
	core_message_read,     /* asks for a page of an export */
	core_message_want,     /* a subscriber's socket is free: go on from `position` */
	core_message_fanned,   /* the edge has finished a session's fan-out */
	core_message_closed,   /* the connection is gone */
	core_message_loaded,   /* disk: a session's rows */
	core_message_appended, /* disk: outcomes */
	core_message_keys,     /* disk: which keys there are */
	core_message_drain     /* main: tell everybody to come back, take nothing new */
};

/* Positions are places in the order in which a session's rows changed, opaque to the edge. */
#define POSITION_GO_ON UINT64_MAX /* in core_message_want: where the core's own notes say */

struct core_hello {
	struct frame_hello frame; /* texts and bytes point into `storage` */
	uint8_t storage[128];
};

struct core_command {
	uint64_t number;
	enum command_kind kind;
	enum err refusal;  /* the arguments were wrong: answer this in its turn */
	const char *field; /* which argument (static), with `refusal` */
	union any_command
		*args;     /* owned; only the kind's own struct is there; NULL with `refusal` */
	struct bytes body; /* the encoded frame, for the keyed hash */
	uint8_t *storage;  /* owned: what body and the arguments' texts point into */
};

struct disk_load; /* server/core/disk.h */
struct disk_append;
struct disk_key_list;

struct core_message {
	struct core_message *next; /* the queue's */
	enum core_message_kind kind;
	struct conn_id conn; /* hello, command, read, want, closed */
	union {
		struct core_hello hello;
		struct core_command command;
		struct frame_read read;
		uint64_t position; /* want */
		struct {
			struct session_id session;
			uint32_t edge;
		} fanned;
		struct disk_load *load;     /* owned */
		struct disk_append *append; /* owned */
		struct disk_key_list *keys; /* owned */
		uint64_t retry_ms;          /* drain */
	};
};

struct core_message *core_message_new(enum core_message_kind kind); /* returns owned, zeroed */
void core_message_free(struct core_message *message);

/* Builds the message of a hello frame (copies it). */
struct core_message *core_message_of_hello(struct conn_id conn, const struct frame_hello *hello);

/* Builds the message of a command frame as it stands in a message: copies and decodes it. Arguments
 * that are wrong become `refusal`. Returns owned; NULL if the frame itself is malformed. */
struct core_message *core_message_of_command(struct conn_id conn, struct bytes frame);

/* ---- to an edge ---- */

/* What a connection is sent beyond what everybody is sent: numbers of lists, opaque to the edge. */
#define CONN_LISTS_MAX 16u

enum edge_message_kind {
	edge_message_welcome, /* the connection belongs to a session now, or anew; write the packet
			       */
	edge_message_send,  /* answers and rows for one connection: written in order, never dropped
			     */
	edge_message_rows,  /* rows for one connection: if its socket is not free, or there is no
			       packet, treat it as one that a fan-out has passed by */
	edge_message_piece, /* the answer to core_message_want */
	edge_message_fan,   /* one update for everybody in a session */
	edge_message_close  /* write the packet, then close */
};

struct edge_list_packet {
	uint32_t list;
	struct packet *packet; /* owned */
};

struct edge_message {
	struct edge_message *next; /* the queue's */
	enum edge_message_kind kind;
	struct conn_id conn;            /* all but fan */
	struct session_id session;      /* welcome, fan */
	struct packet *packet;          /* owned; may be NULL in welcome, send, rows, fan */
	uint32_t answered;              /* send: commands of this connection that it answers */
	bool watch;                     /* welcome: take part in fan-outs; begins as "not live" */
	enum language language;         /* welcome: for sentences the edge itself says */
	uint32_t lists[CONN_LISTS_MAX]; /* welcome */
	uint32_t list_count;
	bool last;         /* piece: the connection is live from here on */
	bool passing;      /* fan: passing rows; moves no position, skips who is not live */
	uint64_t position; /* piece with `last`, fan: where the connection then stands */
	bool for_all;      /* fan: write `packet` to everyone, else only to those who get
			      a list's packet or are named in `only`; without a packet
			      everyone is passed by and comes for pieces */
	struct edge_list_packet *list_packets; /* fan: owned; written before `packet` to those whose
						  lists have the number */
	uint32_t list_packet_count;
	struct conn_id *only; /* fan: owned */
	uint32_t only_count;
};

struct edge_message *edge_message_new(enum edge_message_kind kind); /* returns owned, zeroed */
void edge_message_free(struct edge_message *message);

/* How an edge treats the subscribers among its connections:
 *
 *              fan-out finds the socket free: write, position = the fan-out's
 *              ┌──┐
 *   piece with │  ▼            fan-out or rows find the socket not free
 *   `last` ──► live ─────────────────────────────► behind ◄── welcome (the first: GO_ON)
 *     ▲                                              │
 *     └───────────── asked ◄─────────────────────────┘ socket free: post want(position)
 *                      │ ▲
 *                      └─┘ piece without `last`: write it; when the socket is free again post
 *                          want(GO_ON)
 *
 * A fan-out is not written to a connection whose position is not below the fan-out's. */

#endif
