/* The keys of confidential ballots as files: DIR/keys/SESSION-BALLOT.key, beside the database and
 * never in it, so that no backup holds them.
 *
 * Owns how they are made durable and destroyed. Knows nothing of what is in them, nor of which are
 * still needed. A key that is overwritten may still lie on the disk where its file system or the
 * device itself writes elsewhere than before. */
#ifndef BOGEN_SERVER_LOG_KEY_FILES_H
#define BOGEN_SERVER_LOG_KEY_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/log/log.h"

/* Writes a key's file for its owner alone; returns when file and name are durable. What a crash
 * left under this name is destroyed first. `directory` is DIR. If it fails there is no such file.
 */
bool key_files_write(const char *directory, struct session_id session, uint32_t ballot,
		     struct bytes record, struct failure *failure);

/* Overwrites and removes the file, durably. That there is none is no failure. */
bool key_files_destroy(const char *directory, struct session_id session, uint32_t ballot,
		       struct failure *failure);

/* Reads up to `size_max` bytes of the file. A file that has gone has 0. */
bool key_files_read(const char *directory, struct session_id session, uint32_t ballot,
		    uint8_t *record, size_t size_max, size_t *size, struct failure *failure);

/* Called for each key's file, in no particular order. Other files are passed over. */
typedef void key_file_fn(void *context, struct session_id session, uint32_t ballot);
bool key_files_each(const char *directory, key_file_fn *each, void *context,
		    struct failure *failure);

#endif
