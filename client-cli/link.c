#include "client-cli/link.h"

#include <errno.h>
#include <libwebsockets.h>
#include <netdb.h>
#include <openssl/x509_vfy.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "protocol/limits.h"

/* Messages are passed on in pieces of this size by the library. */
#define RECEIVE_BYTES 65536u
#define REASON_BYTES  200u

struct message {
	struct message *next;
	struct buffer bytes;
};

struct queue {
	struct message *first, **last;
};

struct link {
	struct lws_context *context;
	struct lws *socket;
	struct codec_reader *reader;
	struct message *current; /* whose frames are being read */
	struct message *partial; /* whose fragments are still coming */
	struct queue in, out;
	bool established, lost;
	bool late; /* the deadline that `alarm` was set for has passed */
	lws_sorted_usec_list_t alarm;
	const char *certificate_wrong; /* why the server's was not accepted (static); NULL else */
	char reason[REASON_BYTES];
};

struct url {
	char host[256];
	uint16_t port;
	bool tls;
	char path[512]; /* with "/live" */
};

/* ---- interruptions ---- */

static volatile sig_atomic_t interrupted;
/* Whose poll a signal has to end; there is one connection at a time. */
static struct lws_context *volatile waiting;

static void take_signal(int number)
{
	(void)number;
	interrupted = 1;
	struct lws_context *context = waiting;
	if (context)
		lws_cancel_service(context);
}

void link_catch_interrupts(void)
{
	struct sigaction action = {.sa_handler = take_signal};
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

bool link_interrupted(void)
{
	return interrupted != 0;
}

uint64_t link_now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u;
}

bool link_sleep(uint64_t ms)
{
	uint64_t until = link_now_ms() + ms;
	/* In short steps: a signal that came just before poll() does not end it. */
	for (uint64_t now = link_now_ms(); !interrupted && now < until; now = link_now_ms())
		poll(NULL, 0, (int)(until - now < 100 ? until - now : 100));
	return !interrupted;
}

/* ---- addresses ---- */

static bool read_port(const char *text, size_t size, uint16_t *port)
{
	uint32_t value = 0;
	for (size_t i = 0; i < size; i++) {
		if (text[i] < '0' || text[i] > '9' || value > UINT16_MAX)
			return false;
		value = value * 10 + (uint32_t)(text[i] - '0');
	}
	*port = (uint16_t)value;
	return size > 0 && value > 0 && value <= UINT16_MAX;
}

static bool read_url(const char *text, struct url *url)
{
	*url = (struct url){0};
	if (strncmp(text, "https://", 8) == 0) {
		url->tls = true;
		text += 8;
	} else if (strncmp(text, "http://", 7) == 0) {
		text += 7;
	} else {
		return false;
	}
	url->port = url->tls ? 443 : 80;
	size_t host_size;
	if (text[0] == '[') {
		text++;
		host_size = strcspn(text, "]");
	} else {
		host_size = strcspn(text, ":/?#");
	}
	if (host_size == 0 || host_size >= sizeof url->host)
		return false;
	memcpy(url->host, text, host_size);
	text += host_size;
	if (*text == ']')
		text++;
	if (*text == ':') {
		size_t size = strcspn(++text, "/");
		if (!read_port(text, size, &url->port))
			return false;
		text += size;
	}
	size_t path_size = strlen(text);
	while (path_size > 0 && text[path_size - 1] == '/')
		path_size--;
	if ((path_size > 0 && text[0] != '/') || strpbrk(text, "?# ") ||
	    path_size + sizeof "/live" > sizeof url->path)
		return false;
	snprintf(url->path, sizeof url->path, "%.*s/live", (int)path_size, text);
	return true;
}

bool link_url_is_good(const char *url)
{
	struct url read;
	return read_url(url, &read);
}

/* ---- messages ---- */

static struct message *message_new(void)
{
	struct message *message = calloc(1, sizeof *message);
	if (!message)
		abort();
	return message;
}

static void message_free(struct message *message)
{
	if (message)
		buffer_free(&message->bytes);
	free(message);
}

static void queue_put(struct queue *queue, struct message *message)
{
	if (!queue->first)
		queue->last = &queue->first;
	*queue->last = message;
	queue->last = &message->next;
}

static struct message *queue_take(struct queue *queue)
{
	struct message *message = queue->first;
	if (message) {
		queue->first = message->next;
		message->next = NULL;
	}
	return message;
}

/* ---- the library's callbacks ---- */

