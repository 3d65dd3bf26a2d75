/* DIR/host-link, mode 600, put in place by renaming so that it is never half there. */
#include "server/host_link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_BYTES 512

static bool fail_with_errno(struct failure *failure, const char *what, const char *path)
{
	snprintf(failure->message, sizeof failure->message, "%s %.300s: %s", what, path,
		 strerror(errno));
	return false;
}

static bool write_all(int file, const char *text, size_t size)
{
	while (size > 0) {
		ssize_t written = write(file, text, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		text += written;
		size -= (size_t)written;
	}
	return true;
}

static bool sync_directory(const char *directory)
{
	int opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (opened < 0)
		return false;
	bool ok = fsync(opened) == 0;
	close(opened);
	return ok;
}

static bool write_link(const char *directory, const char *path, const char *text,
		       struct failure *failure)
{
	char beside[PATH_BYTES + 8];
	snprintf(beside, sizeof beside, "%s.new", path);
	unlink(beside); /* what a start that was cut short left behind, whatever its mode */
	int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (file < 0)
		return fail_with_errno(failure, "cannot write", beside);
	char line[HOST_LINK_BYTES + 1];
	int size = snprintf(line, sizeof line, "%s\n", text);
	bool ok = write_all(file, line, (size_t)size) && fsync(file) == 0;
	ok = close(file) == 0 && ok;
	if (ok && rename(beside, path) == 0 && sync_directory(directory))
		return true;
	fail_with_errno(failure, "cannot write", path);
	unlink(beside);
	return false;
}

enum reading { reading_done, reading_missing, reading_failed };

static enum reading read_link(const char *path, struct host_link *link, struct failure *failure)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 && errno == ENOENT)
		return reading_missing;
	if (file < 0) {
		fail_with_errno(failure, "cannot read", path);
		return reading_failed;
	}
	char text[HOST_LINK_BYTES] = {0};
	ssize_t size = read(file, text, sizeof text - 1);
	close(file);
	text[size > 0 ? size : 0] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	struct link_target target;
	if (!link_read(text, &target) || target.code[0] != '\0' || target.session.n != 0) {
		snprintf(failure->message, sizeof failure->message,
			 "%.300s holds no host link; put the right one there, or remove the file "
			 "if you have the link elsewhere",
			 path);
		return reading_failed;
	}
	memcpy(link->token, target.token, TOKEN_BYTES);
	memcpy(link->text, text, sizeof text);
	return reading_done;
}

bool host_link_prepare(const char *directory, const char *base, bool first_start,
		       void (*fill_random)(void *out, size_t size), struct host_link *link,
		       struct failure *failure)
{
	memset(link, 0, sizeof *link);
	char path[PATH_BYTES];
	if ((size_t)snprintf(path, sizeof path, "%s/host-link", directory) >= sizeof path) {
		errno = ENAMETOOLONG;
		return fail_with_errno(failure, "cannot write the host link in", directory);
	}
	switch (read_link(path, link, failure)) {
	case reading_failed:
		return false;
	case reading_missing:
		if (!first_start)
			return true;
		fill_random(link->token, sizeof link->token);
		break;
	case reading_done:
		break;
	}
	link->there = true;

	char token[TOKEN_TEXT_BYTES];
	token_write((struct session_id){0}, link->token, token);
	char text[HOST_LINK_BYTES] = {0};
	snprintf(text, sizeof text, "%.250s/#%s", base, token);
	if (strcmp(text, link->text) == 0)
		return true;
	memcpy(link->text, text, sizeof text);
	return write_link(directory, path, text, failure);
}
