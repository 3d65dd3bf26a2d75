/* RFC 6455 frames, just enough for a load generator and the baseline server. */
#ifndef BOGEN_BENCH_WSFRAME_H
#define BOGEN_BENCH_WSFRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/codec.h"

enum ws_opcode { ws_continuation = 0, ws_binary = 2, ws_close = 8, ws_ping = 9, ws_pong = 10 };

struct ws_view {
	enum ws_opcode opcode;
	bool last;
	const uint8_t *at; /* borrowed */
	size_t size;
};

/* Reads one frame; the number of bytes it takes, 0 if it is not whole yet. A masked frame must have
 * the mask zero, as those of this load generator. */
size_t ws_read(const uint8_t *at, size_t size, struct ws_view *frame);

/* Appends one frame; `masked` with a mask of zero. */
void ws_write(struct buffer *out, enum ws_opcode opcode, bool masked, const void *at, size_t size);

#endif
