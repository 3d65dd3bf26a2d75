#include "errors.h"

#include <assert.h>
#include <string.h>

struct err_entry {
	const char *name;
	uint16_t number;
	int exit;
	const char *english, *german;
};

static const struct err_entry entries[] = {
#define ERROR(code, number, exit, english, german) {#code, (number), (exit), (english), (german)},
#include "errors.def"
};

static const struct err_entry *entry_find(uint64_t err)
{
	for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
		if (entries[i].number == err)
			return &entries[i];
	return NULL;
}

const char *err_name(uint64_t err)
{
	const struct err_entry *entry = entry_find(err);
	return entry ? entry->name : NULL;
}

int err_exit(uint64_t err)
{
	const struct err_entry *entry = entry_find(err);
	return entry ? entry->exit : 1;
}

/* Appends as much of `from` as fits, whole characters only. */
static size_t append(char *out, size_t out_size, size_t used, const char *from, size_t from_size)
{
	size_t room = out_size - 1 - used;
	if (from_size > room) {
		from_size = room;
		while (from_size > 0 && ((unsigned char)from[from_size] & 0xC0) == 0x80)
			from_size--;
	}
	memcpy(out + used, from, from_size);
	return used + from_size;
}

size_t err_sentence(enum err err, enum language language, const char *detail, char *out,
		    size_t out_size)
{
	const struct err_entry *entry = entry_find(err);
	assert(entry && out_size > 0);
	const char *text = language == language_de ? entry->german : entry->english;
	const char *gap = strstr(text, "{}");
	size_t used = 0;
	if (gap) {
		used = append(out, out_size, used, text, (size_t)(gap - text));
		used = append(out, out_size, used, detail, strlen(detail));
		text = gap + 2;
	}
	used = append(out, out_size, used, text, strlen(text));
	out[used] = '\0';
	return used;
}
