#include "message_queue.h"

size_t core_message_bytes(const struct core_message *message)
{
	return sizeof *message +
	       (message->kind == core_message_command ? message->command.body.size : 0);
}

void message_queue_push(struct message_queue *queue, struct core_message *message)
{
	if (!queue->first)
		queue->last = &queue->first;
	message->next = NULL;
	*queue->last = message;
	queue->last = &message->next;
	queue->count++;
	queue->bytes += core_message_bytes(message);
}

struct core_message *message_queue_pop(struct message_queue *queue)
{
	struct core_message *message = queue->first;
	if (!message)
		return NULL;
	queue->first = message->next;
	queue->count--;
	queue->bytes -= core_message_bytes(message);
	return message;
}

void message_queue_clear(struct message_queue *queue)
{
	for (struct core_message *message; (message = message_queue_pop(queue));)
		core_message_free(message);
}
