#include "client-cli/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/cli.h"
#include "client-cli/profile.h"

uint64_t journal_hash(const char *at, size_t size)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)at[i]) * UINT64_C(0x100000001B3);
	return hash;
}

static void append_line(struct journal *journal, const char *line)
{
	buffer_append(&journal->out, line, strlen(line));
}

static bool begin(struct journal *journal, const struct import_plan *plan)
{
	char line[80];
	journal->device = profile_new_device();
	snprintf(line, sizeof line, "bogen-import 1 %u %u\n", journal->device, plan->step_count);
	append_line(journal, line);
	return journal_flush(journal);
}

static bool read_line(struct journal *journal, struct import_plan *plan, const char *line)
{
	char word;
	uint32_t step, result;
	if (strcmp(line, "end") == 0) {
		journal->ended = true;
		return true;
	}
	if (sscanf(line, "n %u", &journal->device) == 1)
		return journal->device != 0;
	if (sscanf(line, "%c %u %u", &word, &step, &result) != 3 || step >= plan->step_count)
		return false;
	import_plan_close(plan, step,
			  word == 'd'   ? import_done
			  : word == 'x' ? import_existing
					: import_failed,
			  result);
	journal->noted++;
	return true;
}

/* Reads all whole lines; `*whole` is how many bytes they are. */
static bool read_lines(struct journal *journal, struct import_plan *plan, char *at, size_t size,
		       size_t *whole)
{
	uint32_t count = 0;
	bool first = true;
	*whole = 0;
	while (*whole < size) {
		char *line = at + *whole, *end = memchr(line, '\n', size - *whole);
		if (!end)
			break;
		*end = '\0';
		bool good = first ? sscanf(line, "bogen-import 1 %u %u", &journal->device,
					   &count) == 2 &&
					    count == plan->step_count && journal->device != 0
				  : read_line(journal, plan, line);
		if (!good)
			return false;
		first = false;
		*whole = (size_t)(end + 1 - at);
	}
	return true;
}

bool journal_open(struct journal *journal, const char *path, struct import_plan *plan)
{
	size_t size = 0, whole = 0;
	*journal = (struct journal){.to = -1};
	char *at = cli_read_file(path, &size);
	if (!at && errno != ENOENT)
		return false;
	bool good = !at || read_lines(journal, plan, at, size, &whole);
	free(at);
	if (!good) {
		errno = EBADMSG;
		return false;
	}
	journal->to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (journal->to < 0 || ftruncate(journal->to, (off_t)whole) != 0 ||
	    lseek(journal->to, 0, SEEK_END) < 0)
		return false;
	return whole > 0 || begin(journal, plan);
}

void journal_close(struct journal *journal)
{
	if (journal->to >= 0)
		close(journal->to);
	buffer_free(&journal->out);
	*journal = (struct journal){.to = -1};
}

void journal_note(struct journal *journal, uint32_t step, enum import_state state, uint32_t result)
{
	char line[48];
	snprintf(line, sizeof line, "%c %u %u\n",
		 state == import_done       ? 'd'
		 : state == import_existing ? 'x'
					    : 'f',
		 step, result);
	append_line(journal, line);
}

void journal_note_end(struct journal *journal)
{
	append_line(journal, "end\n");
}

bool journal_renew(struct journal *journal)
{
	char line[24];
	snprintf(line, sizeof line, "n %u\n", profile_new_device());
	append_line(journal, line);
	return journal_flush(journal);
}

bool journal_write(int to, struct buffer *out)
{
	size_t written = 0;
	if (out->size == 0)
		return true;
	while (written < out->size) {
		ssize_t now = write(to, out->at + written, out->size - written);
		if (now < 0 && errno != EINTR)
			return false;
		written += now > 0 ? (size_t)now : 0;
	}
	buffer_clear(out);
	return fdatasync(to) == 0;
}

bool journal_flush(struct journal *journal)
{
	return journal_write(journal->to, &journal->out);
}
