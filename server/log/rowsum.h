/* The hash of rows, parts and entries, and the sum of the hashes of all rows of a session. OpenSSL
 * is known to rowsum.c only, as far as the log is concerned.
 *
 * The sum is modulo 2^256 of SHA-256 over each current row's encoded frame, so it does not depend
 * on their order and changes by one subtraction and one addition when a row is put anew.
 *
 * Any thread may call; each has its own context, which ends with it. */
#ifndef BOGEN_SERVER_LOG_ROWSUM_H
#define BOGEN_SERVER_LOG_ROWSUM_H

#include <stddef.h>
#include <stdint.h>

#include "server/log/log.h"

/* SHA-256. */
void rowsum_hash(const void *at, size_t size, uint8_t hash[LOG_HASH_BYTES]);

/* Adds the hash of an encoded row frame to the sum, or takes it away. A sum begins as zeros. */
void rowsum_add(uint8_t sum[LOG_HASH_BYTES], const void *frame, size_t size);
void rowsum_subtract(uint8_t sum[LOG_HASH_BYTES], const void *frame, size_t size);

#endif
