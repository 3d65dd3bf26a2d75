/* TLS of the load generator. OpenSSL is known here only. Certificates are not checked: the load
 * generator talks to the machine it stands on. */
#ifndef BOGEN_BENCH_TLS_H
#define BOGEN_BENCH_TLS_H

#include <stddef.h>
#include <sys/types.h>

struct tls;

/* Returned instead of a number of bytes. */
#define TLS_WANT_READ  (-1)
#define TLS_WANT_WRITE (-2)
#define TLS_CLOSED     (-3)

struct tls *tls_open(int fd); /* returns owned; borrows the descriptor */
void tls_close(struct tls *tls);
int tls_handshake(struct tls *tls); /* 0 when done, else one of the above */
ssize_t tls_read(struct tls *tls, void *into, size_t size);
ssize_t tls_write(struct tls *tls, const void *from, size_t size);

#endif
