/* A profile: the server, session and rights that `bogen` works with, kept between calls.
 *
 * One JSON file, $XDG_CONFIG_HOME/bogen/NAME.json, mode 600, always written whole to a new file
 * that then takes the old one's place. Several processes may use a profile at once: whoever changes
 * it holds its lock and reads it anew. Knows nothing of connections.
 *
 *   server       the server's address, "https://host:port"
 *   session      the number of the session; 0: none
 *   code         its join code
 *   token        the return link's secret: SESSION-SECRET
 *   host         the host link's secret, and host_server where it is valid
 *   fresh        a secret that was made and sent, but not yet answered
 *   device       this installation's number
 *   next         the next command's number: raised on disk before a number is used
 *   unanswered   commands that were sent, with their numbers, until their answer has come
 *   former       sessions that this profile was in before: server, code, token */
#ifndef BOGEN_CLI_PROFILE_H
#define BOGEN_CLI_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "protocol/codec.h"
#include "protocol/link.h"

#define SERVER_BYTES   256u
#define UNANSWERED_MAX 16u
#define FORMER_MAX     20u

struct profile_secret {
	bool known;
	struct session_id session;
	uint8_t token[TOKEN_BYTES];
};

struct profile_former {
	char server[SERVER_BYTES];
	char code[CODE_CHARACTERS + 1];
	struct profile_secret secret;
};

/* A command that was sent, so that the same one given again can have the same number. */
struct profile_unanswered {
	uint64_t number;
	pid_t process; /* who is waiting for the answer */
	char *body;    /* owned; server, session, kind and arguments in hexadecimal */
};

struct profile {
	char *name, *path; /* owned */
	int lock;          /* descriptor while locked, else -1 */
	char server[SERVER_BYTES];
	char host_server[SERVER_BYTES];
	char code[CODE_CHARACTERS + 1];
	uint32_t board; /* where new ideas go unless another is named; 0: the plenary */
	struct profile_secret member, host;
	bool has_fresh;
	uint8_t fresh[TOKEN_BYTES];
	uint32_t device;
	uint64_t next;
	struct profile_unanswered unanswered[UNANSWERED_MAX];
	uint32_t unanswered_count;
	struct profile_former former[FORMER_MAX];
	uint32_t former_count;
};

struct profile_failure {
	char message[512];
	bool misnamed; /* the name is not one: whoever gave it was wrong */
};

/* Reads the profile; one that does not exist is empty. False with the reason: a name that is not
 * one, a file that cannot be read or is damaged. */
bool profile_open(struct profile *profile, const char *name, struct profile_failure *failure);
void profile_close(struct profile *profile);

/* Takes the lock and reads the file anew. Then change the fields and save, which gives the lock
 * back. */
bool profile_lock(struct profile *profile, struct profile_failure *failure);
bool profile_save(struct profile *profile, struct profile_failure *failure);

/* Makes the session in the profile a former one (under the lock), if there is one. */
void profile_set_aside(struct profile *profile);

/* Finds the number for a command: a new one, or the one under which the very same command was sent
 * by a process that has ended without an answer (`*again`). It is on disk when this returns. */
bool profile_reserve(struct profile *profile, const struct buffer *body, uint64_t *number,
		     bool *again, struct profile_failure *failure);
bool profile_answered(struct profile *profile, uint64_t number, struct profile_failure *failure);

/* The secret for the next join or new session; the same one until whoever used it clears
 * `has_fresh`, so that a join that got no answer can be repeated. */
bool profile_fresh(struct profile *profile, uint8_t token[TOKEN_BYTES],
		   struct profile_failure *failure);

/* A number for commands that are counted by themselves: another device, to the server. */
uint32_t profile_new_device(void);

/* Where files of this profile stand besides the profile itself: PATH without ".json", then
 * `suffix`. Returns owned. */
char *profile_beside(const struct profile *profile, const char *suffix);

#endif
