/* See library_log.h. */
#include "server/edge/library_log.h"

#include <libwebsockets.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define LINES_A_MINUTE 10

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void (*report_to)(void *context, const char *line);
static void *report_context;
static time_t minute;
static unsigned lines;

static _Thread_local char last[256];

/* "[2026/01/02 03:04:05:0000] E: message\n" to "message" when the library has put a time before it.
 */
static void keep_message(const char *line)
{
	const char *message = *line == '[' ? strstr(line, ": ") : NULL;
	snprintf(last, sizeof last, "%s", message ? message + 2 : line);
	last[strcspn(last, "\n")] = '\0';
}

static void emit(int level, const char *line)
{
	if (!(level & LLL_ERR))
		return;
	keep_message(line);
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	pthread_mutex_lock(&lock);
	if (now.tv_sec / 60 != minute) {
		minute = now.tv_sec / 60;
		lines = 0;
	}
	bool told = ++lines <= LINES_A_MINUTE;
	pthread_mutex_unlock(&lock);
	if (told && report_to) {
		char out[300];
		snprintf(out, sizeof out, "libwebsockets: %s", last);
		report_to(report_context, out);
	}
}

void library_log_to(void (*report)(void *context, const char *line), void *context)
{
	pthread_mutex_lock(&lock);
	if (!report_to) {
		report_to = report;
		report_context = context;
		lws_set_log_level(LLL_ERR, emit);
	}
	pthread_mutex_unlock(&lock);
}

const char *library_log_last(void)
{
	return last;
}
