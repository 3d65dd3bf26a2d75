/* The logs that the contract holds for: one row for each in the table below. */
#include "tests/contract/implementations.h"

#include <sqlite3.h>
#include <string.h>

#include "server/log/log_sqlite.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/temporary.h"
#include "tests/support/log_memory.h"

static void *sqlite_make(void)
{
	faulty_vfs_install();
	faulty_vfs_plan((struct faulty_plan){0});
	return temporary_make();
}

static void sqlite_destroy(void *storage)
{
	temporary_remove(storage);
}

static struct log *sqlite_open_log(void *storage, struct failure *failure)
{
	faulty_vfs_plan((struct faulty_plan){0});
	return log_sqlite_open(storage, false, failure);
}

static bool sqlite_verify(void *storage, struct failure *failure)
{
	struct log_verified verified;

	return log_sqlite_verify(temporary_path(storage, "bogen.db"),
				 temporary_path(storage, "head"), &verified, failure);
}

/* A full disk is met while the write-ahead log is written, an unknown outcome when it is synced. */
static void sqlite_plan(void *storage, enum fault fault)
{
	(void)storage;
	if (fault == fault_failed)
		faulty_vfs_plan((struct faulty_plan){faulty_write, 1, SQLITE_FULL, true});
	else
		faulty_vfs_plan((struct faulty_plan){faulty_sync, 1, SQLITE_IOERR_FSYNC, false});
}

static void *memory_make(void)
{
	return log_memory_new();
}

static void memory_destroy(void *storage)
{
	log_memory_free(storage);
}

static struct log *memory_open(void *storage, struct failure *failure)
{
	return log_memory_open(storage, failure);
}

static bool memory_verify(void *storage, struct failure *failure)
{
	return log_memory_verify(storage, failure);
}

static void memory_plan(void *storage, enum fault fault)
{
	log_memory_plan(storage, 1,
			fault == fault_failed ? log_memory_failed : log_memory_unknown_written);
}

static const struct implementation implementations[] = {
	{"sqlite", sqlite_make, sqlite_destroy, sqlite_open_log, sqlite_verify, sqlite_plan},
	{"memory", memory_make, memory_destroy, memory_open, memory_verify, memory_plan},
};

const struct implementation *implementation_named(const char *name)
{
	for (size_t i = 0; i < sizeof(implementations) / sizeof(*implementations); i++) {
		if (strcmp(name, implementations[i].name) == 0)
			return &implementations[i];
	}
	return NULL;
}
