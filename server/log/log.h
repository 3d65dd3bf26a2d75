/* The log: what every session durably consists of. Two tables of functions implement it, SQLite
 * (log_sqlite.c) and, later, PostgreSQL; one contract suite (tests/contract) holds for all.
 *
 * Owns the durable rows and their history. Knows nothing of what rows mean: a row is a kind, a key
 * and its encoded frame. All functions are called by one thread, the disk thread.
 *
 * Every session has a head: the number of its last entry, the hash of the chain of entries up to
 * it, and the sum of the hashes of its current rows. */
#ifndef BOGEN_SERVER_LOG_LOG_H
#define BOGEN_SERVER_LOG_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/ids.h"
#include "protocol/records.h"

#define LOG_HASH_BYTES 32u
#define LOG_SALT_BYTES 16u

/* Why something operational failed, for the operator: one English line. */
struct failure {
	char message[512];
};

struct log_head {
	uint64_t seq; /* 0: the session has no entries */
	uint8_t chain[LOG_HASH_BYTES];
	uint8_t sum[LOG_HASH_BYTES]; /* sum modulo 2^256, little-endian, of rowsum_hash of each row
				      */
};

/* A row as appended: `frame` is the whole encoded row frame (protocol/codec.h), its revision equal
 * to the entry's number; a removed row has a frame without fields and stays. */
struct log_row {
	uint8_t kind; /* enum row_kind */
	uint32_t key[ROW_KEY_PARTS];
	struct bytes frame;
};

/* What one command changed. The hash of a part is over salt, cause and frames, so a blanked part
 * leaves its hash behind and cannot be guessed from it. */
struct log_part {
	uint8_t salt[LOG_SALT_BYTES];
	uint32_t person; /* who caused it; 0: the server itself */
	uint32_t device;
	uint64_t number; /* the command's */
	uint8_t command; /* enum command_kind; 0: the server itself */
	const struct log_row *rows;
	uint32_t row_count;
};

enum log_outcome {
	log_appended, /* durable */
	log_lost,     /* another writer has that number: read, put, decide again */
	log_failed,   /* certainly not written: the session stands where it stood */
	log_unknown   /* perhaps written: answer nobody, exit, verify on start */
};

/* One entry for one session. Entries with the same non-zero `group` are appended together or not
 * at all (a new session and its listing in the directory). */
struct log_append {
	struct session_id session;
	uint64_t expected_seq; /* the head that was decided on; the entry gets expected_seq + 1 */
	uint64_t epoch;
	uint64_t time_ms;
	uint8_t sum[LOG_HASH_BYTES]; /* the head's sum after this entry, computed by the caller */
	const struct log_part *parts;
	uint32_t part_count;
	uint32_t group;
	enum log_outcome outcome; /* filled in */
};

/* Called for each current row of a session, in no particular order; `row` is borrowed for the
 * call. Return false to stop. */
typedef bool log_row_fn(void *context, const struct log_row *row);

struct log;

struct log_ops {
	/* Appends all in one transaction, as far as their groups and conflicts allow; fills in each
	 * outcome. Several entries of one session follow each other in order. If one of a group is
	 * lost or failed, all of it are. `failure` is filled where one is failed or unknown. After
	 * an unknown one the log answers nothing more: appends are unknown, the rest fails. */
	void (*append)(struct log *log, struct log_append *appends, uint32_t count,
		       struct failure *failure);

	/* Reads a session's head and rows. A session without entries is no failure: head->seq is 0.
	 * False if the database cannot be read or is damaged; that the rows add up to the head's
	 * sum is for the caller to check, who hashes them anyway. */
	bool (*read)(struct log *log, struct session_id session, struct log_head *head,
		     log_row_fn *each, void *context, struct failure *failure);

	/* Replaces by its hash every part of the session's history that put this row at a revision
	 * below `before`, or at `before` ahead of the last part that did (one batch may hold a text
	 * and its erasing), and gets the old bytes out of database and write-ahead log; if a backup
	 * is reading them, tend() does that when it has ended. Returns the number of blanked parts
	 * in `*blanked`. */
	bool (*blank)(struct log *log, struct session_id session, uint8_t kind,
		      const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked,
		      struct failure *failure);

	/* Housekeeping between rounds: checkpoint, heads outside the database, room on the disk.
	 * False is for the operator; whether the log can go on, the next append says. */
	bool (*tend)(struct log *log, uint64_t now_ms, struct failure *failure);

	void (*close)(struct log *log);
};

/* Implementations embed this as their first member. */
struct log {
	const struct log_ops *ops;
};

#endif
