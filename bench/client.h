/* One Bogen client of the load generator: a connection that says hello, gives commands and is told
 * rows.
 *
 * Owns its connection and, if asked to, its replica. What is to be done with answers its owner
 * decides. */
#ifndef BOGEN_BENCH_CLIENT_H
#define BOGEN_BENCH_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/decode.h"
#include "bench/net.h"
#include "protocol/replica.h"

struct client;

struct client_handler {
	/* Any may be NULL. */
	void (*welcomed)(struct client *client, const struct frame_welcome *welcome);
	void (*done)(struct client *client, const struct frame_done *done);
	void (*refused)(struct client *client, const struct frame_refused *refused);
	/* Once after a welcome: it resumed, or the first update has come. */
	void (*complete)(struct client *client);
	/* The rows of the update are put (or, without a replica, were given to `row`). */
	void (*updated)(struct client *client, uint64_t seq);
	void (*row)(struct client *client, const struct decoded_frame *row);
	/* Not NULL: the connection is gone; `why` is a sentence. */
	void (*closed)(struct client *client, const char *why);
};

struct client {
	struct net *net;
	struct decoder *decoder; /* shared */
	const struct client_handler *handler;
	void *owner;
	struct conn *conn;
	struct replica *replica; /* NULL unless client_keep_rows */
	/* for the hello */
	uint32_t session;
	uint8_t token[TOKEN_BYTES];
	char code[CODE_CHARACTERS + 1]; /* if not "", says hello with the code, else the token */
	uint32_t device;
	bool watch;
	uint8_t cursor[CURSOR_BYTES];
	uint32_t cursor_size;
	uint64_t cursor_scope; /* the scope that the cursor belongs to */
	/* learnt */
	bool welcome, resumed, fresh; /* fresh: complete since the welcome */
	uint32_t person;
	uint64_t seq, scope;
};

/* Fills a client that is not connected yet; borrows all. */
void client_init(struct client *client, struct net *net, struct decoder *decoder,
		 const struct client_handler *handler, void *owner);
void client_keep_rows(struct client *client); /* gives it a replica */
void client_open(struct client *client);      /* connects and says hello */
void client_close(struct client *client);     /* hangs up; keeps rows and cursor */
void client_free(struct client *client);      /* what it owns, not the struct */

void client_give(struct client *client, uint64_t number, enum command_kind kind,
		 const void *command);

#endif
