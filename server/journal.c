/* Builds each line in a buffer of its own and writes it with one call, so that lines of several
 * threads never mix. */
#include "server/journal.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define MESSAGE_BYTES_MAX 1024
#define LINE_BYTES_MAX                                                                             \
	(MESSAGE_BYTES_MAX * 6 + 128) /* all of it escaped, and what stands around                 \
				       */

static atomic_bool as_json;

void journal_open(bool json)
{
	atomic_store(&as_json, json);
}

static const char *level_name(enum journal_level level)
{
	switch (level) {
	case journal_error:
		return "error";
	case journal_warning:
		return "warning";
	case journal_notice:
		return "notice";
	case journal_info:
		return "info";
	}
	return "info";
}

/* Writes `message` as the inside of a JSON string. Returns the number of bytes. */
static size_t escape_json(const char *message, char *out)
{
	size_t size = 0;
	for (const char *at = message; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte == '"' || byte == '\\') {
			out[size++] = '\\';
			out[size++] = (char)byte;
		} else if (byte < 0x20 || byte == 0x7f) {
			size += (size_t)snprintf(out + size, 7, "\\u%04x", byte);
		} else {
			out[size++] = (char)byte;
		}
	}
	return size;
}

static size_t write_json(enum journal_level level, const char *message, char *line)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	struct tm utc;
	gmtime_r(&now.tv_sec, &utc);
	char stamp[32];
	strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%S", &utc);
	size_t size = (size_t)snprintf(line, LINE_BYTES_MAX,
				       "{\"time\":\"%s.%03ldZ\",\"level\":\"%s\",\"message\":\"",
				       stamp, now.tv_nsec / 1000000, level_name(level));
	size += escape_json(message, line + size);
	size += (size_t)snprintf(line + size, LINE_BYTES_MAX - size, "\"}\n");
	return size;
}

static size_t write_text(enum journal_level level, const char *message, char *line)
{
	size_t size = 0;
	if (!isatty(STDERR_FILENO))
		size = (size_t)snprintf(line, 8, "<%d>", (int)level);
	size += (size_t)snprintf(line + size, LINE_BYTES_MAX - size, "bogend: %s%s",
				 level <= journal_warning ? level_name(level) : "",
				 level <= journal_warning ? ": " : "");
	/* A line stays one line, whatever stands in it. */
	for (const char *at = message; *at != '\0'; at++)
		line[size++] = (unsigned char)*at < 0x20 ? ' ' : *at;
	line[size++] = '\n';
	return size;
}

void journal_say(enum journal_level level, const char *format, ...)
{
	char message[MESSAGE_BYTES_MAX];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);

	char line[LINE_BYTES_MAX];
	size_t size = atomic_load(&as_json) ? write_json(level, message, line)
					    : write_text(level, message, line);
	/* Nobody is left to be told if even this fails. */
	ssize_t written = write(STDERR_FILENO, line, size);
	(void)written;
}
