/* The data directory as files: its lock, its reserve, files replaced as a whole. */
#include "server/log/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "server/log/failure.h"

char *directory_path(const char *directory, const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s/%s", directory, name) < 0)
		abort();
	return path;
}

/* ---- the lock ---- */

static int lock_refused(const char *directory, int lock, bool held, struct failure *failure)
{
	char pid[32] = "";
	ssize_t size = pread(lock, pid, sizeof(pid) - 1, 0);

	pid[size > 0 ? size : 0] = '\0';
	pid[strcspn(pid, "\n")] = '\0';
	if (held)
		failure_set(failure, "%s is used by another bogend (pid %s)", directory,
			    pid[0] != '\0' ? pid : "unknown");
	close(lock);
	return -1;
}

int directory_lock(const char *directory, struct failure *failure)
{
	char *path = directory_path(directory, "lock");
	char pid[32];
	int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (lock < 0) {
		failure_set(failure, "%s cannot be opened: %s", path, strerror(errno));
		free(path);
		return -1;
	}
	if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
		int error = errno;

		if (error != EWOULDBLOCK)
			failure_set(failure, "%s cannot be locked: %s", path, strerror(error));
		free(path);
		return lock_refused(directory, lock, error == EWOULDBLOCK, failure);
	}
	/* No room for the number is no reason not to start: it is only there to be shown. */
	int size = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(lock, 0) == 0 && pwrite(lock, pid, (size_t)size, 0) != size)
		(void)ftruncate(lock, 0);
	free(path);
	return lock;
}

/* ---- replacing ---- */

static bool write_all(int file, const uint8_t *at, size_t size)
{
	while (size > 0) {
		ssize_t written = write(file, at, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		at += written;
		size -= (size_t)written;
	}
	return true;
}

bool directory_replace(const char *directory, const char *name, const void *at, size_t size,
		       struct failure *failure)
{
	char *path = directory_path(directory, name);
	char *new_path = NULL;

	if (asprintf(&new_path, "%s.new", path) < 0)
		abort();

	int file = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = file >= 0 && write_all(file, at, size) && fsync(file) == 0;
	int error = errno;
	if (file >= 0)
		close(file);
	if (ok) {
		ok = rename(new_path, path) == 0;
		error = errno;
	}
	if (ok)
		ok = directory_sync(directory, failure);
	else
		failure_set(failure, "%s cannot be written: %s", path, strerror(error));
	free(new_path);
	free(path);
	return ok;
}

bool directory_sync(const char *directory, struct failure *failure)
{
	int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = file >= 0 && fsync(file) == 0;

	if (!ok)
		failure_set(failure, "%s cannot be synced: %s", directory, strerror(errno));
	if (file >= 0)
		close(file);
	return ok;
}

/* ---- room ---- */

uint64_t directory_free_bytes(const char *directory)
{
	struct statvfs room;

	if (statvfs(directory, &room) != 0)
		return 0;
	return (uint64_t)room.f_bavail * room.f_frsize;
}

bool directory_keep_reserve(const char *directory, uint64_t bytes)
{
	char *path = directory_path(directory, "reserve");
	struct stat found;
	bool ok = stat(path, &found) == 0 && (uint64_t)found.st_size == bytes;

	if (!ok && directory_free_bytes(directory) / 2 >= bytes) {
		int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

		ok = file >= 0 && posix_fallocate(file, 0, (off_t)bytes) == 0;
		if (file >= 0)
			close(file);
		if (!ok)
			unlink(path);
	}
	free(path);
	return ok;
}

bool directory_give_reserve(const char *directory)
{
	char *path = directory_path(directory, "reserve");
	bool ok = unlink(path) == 0;

	free(path);
	return ok;
}
