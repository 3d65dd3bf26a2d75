/* Inside the core: sessions and the connections that look at them.
 *
 * A session is loading, then loaded; while it is loaded at most one batch is on its way to the log.
 *
 *     absent ── first hello ──► loading ── rows read ──► loaded ── nobody looks for a while ──►
 * absent │                       │ ▲ └─ damaged: refuse      └─┘ another writer was faster: read
 * anew
 */
#ifndef BOGEN_SERVER_CORE_SESSION_H
#define BOGEN_SERVER_CORE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/core.h"
#include "server/core/derive.h"
#include "server/core/state.h"
#include "server/decide/audience.h"
#include "server/decide/decide.h"

#define DIRECTORY        0u
#define EDGES_MAX        16u
#define UPDATE_BYTES_MAX (MESSAGE_BYTES_MAX - 1024u) /* leaves room for the closing frame */

/* A connection that has said hello. */
struct viewer {
	struct conn_id conn;
	struct session *session;
	struct viewer *next, **link;               /* of all the session's */
	struct viewer *person_next, **person_link; /* of all the person's; link NULL: of nobody */
	struct actor actor;
	uint32_t device;
	uint64_t number_done; /* the highest number that the device has had done, if known */
	bool number_known;
	enum language language;
	bool attached; /* welcomed */
	bool watch;
	bool go_on; /* the next want means our own notes: `positions` */
	struct audience_lists lists;
	uint64_t positions[AUDIENCE_LISTS_MAX]; /* how far each list has been sent, if not live */
	uint64_t own_sent;     /* the state's position when own rows were last sent */
	struct buffer answers; /* frames of the batch that has just come back */
	uint32_t answered;     /* commands that they answer */
};

struct message_queue {
	struct core_message *first, **last; /* last NULL: empty, never used */
	uint32_t count;
	size_t bytes;
};

void message_queue_push(struct message_queue *queue, struct core_message *message);
struct core_message *message_queue_pop(struct message_queue *queue); /* NULL: empty */
size_t core_message_bytes(const struct core_message *message);

/* What a command of the batch under way will be answered. */
struct verdict {
	struct conn_id conn;
	uint64_t number;
	enum err err;
	char *detail; /* in the batch's arena */
	uint64_t seq; /* done: of the entry, or of the one that a repeated command had */
	uint32_t result;
	enum command_kind command;
	uint8_t token_hash[32]; /* join */
};

struct batch {
	struct message_queue messages; /* kept until the outcome is known */
	struct verdict *verdicts;
	uint32_t count, room;
	struct disk_blank *blanks;
	uint32_t blank_count;
};

/* One edge's view of a session. */
struct session_edge {
	bool fanning;         /* a fan-out is under way there */
	uint64_t sent;        /* position up to which fan-outs have gone */
	struct conn_id *only; /* who was answered or sent own rows since and needs a cursor */
	uint32_t only_count, only_room;
	uint32_t watchers;
};

/* Pieces of everyone's list, encoded once for a crowd that starts from the same position. */
struct piece {
	uint64_t from, to;
	struct buffer frames;
};

struct epoch {
	uint64_t seq, mark;
};

struct session {
	struct core *core;
	struct session_id id;
	struct session *stirred_next;
	bool stirred; /* is in the core's list */
	bool loaded;
	bool damaged;                 /* could not be read; forgotten once nobody looks, then tried anew */
	struct message_queue hellos;  /* until loaded */
	struct message_queue waiting; /* commands */
	struct state *state;
	struct log_head head;
	struct epoch *epochs;
	uint32_t epoch_count;
	uint8_t secret[32];
	bool has_secret;
	bool in_flight;
	struct batch batch;
	struct viewer *viewers;
	uint32_t viewer_count;
	struct viewer **persons; /* by person: the first of their connections */
	uint32_t person_room;
	uint32_t *here; /* by town: persons connected now */
	uint32_t town_room;
	bool presence_changed;
	uint64_t presence_due_ms;
	struct session_edge edges[EDGES_MAX];
	struct piece *pieces;
	uint32_t piece_count;
	uint64_t pieces_rows_put; /* state->rows_put when the first of them was encoded */
	uint64_t idle_since_ms;
};

