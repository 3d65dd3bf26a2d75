/* The logs that the contract holds for. */
#ifndef BOGEN_TESTS_CONTRACT_IMPLEMENTATIONS_H
#define BOGEN_TESTS_CONTRACT_IMPLEMENTATIONS_H

#include <stdbool.h>

#include "server/log/log.h"

enum fault { fault_failed, fault_unknown };

struct implementation {
	const char *name;
	void *(*make)(void);     /* what outlives closing */
	void (*destroy)(void *); /* takes */
	struct log *(*open)(void *storage, struct failure *failure);
	bool (*verify)(void *storage, struct failure *failure); /* of a closed log */
	void (*plan)(void *storage, enum fault fault);          /* how the next append ends */
};

/* NULL if there is none of that name. */
const struct implementation *implementation_named(const char *name);

#endif
