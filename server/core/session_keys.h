/* Which keys a session holds, and when: a confidential ballot has one from its opening until its
 * closing is durable.
 *
 *     none ── opened in a batch ──► pending ── appended ──► held ── closed, appended ──► destroyed
 *       ▲                              │                     ▲
 *       └──── failed or lost ──────────┘         session read, with the key's file
 *
 * A ballot that is open when its session is read, and whose key is not there or is not its own, is
 * lost: the server itself voids it. */
#ifndef BOGEN_SERVER_CORE_SESSION_KEYS_H
#define BOGEN_SERVER_CORE_SESSION_KEYS_H

#include "server/core/cipher.h"
#include "server/core/session.h"

/* Takes the keys that a session was read with, in the place of those it held; has those destroyed
 * that no open ballot needs. Call it when the rows are there. */
void session_keys_load(struct session *session, const struct disk_load *load);

/* The next ballot after this one that is open and has lost its key; 0: none. */
uint32_t session_next_lost_key(const struct session *session, uint32_t after);

/* The batch opens or ends a confidential ballot. */
void session_key_make(struct session *session, uint32_t ballot);
void session_key_drop(struct session *session, uint32_t ballot);
/* What the disk must do with the batch. */
void session_keys_send(const struct session *session, struct disk_append *append);
/* The batch is durable; or it came to nothing. */
void session_keys_settle(struct session *session, bool appended);

/* The shapes of struct view's `seal` and `unseal`; the context is the session. */
bool session_seal(const void *session, uint32_t ballot, uint32_t person,
		  const uint8_t nonce[CIPHER_NONCE_BYTES], const uint8_t *plain, size_t size,
		  uint8_t *sealed);
bool session_unseal(const void *session, uint32_t ballot, uint32_t person, struct bytes sealed,
		    uint8_t *plain);

/* At a process's start: which keys there are. Takes the list; once the directory is there each of
 * their sessions is read, which settles what becomes of them. */
void core_take_keys(struct core *core, struct disk_key_list *list);
void core_settle_keys(struct core *core);

#endif
