/* Gives many commands at once: up to 32 are on their way [CMD-1]. What a lost connection leaves
 * unanswered is sent again under its number, and so done at most once [CMD-3].
 *
 * Knows neither what the commands are about nor where it is noted which are done. */
#ifndef BOGEN_CLI_POUR_H
#define BOGEN_CLI_POUR_H

#include "client-cli/client.h"

struct pour_calls {
	/* Fills the command at this place; false if there is nothing to be given after all. */
	bool (*fill)(void *context, uint32_t index, enum command_kind *kind,
		     union any_command *args);
	/* Called before commands leave: what has to be on disk by then. 0, or an exit code after
	 * saying why. */
	int (*before_sending)(void *context);
	void (*done)(void *context, uint32_t index, uint32_t result);
	/* 0 to go on with the others, or an exit code after saying why all of it ends: then no more
	 * is sent nor asked for here, and what is on its way is waited for. */
	int (*refused)(void *context, uint32_t index, const struct frame_refused *refused);
	/* Commands of a later wave need the results of earlier ones, as rows too; NULL: none does.
	 */
	uint32_t (*wave)(void *context, uint32_t index);
	/* It ended by a refusal, and what is not closed was not done, that is certain; it has to be
	 * given under another device number, for under this one what was refused is too old by now
	 * [CMD-3]. NULL: that is so anyway. */
	void (*settled)(void *context);
};

struct pour {
	struct client *client;
	const struct pour_calls *calls;
	void *context;
	const char *doing; /* "Importing", for progress on a terminal */
	uint64_t first;    /* the number of the first command */
	uint32_t count;
	/* Its own: */
	uint8_t *states;   /* by place */
	uint32_t low;      /* the first place that is not closed */
	uint64_t seen_seq; /* of the last command that was done */
	uint64_t shown_ms; /* when progress was last shown */
	int ending;        /* the exit code of a refusal that ends it; 0 */
	bool known;        /* each place that was ever sent is closed, sent now, or was not done */
};

/* Fills in the first fields before; the connection stands (with `watch` if there are waves). */
void pour_begin(struct pour *pour);
/* Nothing is to be given at this place: it was done before. */
void pour_skip(struct pour *pour, uint32_t index);
/* Returns 0 when all places are closed, or an exit code after saying why. */
int pour_run(struct pour *pour);
/* Waits until the rows show what was done. */
int pour_wait_shown(struct pour *pour);
/* Ends the line of progress, before something is said. */
void pour_end_line(struct pour *pour);
void pour_end(struct pour *pour);

#endif
