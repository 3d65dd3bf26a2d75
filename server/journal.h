/* What the operator is told: one line each on standard error, as text or as JSON. When standard
 * error is not a terminal, lines of text begin with the priority that journald reads.
 *
 * Callable from every thread. Never say anything here that tells who somebody is: no names, no
 * addresses of people, no tokens. */
#ifndef BOGEN_SERVER_JOURNAL_H
#define BOGEN_SERVER_JOURNAL_H

#include <stdbool.h>

/* The numbers are syslog's. */
enum journal_level { journal_error = 3, journal_warning = 4, journal_notice = 5, journal_info = 6 };

/* Chooses the form; text until it is called. May be called again while threads are running. */
void journal_open(bool json);

void journal_say(enum journal_level level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
