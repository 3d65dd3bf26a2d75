/* bogen-swarm: the subcommands' common frame. */
#include "swarm.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/process.h"

#define OPENING_MAX 256u

void swarm_fail(struct swarm *swarm, int exit, const char *format, ...)
{
	if (swarm->exit)
		return;
	swarm->exit = exit;
	va_list arguments;
	va_start(arguments, format);
	fputs("bogen-swarm: ", stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
}

void swarm_lost(struct swarm *swarm, const char *why)
{
	swarm_fail(swarm, exit_unreached, "a connection to %s was lost: %s", swarm->target.host,
		   why);
}

void swarm_refused(struct swarm *swarm, const char *what, const struct frame_refused *refused)
{
	const char *name = err_name(refused->code);
	swarm_fail(swarm, exit_refused, "%s was refused (%s): %.*s", what, name ? name : "?",
		   (int)refused->message.size, refused->message.at);
}

bool swarm_wait(struct swarm *swarm, bool (*ready)(void *context), void *context, double seconds,
		const char *what)
{
	uint64_t end_ns = clock_ns() + (uint64_t)(seconds * 1e9);
	while (!swarm->exit && !ready(context)) {
		if (clock_ns() > end_ns) {
			swarm_fail(swarm, exit_failed, "%s: not within %.0f s", what, seconds);
			break;
		}
		net_turn(swarm->net, end_ns);
	}
	return !swarm->exit;
}

bool swarm_open(struct swarm *swarm, struct client *(*client)(void *context, uint32_t index),
		void *context, uint32_t count, double seconds)
{
	uint64_t end_ns = clock_ns() + (uint64_t)(seconds * 1e9);
	uint32_t opened = 0, welcomed = 0;
	while (!swarm->exit && welcomed < count) {
		while (opened < count && opened - welcomed < OPENING_MAX)
			client_open(client(context, opened++));
		net_turn(swarm->net, end_ns);
		while (welcomed < opened && client(context, welcomed)->welcome)
			welcomed++;
		if (clock_ns() > end_ns)
			swarm_fail(swarm, exit_failed,
				   "only %u of %u connections were welcomed within %.0f s",
				   welcomed, count, seconds);
	}
	return !swarm->exit;
}

static const struct {
	const char *name;
	int (*run)(struct swarm *swarm);
} subcommands[] = {
	{"replay", swarm_replay}, {"fanout", swarm_fanout}, {"idle", swarm_idle},
	{"return", swarm_return}, {"first", swarm_first},   {"steer", swarm_steer},
	{"cast", swarm_cast},
};

static int run(struct swarm *swarm, const char *name)
{
	char reason[256];
	if (!net_target_read(swarm->options.server, &swarm->target, reason, sizeof reason)) {
		fprintf(stderr, "bogen-swarm: %s\n", reason);
		return exit_unreached;
	}
	swarm->target.tls = swarm->target.tls || swarm->options.tls;
	swarm->net = net_new(&swarm->target);
	swarm->descriptors = net_raise_descriptors();
	swarm->server_pid = process_listening(ntohs(swarm->target.address.sin_port));
	int code = exit_usage;
	for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
		if (strcmp(subcommands[i].name, name) == 0)
			code = subcommands[i].run(swarm);
	decoder_free(swarm->decoder);
	net_free(swarm->net);
	return code;
}

int main(int count, char **arguments)
{
	signal(SIGPIPE, SIG_IGN);
	if (count < 2 || strcmp(arguments[1], "help") == 0 || strcmp(arguments[1], "--help") == 0 ||
	    strcmp(arguments[1], "-h") == 0) {
		options_help();
		return count < 2 ? exit_usage : exit_done;
	}
	if (strcmp(arguments[1], "--version") == 0) {
		printf("bogen-swarm %s\n", BOGEN_VERSION);
		return exit_done;
	}
	static struct swarm swarm;
	int code = options_read(&swarm.options, count - 1, arguments + 1);
	return code >= 0 ? code : run(&swarm, arguments[1]);
}
