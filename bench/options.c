/* The options of bogen-swarm: one table for parser and help. */
#include "options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	in_replay = 1,
	in_fanout = 2,
	in_idle = 4,
	in_return = 8,
	in_first = 16,
	in_steer = 32,
	in_cast = 64
};
#define IN_ALL 127

static const struct {
	const char *name;
	int bit;
	const char *purpose;
} subcommands[] = {
	{"replay", in_replay, "play recorded ideas and votes, one connection per person"},
	{"fanout", in_fanout, "one session, many subscribers, edits of ideas"},
	{"idle", in_idle, "memory of connections that do nothing"},
	{"return", in_return, "clients with a cursor that come back all at once"},
	{"steer", in_steer, "people who are led from phase to phase and put at tables"},
	{"cast", in_cast, "people who vote in hidden ballots, a plain and a confidential one"},
	{"first", in_first, "time until a session's rows are all there, retrying until served"},
};

enum option_type { option_text, option_count, option_number, option_flag };

struct option {
	const char *name, *value, *purpose;
	int in;
	enum option_type type;
	size_t offset;
};

#define IN(field) offsetof(struct options, field)
static const struct option table[] = {
	{"--server", "URL", "http://127.0.0.1:8080 unless given", IN_ALL, option_text, IN(server)},
	{"--host-link", "LINK", "a host link, or the file that holds it",
	 in_replay | in_fanout | in_idle | in_steer | in_cast, option_text, IN(host_link)},
	{"--code", "CODE", "the join code of a session that is there",
	 in_idle | in_return | in_first, option_text, IN(code)},
	{"--ideas", "FILE", "comments.csv", in_replay, option_text, IN(ideas)},
	{"--votes", "FILE", "votes.csv", in_replay, option_text, IN(votes)},
	{"--towns", "N", "towns that the persons are spread over (3)", in_replay, option_count,
	 IN(towns)},
	{"--watchers", "N", "further connections that only look on (0)", in_replay, option_count,
	 IN(watchers)},
	{"--speed", "max|FACTOR", "recorded times divided by FACTOR (max)", in_replay,
	 option_number, IN(speed)},
	{"--rate", "R", "votes, or edits, a second", in_replay | in_fanout, option_number,
	 IN(rate)},
	{"--window", "N", "votes, or edits, under way at once (8192, or 1)", in_replay | in_fanout,
	 option_count, IN(window)},
	{"--limit", "VOTES", "only the first votes", in_replay, option_count, IN(limit)},
	{"--profile", "NAME", "keep the moderator's rights for bogen", in_replay, option_text,
	 IN(profile)},
	{"--map", "FILE", "keep who is who, to go on after an interruption", in_replay, option_text,
	 IN(map)},
	{"--acks", "FILE", "append the place in votes.csv of each vote acknowledged", in_replay,
	 option_text, IN(acks)},
	{"--progress", NULL, "say on standard error how many votes are acknowledged", in_replay,
	 option_flag, IN(progress)},
	{"--subscribers", "N", "connections that look on", in_fanout | in_steer | in_cast,
	 option_count, IN(subscribers)},
	{"--seconds", "S", "how long to measure, after one second of warming up (5)", in_fanout,
	 option_number, IN(seconds)},
	{"--raw", NULL, "the server is bench-raw-epoll", in_fanout, option_flag, IN(raw)},
	{"--connections", "N", "how many", in_idle, option_count, IN(connections)},
	{"--hold", NULL, "keep them until standard input ends", in_idle, option_flag, IN(hold)},
	{"--clients", "N", "how many", in_return, option_count, IN(clients)},
	{"--tls", NULL, "with TLS, whatever the URL says; certificates are not checked", IN_ALL,
	 option_flag, IN(tls)},
	{"--json", NULL, "one JSON document on standard output", IN_ALL, option_flag, IN(json)},
};
#define OPTION_COUNT (sizeof table / sizeof table[0])

static void help_of(int bits)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		char left[64];
		snprintf(left, sizeof left, "%s %s", table[i].name,
			 table[i].value ? table[i].value : "");
		if (table[i].in & bits)
			printf("  %-24s %s\n", left, table[i].purpose);
	}
}

void options_help(void)
{
	printf("bogen-swarm: load for a Bogen server, and what it does with it\n\n");
	for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
		printf("  bogen-swarm %-8s %s\n", subcommands[i].name, subcommands[i].purpose);
	printf("\nOptions:\n");
	help_of(IN_ALL);
}

static int bit_of(const char *subcommand)
{
	for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
		if (strcmp(subcommands[i].name, subcommand) == 0)
			return subcommands[i].bit;
	return 0;
}

static bool set_value(struct options *options, const struct option *option, const char *value)
{
	char *at = (char *)options + option->offset;
	char *end = NULL;
	switch (option->type) {
	case option_text:
		*(const char **)(void *)at = value;
		return true;
	case option_count:
		*(uint64_t *)(void *)at = strtoull(value, &end, 10);
		return *value >= '0' && *value <= '9' && *end == '\0';
	case option_number:
		if (strcmp(option->name, "--speed") == 0 && strcmp(value, "max") == 0)
			return true;
		*(double *)(void *)at = strtod(value, &end);
		return *value && *end == '\0' && *(double *)(void *)at > 0;
	case option_flag:
		*(bool *)(void *)at = true;
		return true;
	}
	return false;
}

static const struct option *find(const char *name, size_t size, int bit)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if ((table[i].in & bit) && strlen(table[i].name) == size &&
		    strncmp(table[i].name, name, size) == 0)
			return &table[i];
	return NULL;
}

int options_read(struct options *options, int count, char **arguments)
{
	*options = (struct options){.server = "http://127.0.0.1:8080", .towns = 3, .seconds = 5};
	int bit = bit_of(arguments[0]);
	if (!bit) {
		fprintf(stderr, "bogen-swarm: there is no %s; see bogen-swarm help\n",
			arguments[0]);
		return 2;
	}
	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
			printf("bogen-swarm %s\n", arguments[0]);
			help_of(bit);
			return 0;
		}
		size_t size = strcspn(arguments[i], "=");
		const struct option *option = find(arguments[i], size, bit);
		if (!option) {
			fprintf(stderr, "bogen-swarm %s: there is no option %s\n", arguments[0],
				arguments[i]);
			return 2;
		}
		const char *value = arguments[i][size] ? arguments[i] + size + 1 : NULL;
		if (option->type != option_flag && !value)
			value = i + 1 < count ? arguments[++i] : "";
		if ((option->type == option_flag && value) || !set_value(options, option, value)) {
			fprintf(stderr, "bogen-swarm %s: %s wants %s\n", arguments[0], option->name,
				option->value ? option->value : "no value");
			return 2;
		}
	}
	return -1;
}
