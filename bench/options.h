/* What bogen-swarm was told on its command line. */
#ifndef BOGEN_BENCH_OPTIONS_H
#define BOGEN_BENCH_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

struct options {
	const char *server;
	const char *host_link; /* the link, or a file that holds it */
	const char *code;
	const char *ideas, *votes, *profile, *map, *acks;
	uint64_t towns, watchers, limit, window, subscribers, connections, clients;
	double speed, rate, seconds; /* 0: as fast as possible, not given */
	bool json, tls, raw, hold, progress;
};

/* Fills `options` for one subcommand; takes its name and what follows it. Says on standard error
 * what is wrong, or prints the help. Returns -1 to go on, or the exit code. */
int options_read(struct options *options, int count, char **arguments);

void options_help(void);

#endif
