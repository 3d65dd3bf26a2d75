/* Sockets that a test opens and fills by hand, under the subscribers of an edge, and words for what
 * the core says to them. */
#ifndef BOGEN_TESTS_UNIT_EDGE_WORLD_H
#define BOGEN_TESTS_UNIT_EDGE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* cmocka's header needs those above before it. */
#include <cmocka.h>

#include "server/edge/subscribers.h"

#define SOCKETS_MAX 2000

struct socket {
	enum socket_room room; /* what the next write meets */
	uint32_t asked;        /* calls of write */
	char written[256];     /* packets, one letter each */
	uint32_t written_count;
	bool closed;
	uint32_t rounds;   /* calls of write_many */
	uint32_t answered; /* commands */
	struct conn_id conn;
};

struct world {
	struct socket sockets[SOCKETS_MAX];
	struct subscribers *subscribers;
	struct core_message *to_core, **to_core_end;
	uint32_t writes; /* of all sockets */
};
extern struct world world;

int setup(void **state);
int teardown(void **state);

struct packet *packet(char letter);
struct socket *connect_socket(int i);

/* The core's messages; `letter` is the packet's only byte, 0: no packet. */
void send_kind(struct socket *socket, enum edge_message_kind kind, char letter);
/* Gives it the list 1, and another unless 0. */
void welcome(struct socket *socket, uint32_t session, uint32_t list);
void piece(struct socket *socket, char letter, bool last, uint64_t position);
struct edge_message *fan_message(uint32_t session, char letter, uint64_t position);
void fan_begin(uint32_t session, char letter, uint64_t position);
void steps(void); /* until no fan-out is under way */
void fan(uint32_t session, char letter, uint64_t position);

/* A connection that is up to date. */
struct socket *live(int i, uint32_t session, uint32_t list, uint64_t position);
/* The socket has room, and says so. */
void room_again(struct socket *socket);

/* The letters written so far. */
void expect_written(struct socket *socket, const char *letters);
void expect_nothing_for_core(void);
void expect_want(struct socket *socket, uint64_t position);
void expect_fanned(uint32_t session);

/* clang-format off */
#define CLAIM(name, test) {name, test, setup, teardown, NULL}
/* With sockets that can write many packets at once. */
#define CLAIM_MANY(name, test) {name, test, setup, teardown, &world}
/* clang-format on */

#endif
