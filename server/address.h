/* Addresses to listen on, as an operator writes them: 127.0.0.1:8080, [::1]:8080. */
#ifndef BOGEN_SERVER_ADDRESS_H
#define BOGEN_SERVER_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "server/log/log.h"

struct address {
	struct sockaddr_storage at;
	socklen_t size;
};

#define ADDRESS_TEXT_BYTES 64

/* Reads ADDR:PORT; ADDR is a numeric address or `localhost`. False with the reason. */
bool address_read(const char *text, struct address *address, struct failure *failure);

/* "127.0.0.1:8080" or "[::1]:8080", terminated. */
void address_write(const struct address *address, char out[ADDRESS_TEXT_BYTES]);

/* Where a program on this machine, or for an address of all interfaces the machine itself, reaches
 * what listens there: "127.0.0.1:8080" for 0.0.0.0:8080. */
void address_write_reachable(const struct address *address, char out[ADDRESS_TEXT_BYTES]);

uint16_t address_port(const struct address *address);
void address_set_port(struct address *address, uint16_t port);

/* Whether nobody listens there yet. Edges share their port among each other, and so would a second
 * server by mistake: this asks before. False with the reason. */
bool address_is_free(const struct address *address, struct failure *failure);

/* Whether only this machine can reach it. */
bool address_is_loopback(const struct address *address);

#endif
