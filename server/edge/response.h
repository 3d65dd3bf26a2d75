/* Answers to HTTP requests, as bytes. Pure: knows nothing of sockets. */
#ifndef BOGEN_SERVER_EDGE_RESPONSE_H
#define BOGEN_SERVER_EDGE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/edge/statements.h"
#include "server/edge/web_files.h"

struct request {
	bool get, head;   /* neither: another method */
	const char *path; /* decoded, without the query */
	const char *host; /* the header; "" if missing, as with those that follow */
	const char *accept_encoding;
	const char *if_none_match;
};

struct site {
	const struct web_files *files; /* NULL: the server was started without them */
	struct statements statements;
	bool tls;
	bool draining;
};

#define RESPONSE_HEAD_BYTES 2048

struct response {
	char head[RESPONSE_HEAD_BYTES]; /* with the empty line at its end */
	size_t head_size;
	const uint8_t *body; /* borrowed from the files, or static */
	size_t body_size;    /* 0 for HEAD and for 304 */
};

void response_to(const struct site *site, const struct request *request, struct response *response);

/* A refusal with one sentence; closes the connection. `more` is further header lines, or "". */
void response_refuse(const struct site *site, int status, const char *sentence, const char *more,
		     struct response *response);

/* Whether the value of an Accept-Encoding header allows a coding. */
bool response_accepts(const char *accept_encoding, const char *coding);

/* Whether the value of an If-None-Match header names a tag. */
bool response_tag_matches(const char *if_none_match, const char *tag);

#endif
