/* SHA-256 by OpenSSL, and sums of hashes.
 *
 * OpenSSL 3 looks an algorithm up by name each time unless it was fetched, which costs more than
 * the hash of a small row. So it is fetched once, and each thread keeps a context. */
#include "server/log/rowsum.h"

#include <endian.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define LIMBS (LOG_HASH_BYTES / sizeof(uint64_t))

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static EVP_MD *sha256;

static void context_free(void *context)
{
	EVP_MD_CTX_free(context);
}

static void set_up(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (sha256 == NULL || pthread_key_create(&key, context_free) != 0)
		abort(); /* no OpenSSL without SHA-256; else no memory */
}

static EVP_MD_CTX *context_get(void)
{
	pthread_once(&once, set_up);

	EVP_MD_CTX *context = pthread_getspecific(key);
	if (context == NULL) {
		context = EVP_MD_CTX_new();
		if (context == NULL || pthread_setspecific(key, context) != 0)
			abort();
	}
	return context;
}

void rowsum_hash(const void *at, size_t size, uint8_t hash[LOG_HASH_BYTES])
{
	EVP_MD_CTX *context = context_get();

	if (EVP_DigestInit_ex(context, sha256, NULL) != 1 ||
	    EVP_DigestUpdate(context, at, size) != 1 ||
	    EVP_DigestFinal_ex(context, hash, NULL) != 1)
		abort();
}

void rowsum_add(uint8_t sum[LOG_HASH_BYTES], const void *frame, size_t size)
{
	uint8_t hash[LOG_HASH_BYTES];
	uint64_t a[LIMBS], b[LIMBS];
	uint64_t carry = 0;

	rowsum_hash(frame, size, hash);
	memcpy(a, sum, LOG_HASH_BYTES);
	memcpy(b, hash, LOG_HASH_BYTES);
	for (size_t i = 0; i < LIMBS; i++) {
		uint64_t limb = 0;
		bool over = __builtin_add_overflow(le64toh(a[i]), le64toh(b[i]), &limb);
		bool over_carry = __builtin_add_overflow(limb, carry, &limb);

		carry = over || over_carry;
		a[i] = htole64(limb);
	}
	memcpy(sum, a, LOG_HASH_BYTES);
}

void rowsum_subtract(uint8_t sum[LOG_HASH_BYTES], const void *frame, size_t size)
{
	uint8_t hash[LOG_HASH_BYTES];
	uint64_t a[LIMBS], b[LIMBS];
	uint64_t borrow = 0;

	rowsum_hash(frame, size, hash);
	memcpy(a, sum, LOG_HASH_BYTES);
	memcpy(b, hash, LOG_HASH_BYTES);
	for (size_t i = 0; i < LIMBS; i++) {
		uint64_t limb = 0;
		bool under = __builtin_sub_overflow(le64toh(a[i]), le64toh(b[i]), &limb);
		bool under_borrow = __builtin_sub_overflow(limb, borrow, &limb);

		borrow = under || under_borrow;
		a[i] = htole64(limb);
	}
	memcpy(sum, a, LOG_HASH_BYTES);
}
