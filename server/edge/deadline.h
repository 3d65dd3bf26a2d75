/* Deadlines of many connections: each queue has one duration, so its items come due in the order in
 * which they entered, and setting, moving and looking cost the same for ten and ten thousand. */
#ifndef BOGEN_SERVER_EDGE_DEADLINE_H
#define BOGEN_SERVER_EDGE_DEADLINE_H

#include <stdint.h>

struct deadline_queue;

/* Embedded in what has a deadline; zeroed: has none. */
struct deadline {
	struct deadline_queue *queue;
	struct deadline *earlier, *later;
	uint64_t due_ms;
};

struct deadline_queue {
	struct deadline *first, *last;
	uint64_t duration_ms;
};

/* Enters the queue, or moves to its end, having left any other. */
void deadline_set(struct deadline *deadline, struct deadline_queue *queue, uint64_t now_ms);

/* Leaves its queue, if it is in one. */
void deadline_clear(struct deadline *deadline);

/* Takes the first one out if it is due; NULL otherwise. */
struct deadline *deadline_take_due(struct deadline_queue *queue, uint64_t now_ms);

#endif
