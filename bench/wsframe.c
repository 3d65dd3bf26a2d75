/* RFC 6455 frames, just enough for a load generator and the baseline server. */
#include "wsframe.h"

size_t ws_read(const uint8_t *at, size_t size, struct ws_view *frame)
{
	if (size < 2)
		return 0;
	size_t head = 2;
	uint64_t payload = at[1] & 0x7fu;
	size_t more = payload == 126 ? 2 : payload == 127 ? 8 : 0;
	if (size < head + more)
		return 0;
	if (more) {
		payload = 0;
		for (size_t i = 0; i < more; i++)
			payload = payload << 8 | at[head + i];
		head += more;
	}
	if (at[1] & 0x80u)
		head += 4;
	if (payload > SIZE_MAX / 2 || size < head + payload)
		return 0;
	frame->opcode = (enum ws_opcode)(at[0] & 0x0fu);
	frame->last = (at[0] & 0x80u) != 0;
	frame->at = at + head;
	frame->size = (size_t)payload;
	return head + (size_t)payload;
}

void ws_write(struct buffer *out, enum ws_opcode opcode, bool masked, const void *at, size_t size)
{
	uint8_t head[14] = {(uint8_t)(0x80u | opcode)};
	size_t used = 2;
	uint8_t mask = masked ? 0x80u : 0;
	if (size < 126) {
		head[1] = (uint8_t)(mask | size);
	} else {
		size_t more = size < 65536 ? 2 : 8;
		head[1] = (uint8_t)(mask | (more == 2 ? 126u : 127u));
		for (size_t i = 0; i < more; i++)
			head[used + i] = (uint8_t)(size >> (8 * (more - 1 - i)));
		used += more;
	}
	if (masked)
		used += 4;
	buffer_append(out, head, used);
	buffer_append(out, at, size);
}
