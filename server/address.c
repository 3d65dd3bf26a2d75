/* Reading, writing and asking about socket addresses. */
#include "server/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool read_port(const char *text, uint16_t *port)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 5 || text[digits] != '\0')
		return false;
	unsigned long number = strtoul(text, NULL, 10);
	*port = (uint16_t)number;
	return number <= UINT16_MAX;
}

static bool refuse(struct failure *failure, const char *text, const char *reason)
{
	snprintf(failure->message, sizeof failure->message, "\"%.80s\" is no address: %s", text,
		 reason);
	return false;
}

bool address_read(const char *text, struct address *address, struct failure *failure)
{
	memset(address, 0, sizeof *address);
	char host[INET6_ADDRSTRLEN + 2];
	const char *colon = strrchr(text, ':');
	if (colon == NULL)
		return refuse(failure, text, "write it as 127.0.0.1:8080 or [::1]:8080");
	uint16_t port;
	if (!read_port(colon + 1, &port))
		return refuse(failure, text,
			      "the port behind the last colon is a number up to 65535");

	size_t size = (size_t)(colon - text);
	bool bracketed = size >= 2 && text[0] == '[' && text[size - 1] == ']';
	const char *from = bracketed ? text + 1 : text;
	size -= bracketed ? 2 : 0;
	if (size >= sizeof host)
		return refuse(failure, text, "the address before the colon is too long");
	memcpy(host, from, size);
	host[size] = '\0';

	struct sockaddr_in *v4 = (struct sockaddr_in *)&address->at;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address->at;
	if (bracketed && inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		address->size = sizeof *v6;
	} else if (!bracketed && strcmp(host, "localhost") == 0) {
		v4->sin_family = AF_INET;
		v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		address->size = sizeof *v4;
	} else if (!bracketed && inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		address->size = sizeof *v4;
	} else {
		return refuse(failure, text,
			      "numbers are needed, such as 127.0.0.1:8080 or [::1]:8080 "
			      "(0.0.0.0:8080 and [::]:8080 are all interfaces)");
	}
	address_set_port(address, port);
	return true;
}

uint16_t address_port(const struct address *address)
{
	if (address->at.ss_family == AF_INET6)
		return ntohs(((const struct sockaddr_in6 *)&address->at)->sin6_port);
	return ntohs(((const struct sockaddr_in *)&address->at)->sin_port);
}

void address_set_port(struct address *address, uint16_t port)
{
	if (address->at.ss_family == AF_INET6)
		((struct sockaddr_in6 *)&address->at)->sin6_port = htons(port);
	else
		((struct sockaddr_in *)&address->at)->sin_port = htons(port);
}

void address_write(const struct address *address, char out[ADDRESS_TEXT_BYTES])
{
	char host[INET6_ADDRSTRLEN] = "";
	bool v6 = address->at.ss_family == AF_INET6;
	const void *from =
		v6 ? (const void *)&((const struct sockaddr_in6 *)&address->at)->sin6_addr
		   : (const void *)&((const struct sockaddr_in *)&address->at)->sin_addr;
	inet_ntop(address->at.ss_family, from, host, sizeof host);
	snprintf(out, ADDRESS_TEXT_BYTES, "%s%s%s:%u", v6 ? "[" : "", host, v6 ? "]" : "",
		 (unsigned)address_port(address));
}

void address_write_reachable(const struct address *address, char out[ADDRESS_TEXT_BYTES])
{
	struct address reachable = *address;
	struct sockaddr_in *v4 = (struct sockaddr_in *)&reachable.at;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&reachable.at;
	if (reachable.at.ss_family == AF_INET && v4->sin_addr.s_addr == htonl(INADDR_ANY))
		v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else if (reachable.at.ss_family == AF_INET6 && IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr))
		v6->sin6_addr = in6addr_loopback;
	address_write(&reachable, out);
}

bool address_is_loopback(const struct address *address)
{
	if (address->at.ss_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(
			&((const struct sockaddr_in6 *)&address->at)->sin6_addr);
	uint32_t host = ntohl(((const struct sockaddr_in *)&address->at)->sin_addr.s_addr);
	return host >> 24 == 127;
}

bool address_is_free(const struct address *address, struct failure *failure)
{
	int on = 1;
	int probe = socket(address->at.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	/* Connections of an earlier server that are still ending do not count. */
	bool ok = probe >= 0 && setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		  bind(probe, (const struct sockaddr *)&address->at, address->size) == 0;
	if (!ok) {
		char text[ADDRESS_TEXT_BYTES];
		address_write(address, text);
		snprintf(failure->message, sizeof failure->message, "cannot listen on %s: %s", text,
			 strerror(errno));
	}
	if (probe >= 0)
		close(probe);
	return ok;
}
