/* What the files of an edge share: the edge and a connection. Included within this folder only. */
#ifndef BOGEN_SERVER_EDGE_INTERNAL_H
#define BOGEN_SERVER_EDGE_INTERNAL_H

#include <libwebsockets.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "server/edge/addresses.h"
#include "server/edge/deadline.h"
#include "server/edge/edge.h"
#include "server/edge/subscribers.h"
#include "server/edge/talk.h"
#include "server/edge/web_files.h"

/* Descriptors left for the log, the database and whoever else needs one. */
#define DESCRIPTORS_RESERVED 32

/* Room for a largest message with its header, or many small ones. */
#define TOGETHER_BYTES (MESSAGE_BYTES_MAX + 16)

enum conn_stage {
	conn_http,    /* asking for pages, or about to become live */
	conn_live,    /* a WebSocket */
	conn_leaving, /* a WebSocket to be closed once all that waits is written */
	conn_closed,  /* the close is written; the client's is awaited */
	conn_over     /* nothing is written or read any more; the socket goes when it will */
};

/* What was accepted, until the socket is gone. */
struct conn {
	struct edge *edge;
	struct lws *wsi;
	uint64_t address;            /* addresses_key */
	struct conn *before, *after; /* all of the edge */
	struct deadline deadline;
	enum conn_stage stage;

	/* conn_http: a file on its way; `files` is a reference. */
	struct web_files *files;
	const uint8_t *body;
	size_t body_left;

	/* conn_live */
	struct conn_id id;
	struct talk talk;
	bool deaf;      /* the socket is not read */
	bool asks_room; /* waits for the socket to become writable */
	bool stirred;   /* in edge->stirred: listening may go on */
	struct conn *next_stirred;
	uint16_t close_code;
	uint8_t fragments; /* of the message that is coming in */
	uint8_t *message;  /* it, as far as it has come; or what is left to take of one */
	uint32_t message_size;
	bool message_whole;
};

struct edge {
	struct edge_config config; /* its strings are owned */
	char *web, *public_url, *tls_cert, *tls_key;
	struct statements statements; /* owned */
	bool tls;

	uv_loop_t loop;
	uv_async_t wake;
	uv_timer_t tick;   /* deadlines */
	uv_timer_t rest;   /* those who spoke too fast */
	uv_idle_t fanning; /* runs while a fan-out is under way */
	uv_poll_t listening;
	int listener;
	uint16_t port;

	struct lws_context *context; /* libwebsockets sets it to NULL when all of it is gone */
	struct lws_vhost *vhost;
	pthread_t thread;
	bool started;

	pthread_mutex_t lock; /* of the inbox and what follows */
	struct edge_message *inbox, **inbox_end;
	bool reload_asked, drain_asked, over;
	struct statements fresh; /* owned; with reload_asked: what is to hold */
	uint64_t retry_ms;

	struct subscribers *subscribers;
	struct codec_reader *reader;
	uint8_t *together; /* with TLS: frames on their way into one record; LWS_PRE in front */
	struct addresses addresses;
	struct web_files *files;
	struct conn *conns;
	struct conn *stirred;
	struct conn *adopting; /* about to be given its socket */
	uint32_t conn_count, live_count, conns_max, descriptors_max;
	bool draining;
	uint64_t drain_until_ms;

	struct deadline_queue hello, quiet, pinged, leaving, resting;

	struct {
		_Atomic uint64_t connections, accepted, turned_away, messages_in, messages_out,
			bytes_out, passed_by, requests;
	} figures;
};

static inline void figure_add(_Atomic uint64_t *figure, uint64_t more)
{
	/* Only the edge's thread writes. */
	uint64_t now = atomic_load_explicit(figure, memory_order_relaxed);
	atomic_store_explicit(figure, now + more, memory_order_relaxed);
}

void edge_report(struct edge *edge, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Has edge_settle() look at a connection. */
void edge_stir(struct conn *conn);

/* Goes on with connections that may be listened to again, and parts with closed ones. Called at the
 * end of whatever wrote. */
void edge_settle(struct edge *edge);

#endif
