/* Backing up: one state of the database, copied into a new file while a server may be writing. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/log/directory.h"
#include "server/log/failure.h"
#include "server/log/log_sqlite.h"
#include "server/log/log_sqlite_db.h"

/* Copies into an empty file. The server's checkpoints go on, but its write-ahead log does not begin
 * anew before this ends; `VACUUM INTO` never starts over, as the backup API would. */
static bool copy_into(const char *directory, const char *file, struct failure *failure)
{
	char *from = directory_path(directory, DB_FILE);
	sqlite3 *db = db_open_to_read(from, failure);
	sqlite3_stmt *statement = NULL;
	bool ok = db != NULL;

	if (ok) {
		statement = db_prepare(db, "VACUUM INTO ?1", failure);
		ok = statement != NULL;
	}
	if (ok) {
		sqlite3_bind_text(statement, 1, file, -1, SQLITE_STATIC);
		ok = sqlite3_step(statement) == SQLITE_DONE || db_failed(db, "copying", failure);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	free(from);
	return ok;
}

static bool sync_file(const char *file, struct failure *failure)
{
	int opened = open(file, O_RDONLY | O_CLOEXEC);
	bool ok = opened >= 0 && fsync(opened) == 0;

	if (!ok)
		failure_set(failure, "%s cannot be synced: %s", file, strerror(errno));
	if (opened >= 0)
		close(opened);
	return ok;
}

/* Gives the finished copy its name, unless there is such a file by now. */
static bool name_copy(const char *copy, const char *file, struct failure *failure)
{
	char *folder = strdup(file);

	if (folder == NULL)
		abort();
	bool ok = renameat2(AT_FDCWD, copy, AT_FDCWD, file, RENAME_NOREPLACE) == 0;
	if (!ok && errno == EINVAL) /* a file system without that flag */
		ok = access(file, F_OK) != 0 && rename(copy, file) == 0;
	if (!ok)
		failure_set(failure, "%s cannot be made: %s", file, strerror(errno));
	ok = ok && directory_sync(dirname(folder), failure);
	free(folder);
	return ok;
}

bool log_sqlite_backup(const char *directory, const char *file, struct failure *failure)
{
	char *copy = NULL;

	if (access(file, F_OK) == 0)
		return failure_set(failure, "%s exists already", file);
	if (asprintf(&copy, "%s.XXXXXX", file) < 0)
		abort();
	int created = mkostemp(copy, O_CLOEXEC); /* readable by its owner only */
	if (created < 0) {
		failure_set(failure, "%s cannot be made: %s", copy, strerror(errno));
		free(copy);
		return false;
	}
	close(created);

	bool ok = copy_into(directory, copy, failure) && sync_file(copy, failure) &&
		  name_copy(copy, file, failure);
	if (!ok)
		unlink(copy);
	free(copy);
	return ok;
}
