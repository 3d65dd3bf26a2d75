/* Messages that wait inside the core, in the order in which they came. Owns them. */
#ifndef BOGEN_SERVER_CORE_MESSAGE_QUEUE_H
#define BOGEN_SERVER_CORE_MESSAGE_QUEUE_H

#include "server/core/message.h"

struct message_queue {
	struct core_message *first, **last; /* last NULL: empty, never used */
	uint32_t count;
	size_t bytes;
};

void message_queue_push(struct message_queue *queue, struct core_message *message);
struct core_message *message_queue_pop(struct message_queue *queue); /* NULL: empty */
void message_queue_clear(struct message_queue *queue);               /* frees what waits */

/* What a message counts for in `bytes`. */
size_t core_message_bytes(const struct core_message *message);

#endif
