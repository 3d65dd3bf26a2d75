/* AES-256-GCM by OpenSSL, which is known to cipher.c only as far as the core is concerned. Knows
 * nothing of ballots: whoever calls says what else belongs to what is sealed. */
#ifndef BOGEN_SERVER_CORE_CIPHER_H
#define BOGEN_SERVER_CORE_CIPHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/records.h"

#define CIPHER_KEY_BYTES   32u
#define CIPHER_NONCE_BYTES 12u
#define CIPHER_TAG_BYTES   16u

/* `sealed` takes nonce, `size` bytes and tag. `about` is not stored, but what was sealed opens only
 * with the same. A nonce must never be used twice with one key. */
void cipher_seal(const uint8_t key[CIPHER_KEY_BYTES], const uint8_t nonce[CIPHER_NONCE_BYTES],
		 struct bytes about, const uint8_t *plain, size_t size, uint8_t *sealed);

/* `plain` takes what is left without nonce and tag. False, and `plain` holds zeros, if this was not
 * sealed with the key about the same, or has been changed. */
bool cipher_open(const uint8_t key[CIPHER_KEY_BYTES], struct bytes about, struct bytes sealed,
		 uint8_t *plain);

#endif
