/* Preloaded into bogend: while a file named by $FAIL_SYNC is there, nothing reaches the disk any
 * more and the kernel says so. */
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int sync_or_fail(const char *name, int file)
{
	const char *sign = getenv("FAIL_SYNC");
	if (sign != NULL && access(sign, F_OK) == 0) {
		errno = EIO;
		return -1;
	}
	int (*real)(int) = NULL;
	*(void **)&real = dlsym(RTLD_NEXT, name);
	return real(file);
}

int fsync(int file)
{
	return sync_or_fail("fsync", file);
}

int fdatasync(int file)
{
	return sync_or_fail("fdatasync", file);
}
