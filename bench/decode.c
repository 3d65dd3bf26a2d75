/* Decoding each distinct message once. */
#include "decode.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS         256u
#define WORTH_KEEPING 48u /* bytes; below it is an answer for one connection */

struct decoder {
	struct codec_reader *reader;
	decoder_tag_fn *tag;
	struct decoded slots[SLOTS + 1]; /* the last one is for what is not worth keeping */
};

struct decoder *decoder_new(decoder_tag_fn *tag)
{
	struct decoder *decoder = calloc(1, sizeof *decoder);
	if (!decoder)
		abort();
	decoder->reader = codec_reader_new();
	decoder->tag = tag;
	return decoder;
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	for (uint32_t i = 0; i <= SLOTS; i++) {
		free(decoder->slots[i].frames);
		buffer_free(&decoder->slots[i].bytes);
	}
	codec_reader_free(decoder->reader);
	free(decoder);
}

static uint64_t mixed(uint64_t hash, const uint8_t *at)
{
	uint64_t word;
	memcpy(&word, at, 8);
	hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
	return hash ^ hash >> 32;
}

/* Only chooses the slot, so it looks at the ends alone: first row and revision, cursor and number.
 * Whether two messages are equal is decided by comparing all bytes. */
static uint64_t hash_of(const uint8_t *at, size_t size)
{
	uint64_t hash = mixed(size, at);
	hash = mixed(hash, at + 8);
	for (size_t back = 32; back; back -= 8)
		hash = mixed(hash, at + size - back);
	return hash;
}

static struct decoded_frame *next_frame(struct decoded *decoded)
{
	if (decoded->count == decoded->room) {
		decoded->room = decoded->room ? decoded->room * 2 : 16;
		decoded->frames = realloc(decoded->frames, decoded->room * sizeof *decoded->frames);
		if (!decoded->frames)
			abort();
	}
	struct decoded_frame *frame = &decoded->frames[decoded->count];
	frame->row.kind = row_kind_none;
	frame->tag = 0;
	return frame;
}

static void decode(struct decoder *decoder, struct decoded *into, const uint8_t *at, size_t size)
{
	into->count = 0;
	into->broken = codec_reader_start(decoder->reader, at, size);
	while (!into->broken) {
		struct decoded_frame *next = next_frame(into);
		enum codec_next found = codec_reader_next(decoder->reader, &next->frame);
		if (found == codec_next_end)
			return;
		if (found == codec_next_malformed)
			into->broken = codec_reader_reason(decoder->reader);
		if (found != codec_next_frame)
			continue;
		if (next->frame.kind == frame_kind_row) {
			if (!codec_reader_row(decoder->reader, &next->row))
				next->row.kind = row_kind_none;
			else if (decoder->tag)
				next->tag = decoder->tag(&next->row);
		}
		into->count++;
	}
}

const struct decoded *decoder_take(struct decoder *decoder, const uint8_t *at, size_t size)
{
	if (size < WORTH_KEEPING) {
		decode(decoder, &decoder->slots[SLOTS], at, size);
		return &decoder->slots[SLOTS];
	}
	uint64_t hash = hash_of(at, size);
	struct decoded *slot = &decoder->slots[hash % SLOTS];
	if (slot->hash == hash && slot->bytes.size == size && memcmp(slot->bytes.at, at, size) == 0)
		return slot;
	buffer_clear(&slot->bytes);
	buffer_append(&slot->bytes, at, size);
	slot->hash = hash;
	decode(decoder, slot, slot->bytes.at, size);
	return slot;
}
