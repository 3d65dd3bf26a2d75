/* See response.h. */
#include "server/edge/response.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- headers of requests ---- */

/* The next element of a comma-separated list, without white space around it; false at the end. */
static bool next_element(const char **at, const char **element, size_t *size)
{
	const char *p = *at + strspn(*at, " \t,");
	if (!*p)
		return false;
	size_t length = strcspn(p, ",");
	*at = p + length;
	while (length && (p[length - 1] == ' ' || p[length - 1] == '\t'))
		length--;
	*element = p;
	*size = length;
	return true;
}

/* A weight of nothing but zeros refuses the coding. */
static bool weight_is_zero(const char *parameters, size_t size)
{
	for (size_t i = 0; i + 2 < size; i++) {
		if (parameters[i] != ';')
			continue;
		size_t p = i + 1;
		while (p < size && (parameters[p] == ' ' || parameters[p] == '\t'))
			p++;
		if (p + 2 > size || tolower((unsigned char)parameters[p]) != 'q' ||
		    parameters[p + 1] != '=')
			continue;
		for (p += 2; p < size && parameters[p] != ';'; p++)
			if (parameters[p] >= '1' && parameters[p] <= '9')
				return false;
		return true;
	}
	return false;
}

bool response_accepts(const char *accept_encoding, const char *coding)
{
	const char *element;
	size_t size;
	bool any = false;
	while (next_element(&accept_encoding, &element, &size)) {
		size_t name = 0;
		while (name < size && !strchr("; \t", element[name]))
			name++;
		bool refused = weight_is_zero(element + name, size - name);
		if (name == strlen(coding) && strncasecmp(element, coding, name) == 0)
			return !refused;
		if (name == 1 && *element == '*')
			any = !refused;
	}
	return any;
}

bool response_tag_matches(const char *if_none_match, const char *tag)
{
	const char *element;
	size_t size;
	while (next_element(&if_none_match, &element, &size)) {
		if (size == 1 && *element == '*')
			return true;
		if (size > 2 && strncmp(element, "W/", 2) == 0) {
			element += 2;
			size -= 2;
		}
		if (size == strlen(tag) && strncmp(element, tag, size) == 0)
			return true;
	}
	return false;
}

/* ---- heads ---- */

static void add(struct response *response, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(struct response *response, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	size_t room = sizeof response->head - response->head_size;
	int size = vsnprintf(response->head + response->head_size, room, format, arguments);
	va_end(arguments);
	if (size < 0 || (size_t)size >= room)
		abort(); /* all that goes in is bounded */
	response->head_size += (size_t)size;
}

static const char *reason_of(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 302:
		return "Found";
	case 304:
		return "Not Modified";
	case 400:
		return "Bad Request";
	case 403:
		return "Forbidden";
	case 405:
		return "Method Not Allowed";
	case 426:
		return "Upgrade Required";
	case 503:
		return "Service Unavailable";
	default:
		return "Not Found";
	}
}

