/* TLS of the load generator: a thin layer over OpenSSL's non-blocking calls. */
#include "tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdlib.h>

static SSL_CTX *context_shared(void)
{
	static SSL_CTX *context;
	if (context)
		return context;
	context = SSL_CTX_new(TLS_client_method());
	if (!context)
		abort();
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
					  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	return context;
}

struct tls *tls_open(int fd)
{
	SSL *ssl = SSL_new(context_shared());
	if (!ssl || SSL_set_fd(ssl, fd) != 1)
		abort();
	SSL_set_connect_state(ssl);
	return (struct tls *)ssl;
}

void tls_close(struct tls *tls)
{
	SSL_free((SSL *)tls);
}

static int outcome(SSL *ssl, int result)
{
	int error = SSL_get_error(ssl, result);
	ERR_clear_error();
	if (error == SSL_ERROR_WANT_READ)
		return TLS_WANT_READ;
	if (error == SSL_ERROR_WANT_WRITE)
		return TLS_WANT_WRITE;
	return TLS_CLOSED;
}

int tls_handshake(struct tls *tls)
{
	SSL *ssl = (SSL *)tls;
	int result = SSL_connect(ssl);
	return result == 1 ? 0 : outcome(ssl, result);
}

ssize_t tls_read(struct tls *tls, void *into, size_t size)
{
	SSL *ssl = (SSL *)tls;
	size_t got = 0;
	int result = SSL_read_ex(ssl, into, size, &got);
	return result == 1 ? (ssize_t)got : outcome(ssl, result);
}

ssize_t tls_write(struct tls *tls, const void *from, size_t size)
{
	SSL *ssl = (SSL *)tls;
	size_t sent = 0;
	int result = SSL_write_ex(ssl, from, size, &sent);
	return result == 1 ? (ssize_t)sent : outcome(ssl, result);
}
