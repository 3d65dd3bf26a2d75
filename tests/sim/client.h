/* A simulated participant: says hello, joins, gives commands, repeats them after a lost connection,
 * keeps a replica, and remembers what it was told is done. */
#ifndef BOGEN_TESTS_SIM_CLIENT_H
#define BOGEN_TESTS_SIM_CLIENT_H

#include "protocol/replica.h"
#include "tests/sim/world.h"

#define CLIENT_PENDING_MAX 8u
#define CLIENT_IDEAS_MAX   64u
#define SIM_IDEAS_MAX      512u /* of all clients together */

struct pending_command {
	uint64_t number;
	enum command_kind kind;
	uint32_t idea;              /* vote, edit, remove */
	uint32_t text_number;       /* idea_add, idea_edit: the text is made from it */
	enum choice choice;         /* vote */
	uint32_t person;            /* person_relink */
	uint8_t token[TOKEN_BYTES]; /* person_relink, invitation_add */
	struct buffer frame;
};

/* What the client was told is so. */
struct steering;

struct own_idea {
	uint32_t id;
	uint32_t text_number;
	bool removed;
};

struct client {
	struct world *world;
	uint32_t index;
	uint8_t token[TOKEN_BYTES];
	char code[CODE_CHARACTERS + 1];
	struct session_id session;
	bool is_moderator;
	bool joined; /* has a token that the server knows */
	uint32_t town;
	uint32_t device;
	uint64_t number;
	uint32_t texts;
	struct sim_socket socket;
	bool welcomed;
	struct person_id person;
	enum role role;
	struct replica *replica;
	struct pending_command pending[CLIENT_PENDING_MAX];
	uint32_t pending_count;
	struct own_idea ideas[CLIENT_IDEAS_MAX];
	uint32_t idea_count;
	enum choice votes[SIM_IDEAS_MAX]; /* by idea: the last one that was done */
	/* ---- where meetings are steered (steer.h) ---- */
	struct steering *steering; /* NULL: nobody does */
	uint32_t self;             /* the person whom the client last was */
	int there[SIM_IDEAS_MAX];  /* by idea: how often the client was told that it has come, less
				      how often that it has gone */
	enum command_kind last; /* the last command that can be undone and made ideas come or go */
	uint32_t last_idea;
	uint32_t done, refused, resumed, started_over;
	uint64_t seq_done; /* the highest that a done named */
	uint64_t seq_on_connection;
	const char *wrong; /* a rule that the server broke */
};

void client_begin(struct client *client, struct world *world, uint32_t index);
void client_end(struct client *client);

/* Connects if it is not, reads what there is, and now and then says something. `talkative`: may
 * give new commands. Returns whether anything happened. */
bool client_step(struct client *client, bool talkative);

/* Gives the pending command, which is client->pending[client->pending_count], its number and frame,
 * and sends it. */
void client_send(struct client *client, struct pending_command *pending, const void *arguments);

/* Called by client_step() for each update that was put. */
typedef void client_put_fn(struct client *client);
extern client_put_fn *client_put;

void client_text(const struct client *client, uint32_t text_number, char out[64]);

#endif
