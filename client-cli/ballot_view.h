/* What there is to say of a ballot before anything is counted: what it asks, who may vote, how many
 * have. Knows how rows belong together, changes nothing. Texts are
 * borrowed from the replica. */
#ifndef BOGEN_CLI_BALLOT_VIEW_H
#define BOGEN_CLI_BALLOT_VIEW_H

#include <jansson.h>

#include "client-cli/client.h"

/* Finds the ballot that the first argument names; 0, or an exit code after saying why. */
int ballot_view_find(const struct client *client, struct row_ballot *ballot);
/* As the last command has left it; false if it is gone. */
bool ballot_view_read(const struct client *client, struct row_ballot *ballot);

/* Whether the idea belongs in the opinion ballot. */
bool ballot_view_fits(const struct row_ballot *ballot, const struct row_idea *idea);

/* How an option is called: "#12 Cycle path", "deciding nothing", "the question itself". */
void ballot_view_option(const struct client *client, const struct row_ballot *ballot,
			uint32_t option, char *out, size_t out_size);
/* Its title alone, as JSON. Returns owned. */
json_t *ballot_view_option_json(const struct client *client, const struct row_ballot *ballot,
				uint32_t option);

/* Which ideas become options, where none are named: "ideas of board Plenary, topic Traffic". */
void ballot_view_source(const struct client *client, const struct row_ballot *ballot, char *out,
			size_t out_size);
/* Who may vote: "everybody but observers", "members of Saalfeld, Rudolstadt; steering". */
void ballot_view_voters(const struct client *client, const struct row_ballot *ballot, char *out,
			size_t out_size);

/* Who has voted, as far as one is told. */
struct ballot_turnout {
	uint64_t papers;
	uint64_t eligible; /* 0: cannot be known */
	bool exact;        /* else eligible is an estimate */
};
struct ballot_turnout ballot_view_turnout(const struct client *client,
					  const struct row_ballot *ballot);
/* {"TOWN": papers, …}; people of no town under "". Returns owned. */
json_t *ballot_view_turnout_json(const struct client *client, const struct row_ballot *ballot);
/* "12 of about 40 people have voted (Trier 5, Hamm 7)". */
void ballot_view_turnout_say(const struct client *client, const struct row_ballot *ballot,
			     char *out, size_t out_size);

/* Whether somebody's paper is in the ballot now: of others, moderators know. */
bool ballot_view_has_voted(const struct client *client, const struct row_ballot *ballot,
			   struct person_id person);
/* Whether the person of this profile has voted. */
bool ballot_view_voted(const struct client *client, const struct row_ballot *ballot);
/* Whether the person may vote, as far as one sees their rows. */
bool ballot_view_may_vote(const struct client *client, const struct row_ballot *ballot,
			  const struct row_person *person);

/* All there is to say of it, as JSON. Returns owned. */
json_t *ballot_view_json(const struct client *client, const struct row_ballot *ballot);

#endif
