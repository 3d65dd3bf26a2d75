/* A thread that accepts, reads the head of a request, answers and closes. */
#include "server/metrics.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define REQUEST_BYTES_MAX 4096
#define SILENCE_S_MAX     2

struct metrics {
	pthread_t thread;
	int listener;
	int stop; /* an eventfd */
	metrics_write_fn *write;
	void *context;
};

void metrics_write_figure(FILE *out, const char *name, const char *type, const char *help,
			  double value)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n%s %.15g\n", name, help, name, type, name, value);
}

static void send_all(int to, const char *at, size_t size)
{
	while (size > 0) {
		ssize_t sent = send(to, at, size, MSG_NOSIGNAL);
		if (sent <= 0)
			return; /* the asker's loss */
		at += sent;
		size -= (size_t)sent;
	}
}

static void answer(int to, const char *status, const char *body, size_t size)
{
	char head[256];
	int head_size =
		snprintf(head, sizeof head,
			 "HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; "
			 "charset=utf-8\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
			 status, size);
	send_all(to, head, (size_t)head_size);
	send_all(to, body, size);
}

static int64_t monotonic_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads up to the empty line. False if there is none in time, however slowly it drips in. */
static bool read_request(int from, char request[REQUEST_BYTES_MAX])
{
	size_t size = 0;
	int64_t until_ms = monotonic_ms() + SILENCE_S_MAX * 1000;
	while (size < REQUEST_BYTES_MAX - 1) {
		struct pollfd polled = {.fd = from, .events = POLLIN};
		int64_t left_ms = until_ms - monotonic_ms();
		if (left_ms <= 0 || poll(&polled, 1, (int)left_ms) <= 0)
			return false;
		ssize_t got = recv(from, request + size, REQUEST_BYTES_MAX - 1 - size, 0);
		if (got <= 0)
			return false;
		size += (size_t)got;
		request[size] = '\0';
		if (strstr(request, "\r\n\r\n") != NULL || strstr(request, "\n\n") != NULL)
			return true;
	}
	return false;
}

static void serve_one(struct metrics *metrics, int asker)
{
	struct timeval silence = {.tv_sec = SILENCE_S_MAX};
	setsockopt(asker, SOL_SOCKET, SO_SNDTIMEO, &silence, sizeof silence);
	char request[REQUEST_BYTES_MAX];
	if (!read_request(asker, request))
		return;
	static const char path[] = "GET /metrics";
	char behind = strncmp(request, path, sizeof path - 1) == 0 ? request[sizeof path - 1] : 'x';
	if (behind != ' ' && behind != '?') {
		static const char not_here[] = "only GET /metrics is here\n";
		answer(asker, "404 Not Found", not_here, sizeof not_here - 1);
		return;
	}
	char *body = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&body, &size);
	if (out == NULL)
		return;
	metrics->write(metrics->context, out);
	fclose(out);
	answer(asker, "200 OK", body, size);
	free(body);
}

static void *run(void *context)
{
	struct metrics *metrics = context;
	struct pollfd polled[] = {{.fd = metrics->stop, .events = POLLIN},
				  {.fd = metrics->listener, .events = POLLIN}};
	for (;;) {
		if (poll(polled, 2, -1) < 0 && errno != EINTR)
			return NULL;
		if (polled[0].revents != 0)
			return NULL;
		int asker = accept4(metrics->listener, NULL, NULL, SOCK_CLOEXEC);
		if (asker < 0)
			continue;
		serve_one(metrics, asker);
		close(asker);
	}
}

static int listen_at(struct address *address)
{
	int on = 1;
	int listener = socket(address->at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listener < 0)
		return -1;
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	struct sockaddr *at = (struct sockaddr *)&address->at;
	socklen_t size = sizeof address->at;
	if (bind(listener, at, address->size) == 0 && listen(listener, 8) == 0 &&
	    getsockname(listener, at, &size) == 0)
		return listener;
	int error = errno;
	close(listener);
	errno = error;
	return -1;
}

struct metrics *metrics_start(struct address *address, metrics_write_fn *write, void *context,
			      struct failure *failure)
{
	char name[ADDRESS_TEXT_BYTES];
	address_write(address, name);
	struct metrics *metrics = calloc(1, sizeof *metrics);
	if (metrics == NULL)
		abort();
	metrics->write = write;
	metrics->context = context;
	metrics->stop = eventfd(0, EFD_CLOEXEC);
	metrics->listener = listen_at(address);
	if (metrics->listener >= 0 && metrics->stop >= 0) {
		errno = pthread_create(&metrics->thread, NULL, run, metrics);
		if (errno == 0)
			return metrics;
	}
	snprintf(failure->message, sizeof failure->message, "cannot serve metrics on %s: %s", name,
		 strerror(errno));
	if (metrics->listener >= 0)
		close(metrics->listener);
	if (metrics->stop >= 0)
		close(metrics->stop);
	free(metrics);
	return NULL;
}

void metrics_stop(struct metrics *metrics)
{
	if (metrics == NULL)
		return;
	eventfd_write(metrics->stop, 1);
	pthread_join(metrics->thread, NULL);
	close(metrics->listener);
	close(metrics->stop);
	free(metrics);
}
