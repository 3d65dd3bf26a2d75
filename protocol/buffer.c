/* Bytes that grow; see codec.h. */
#include <stdlib.h>
#include <string.h>

#include "codec.h"

void buffer_append(struct buffer *buffer, const void *from, size_t size)
{
	if (size > buffer->room - buffer->size) {
		size_t room = buffer->room ? buffer->room : 256;
		while (room - buffer->size < size)
			room *= 2;
		buffer->at = realloc(buffer->at, room);
		if (!buffer->at)
			abort();
		buffer->room = room;
	}
	if (size > 0)
		memcpy(buffer->at + buffer->size, from, size);
	buffer->size += size;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->size = 0;
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){0};
}
