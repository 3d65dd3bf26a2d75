/* Which roles people can be given, and the secrets of links that are made for others. */
#ifndef BOGEN_CLI_INVITE_H
#define BOGEN_CLI_INVITE_H

#include <stdint.h>

#include "client-cli/client.h"

/* A viewer has not joined, a host is one in the directory: for cli_read_word(). */
#define INVITE_ROLES_WITHOUT (1u << role_viewer | 1u << role_host)

#define INVITE_LINK_BYTES (SERVER_BYTES + TOKEN_TEXT_BYTES + 2)

/* A new secret for somebody else's link. */
void invite_make_token(uint8_t token[TOKEN_BYTES]);

/* The link that carries a secret of the client's session. */
void invite_write_link(const struct client *client, const uint8_t token[TOKEN_BYTES],
		       char out[INVITE_LINK_BYTES]);

/* What only moderators are sent: says so to others. 0 or an exit code. */
int invite_moderators_only(const struct client *client);

#endif
