/* See tls.h. */
#include "server/edge/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>

static bool failed(const char *what, const char *file, struct failure *failure)
{
	const char *reason = NULL;
	unsigned long code, last = 0;
	while ((code = ERR_get_error())) {
		/* The first that names the system's reason says most: no such file, no permission.
		 */
		if (ERR_SYSTEM_ERROR(code))
			reason = strerror(ERR_GET_REASON(code));
		last = code;
	}
	if (!reason)
		reason = last ? ERR_reason_error_string(last) : NULL;
	snprintf(failure->message, sizeof failure->message, "cannot %s %.300s: %s", what, file,
		 reason ? reason : "it is not PEM");
	return false;
}

bool tls_check(const char *cert, const char *key, struct failure *failure)
{
	bool ok;
	ERR_clear_error();
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	if (!context)
		return failed("prepare TLS for", cert, failure);
	if (SSL_CTX_use_certificate_chain_file(context, cert) != 1)
		ok = failed("use the certificate", cert, failure);
	else if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
		ok = failed("use the certificate's key", key, failure);
	else
		ok = SSL_CTX_check_private_key(context) == 1 ||
		     failed("use the certificate's key", key, failure);
	SSL_CTX_free(context);
	return ok;
}

long tls_options(void)
{
	return (long)(SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 |
		      SSL_OP_NO_TLSv1_1);
}
