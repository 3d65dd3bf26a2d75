/* DIR/head: the heads of all sessions outside the database. */
#include "server/log/heads.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/codec.h"
#include "server/log/directory.h"
#include "server/log/failure.h"
#include "server/log/rowsum.h"

#define FIRST_LINE "bogen heads 1\n"
#define HEX_DIGITS (2 * LOG_HASH_BYTES)

void heads_add(struct heads *heads, const struct heads_line *line)
{
	if (heads->count == heads->room) {
		heads->room = heads->room > 0 ? heads->room * 2 : 16;
		heads->at = realloc(heads->at, heads->room * sizeof(*heads->at));
		if (heads->at == NULL)
			abort();
	}
	heads->at[heads->count++] = *line;
}

void heads_free(struct heads *heads)
{
	free(heads->at);
	*heads = (struct heads){0};
}

/* ---- writing ---- */

static void write_hex(const uint8_t hash[LOG_HASH_BYTES], char hex[HEX_DIGITS + 1])
{
	for (size_t i = 0; i < LOG_HASH_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

bool heads_write(const char *directory, const struct heads *heads, struct failure *failure)
{
	struct buffer text = {0};
	char hex[HEX_DIGITS + 1];
	char line[128];
	uint8_t hash[LOG_HASH_BYTES];

	buffer_append(&text, FIRST_LINE, strlen(FIRST_LINE));
	for (uint32_t i = 0; i < heads->count; i++) {
		write_hex(heads->at[i].chain, hex);
		int size = snprintf(line, sizeof(line), "%" PRIu32 " %" PRIu64 " %s\n",
				    heads->at[i].session.n, heads->at[i].seq, hex);
		buffer_append(&text, line, (size_t)size);
	}
	rowsum_hash(text.at, text.size, hash);
	write_hex(hash, hex);
	buffer_append(&text, line, (size_t)snprintf(line, sizeof(line), "end %s\n", hex));

	bool ok = directory_replace(directory, "head", text.at, text.size, failure);
	buffer_free(&text);
	return ok;
}

/* ---- reading ---- */

static bool read_hex(const char *hex, uint8_t hash[LOG_HASH_BYTES])
{
	for (size_t i = 0; i < HEX_DIGITS; i++) {
		const char *digits = "0123456789abcdef";
		const char *digit = hex[i] != '\0' ? strchr(digits, hex[i]) : NULL;

		if (digit == NULL)
			return false;
		uint8_t value = (uint8_t)(digit - digits);
		hash[i / 2] = (uint8_t)(i % 2 == 0 ? value << 4 : hash[i / 2] | value);
	}
	return true;
}

static bool read_line(const char *line, struct heads_line *head)
{
	int at = 0;

	if (sscanf(line, "%" SCNu32 " %" SCNu64 " %n", &head->session.n, &head->seq, &at) != 2 ||
	    at == 0 || strlen(line + at) != HEX_DIGITS)
		return false;
	return read_hex(line + at, head->chain);
}

/* Reads the terminated text of a whole file, which it takes apart. */
static bool read_text(char *text, struct heads *heads)
{
	uint8_t hash[LOG_HASH_BYTES], said[LOG_HASH_BYTES];
	char *end = strstr(text, "\nend ");

	if (strncmp(text, FIRST_LINE, strlen(FIRST_LINE)) != 0 || end == NULL ||
	    strlen(end) != strlen("\nend ") + HEX_DIGITS + 1 || !read_hex(end + 5, said))
		return false;
	rowsum_hash(text, (size_t)(end + 1 - text), hash);
	if (memcmp(hash, said, LOG_HASH_BYTES) != 0)
		return false;

	char *next = text + strlen(FIRST_LINE);
	while (next <= end) {
		struct heads_line head;
		char *line = next;

		next = strchr(line, '\n') + 1;
		next[-1] = '\0';
		if (!read_line(line, &head))
			return false;
		heads_add(heads, &head);
	}
	return true;
}

enum heads_read heads_read(const char *file, struct heads *heads, struct failure *failure)
{
	struct buffer text = {0};
	char piece[4096];
	size_t size;
	FILE *stream = fopen(file, "re");

	if (stream == NULL && errno == ENOENT)
		return heads_read_none;
	while (stream != NULL && (size = fread(piece, 1, sizeof(piece), stream)) > 0)
		buffer_append(&text, piece, size);

	enum heads_read result = heads_read_ok;
	if (stream == NULL || ferror(stream)) {
		failure_set(failure, "%s cannot be read: %s", file, strerror(errno));
		result = heads_read_failed;
	} else {
		buffer_append(&text, "", 1);
		if (memchr(text.at, '\0', text.size - 1) != NULL ||
		    !read_text((char *)text.at, heads)) {
			failure_set(failure, "%s is damaged", file);
			result = heads_read_damaged;
		}
	}
	if (stream != NULL)
		fclose(stream);
	buffer_free(&text);
	return result;
}
