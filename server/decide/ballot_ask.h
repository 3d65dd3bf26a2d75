/* What decisions ask of ballots: who may vote, which ideas are put to the vote. Knows rows only. */
#ifndef BOGEN_SERVER_DECIDE_BALLOT_ASK_H
#define BOGEN_SERVER_DECIDE_BALLOT_ASK_H

#include "server/decide/view.h"

/* Whether the person may vote in the ballot, as far as roles and boards go. */
bool ballot_has_voter(const struct view *view, const struct row_ballot *ballot,
		      const struct row_person *person);

/* How many people may vote in the ballot, or have; and how many towns count in its result. */
uint32_t ballot_count_eligible(const struct view *view, const struct row_ballot *ballot);
uint32_t ballot_count_towns(const struct view *view, const struct row_ballot *ballot);

/* Whether the idea stands where the ballot looks for its options, and whoever sees the ballot sees
 * the idea. */
bool ballot_fits_idea(const struct row_ballot *ballot, const struct row_idea *idea);

/* Whether an opinion of the idea belongs in the ballot; who sees it may say it, held back or not.
 */
bool ballot_fits_opinion(const struct row_ballot *ballot, const struct row_idea *idea);

/* Whether a ballot that is open (or, with `closed_too`, has been) has the idea among its options.
 */
bool ballot_holds_idea(const struct view *view, struct idea_id idea, bool closed_too,
		       struct row_ballot *which);

/* The next ballot after `ballot->id`, which is 0 at the beginning, that is held on the board or is
 * to ask its members. */
bool ballot_next_on_board(const struct view *view, struct board_id board,
			  struct row_ballot *ballot);

/* Whether votes are taken: the ballot is open, and neither session nor board is locked. */
enum err ballot_takes_votes(const struct view *view, const struct row_ballot *ballot,
			    struct changes *changes);

#endif
