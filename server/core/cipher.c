#include "cipher.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

/* A context for this one use: OpenSSL wipes what it knew of the key when it is freed. */
static EVP_CIPHER_CTX *context_new(void)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	if (!context)
		abort();
	return context;
}

void cipher_seal(const uint8_t key[CIPHER_KEY_BYTES], const uint8_t nonce[CIPHER_NONCE_BYTES],
		 struct bytes about, const uint8_t *plain, size_t size, uint8_t *sealed)
{
	EVP_CIPHER_CTX *context = context_new();
	uint8_t *text = sealed + CIPHER_NONCE_BYTES;
	int done = 0;
	memcpy(sealed, nonce, CIPHER_NONCE_BYTES);
	if (EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, nonce) != 1 ||
	    EVP_EncryptUpdate(context, NULL, &done, about.at, (int)about.size) != 1 ||
	    EVP_EncryptUpdate(context, text, &done, plain, (int)size) != 1 ||
	    EVP_EncryptFinal_ex(context, text + done, &done) != 1 ||
	    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, CIPHER_TAG_BYTES, text + size) != 1)
		abort(); /* no OpenSSL without AES-256-GCM; else no memory */
	EVP_CIPHER_CTX_free(context);
}

bool cipher_open(const uint8_t key[CIPHER_KEY_BYTES], struct bytes about, struct bytes sealed,
		 uint8_t *plain)
{
	uint8_t tag[CIPHER_TAG_BYTES];
	int done = 0;
	if (sealed.size < CIPHER_NONCE_BYTES + CIPHER_TAG_BYTES)
		return false;
	size_t size = sealed.size - CIPHER_NONCE_BYTES - CIPHER_TAG_BYTES;
	const uint8_t *text = sealed.at + CIPHER_NONCE_BYTES;
	memcpy(tag, text + size, sizeof tag);

	EVP_CIPHER_CTX *context = context_new();
	bool ok = EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, sealed.at) == 1 &&
		  EVP_DecryptUpdate(context, NULL, &done, about.at, (int)about.size) == 1 &&
		  EVP_DecryptUpdate(context, plain, &done, text, (int)size) == 1 &&
		  EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, CIPHER_TAG_BYTES, tag) == 1 &&
		  EVP_DecryptFinal_ex(context, plain + done, &done) == 1;
	EVP_CIPHER_CTX_free(context);
	if (!ok)
		explicit_bzero(plain, size);
	return ok;
}
