/* The link that lets its holder create sessions, kept in DIR/host-link.
 *
 * The file is written before the host is made durable, and says by itself what is to be made: a
 * server that was stopped in between finishes at its next start. Without the file no host is made,
 * so an operator who has put the link elsewhere may delete it. */
#ifndef BOGEN_SERVER_HOST_LINK_H
#define BOGEN_SERVER_HOST_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/link.h"
#include "server/log/log.h"

#define HOST_LINK_BYTES 320

struct host_link {
	bool there; /* there is a link, old or new */
	uint8_t token[TOKEN_BYTES];
	char text[HOST_LINK_BYTES];
};

/* Reads DIR/host-link; if there is none and `first_start`, makes a token from `fill_random` and
 * writes the file. A file whose link begins with another address than `base` is written anew with
 * the same token. False with the reason. */
bool host_link_prepare(const char *directory, const char *base, bool first_start,
		       void (*fill_random)(void *out, size_t size), struct host_link *link,
		       struct failure *failure);

#endif
