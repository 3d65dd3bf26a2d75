/* The figures of all threads, for monitoring. Names end in their unit; counters in _total. */
#include <dirent.h>
#include <time.h>
#include <unistd.h>

#include "server/server.h"

static double uptime_s(const struct server *server)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9 - (double)server->started_ms / 1e3;
}

static double resident_bytes(void)
{
	unsigned long total = 0, resident = 0;
	FILE *statm = fopen("/proc/self/statm", "re");
	if (statm == NULL)
		return 0;
	if (fscanf(statm, "%lu %lu", &total, &resident) != 2)
		resident = 0;
	fclose(statm);
	return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

static double cpu_s(void)
{
	struct timespec used;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

static double open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	if (directory == NULL)
		return 0;
	int count = 0;
	while (readdir(directory) != NULL)
		count++;
	closedir(directory);
	return count - 3; /* ".", ".." and this directory itself */
}

static struct edge_figures all_edges(const struct server *server)
{
	struct edge_figures sum = {0};
	for (uint32_t i = 0; i < server->edge_count; i++) {
		struct edge_figures one = edge_figures(server->edges[i]);
		sum.connections += one.connections;
		sum.accepted += one.accepted;
		sum.turned_away += one.turned_away;
		sum.messages_in += one.messages_in;
		sum.messages_out += one.messages_out;
		sum.bytes_out += one.bytes_out;
		sum.passed_by += one.passed_by;
		sum.requests += one.requests;
	}
	return sum;
}

void server_write_figures(void *context, FILE *out)
{
	struct server *server = context;
	struct edge_figures edge = all_edges(server);
	struct core_thread_figures core = core_thread_figures(server->core);
	struct disk_figures disk = disk_thread_figures(server->disk);

#define GAUGE(name, help, value)                                                                   \
	metrics_write_figure(out, "bogen_" name, "gauge", help, (double)(value))
#define COUNTER(name, help, value)                                                                 \
	metrics_write_figure(out, "bogen_" name "_total", "counter", help, (double)(value))

	GAUGE("connections", "WebSocket connections now", edge.connections);
	COUNTER("sockets_accepted", "Sockets accepted", edge.accepted);
	COUNTER("sockets_turned_away", "Sockets and upgrades refused", edge.turned_away);
	COUNTER("messages_in", "WebSocket messages received", edge.messages_in);
	COUNTER("messages_out", "WebSocket messages written", edge.messages_out);
	COUNTER("sent_bytes", "Bytes written to WebSockets", edge.bytes_out);
	COUNTER("passed_by", "Writes put off because a socket was full", edge.passed_by);
	COUNTER("http_requests", "HTTP requests", edge.requests);

	GAUGE("sessions_loaded", "Sessions in memory", core.core.sessions_loaded);
	COUNTER("commands", "Commands decided", core.core.commands);
	COUNTER("refusals", "Commands refused", core.core.refusals);
	COUNTER("batches", "Batches appended", core.core.batches);
	COUNTER("rows_put", "Rows put", core.core.rows_put);
	COUNTER("core_messages", "Messages that the core took", core.messages);
	GAUGE("core_queue", "Messages waiting for the core", core.waiting);

	COUNTER("log_rounds", "Rounds of appending to the log", disk.rounds);
	COUNTER("log_appends", "Entries to be appended", disk.appends);
	COUNTER("log_appends_not_done", "Entries lost, failed or unknown", disk.appends_not_done);
	COUNTER("log_append_seconds", "Time spent appending", (double)disk.append_us / 1e6);
	COUNTER("log_loads", "Sessions read from the log", disk.loads);
	GAUGE("disk_queue", "Requests waiting for the disk thread", disk.waiting);

#undef GAUGE
#undef COUNTER

	metrics_write_figure(out, "process_resident_memory_bytes", "gauge", "Resident memory",
			     resident_bytes());
	metrics_write_figure(out, "process_cpu_seconds_total", "counter", "CPU time used", cpu_s());
	metrics_write_figure(out, "process_open_fds", "gauge", "Open descriptors",
			     open_descriptors());
	metrics_write_figure(out, "bogen_uptime_seconds", "gauge", "Time since start",
			     uptime_s(server));
}
