/* A server's life: open, start, wait, drain.
 *
 * Order of starting: log, disk thread, edges (the port is known then), host link, core thread. The
 * core runs last, so everybody it answers is there. Order of stopping: edges, core, disk. */
#include "server/serve.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "server/host_link.h"
#include "server/journal.h"
#include "server/log/log_sqlite.h"
#include "server/notify.h"
#include "server/server.h"

#define RETRY_MS         3000 /* after which clients come back from a restart */
#define CORE_DRAIN_MS    3000 /* beside the edges' 5 seconds: the whole ends within 10 */
#define STOP_SECONDS_MAX 9

/* ---- what the threads call ---- */

static void core_to_edge(void *context, uint32_t edge, struct edge_message *message)
{
	struct server *server = context;
	edge_post(server->edges[edge], message);
}

static void core_to_disk(void *context, struct disk_message *message)
{
	struct server *server = context;
	disk_thread_post(server->disk, message);
}

static void to_core(void *context, struct core_message *message)
{
	struct server *server = context;
	core_thread_post(server->core, message);
}

static void report_warning(void *context, const char *line)
{
	(void)context;
	journal_say(journal_warning, "%s", line);
}

static void core_report(void *context, bool fatal, const char *line)
{
	struct server *server = context;
	journal_say(fatal ? journal_error : journal_warning, "%s", line);
	if (!fatal)
		return;
	journal_say(journal_error,
		    "stopped without answering anybody, so that nothing is promised that may not "
		    "be stored; run: bogend verify --data %s",
		    server->config->value[config_data]);
	/* Nothing is tidied up: the threads may be at work, and what is on disk is what counts. */
	_exit(1);
}

/* ---- starting ---- */

static void raise_descriptor_limit(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
		journal_say(journal_warning, "the limit of open files stays as it is: %s",
			    strerror(errno));
}

static const char *scheme(const struct server *server)
{
	return server->config->value[config_tls_cert] != NULL ? "https" : "http";
}

/* In the order of enum statement. */
static struct statements statements_of(const struct config *config)
{
	return (struct statements){{
		[statement_imprint] = config->value[config_imprint],
		[statement_privacy] = config->value[config_privacy],
		[statement_accessibility] = config->value[config_accessibility],
	}};
}

#define MISSING_BYTES 80

/* " --imprint --privacy": the statements that nobody has named; "" if there are all. */
static bool find_missing(const struct config *config, char missing[MISSING_BYTES])
{
	missing[0] = '\0';
	for (size_t i = 0; i < CONFIG_STATEMENTS; i++) {
		size_t size = strlen(missing);
		if (config->value[config_statements[i]] == NULL)
			snprintf(missing + size, MISSING_BYTES - size, " %s",
				 config_option_name(config_statements[i]));
	}
	return missing[0] != '\0';
}

/* Whoever lets others in owes them the statements that every page links to. */
static bool owes_nothing(const struct config *config, const struct address *listen,
			 struct failure *failure)
{
	char missing[MISSING_BYTES];
	if (!find_missing(config, missing) || address_is_loopback(listen))
		return true;
	char at[ADDRESS_TEXT_BYTES];
	address_write(listen, at);
	snprintf(failure->message, sizeof failure->message,
		 "%s lets others in, and every page links to imprint, privacy and accessibility "
		 "statement; say where they are with%s, or listen on 127.0.0.1",
		 at, missing);
	return false;
}

static bool start_edges(struct server *server, struct failure *failure)
{
	const struct config *config = server->config;
	server->edges = calloc(config->edges, sizeof(struct edge *));
	if (server->edges == NULL)
		abort();
	for (uint32_t i = 0; i < config->edges; i++) {
		struct edge_config edge = {
			.number = i,
			.address = (const struct sockaddr *)&server->listen.at,
			.address_size = server->listen.size,
			.listener = -1,
			.web = server->folders.web[0] != '\0' ? server->folders.web : NULL,
			.public_url = config->value[config_public_url],
			.tls_cert = config->value[config_tls_cert],
			.tls_key = config->value[config_tls_key],
			.statements = statements_of(config),
			.context = server,
			.to_core = to_core,
			.report = report_warning,
		};
		server->edges[i] = edge_start(&edge, failure);
		if (server->edges[i] == NULL)
			return false;
		server->edge_count++;
		address_set_port(&server->listen, edge_port(server->edges[i]));
	}
	return true;
}

