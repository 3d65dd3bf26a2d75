/* The data directory as files: its lock, its reserve, files replaced as a whole. Knows nothing of
 * what is in them. */
#ifndef BOGEN_SERVER_LOG_DIRECTORY_H
#define BOGEN_SERVER_LOG_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/log/log.h"

/* DIRECTORY/NAME; returns owned. */
char *directory_path(const char *directory, const char *name);

/* Takes the lock of a directory (the file `lock`, with the process number of its holder). Returns
 * the descriptor that holds it until closed, or -1. */
int directory_lock(const char *directory, struct failure *failure);

/* Puts a file in the place of another: after a crash one of the two is there, whole. */
bool directory_replace(const char *directory, const char *name, const void *at, size_t size,
		       struct failure *failure);

/* Makes the names in the directory durable. */
bool directory_sync(const char *directory, struct failure *failure);

/* Bytes that may still be written; 0 if that cannot be known. */
uint64_t directory_free_bytes(const char *directory);

/* The reserve: a file that only takes up room, to be given away when the disk is full. Keeping it
 * returns false if the disk has no room for it and as much again. */
bool directory_keep_reserve(const char *directory, uint64_t bytes);
/* Returns false if there was none. */
bool directory_give_reserve(const char *directory);

#endif
