/* One ranking on a sheet, and the Schulze method over many. */
#ifndef BOGEN_SERVER_VOTING_RANKING_H
#define BOGEN_SERVER_VOTING_RANKING_H

#include <stdint.h>

#include "server/voting/sheet.h"

/* Puts the options in order by `rank`; those left out come last, side by side. */
void ranking_sort(struct sheet_sorting *sorting, uint32_t count);
/* Counts whom each option of the sorted paper is preferred to: wins[option * count + other]. */
void ranking_count_wins(const struct sheet_sorting *sorting, uint32_t count, uint32_t *wins,
			uint64_t step);
/* Twice the Borda points of an option: m - 1 for the first of m, 0 for the last; equals share
 * the mean of their places, which doubling makes a whole number. */
uint64_t ranking_points(const struct sheet_sorting *sorting, uint32_t count, uint32_t option);

/* By how many options each is beaten in the Schulze method with winning votes: a path from one
 * option to another is as strong as the weakest of its pairwise victories, and an option beats
 * another if its strongest path there is stronger than the strongest one back (M. Schulze, "A new
 * monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
 * method", 2011). `wins` as above, in any unit. */
void ranking_schulze(const uint32_t *wins, uint32_t count, uint32_t *beaten_by);

/* The pairwise preferences of all towns together. Returns owned. */
uint32_t *ranking_wins_all(const struct sheet *sheet);

#endif
