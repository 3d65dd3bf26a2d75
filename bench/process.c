/* Reading /proc. */
#include "process.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned long listening_inode(const char *table, uint16_t port)
{
	FILE *file = fopen(table, "r");
	if (!file)
		return 0;
	char line[512];
	unsigned long found = 0;
	while (!found && fgets(line, sizeof line, file)) {
		unsigned local, state;
		unsigned long inode;
		if (sscanf(line, " %*[^:]: %*[^:]:%x %*s %x %*s %*s %*s %*s %*s %lu", &local,
			   &state, &inode) == 3 &&
		    local == port && state == 0x0a)
			found = inode;
	}
	fclose(file);
	return found;
}

static bool holds_socket(const char *pid, unsigned long inode)
{
	char folder[64], wanted[64];
	snprintf(folder, sizeof folder, "/proc/%.20s/fd", pid);
	snprintf(wanted, sizeof wanted, "socket:[%lu]", inode);
	DIR *dir = opendir(folder);
	if (!dir)
		return false;
	bool found = false;
	for (struct dirent *entry; !found && (entry = readdir(dir));) {
		char path[384], to[64];
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		ssize_t size = readlink(path, to, sizeof to - 1);
		if (size <= 0)
			continue;
		to[size] = '\0';
		found = strcmp(to, wanted) == 0;
	}
	closedir(dir);
	return found;
}

int process_listening(uint16_t port)
{
	unsigned long inode = listening_inode("/proc/net/tcp", port);
	if (!inode)
		inode = listening_inode("/proc/net/tcp6", port);
	DIR *dir = inode ? opendir("/proc") : NULL;
	if (!dir)
		return 0;
	int pid = 0;
	for (struct dirent *entry; !pid && (entry = readdir(dir));)
		if (isdigit((unsigned char)entry->d_name[0]) && holds_socket(entry->d_name, inode))
			pid = atoi(entry->d_name);
	closedir(dir);
	return pid;
}

uint64_t process_rss_bytes(int pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/statm", pid);
	FILE *file = pid ? fopen(path, "r") : NULL;
	if (!file)
		return 0;
	unsigned long pages = 0;
	if (fscanf(file, "%*u %lu", &pages) != 1)
		pages = 0;
	fclose(file);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static uint64_t thread_cpu_ns(int pid, const char *thread)
{
	char path[96];
	snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", pid, thread);
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	unsigned long long ns = 0;
	if (fscanf(file, "%llu", &ns) != 1)
		ns = 0;
	fclose(file);
	return ns;
}

uint64_t process_cpu_ns(int pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *dir = pid ? opendir(path) : NULL;
	if (!dir)
		return 0;
	uint64_t sum = 0;
	for (struct dirent *entry; (entry = readdir(dir));)
		if (entry->d_name[0] != '.')
			sum += thread_cpu_ns(pid, entry->d_name);
	closedir(dir);
	return sum;
}
