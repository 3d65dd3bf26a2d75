/* See deadline.h. */
#include "server/edge/deadline.h"

#include <stddef.h>

void deadline_clear(struct deadline *deadline)
{
	struct deadline_queue *queue = deadline->queue;
	if (!queue)
		return;
	if (deadline->earlier)
		deadline->earlier->later = deadline->later;
	else
		queue->first = deadline->later;
	if (deadline->later)
		deadline->later->earlier = deadline->earlier;
	else
		queue->last = deadline->earlier;
	*deadline = (struct deadline){0};
}

void deadline_set(struct deadline *deadline, struct deadline_queue *queue, uint64_t now_ms)
{
	deadline_clear(deadline);
	deadline->queue = queue;
	deadline->due_ms = now_ms + queue->duration_ms;
	deadline->earlier = queue->last;
	if (queue->last)
		queue->last->later = deadline;
	else
		queue->first = deadline;
	queue->last = deadline;
}

struct deadline *deadline_take_due(struct deadline_queue *queue, uint64_t now_ms)
{
	struct deadline *first = queue->first;
	if (!first || first->due_ms > now_ms)
		return NULL;
	deadline_clear(first);
	return first;
}
