/* How many connections each address has, so that nobody can take them all.
 *
 * An IPv6 address counts by its first 64 bits, which is what one household or machine is given. */
#ifndef BOGEN_SERVER_EDGE_ADDRESSES_H
#define BOGEN_SERVER_EDGE_ADDRESSES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

struct addresses {
	struct addresses_entry *entries;
	uint32_t capacity, count;
	uint32_t per_address_max; /* 0: no limit */
};

void addresses_free(struct addresses *addresses);

/* The key of an address; 0 for those that are never limited: loopback, and what is no IP address.
 */
uint64_t addresses_key(const struct sockaddr *address);

/* Counts one more connection; false if the address has as many as it may. */
bool addresses_enter(struct addresses *addresses, uint64_t key);
void addresses_leave(struct addresses *addresses, uint64_t key);

#endif
