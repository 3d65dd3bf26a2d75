#include "server/log/key_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/log/directory.h"
#include "server/log/failure.h"

#define NAME_BYTES 32u

static void name_of(struct session_id session, uint32_t ballot, char name[NAME_BYTES])
{
	snprintf(name, NAME_BYTES, "%u-%u.key", (unsigned)session.n, (unsigned)ballot);
}

/* True if it is the name of a key's file exactly as name_of() writes it. */
static bool name_read(const char *name, struct session_id *session, uint32_t *ballot)
{
	char *end;
	char written[NAME_BYTES];
	unsigned long long number = strtoull(name, &end, 10);

	if (number > UINT32_MAX || *end != '-')
		return false;
	session->n = (uint32_t)number;
	number = strtoull(end + 1, &end, 10);
	if (number > UINT32_MAX)
		return false;
	*ballot = (uint32_t)number;
	name_of(*session, *ballot, written);
	return strcmp(name, written) == 0;
}

/* A key's file, for as long as something is done to it. */
struct place {
	char *folder, *path; /* owned */
};

static struct place place_of(const char *directory, struct session_id session, uint32_t ballot)
{
	char name[NAME_BYTES];
	struct place place = {.folder = directory_path(directory, "keys")};

	name_of(session, ballot, name);
	place.path = directory_path(place.folder, name);
	return place;
}

static void place_free(struct place *place)
{
	free(place->folder);
	free(place->path);
}

static bool failed(struct failure *failure, const struct place *place, const char *doing)
{
	return failure_set(failure, "%s cannot be %s: %s", place->path, doing, strerror(errno));
}

/* ---- writing ---- */

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

static bool make_folder(const char *directory, const struct place *place, struct failure *failure)
{
	if (mkdir(place->folder, 0700) == 0)
		return directory_sync(directory, failure);
	return errno == EEXIST || failed(failure, place, "written");
}

static bool write_new(const struct place *place, struct bytes record, struct failure *failure)
{
	int file = open(place->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = file >= 0 && write_all(file, record.at, record.size) && fsync(file) == 0;

	if (!ok)
		failed(failure, place, "written");
	if (file >= 0)
		close(file);
	return ok && directory_sync(place->folder, failure);
}

bool key_files_write(const char *directory, struct session_id session, uint32_t ballot,
		     struct bytes record, struct failure *failure)
{
	struct place place = place_of(directory, session, ballot);
	bool ok = make_folder(directory, &place, failure) &&
		  key_files_destroy(directory, session, ballot, failure);

	if (ok && !write_new(&place, record, failure)) {
		key_files_destroy(directory, session, ballot, NULL);
		ok = false;
	}
	place_free(&place);
	return ok;
}

/* ---- destroying ---- */

static bool overwrite(int file)
{
	static const uint8_t zeros[256];
	struct stat found;

	if (fstat(file, &found) != 0)
		return false;
	for (off_t left = found.st_size; left > 0; left -= (off_t)sizeof(zeros)) {
		size_t size = left < (off_t)sizeof(zeros) ? (size_t)left : sizeof(zeros);

		if (!write_all(file, zeros, size))
			return false;
	}
	return fsync(file) == 0;
}

bool key_files_destroy(const char *directory, struct session_id session, uint32_t ballot,
		       struct failure *failure)
{
	struct place place = place_of(directory, session, ballot);
	int file = open(place.path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	bool there = file >= 0 || (errno != ENOENT && errno != ENOTDIR);
	bool ok = !there || (file >= 0 && overwrite(file));

	if (!ok)
		failed(failure, &place, "overwritten");
	if (file >= 0)
		close(file);
	/* Removed even if it could not be overwritten: what nobody finds is the next best. */
	if (there && unlink(place.path) != 0 && errno != ENOENT)
		ok = failed(failure, &place, "removed");
	if (there && !directory_sync(place.folder, ok ? failure : NULL))
		ok = false;
	place_free(&place);
	return ok;
}

/* ---- reading ---- */

bool key_files_read(const char *directory, struct session_id session, uint32_t ballot,
		    uint8_t *record, size_t size_max, size_t *size, struct failure *failure)
{
	struct place place = place_of(directory, session, ballot);
	int file = open(place.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool ok = file >= 0 || errno == ENOENT;
	ssize_t got = 1;

	*size = 0;
	while (file >= 0 && ok && got > 0 && *size < size_max) {
		got = read(file, record + *size, size_max - *size);
		ok = got >= 0 || errno == EINTR;
		if (got > 0)
			*size += (size_t)got;
		else if (got < 0 && ok)
			got = 1;
	}
	if (!ok)
		failed(failure, &place, "read");
	if (file >= 0)
		close(file);
	place_free(&place);
	return ok;
}

bool key_files_each(const char *directory, key_file_fn *each, void *context,
		    struct failure *failure)
{
	char *folder = directory_path(directory, "keys");
	DIR *opened = opendir(folder);
	struct dirent *entry;
	struct session_id session;
	uint32_t ballot;
	int error = opened != NULL || errno == ENOENT ? 0 : errno;

	while (opened != NULL && (errno = 0, entry = readdir(opened)) != NULL) {
		if (name_read(entry->d_name, &session, &ballot))
			each(context, session, ballot);
	}
	if (opened != NULL) {
		error = errno;
		closedir(opened);
	}
	if (error != 0)
		failure_set(failure, "%s cannot be read: %s", folder, strerror(error));
	free(folder);
	return error == 0;
}