static void lose(struct link *link, const char *reason)
{
	if (!link->lost)
		snprintf(link->reason, sizeof link->reason, "%s", reason);
	link->lost = true;
	link->socket = NULL;
	/* The library may be about to wait for what can no longer come. */
	lws_cancel_service(link->context);
}

/* False if the message breaks the protocol's limits. */
static bool receive(struct link *link, struct lws *socket, const void *at, size_t size)
{
	if (!link->partial)
		link->partial = message_new();
	if (link->partial->bytes.size + size > MESSAGE_BYTES_MAX)
		return false;
	buffer_append(&link->partial->bytes, at, size);
	if (!lws_is_final_fragment(socket))
		return true;
	queue_put(&link->in, link->partial);
	link->partial = NULL;
	return true;
}

/* False if the connection is broken. */
static bool write_next(struct link *link, struct lws *socket)
{
	struct message *message = queue_take(&link->out);
	if (!message)
		return true;
	size_t size = message->bytes.size - LWS_PRE;
	int written = lws_write(socket, message->bytes.at + LWS_PRE, size, LWS_WRITE_BINARY);
	message_free(message);
	if (link->out.first)
		lws_callback_on_writable(socket);
	return written >= (int)size;
}

static void note_certificate(struct link *link, X509_STORE_CTX *checked)
{
	link->certificate_wrong = X509_verify_cert_error_string(X509_STORE_CTX_get_error(checked));
}

static int take_callback(struct lws *socket, enum lws_callback_reasons why, void *user, void *in,
			 size_t size)
{
	struct lws_context *context = lws_get_context(socket);
	struct link *link = context ? lws_context_user(context) : NULL;
	if (!link)
		return 0;
	switch (why) {
	case LWS_CALLBACK_CLIENT_ESTABLISHED:
		link->established = true;
		break;
	case LWS_CALLBACK_OPENSSL_PERFORM_SERVER_CERT_VERIFICATION:
		if (size == 0) /* OpenSSL has found it wrong, and that stands */
			note_certificate(link, user);
		break;
	case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
		lose(link, in ? (const char *)in : "the connection failed");
		if (link->certificate_wrong)
			snprintf(link->reason, sizeof link->reason,
				 "its certificate is not accepted: %s", link->certificate_wrong);
		break;
	case LWS_CALLBACK_CLIENT_RECEIVE:
		if (receive(link, socket, in, size))
			break;
		lose(link, "the server sent a message that is too large");
		return -1;
	case LWS_CALLBACK_CLIENT_WRITEABLE:
		if (write_next(link, socket))
			break;
		lose(link, "the connection broke");
		return -1;
	case LWS_CALLBACK_CLIENT_CLOSED:
		lose(link, "the server closed the connection");
		break;
	default:
		break;
	}
	return 0;
}

static const struct lws_protocols protocols[] = {
	{.name = PROTOCOL_NAME, .callback = take_callback, .rx_buffer_size = RECEIVE_BYTES},
	{0},
};

/* A connection that died without a word is noticed: after this long in silence a ping goes out, and
 * without its answer the connection is lost. */
static const lws_retry_bo_t silence = {
	.secs_since_valid_ping = 25,
	.secs_since_valid_hangup = 40,
};

/* ---- waiting ---- */

static void ring(lws_sorted_usec_list_t *alarm)
{
	lws_container_of(alarm, struct link, alarm)->late = true;
}

/* Serves the socket once, at most until the deadline. */
static void serve(struct link *link, uint64_t deadline_ms)
{
	uint64_t now_ms = link_now_ms();
	link->late = now_ms >= deadline_ms;
	if (link->late)
		return;
	uint64_t wait_ms = deadline_ms - now_ms;
	if (wait_ms > 3600000u)
		wait_ms = 3600000u;
	lws_sul_schedule(link->context, 0, &link->alarm, ring,
			 (lws_usec_t)(wait_ms * LWS_US_PER_MS));
	if (lws_service(link->context, 0) < 0)
		lose(link, "the connection failed");
	lws_sul_schedule(link->context, 0, &link->alarm, NULL, LWS_SET_TIMER_USEC_CANCEL);
	link->late = link_now_ms() >= deadline_ms;
}