static void find_base(struct server *server)
{
	char reachable[ADDRESS_TEXT_BYTES];
	address_write_reachable(&server->listen, reachable);
	const char *public_url = server->config->value[config_public_url];
	if (public_url != NULL)
		snprintf(server->base, sizeof server->base, "%s", public_url);
	else
		snprintf(server->base, sizeof server->base, "%s://%s", scheme(server), reachable);
}

static void fill_random(void *out, size_t size)
{
	/* So few bytes come whole, and without waiting once the machine has started. */
	if (getrandom(out, size, 0) != (ssize_t)size)
		abort();
}

static bool pass_over(void *context, const struct log_row *row)
{
	(void)context;
	(void)row;
	return true;
}

/* Whether nothing has ever been stored: then there can be no host. */
static bool is_first_start(struct log *log, bool *first, struct failure *failure)
{
	struct log_head head;
	struct session_id directory = {0};
	if (!log->ops->read(log, directory, &head, pass_over, NULL, failure))
		return false;
	*first = head.seq == 0;
	return true;
}

static void make_host(struct server *server, const struct host_link *link)
{
	if (!link->there || !core_thread_make_host(server->core, link->token))
		return;
	printf("Host link, shown this once and kept in %s/host-link. Whoever holds it may create "
	       "sessions:\n  %s\n",
	       server->config->value[config_data], link->text);
	fflush(stdout);
}

static bool start_threads(struct server *server, struct log *log, struct failure *failure)
{
	const struct config *config = server->config;
	bool first;
	if (!is_first_start(log, &first, failure)) {
		log->ops->close(log);
		return false;
	}
	struct disk_env disk_env = {.context = server,
				    .to_core = to_core,
				    .directory = config->value[config_data],
				    .report = report_warning};
	server->disk = disk_thread_new(log, &disk_env);
	struct core_env core_env = {.context = server,
				    .to_edge = core_to_edge,
				    .to_disk = core_to_disk,
				    .report = core_report,
				    .edges = config->edges,
				    .methods = server->methods};
	server->core = core_thread_new(&core_env);

	struct host_link link;
	if (!disk_thread_start(server->disk, failure) || !start_edges(server, failure))
		return false;
	find_base(server);
	if (!host_link_prepare(config->value[config_data], server->base, first, fill_random, &link,
			       failure))
		return false;
	if (!core_thread_start(server->core, failure))
		return false;
	make_host(server, &link);

	server->metrics_at = config->metrics;
	if (config->metrics.size == 0)
		return true;
	server->metrics = metrics_start(&server->metrics_at, server_write_figures, server, failure);
	return server->metrics != NULL;
}

/* True once all is running; false with what could not be had. */
static bool start(struct server *server, struct failure *failure)
{
	const struct config *config = server->config;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	server->started_ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	server->listen = config->listen;
	if (!owes_nothing(config, &config->listen, failure) ||
	    !folders_find(config, &server->folders, failure))
		return false;
	server->methods = methods_load(server->folders.methods, failure);
	if (server->methods == NULL || !address_is_free(&server->listen, failure))
		return false;
	const char *data = config->value[config_data];
	if (!folders_make_data(data, failure))
		return false;
	struct log *log = log_sqlite_open(data, config->accept_lost_tail, failure);
	return log != NULL && start_threads(server, log, failure);
}

static void say_started(const struct server *server)
{
	char at[ADDRESS_TEXT_BYTES];
	address_write(&server->listen, at);
	journal_say(journal_info, "listening on %s://%s", scheme(server), at);
	if (server->metrics != NULL) {
		address_write(&server->metrics_at, at);
		journal_say(journal_info, "metrics on http://%s/metrics", at);
	}
	if (server->folders.web[0] == '\0')
		journal_say(journal_warning, "no browser client is served: name it with --web DIR");
	if (!address_is_loopback(&server->listen) && server->config->value[config_tls_cert] == NULL)
		journal_say(journal_warning,
			    "other machines reach this server without encryption; use --tls-cert "
			    "and --tls-key or a proxy with TLS in front");
	char missing[MISSING_BYTES];
	if (server->config->value[config_public_url] != NULL &&
	    find_missing(server->config, missing))
		journal_say(journal_warning,
			    "every page links to imprint, privacy and accessibility statement; say "
			    "where they are with%s",
			    missing);
}

/* ---- running ---- */

