/* A directory for one test. */
#include "tests/contract/temporary.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* In memory if there is room: these tests sync thousands of times, and none cuts the power. */
static const char *base_directory(void)
{
	const char *base = getenv("TMPDIR");
	struct statvfs room;

	if (base != NULL)
		return base;
	if (statvfs("/dev/shm", &room) == 0 && access("/dev/shm", W_OK) == 0 &&
	    (uint64_t)room.f_bavail * room.f_frsize >= UINT64_C(1) << 30)
		return "/dev/shm";
	return "/tmp";
}

char *temporary_make(void)
{
	char *path = NULL;

	if (asprintf(&path, "%s/bogen-log-XXXXXX", base_directory()) < 0 || mkdtemp(path) == NULL) {
		perror("no temporary directory");
		abort();
	}
	return path;
}

void temporary_remove(char *directory)
{
	DIR *opened = opendir(directory);
	struct dirent *found;

	while (opened != NULL && (found = readdir(opened)) != NULL)
		unlinkat(dirfd(opened), found->d_name, 0);
	if (opened != NULL)
		closedir(opened);
	rmdir(directory);
	free(directory);
}

const char *temporary_path(const char *directory, const char *name)
{
	static char paths[4][512];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", directory, name);
	return path;
}

bool temporary_exists(const char *directory, const char *name)
{
	return access(temporary_path(directory, name), F_OK) == 0;
}

uint8_t *temporary_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		return NULL;
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	uint8_t *at = malloc(*size + 1);
	if (at == NULL || fread(at, 1, *size, file) != *size)
		abort();
	fclose(file);
	return at;
}

void temporary_write(const char *path, const void *at, size_t size)
{
	FILE *file = fopen(path, "wb");

	if (file == NULL || fwrite(at, 1, size, file) != size || fclose(file) != 0) {
		perror(path);
		abort();
	}
}

void temporary_copy(const char *from, const char *to)
{
	size_t size;
	uint8_t *at = temporary_read(from, &size);

	if (at == NULL) {
		perror(from);
		abort();
	}
	temporary_write(to, at, size);
	free(at);
}