static bool connect_socket(struct link *link, const struct url *url)
{
	char host[sizeof url->host + 16];
	bool six = strchr(url->host, ':') != NULL;
	bool usual = url->port == (url->tls ? 443 : 80);
	snprintf(host, sizeof host, "%s%s%s", six ? "[" : "", url->host, six ? "]" : "");
	if (!usual)
		snprintf(host + strlen(host), 8, ":%u", url->port);
	struct lws_client_connect_info info = {
		.context = link->context,
		.address = url->host,
		.port = url->port,
		.path = url->path,
		.host = host,
		.ssl_connection = url->tls ? LCCSCF_USE_SSL : 0,
		.protocol = PROTOCOL_NAME,
		.local_protocol_name = PROTOCOL_NAME,
		.ietf_version_or_minus_one = -1,
		.alpn = "http/1.1",
		.pwsi = &link->socket,
	};
	return lws_client_connect_via_info(&info) || link->lost;
}

static struct link *link_new(bool tls)
{
	struct link *link = calloc(1, sizeof *link);
	if (!link)
		abort();
	link->reader = codec_reader_new();
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN,
		.protocols = protocols,
		.gid = -1,
		.uid = -1,
		.user = link,
		.pt_serv_buf_size = RECEIVE_BYTES,
		.retry_and_idle_policy = &silence,
		.options = tls ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0,
	};
	lws_set_log_level(0, NULL);
	link->context = lws_create_context(&info);
	if (!link->context) {
		link_close(link);
		return NULL;
	}
	waiting = link->context;
	return link;
}

/* The library says nothing when a name cannot be resolved. */
static const char *explain_host(const struct url *url)
{
	struct addrinfo *found = NULL;
	int error = getaddrinfo(url->host, NULL, NULL, &found);
	if (found)
		freeaddrinfo(found);
	return error ? gai_strerror(error) : "the connection failed";
}

struct link *link_open(const char *url, uint64_t deadline_ms, char *reason, size_t reason_size)
{
	struct url to;
	struct link *link = read_url(url, &to) ? link_new(to.tls) : NULL;
	if (!link) {
		snprintf(reason, reason_size, "no usable address");
		return NULL;
	}
	if (!connect_socket(link, &to))
		lose(link, explain_host(&to));
	while (!link->established && !link->lost && !link->late && !interrupted)
		serve(link, deadline_ms);
	if (link->established)
		return link;
	snprintf(reason, reason_size, "%s",
		 interrupted  ? "interrupted"
		 : link->lost ? link->reason
			      : "no answer in time");
	link_close(link);
	return NULL;
}

void link_close(struct link *link)
{
	if (!link)
		return;
	waiting = NULL;
	if (link->context)
		lws_context_destroy(link->context);
	codec_reader_free(link->reader);
	message_free(link->current);
	message_free(link->partial);
	for (struct message *message; (message = queue_take(&link->in));)
		message_free(message);
	for (struct message *message; (message = queue_take(&link->out));)
		message_free(message);
	free(link);
}

void link_send(struct link *link, const struct buffer *bytes)
{
	static const uint8_t room[LWS_PRE];
	struct message *message = message_new();
	buffer_append(&message->bytes, room, sizeof room);
	buffer_append(&message->bytes, bytes->at, bytes->size);
	queue_put(&link->out, message);
	if (link->socket)
		lws_callback_on_writable(link->socket);
}

/* True if a frame was read from the current message or one that has come in. */
static bool read_frame(struct link *link, struct frame *frame)
{
	for (;;) {
		while (link->current) {
			switch (codec_reader_next(link->reader, frame)) {
			case codec_next_frame:
				return true;
			case codec_next_unknown: /* [WIRE-3] */
				break;
			case codec_next_malformed:
				lose(link, codec_reader_reason(link->reader));
				return false;
			case codec_next_end:
				message_free(link->current);
				link->current = NULL;
				break;
			}
		}
		link->current = queue_take(&link->in);
		if (!link->current)
			return false;
		const char *wrong = codec_reader_start(link->reader, link->current->bytes.at,
						       link->current->bytes.size);
		if (wrong) {
			lose(link, wrong);
			return false;
		}
	}
}

enum link_event link_next(struct link *link, uint64_t deadline_ms, struct frame *frame)
{
	link->late = false;
	for (;;) {
		if (interrupted)
			return link_event_interrupted;
		if (read_frame(link, frame))
			return link_event_frame;
		if (link->lost)
			return link_event_lost;
		if (link->late)
			return link_event_late;
		serve(link, deadline_ms);
	}
}

struct codec_reader *link_reader(struct link *link)
{
	return link->reader;
}

const char *link_reason(const struct link *link)
{
	return link->reason;
}