/* Only what may stand in a host, so that nothing else gets into a header of ours. */
static bool is_host(const char *host)
{
	size_t size = strlen(host);
	return size > 0 && size < 254 &&
	       strspn(host,
		      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") ==
		       size;
}

static void begin(struct response *response, const struct site *site, int status, const char *host)
{
	response->head_size = 0;
	response->body = NULL;
	response->body_size = 0;
	add(response, "HTTP/1.1 %d %s\r\n", status, reason_of(status));
	/* Older Safari does not take 'self' to mean WebSockets too. */
	add(response, "Content-Security-Policy: default-src 'self'; connect-src 'self'");
	if (is_host(host))
		add(response, " %s://%s", site->tls ? "wss" : "ws", host);
	add(response,
	    "; img-src 'self' data:; style-src 'self'; script-src 'self'; "
	    "object-src 'none'; base-uri 'none'; form-action 'none'; "
	    "frame-ancestors 'none'\r\n"
	    "X-Content-Type-Options: nosniff\r\n"
	    "Referrer-Policy: no-referrer\r\n"
	    "Cross-Origin-Opener-Policy: same-origin\r\n"
	    "Cross-Origin-Resource-Policy: same-origin\r\n"
	    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n");
	if (site->tls)
		add(response, "Strict-Transport-Security: max-age=31536000\r\n");
}

static void end(struct response *response, const void *body, size_t size, bool head_only)
{
	add(response, "Content-Length: %zu\r\n\r\n", size);
	response->body = head_only ? NULL : body;
	response->body_size = head_only ? 0 : size;
}

/* ---- answers ---- */

static void say(const struct site *site, const struct request *request, int status,
		const char *sentence, struct response *response)
{
	begin(response, site, status, request->host);
	add(response, "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n");
	if (status == 405)
		add(response, "Allow: GET, HEAD\r\n");
	end(response, sentence, strlen(sentence), request->head);
}

void response_refuse(const struct site *site, int status, const char *sentence, const char *more,
		     struct response *response)
{
	begin(response, site, status, "");
	add(response,
	    "Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
	    "Connection: close\r\n%.200s",
	    more);
	end(response, sentence, strlen(sentence), false);
}

static void send_file(const struct site *site, const struct request *request,
		      const struct web_file *file, struct response *response)
{
	const struct web_body *body = &file->plain;
	const char *coding = NULL;
	if (file->brotli.at && response_accepts(request->accept_encoding, "br")) {
		body = &file->brotli;
		coding = "br";
	} else if (file->gzip.at && response_accepts(request->accept_encoding, "gzip")) {
		body = &file->gzip;
		coding = "gzip";
	}
	bool same = response_tag_matches(request->if_none_match, body->tag);
	begin(response, site, same ? 304 : 200, request->host);
	add(response, "ETag: %s\r\nVary: Accept-Encoding\r\nCache-Control: %s\r\n", body->tag,
	    file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
	if (same) {
		add(response, "\r\n");
		return;
	}
	add(response, "Content-Type: %s\r\n", file->type);
	if (coding)
		add(response, "Content-Encoding: %s\r\n", coding);
	end(response, body->at, body->size, request->head);
}

static void lead_to_statement(const struct site *site, const struct request *request,
			      enum statement statement, struct response *response)
{
	const char *address = site->statements.at[statement];
	if (!address) {
		say(site, request, 404, statement_missing(statement), response);
		return;
	}
	begin(response, site, 302, request->host);
	add(response, "Location: %s\r\nCache-Control: no-store\r\n", address);
	end(response, NULL, 0, true);
}

/* The client shows a page of its own for these. */
static bool is_page(const char *path)
{
	return strcmp(path, "/") == 0 || strncmp(path, "/j/", 3) == 0 ||
	       strncmp(path, "/hall/", 6) == 0;
}

void response_to(const struct site *site, const struct request *request, struct response *response)
{
	if (!request->get && !request->head)
		say(site, request, 405, "Only GET and HEAD are answered here.\n", response);
	else if (strcmp(request->path, "/healthz") == 0)
		say(site, request, 200, "ok\n", response);
	else if (strcmp(request->path, "/readyz") == 0)
		say(site, request, site->draining ? 503 : 200,
		    site->draining ? "The server is being stopped.\n" : "ready\n", response);
	else if (strcmp(request->path, "/live") == 0)
		say(site, request, 426, "This is for WebSockets of the protocol bogen.v1.\n",
		    response);
	else if (statement_of_path(request->path) != statements_end)
		lead_to_statement(site, request, statement_of_path(request->path), response);
	else if (!site->files && is_page(request->path))
		say(site, request, 404, "This server was started without the browser client.\n",
		    response);
	else {
		const char *path = is_page(request->path) ? "/index.html" : request->path;
		const struct web_file *file =
			site->files ? web_files_find(site->files, path) : NULL;
		if (file)
			send_file(site, request, file, response);
		else
			say(site, request, 404, "There is nothing here.\n", response);
	}
}
