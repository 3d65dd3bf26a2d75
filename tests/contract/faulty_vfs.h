/* A SQLite VFS around the default one that fails the Nth input or output operation. */
#ifndef BOGEN_TESTS_CONTRACT_FAULTY_VFS_H
#define BOGEN_TESTS_CONTRACT_FAULTY_VFS_H

#include <stdbool.h>
#include <stdint.h>

enum faulty_operation {
	faulty_read = 1,
	faulty_write = 2, /* half of it is written */
	faulty_sync = 4,
	faulty_truncate = 8,
	faulty_open = 16,
	faulty_shared_memory = 32,
	faulty_any = 63
};

struct faulty_plan {
	uint32_t operations; /* which ones count and fail: enum faulty_operation */
	uint64_t nth;        /* the nth from now, 1 the next; 0: none */
	int result;          /* what SQLite is told, such as SQLITE_IOERR */
	bool lasting;        /* all after it fail too */
};

/* Makes it the default of all connections opened from now on. */
void faulty_vfs_install(void);

/* Counts anew. */
void faulty_vfs_plan(struct faulty_plan plan);

/* Whether the planned one has come. */
bool faulty_vfs_has_failed(void);

#endif
