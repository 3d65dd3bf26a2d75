/* What there is to say of a board: who is in it, how far it is, what its timer's end will do. Knows
 * how rows belong together, changes nothing. Texts are borrowed from the replica. */
#ifndef BOGEN_CLI_BOARD_VIEW_H
#define BOGEN_CLI_BOARD_VIEW_H

#include <jansson.h>

#include "client-cli/client.h"
#include "client-cli/render.h"

/* Finds the board of --board, the plenary if it was not given. 0, or an exit code after saying why.
 */
int board_view_chosen(const struct client *client, struct row_board *board);
/* The same by what was typed; NULL: the plenary. */
int board_view_find(const struct client *client, const char *typed, struct row_board *board);
/* As the last command has left it; what was read before stays if it is gone. */
void board_view_read(const struct client *client, struct row_board *board);

/* Its title; behind it the board that it belongs to, where that is not the plenary: "Table 1
 * (Saalfeld)". */
void board_view_title(const struct client *client, const struct row_board *board, char *out,
		      size_t out_size);
struct text board_view_phase(const struct client *client, const struct row_board *board);

/* The nearest phase after the board's, or before it, that is meant for boards of its sort. */
bool board_view_neighbour(const struct client *client, const struct row_board *board, bool forward,
			  struct row_phase *phase);

/* How many people of a town are in it (town 0: of all towns). False if that cannot be known, as of
 * the steering group by anybody but moderators. */
bool board_view_people(const struct client *client, const struct row_board *board,
		       struct town_id town, uint64_t *people);
void board_view_progress(const struct client *client, const struct row_board *board,
			 struct row_progress *progress);
/* Ideas that wait, were written in silence or are hidden, as far as one sees them. */
uint32_t board_view_held(const struct client *client, const struct row_board *board);
uint32_t board_view_hands(const struct client *client, const struct row_board *board);

/* {"TOWN": people, …}, towns of which nobody is there left out. Returns owned. */
json_t *board_view_towns_json(const struct client *client, const struct row_board *board);
/* "Saalfeld 2, Rudolstadt 1". */
void board_view_towns(const struct client *client, const struct row_board *board, char *out,
		      size_t out_size);

/* The board's row with the names that belong to its numbers, people and progress. Returns owned. */
json_t *board_view_json(const struct client *client, const struct row_board *board);

/* "4:59", "over", or "" without a timer. */
void board_view_left(const struct client *client, const struct row_board *board, char *out,
		     size_t out_size);
/* "3/5", or "" where nobody has marked anything. */
void board_view_done(const struct client *client, const struct row_board *board, char *out,
		     size_t out_size);
/* What the timer's end will do: "it goes on to phase 2, 'Vote'". */
void board_view_end(const struct client *client, const struct row_board *board, char *out,
		    size_t out_size);
/* "at most 3 ideas each; 30 s between two; locked", or "". */
void board_view_rules(const struct row_board *board, char *out, size_t out_size);

/* What its people are asked to look at: "idea #3 'Path'"; "" if that is nothing. */
void board_view_focus(const struct client *client, const struct row_focus *focus, char *out,
		      size_t out_size);

#endif
