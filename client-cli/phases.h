/* How a duration is typed. */
#ifndef BOGEN_CLI_PHASES_H
#define BOGEN_CLI_PHASES_H

#include <stdbool.h>
#include <stdint.h>

/* "90s", "5m", "1h30m", "14d" to milliseconds. False if it is none, nothing, or too long. */
bool phases_read_duration(const char *text, uint64_t *ms);

#endif
