/* Looks at a certificate before libwebsockets is given it, so that what is wrong can be said, and a
 * wrong one does not replace one that works. OpenSSL is known here only. */
#ifndef BOGEN_SERVER_EDGE_TLS_H
#define BOGEN_SERVER_EDGE_TLS_H

#include <stdbool.h>

#include "server/log/log.h"

/* Whether chain and key can be read and belong together; false with the file and the reason. */
bool tls_check(const char *cert, const char *key, struct failure *failure);

/* What libwebsockets is to set: TLS 1.2 or later, no renegotiation. */
long tls_options(void);

#endif
