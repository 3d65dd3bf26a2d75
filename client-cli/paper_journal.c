#include "client-cli/paper_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "client-cli/cli.h"
#include "client-cli/journal.h"

#define LINE_BYTES_MAX 80u

uint64_t paper_journal_mark(const struct paper_journal *journal, struct pairs choices)
{
	size_t size = choices.count * (size_t)PAIR_BYTES;
	char *salted = malloc(sizeof journal->salt + size);
	if (!salted)
		abort();
	memcpy(salted, &journal->salt, sizeof journal->salt);
	if (size)
		memcpy(salted + sizeof journal->salt, choices.at, size);
	uint64_t mark = journal_hash(salted, sizeof journal->salt + size);
	free(salted);
	return mark;
}

static struct paper_entry *find(const struct paper_journal *journal, uint32_t slip, uint32_t idea)
{
	for (uint32_t i = 0; i < journal->count; i++)
		if (journal->entries[i].slip == slip && journal->entries[i].idea == idea)
			return &journal->entries[i];
	return NULL;
}

const struct paper_entry *paper_journal_find(const struct paper_journal *journal, uint32_t slip,
					     uint32_t idea)
{
	return find(journal, slip, idea);
}

static void keep(struct paper_journal *journal, const struct paper_entry *entry)
{
	struct paper_entry *present = find(journal, entry->slip, entry->idea);
	if (!present) {
		journal->entries =
			realloc(journal->entries, (journal->count + 1) * sizeof *journal->entries);
		if (!journal->entries)
			abort();
		present = &journal->entries[journal->count++];
	}
	*present = *entry;
}

/* ---- lines ---- */

static int show_paper(const struct paper_entry *entry, char *line, size_t size)
{
	unsigned long long mark = entry->mark, check = 0;
	for (uint32_t i = 0; i < CHECK_BYTES; i++)
		check = check << 8 | entry->check[i];
	if (entry->state == paper_sent)
		return snprintf(line, size, "s %u %016llx %016llx\n", entry->slip, mark, check);
	if (entry->state == paper_entered)
		return snprintf(line, size, "d %u %016llx\n", entry->slip, mark);
	return snprintf(line, size, "x %u\n", entry->slip);
}

static int show_opinion(const struct paper_entry *entry, char *line, size_t size)
{
	if (entry->state == paper_refused)
		return snprintf(line, size, "X %u %u\n", entry->slip, entry->idea);
	return snprintf(line, size, "%c %u %u %016llx\n", entry->state == paper_sent ? 'S' : 'D',
			entry->slip, entry->idea, (unsigned long long)entry->mark);
}

static void write_line(struct paper_journal *journal, const struct paper_entry *entry)
{
	char line[LINE_BYTES_MAX];
	int size = entry->idea ? show_opinion(entry, line, sizeof line)
			       : show_paper(entry, line, sizeof line);
	buffer_append(&journal->out, line, (size_t)size);
}

void paper_journal_note(struct paper_journal *journal, const struct paper_entry *entry)
{
	keep(journal, entry);
	write_line(journal, entry);
}

static void write_heading(struct paper_journal *journal)
{
	char line[LINE_BYTES_MAX];
	int size = snprintf(line, sizeof line, "bogen-papers 1 %016llx\n",
			    (unsigned long long)journal->salt);
	buffer_append(&journal->out, line, (size_t)size);
}

static bool read_paper(const char *line, struct paper_entry *entry)
{
	char word = 0;
	unsigned long long mark = 0, check = 0;
	int count = sscanf(line, "%c %u %llx %llx", &word, &entry->slip, &mark, &check);
	int needed = count < 2 ? 4 : word == 's' ? 4 : word == 'd' ? 3 : word == 'x' ? 2 : 5;
	entry->state = word == 's' ? paper_sent : word == 'd' ? paper_entered : paper_refused;
	entry->mark = mark;
	for (uint32_t i = 0; i < CHECK_BYTES; i++)
		entry->check[i] = (uint8_t)(check >> (8 * (CHECK_BYTES - 1 - i)));
	return count >= needed;
}

static bool read_opinion(const char *line, struct paper_entry *entry)
{
	char word = 0;
	unsigned long long mark = 0;
	int count = sscanf(line, "%c %u %u %llx", &word, &entry->slip, &entry->idea, &mark);
	entry->state = word == 'S' ? paper_sent : word == 'D' ? paper_entered : paper_refused;
	entry->mark = mark;
	return count >= (word == 'X' ? 3 : 4) && entry->idea != 0;
}

static bool read_line(struct paper_journal *journal, const char *line)
{
	struct paper_entry entry = {0};
	bool opinion = line[0] == 'S' || line[0] == 'D' || line[0] == 'X';
	if (!(opinion ? read_opinion(line, &entry) : read_paper(line, &entry)) || entry.slip == 0)
		return false;
	keep(journal, &entry);
	return true;
}

/* Reads all whole lines; `*whole` is how many bytes they are. */
static bool read_lines(struct paper_journal *journal, char *at, size_t size, size_t *whole)
{
	bool first = true;
	for (*whole = 0; *whole < size;) {
		char *line = at + *whole, *end = memchr(line, '\n', size - *whole);
		unsigned long long salt = 0;
		if (!end)
			break;
		*end = '\0';
		if (first ? sscanf(line, "bogen-papers 1 %llx", &salt) != 1
			  : !read_line(journal, line))
			return false;
		if (first)
			journal->salt = salt;
		first = false;
		*whole = (size_t)(end + 1 - at);
	}
	return true;
}

/* ---- the file ---- */

bool paper_journal_open(struct paper_journal *journal, char *path)
{
	size_t size = 0, whole = 0;
	*journal = (struct paper_journal){.to = -1, .path = path};
	char *at = cli_read_file(path, &size);
	if (!at && errno != ENOENT)
		return false;
	bool good = !at || read_lines(journal, at, size, &whole);
	free(at);
	if (!good) {
		errno = EBADMSG;
		return false;
	}
	journal->to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (journal->to < 0 || ftruncate(journal->to, (off_t)whole) != 0 ||
	    lseek(journal->to, 0, SEEK_END) < 0)
		return false;
	if (whole > 0)
		return true;
	if (getrandom(&journal->salt, sizeof journal->salt, 0) < 0)
		return false;
	write_heading(journal);
	return paper_journal_flush(journal);
}

bool paper_journal_flush(struct paper_journal *journal)
{
	return journal_write(journal->to, &journal->out);
}

/* Writes it anew without what was only sent; what it said stays if that fails. */
static void settle(struct paper_journal *journal)
{
	char *new_path = NULL;
	int old = journal->to;
	if (asprintf(&new_path, "%s.new", journal->path) < 0)
		abort();
	journal->to = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	buffer_clear(&journal->out); /* what was not written yet is among the entries */
	write_heading(journal);
	for (uint32_t i = 0; i < journal->count; i++)
		if (journal->entries[i].state == paper_entered)
			write_line(journal, &journal->entries[i]);
	if (journal->to < 0 || !paper_journal_flush(journal) ||
	    rename(new_path, journal->path) != 0)
		unlink(new_path);
	close(old);
	free(new_path);
}

void paper_journal_close(struct paper_journal *journal, bool settled)
{
	if (journal->to >= 0 && settled)
		settle(journal);
	if (journal->to >= 0)
		close(journal->to);
	free(journal->path);
	free(journal->entries);
	buffer_free(&journal->out);
	*journal = (struct paper_journal){.to = -1};
}
