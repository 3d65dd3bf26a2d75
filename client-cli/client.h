/* A session as a subcommand sees it: says hello, keeps a replica, gives commands and waits for
 * their answers, reads pages.
 *
 * A command is repeated with its number after a lost connection, so it is done at most once
 * [CMD-3]. Knows nothing of what rows and commands mean. */
#ifndef BOGEN_CLI_CLIENT_H
#define BOGEN_CLI_CLIENT_H

#include "client-cli/cli.h"
#include "client-cli/link.h"
#include "client-cli/profile.h"
#include "protocol/replica.h"

/* Whom the hello names. */
struct client_identity {
	char server[SERVER_BYTES];
	char code[CODE_CHARACTERS + 1]; /* a visitor's; else "" */
	struct session_id session;      /* of the token; 0: the directory */
	uint8_t token[TOKEN_BYTES];
};

/* Why a connection could not be made, or was closed. */
struct client_problem {
	int exit;
	char code[40];
	char message[2100];
	bool worth_retrying;
	uint64_t retry_ms; /* not before */
	uint64_t closed;   /* with which code; 0: by no word of the server */
};

struct client {
	struct cli *cli;
	struct profile profile;
	struct client_identity identity;
	uint32_t device; /* the profile's, unless the caller numbers commands by itself */
	bool watch;
	struct link *link; /* NULL while not connected */
	struct replica *replica;
	struct frame_welcome welcome;
	bool complete;    /* an update has closed the rows since the last fresh welcome */
	int64_t ahead_ms; /* the server's clock against ours */
	uint64_t deadline_ms;
	uint64_t done_seq;             /* of the last command */
	struct client_problem problem; /* of the last lost connection */
	uint64_t refused;  /* the code with which the last command was refused; else 0 */
	uint64_t expected; /* a refusal that the caller deals with: not said; 0: none */
	const char *about; /* "#12: ", before a refusal where one of several is; NULL */
	/* Called before the rows are dropped because all of them come anew; may be NULL. */
	void (*before_reset)(void *context);
	void *context;
	bool leaving; /* being unknown after a lost answer means that leaving was done */
	struct buffer out;
};

/* Opens the profile only. Each of these returns 0, or an exit code after saying why. */
int client_begin(struct client *client, struct cli *cli);
void client_end(struct client *client);

/* As whom: the member or the host of the profile. */
int client_as_member(struct client *client);
int client_as_host(struct client *client);

/* Connects, unless that is done, and waits for the welcome; with `watch` until all rows have come.
 */
int client_connect(struct client *client, bool watch);

/* All of these: profile, member, connection. */
int client_join_in(struct client *client, struct cli *cli, bool watch);

/* The server's clock now. */
uint64_t client_server_ms(const struct client *client);

/* Gives a command and waits until it is durable. `args` is the struct of the kind; `*created` the
 * number of what was created, or 0. */
int client_command(struct client *client, enum command_kind kind, const void *args,
		   uint32_t *created);

/* With `watch`: until the replica shows what the last command changed. Returns 0 also if that does
 * not come: for what is printed after a command. */
int client_wait_shown(struct client *client);

/* Reads all pages into the replica (moderators). */
int client_read_pages(struct client *client);

/* ---- for those who steer the connection themselves: watch, import ---- */

enum client_step {
	client_step_done,    /* `frame->done` */
	client_step_refused, /* `frame->refused`; its text stays until the next step */
	client_step_update,  /* rows were put */
	client_step_passing, /* a passing row was put */
	client_step_page,    /* rows were put; `frame->page` */
	client_step_welcome,
	client_step_lost, /* `problem` says why */
	client_step_late, /* the deadline */
	client_step_interrupted
};

/* One attempt to connect, up to the welcome. False: see `problem`. */
bool client_try(struct client *client);
/* Tries until it succeeds or the deadline passes; returns 0 or an exit code after saying why. */
int client_reconnect(struct client *client);
/* How long to wait before the attempt after this many failed ones, spread at random [TIME-2]. */
uint64_t client_backoff_ms(const struct client *client, uint32_t failures);

void client_hang_up(struct client *client);
void client_send(struct client *client); /* what stands in `out`, if anything */
enum client_step client_next(struct client *client, uint64_t deadline_ms, struct frame *frame);

/* The deadline begins anew: there is progress. */
void client_extend(struct client *client);

/* Says what can be done about having been closed out or refused with this code, if anything can. */
void client_advise(const struct client *client, uint64_t code);

/* Fails with the profile's reason. */
int client_profile_failed(const struct client *client, const struct profile_failure *failure);

#endif
