/* A SQLite VFS around the default one that fails the Nth input or output operation. */
#include "tests/contract/faulty_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real; /* behind this struct, in the same allocation */
};

static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;
static struct faulty_plan plan;
static uint64_t counted;

static bool fails(enum faulty_operation operation)
{
	if ((plan.operations & operation) == 0 || plan.nth == 0)
		return false;
	counted++;
	return counted == plan.nth || (plan.lasting && counted > plan.nth);
}

void faulty_vfs_plan(struct faulty_plan new_plan)
{
	plan = new_plan;
	counted = 0;
}

bool faulty_vfs_has_failed(void)
{
	return plan.nth > 0 && counted >= plan.nth;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

/* ---- files ---- */

static int file_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *at, int size, sqlite3_int64 offset)
{
	if (fails(faulty_read))
		return plan.result;
	return real_of(file)->pMethods->xRead(real_of(file), at, size, offset);
}

static int file_write(sqlite3_file *file, const void *at, int size, sqlite3_int64 offset)
{
	if (fails(faulty_write)) {
		real_of(file)->pMethods->xWrite(real_of(file), at, size / 2, offset);
		return plan.result;
	}
	return real_of(file)->pMethods->xWrite(real_of(file), at, size, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (fails(faulty_truncate))
		return plan.result;
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	if (fails(faulty_sync))
		return plan.result;
	return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *held)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_characteristics(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int file_map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
	if (fails(faulty_shared_memory))
		return plan.result;
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, at);
}

static int file_lock_shared(sqlite3_file *file, int offset, int count, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_unmap_shared(sqlite3_file *file, int remove)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector_size,
	.xDeviceCharacteristics = file_characteristics,
	.xShmMap = file_map_shared,
	.xShmLock = file_lock_shared,
	.xShmBarrier = file_barrier,
	.xShmUnmap = file_unmap_shared,
};

/* ---- the VFS ---- */

static int vfs_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *given)
{
	struct faulty_file *faulty = (struct faulty_file *)file;

	(void)self;
	faulty->base.pMethods = NULL;
	if (fails(faulty_open))
		return plan.result;
	faulty->real = (sqlite3_file *)(faulty + 1);
	int result = real_vfs->xOpen(real_vfs, name, faulty->real, flags, given);
	if (result == SQLITE_OK)
		faulty->base.pMethods = &methods;
	return result;
}

void faulty_vfs_install(void)
{
	if (real_vfs != NULL)
		return;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.pNext = NULL;
	vfs.zName = "faulty";
	vfs.szOsFile = (int)sizeof(struct faulty_file) + real_vfs->szOsFile;
	vfs.xOpen = vfs_open;
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		abort();
}
