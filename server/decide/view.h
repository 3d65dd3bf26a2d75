/* What a decision reads, and what it returns.
 *
 * A decision is a pure function: it reads rows through a view, which shows the session's state and,
 * over it, what earlier commands of the same batch have changed; it returns changed rows. It never
 * asks for the time or for randomness: both are in the view. */
#ifndef BOGEN_SERVER_DECIDE_VIEW_H
#define BOGEN_SERVER_DECIDE_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "protocol/codec.h"
#include "protocol/row_map.h"

struct methods;
struct sheet;

/* Who gives the command. Person 0 has not joined. */
struct actor {
	struct person_id person;
	enum role role;
	struct town_id town;
	struct invitation_id invitation; /* that they have come with; 0: none */
	bool left;                       /* or kept out */
	bool muted;
	uint8_t token_hash[32]; /* of the token that the connection said hello or joined with */
};

#define VIEW_RANDOM_BYTES 64u

/* A sealed paper is a nonce, what was written, and a tag. */
#define SEAL_NONCE_BYTES 12u
#define SEAL_TAG_BYTES   16u

struct view {
	const void *context;
	/* The row, removed ones too, or NULL; borrowed for the decision. */
	const struct row *(*find)(const void *context, enum row_kind kind,
				  const uint32_t key[ROW_KEY_PARTS]);
	/* One more than the largest first key part that a row of this kind ever had. */
	uint32_t (*next_id)(const void *context, enum row_kind kind);
	/* The next number after `after` of a comment on the idea (kind comment), or of an idea that
	 * was merged into it at some time (kind idea); 0: none. */
	uint32_t (*next_child)(const void *context, enum row_kind kind, uint32_t idea,
			       uint32_t after);
	void (*sha256)(const void *from, size_t size, uint8_t out[32]);
	/* Whether the person is connected now. */
	bool (*is_here)(const void *context, struct person_id person);
	const void *here_context;
	/* The running count of a ballot that is or was open, without what this batch has changed;
	 * NULL if there is none. */
	const struct sheet *(*sheet)(const void *context, uint32_t ballot);
	/* Seals what a person wrote with the key of the open confidential ballot: `sealed` takes
	 * nonce, `size` bytes and tag. False if the key is not there. */
	bool (*seal)(const void *context, uint32_t ballot, uint32_t person,
		     const uint8_t nonce[SEAL_NONCE_BYTES], const uint8_t *plain, size_t size,
		     uint8_t *sealed);
	/* The other way round; `plain` takes what is left without nonce and tag. False if the key
	 * is not there or this was not sealed with it for this person. */
	bool (*unseal)(const void *context, uint32_t ballot, uint32_t person, struct bytes sealed,
		       uint8_t *plain);
	const void *keys_context; /* of seal and unseal */
	struct actor actor;
	uint64_t now_ms;
	uint8_t random[VIEW_RANDOM_BYTES]; /* new for each command */
	const struct methods *methods;
};

static inline bool text_same(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

#define ROW_KEY(...) ((const uint32_t[ROW_KEY_PARTS]){__VA_ARGS__})

/* Fills the struct of the kind; false if there is no such row or it is removed. */
bool view_get(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
	      void *out);

/* The kind of row that a field of ids names ("idea"); none if it names no rows. */
enum row_kind row_kind_named(const char *name);

/* The rows that one command changes, each encoded at the revision that it will have. */
struct change {
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
	size_t offset, size; /* of the encoded row frame in `frames` */
	bool removed;
};

#define DETAIL_BYTES 256u
#define ERASED_MAX   8u

/* A row whose older versions must leave the history. */
struct erased {
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
};

struct changes {
	uint64_t revision;
	struct buffer frames;
	struct change *at;
	uint32_t count, room;
	uint32_t result;           /* number of what was created; 0: nothing */
	char detail[DETAIL_BYTES]; /* of a refusal: takes the place of {} in its sentence */
	uint64_t retry_ms; /* of a refusal: when it may be tried again; 0: that won't help */
	struct erased erased[ERASED_MAX];
	uint32_t erased_count;
	bool is_final;     /* cannot be undone, though commands of the kind can */
	uint32_t key_made; /* ballot that needs a key from now on; 0: none */
	uint32_t
		key_dropped; /* ballot whose key is to be destroyed once this is durable; 0: none */
	struct changes *other; /* session_create: rows of the new session, whose number is
				  `result`; NULL elsewhere. Owned by the caller. */
};

void changes_clear(struct changes *changes); /* empties, keeps memory, revision and other */
void changes_free(struct changes *changes);
void changes_put(struct changes *changes, enum row_kind kind, const void *row);
void changes_remove(struct changes *changes, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS]);

/* Whether the command has put or removed this row already. */
bool changes_hold(const struct changes *changes, enum row_kind kind,
		  const uint32_t key[ROW_KEY_PARTS]);

/* The row's older versions leave the history; at most ERASED_MAX of a command. */
void changes_erase(struct changes *changes, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS]);

/* Refuses with a detail: `return refuse_with(changes, err_phase_forbids, phase.title);` */
enum err refuse_with(struct changes *changes, enum err err, struct text detail);
enum err refuse_with_number(struct changes *changes, enum err err, uint64_t number);

/* The same with the types of each kind: view_get_idea(), changes_put_idea(). */
#define ROW(kind, number, sort, audience, purpose)                                                 \
	static inline bool view_get_##kind(const struct view *view,                                \
					   const uint32_t key[ROW_KEY_PARTS],                      \
					   struct row_##kind *out)                                 \
	{                                                                                          \
		return view_get(view, row_kind_##kind, key, out);                                  \
	}                                                                                          \
	static inline void changes_put_##kind(struct changes *changes,                             \
					      const struct row_##kind *row)                        \
	{                                                                                          \
		changes_put(changes, row_kind_##kind, row);                                        \
	}
#include "protocol/fields_none.h"
#include "protocol/rows.def"

/* The next comment on the idea after `comment->id`, or idea merged into it after `merged->id`; the
 * id is 0 at the beginning. */
bool view_next_comment(const struct view *view, struct idea_id idea, struct row_comment *comment);
bool view_next_merged(const struct view *view, struct idea_id into, struct row_idea *merged);

/* The session's own row; false in the directory. */
bool view_session(const struct view *view, struct row_session *session);

#endif