struct core {
	struct core_env env;
	uint64_t mark;             /* of this process: its epochs' */
	struct session **sessions; /* by number */
	uint32_t session_room;
	struct session *stirred; /* in which something may be to do at the next tick */
	struct viewer ***slots;  /* by edge and slot */
	uint32_t *slot_rooms;
	struct message_queue early; /* until the directory is loaded */
	bool directory_asked;
	bool draining;
	uint64_t retry_ms;
	uint32_t under_way; /* loads and appends at the disk */
	uint8_t host_token[TOKEN_BYTES];
	bool host_wanted;
	core_host_fn *host_made;
	void *host_context;
	struct core_figures figures;
};

/* ---- core.c ---- */

/* The next tick looks at the session. */
void core_stir(struct session *session);

/* ---- session.c ---- */

/* The session, loaded or on its way; NULL if there is none with this number. */
struct session *session_open(struct core *core, struct session_id id);
void session_loaded(struct core *core, struct disk_load *load); /* borrows */
void session_free(struct session *session);
/* Frees a session that nobody has looked at for a while. True if that may come later; `*due_ms` is
 * lowered to when. */
bool session_unload_if_idle(struct session *session, uint64_t now_ms, uint64_t *due_ms);
/* Reads all rows again because somebody else has written. */
void session_load(struct session *session);
/* The mark of the epoch that a sequence number belongs to; 0: none. */
uint64_t session_epoch_at(const struct session *session, uint64_t seq);
void session_note_row(struct session *session, const struct row_view *row);

/* ---- viewer.c ---- */

struct viewer *viewer_find(const struct core *core, struct conn_id conn);
void viewer_hello(struct core *core, struct core_message *message); /* takes */
/* Welcomes a connection whose session is loaded. */
void viewer_attach(struct session *session, struct viewer *viewer, const struct frame_hello *hello);
void viewer_closed(struct core *core, struct conn_id conn);
/* Takes the viewer for a person (0: nobody) from now on; welcomes it again if that changes what it
 * sees or may do. */
void viewer_identify(struct viewer *viewer, struct person_id person, const uint8_t *token_hash);
/* A person's row has changed: so may what their connections see. */
void viewer_refresh_person(struct session *session, struct person_id person);
void viewer_close(struct core *core, struct conn_id conn, enum language language, enum err err,
		  const char *detail, uint64_t retry_ms);
void viewer_send(struct viewer *viewer, enum edge_message_kind kind, const struct buffer *frames);

/* ---- batch.c ---- */

void batch_take(struct session *session, struct core_message *command); /* takes */
/* Answers one command or read without asking anybody. */
void batch_refuse(struct viewer *viewer, uint64_t number, enum err err, uint64_t retry_ms);
void batch_run(struct session *session);
void batch_appended(struct session *session, struct disk_append *append); /* borrows */
void batch_free(struct batch *batch);

/* ---- update.c: rows on their way to viewers ---- */

/* Appends the rows of a list behind a position, at most up to `bytes_max` in all; returns the
 * position reached. `fresh` readers know nothing yet and are not told of what is gone. */
uint64_t update_append_rows(const struct row_list *list, uint64_t position, bool fresh,
			    size_t bytes_max, struct buffer *out);
void update_append_cursor(const struct session *session, struct buffer *out);
void update_append_presence(const struct session *session, struct buffer *out);
void update_want(struct viewer *viewer, uint64_t position);
/* Sends the viewer the rows of its own list behind a position, with its answers if it has any. */
void update_send_own(struct viewer *viewer, const struct row_list *own, uint64_t position);
void update_read_page(struct viewer *viewer, const struct frame_read *read);
void update_forget_pieces(struct session *session);

/* ---- fan.c ---- */

/* Sends what is new to each edge that is free. */
void fan_out(struct session *session);
/* True if presence waits for its time; `*due_ms` is lowered to that. */
bool fan_presence(struct session *session, uint64_t now_ms, uint64_t *due_ms);
void fan_note_only(struct viewer *viewer);

#endif
