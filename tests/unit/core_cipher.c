/* Sealing: the published cipher, and that nothing else opens. */
#include <string.h>

#include "core_desk.h"
#include "server/core/cipher.h"

/* Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)". */
static void the_cipher_is_the_published_one(void **state)
{
	static const uint8_t key[CIPHER_KEY_BYTES] = {
		0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f,
		0x94, 0x67, 0x30, 0x83, 0x08, 0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65,
		0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08};
	static const uint8_t nonce[CIPHER_NONCE_BYTES] = {0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce,
							  0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88};
	static const uint8_t plain[60] = {
		0xd9, 0x31, 0x32, 0x25, 0xf8, 0x84, 0x06, 0xe5, 0xa5, 0x59, 0x09, 0xc5,
		0xaf, 0xf5, 0x26, 0x9a, 0x86, 0xa7, 0xa9, 0x53, 0x15, 0x34, 0xf7, 0xda,
		0x2e, 0x4c, 0x30, 0x3d, 0x8a, 0x31, 0x8a, 0x72, 0x1c, 0x3c, 0x0c, 0x95,
		0x95, 0x68, 0x09, 0x53, 0x2f, 0xcf, 0x0e, 0x24, 0x49, 0xa6, 0xb5, 0x25,
		0xb1, 0x6a, 0xed, 0xf5, 0xaa, 0x0d, 0xe6, 0x57, 0xba, 0x63, 0x7b, 0x39};
	static const uint8_t about[20] = {0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe,
					  0xef, 0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad,
					  0xbe, 0xef, 0xab, 0xad, 0xda, 0xd2};
	static const uint8_t text_begin[8] = {0x52, 0x2d, 0xc1, 0xf0, 0x99, 0x56, 0x7d, 0x07};
	static const uint8_t tag[CIPHER_TAG_BYTES] = {0x76, 0xfc, 0x6e, 0xce, 0x0f, 0x4e,
						      0x17, 0x68, 0xcd, 0xdf, 0x88, 0x53,
						      0xbb, 0x2d, 0x55, 0x1b};
	uint8_t sealed[CIPHER_NONCE_BYTES + sizeof plain + CIPHER_TAG_BYTES];
	uint8_t opened[sizeof plain];
	(void)state;
	cipher_seal(key, nonce, (struct bytes){about, sizeof about}, plain, sizeof plain, sealed);
	assert_memory_equal(sealed, nonce, sizeof nonce);
	assert_memory_equal(sealed + sizeof nonce, text_begin, sizeof text_begin);
	assert_memory_equal(sealed + sizeof nonce + sizeof plain, tag, sizeof tag);
	assert_true(cipher_open(key, (struct bytes){about, sizeof about},
				(struct bytes){sealed, sizeof sealed}, opened));
	assert_memory_equal(opened, plain, sizeof plain);
}

static void whatever_is_changed_does_not_open(void **state)
{
	static const uint8_t key[CIPHER_KEY_BYTES] = {1}, other[CIPHER_KEY_BYTES] = {2};
	static const uint8_t nonce[CIPHER_NONCE_BYTES] = {3}, plain[14] = {4};
	static const struct bytes about = {(const uint8_t *)"person 7", 8};
	uint8_t sealed[CIPHER_NONCE_BYTES + sizeof plain + CIPHER_TAG_BYTES];
	uint8_t opened[sizeof plain];
	struct bytes whole = {sealed, sizeof sealed};
	(void)state;
	cipher_seal(key, nonce, about, plain, sizeof plain, sealed);
	assert_false(cipher_open(other, about, whole, opened));
	assert_false(
		cipher_open(key, (struct bytes){(const uint8_t *)"person 8", 8}, whole, opened));
	for (uint32_t i = 0; i < sizeof sealed; i++) {
		static const uint8_t zeros[sizeof plain];
		sealed[i] ^= 0x10;
		memset(opened, 0xff, sizeof opened);
		assert_false(cipher_open(key, about, whole, opened));
		assert_memory_equal(opened, zeros, sizeof zeros);
		sealed[i] ^= 0x10;
	}
	for (uint32_t size = 0; size < sizeof sealed; size++)
		assert_false(cipher_open(key, about, (struct bytes){sealed, size}, opened));
	assert_true(cipher_open(key, about, whole, opened));
}

int core_cipher(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("sealing is AES-256-GCM as published", the_cipher_is_the_published_one),
		CLAIM("what is changed anywhere does not open", whatever_is_changed_does_not_open),
	};
	return cmocka_run_group_tests_name("cipher", tests, NULL, NULL);
}