/* Reads the settings anew; those that cannot change while running are named. */
static void reload(struct server *server)
{
	static const enum config_option fixed[] = {
		config_listen,  config_data,  config_web,     config_public_url, config_tls_cert,
		config_tls_key, config_edges, config_methods, config_metrics};
	notify_systemd_reloading();
	struct config fresh;
	struct failure failure;
	if (!config_read(&fresh, server->config->argc, server->config->argv, &failure) ||
	    !owes_nothing(&fresh, &server->listen, &failure)) {
		journal_say(journal_error, "the settings stay as they were: %s", failure.message);
	} else {
		journal_open(fresh.log_json);
		for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
			const char *was = server->config->value[fixed[i]];
			const char *is = fresh.value[fixed[i]];
			if (strcmp(was != NULL ? was : "", is != NULL ? is : "") != 0)
				journal_say(journal_warning, "%s changes with the next start",
					    config_option_name(fixed[i]));
		}
		struct statements statements = statements_of(&fresh);
		for (uint32_t i = 0; i < server->edge_count; i++)
			edge_reload(server->edges[i], &statements);
		journal_say(journal_info, "settings, certificate and web files are read again");
	}
	config_free(&fresh);
	notify_systemd("READY=1");
}

/* Returns when it is time to stop. */
static void wait_for_signals(struct server *server, int signals)
{
	for (;;) {
		struct signalfd_siginfo signal;
		ssize_t size = read(signals, &signal, sizeof signal);
		if (size < 0 && errno == EINTR)
			continue;
		if (size != (ssize_t)sizeof signal || signal.ssi_signo != SIGHUP)
			return;
		reload(server);
	}
}

/* ---- stopping ---- */

static void stop_took_too_long(int signal)
{
	(void)signal;
	static const char line[] =
		"bogend: stopping took too long; what was acknowledged is stored\n";
	ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);
	(void)written;
	_exit(0);
}

/* From here on a second signal ends the process at once, as does the alarm. */
static void release_signals(const sigset_t *blocked)
{
	struct sigaction overdue = {.sa_handler = stop_took_too_long};
	sigaction(SIGALRM, &overdue, NULL);
	alarm(STOP_SECONDS_MAX);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	pthread_sigmask(SIG_UNBLOCK, blocked, NULL);
}

static void stop(struct server *server)
{
	metrics_stop(server->metrics);
	for (uint32_t i = 0; i < server->edge_count; i++)
		edge_drain(server->edges[i], RETRY_MS);
	for (uint32_t i = 0; i < server->edge_count; i++)
		edge_join(server->edges[i]);
	if (!core_thread_drain(server->core, RETRY_MS, CORE_DRAIN_MS)) {
		journal_say(journal_warning,
			    "something is still under way after %d ms; what was "
			    "acknowledged is stored",
			    CORE_DRAIN_MS);
		_exit(0);
	}
	disk_thread_stop(server->disk);
	for (uint32_t i = 0; i < server->edge_count; i++)
		edge_free(server->edges[i]);
	core_thread_free(server->core);
	disk_thread_free(server->disk);
	free(server->edges);
	methods_free(server->methods);
}

int serve(const struct config *config)
{
	struct server server = {.config = config};
	journal_open(config->log_json);
	umask(077);
	signal(SIGPIPE, SIG_IGN);
	raise_descriptor_limit();
	/* What people choose in confidence is in memory, and a core dump would put it on the disk.
	 */
	prctl(PR_SET_DUMPABLE, 0);

	/* Blocked before there are threads, so that all of them inherit it. */
	sigset_t taken;
	sigemptyset(&taken);
	sigaddset(&taken, SIGTERM);
	sigaddset(&taken, SIGINT);
	sigaddset(&taken, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &taken, NULL);
	int signals = signalfd(-1, &taken, SFD_CLOEXEC);

	struct failure failure;
	if (!start(&server, &failure)) {
		journal_say(journal_error, "%s", failure.message);
		/* Threads may be running; nobody has been answered. */
		fflush(stdout);
		_exit(2);
	}
	say_started(&server);
	notify_systemd("READY=1");
	wait_for_signals(&server, signals);
	journal_say(journal_info, "stopping");
	notify_systemd("STOPPING=1");
	release_signals(&taken);
	stop(&server);
	close(signals);
	journal_say(journal_info, "stopped");
	return 0;
}

bool serve_check(const struct config *config, struct failure *failure)
{
	struct folders folders;
	if (!owes_nothing(config, &config->listen, failure) ||
	    !folders_find(config, &folders, failure))
		return false;
	struct methods *methods = methods_load(folders.methods, failure);
	if (methods == NULL)
		return false;
	methods_free(methods);
	const char *cert = config->value[config_tls_cert], *key = config->value[config_tls_key];
	return (cert == NULL ||
		folders_check_file(cert, config_option_name(config_tls_cert), failure)) &&
	       (key == NULL ||
		folders_check_file(key, config_option_name(config_tls_key), failure));
}
