#include "client-cli/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int unwritable(const struct cli *cli, const struct target *target, int error)
{
	return cli_fail(cli, exit_failed, "unwritable", "cannot write %s: %s",
			target->path ? target->path : "standard output", strerror(error));
}

int target_open(const struct cli *cli, struct target *target, const char *path)
{
	*target = (struct target){.path = path, .to = stdout};
	if (!path || strcmp(path, "-") == 0) {
		target->path = NULL;
		return exit_done;
	}
	if (asprintf(&target->new_path, "%s.new", path) < 0)
		abort();
	int to = open(target->new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	target->to = to >= 0 ? fdopen(to, "wb") : NULL;
	if (target->to)
		return exit_done;
	int error = errno;
	free(target->new_path);
	target->new_path = NULL;
	return unwritable(cli, target, error);
}

int target_close(const struct cli *cli, struct target *target, bool keep)
{
	bool written = !ferror(target->to) && fflush(target->to) == 0;
	int error = errno;
	if (target->path) {
		written = written && fsync(fileno(target->to)) == 0;
		written = fclose(target->to) == 0 && written;
		if (written && keep)
			written = rename(target->new_path, target->path) == 0;
		if (!written)
			error = errno;
		if (!written || !keep)
			unlink(target->new_path);
	}
	free(target->new_path);
	target->new_path = NULL;
	return written ? exit_done : unwritable(cli, target, error);
}
