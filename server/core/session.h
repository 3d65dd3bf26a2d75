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

#include "server/core/batch.h"
#include "server/core/core.h"
#include "server/core/keys.h"
#include "server/core/message_queue.h"
#include "server/core/state.h"

#define DIRECTORY 0u
#define EDGES_MAX 16u

struct viewer;

/* One edge's view of a session. */
struct session_edge {
	bool fanning;         /* a fan-out is under way there */
	uint64_t sent;        /* position up to which fan-outs have gone */
	struct conn_id *only; /* who was answered or sent own rows since and needs a cursor */
	uint32_t only_count, only_room;
	uint64_t only_round; /* rises whenever `only` is emptied */
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
	bool damaged; /* could not be read; forgotten once nobody looks, then tried anew */
	struct message_queue hellos;  /* until loaded */
	struct message_queue waiting; /* commands */
	struct state *state;
	struct log_head head;
	struct epoch *epochs;
	uint32_t epoch_count;
	uint8_t secret[32];
	struct keys keys; /* of its open confidential ballots, and of those about to be */
	bool key_is_lost; /* of one of them */
	bool in_flight;
	struct batch batch;
	struct viewer *viewers;
	uint32_t viewer_count;
	struct viewer **persons; /* by person: the first of their connections */
	uint32_t *here_for;      /* by person: the town that they are counted for; 0: none */
	uint32_t person_room;
	uint32_t *here; /* by town: persons connected now */
	uint32_t town_room;
	bool presence_changed;
	uint64_t presence_due_ms;
	struct session_edge edges[EDGES_MAX];
	struct piece *pieces;
	uint32_t piece_count;
	uint64_t pieces_rows_put; /* state->rows_put when the first of them was encoded */
	bool visited; /* somebody with a right to has come; else it is not kept loaded */
	uint64_t idle_since_ms;
	uint64_t timer_due_ms; /* when the next timer ends that does something; or never. At once if
				  a ballot's key is lost */
};

#define TIMER_NEVER UINT64_MAX

/* A board's timer that is over, and when it ended. */
struct timer_due {
	struct board_id board;
	uint64_t end_ms;
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
	struct disk_key_list *key_list; /* until the directory is loaded; owned */
	bool draining;
	uint64_t retry_ms;
	uint32_t under_way; /* loads and appends at the disk */
	uint8_t host_token[TOKEN_BYTES];
	bool host_wanted;
	bool host_under_way; /* in the directory's batch */
	core_host_fn *host_made;
	void *host_context;
	struct core_figures figures;
};

/* The next tick looks at the session. */
void session_stir(struct session *session);

/* The session, loaded or on its way; NULL if there is none with this number. */
struct session *session_open(struct core *core, struct session_id id);
/* The disk's answer: puts the rows. False, and said aloud, if they cannot be read or do not add up:
 * nobody gets anything from such a session. */
bool session_loaded(struct session *session, const struct disk_load *load);
void session_free(struct session *session); /* its viewers are gone already */
void session_clear_batch(struct session *session);
void session_forget_pieces(struct session *session);
/* Frees a session that nobody has looked at for a while. True if that may come later; `*due_ms` is
 * lowered to when. */
bool session_unload_if_idle(struct session *session, uint64_t now_ms, uint64_t *due_ms);
/* Reads all rows again because somebody else has written. */
void session_load(struct session *session);
/* The mark of the epoch that a sequence number belongs to; 0: none. */
uint64_t session_epoch_at(const struct session *session, uint64_t seq);
/* Looks when the next timer ends: boards or ballots may have changed. */
void session_note_timers(struct session *session);
/* Not before so many milliseconds from now: what they did could not be stored. */
void session_put_off_timers(struct session *session, uint64_t ms);
/* The next board after `due->board` whose timer is over and does something; false if none. */
bool session_next_timer(const struct session *session, uint64_t now_ms, struct timer_due *due);
void session_note_row(struct session *session, const struct row_view *row);

#endif
