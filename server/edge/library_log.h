/* Where libwebsockets' own log lines go. It has one log for the process, so this has too. */
#ifndef BOGEN_SERVER_EDGE_LIBRARY_LOG_H
#define BOGEN_SERVER_EDGE_LIBRARY_LOG_H

/* Errors go to `report` from now on, at most ten a minute: some can be brought about by anybody.
 * The first call counts. */
void library_log_to(void (*report)(void *context, const char *line), void *context);

/* The last error of this thread, "" if there was none; static. */
const char *library_log_last(void);

#endif
