/* What a message of the server says, decoded once for all connections that are sent the same bytes.
 *
 * A server encodes an update once and writes it to a thousand sockets. Scanning and unpacking it a
 * thousand times would make the load generator the bottleneck, so messages with rows are kept
 * with what was found in them: a connection that gets the very same bytes (all are compared)
 * takes it from there. What follows, putting the rows, each connection does for itself. */
#ifndef BOGEN_BENCH_DECODE_H
#define BOGEN_BENCH_DECODE_H

#include <stdint.h>

#include "protocol/codec.h"

struct decoded_frame {
	struct frame frame;
	struct row_view row; /* of a row frame; kind none if it is to be skipped */
	uint32_t tag;        /* of a row frame: what the tagger made of it */
};

struct decoded {
	const char *broken; /* NULL, or why the message could not be read */
	struct decoded_frame *frames;
	uint32_t count, room;
	struct buffer bytes;
	uint64_t hash;
};

struct decoder;

/* The tagger, if there is one, is called once for each row decoded. */
typedef uint32_t decoder_tag_fn(const struct row_view *row);
struct decoder *decoder_new(decoder_tag_fn *tag); /* returns owned */
void decoder_free(struct decoder *decoder);

/* Borrowed until the next call. */
const struct decoded *decoder_take(struct decoder *decoder, const uint8_t *at, size_t size);

#endif
