/* One run of Equal Shares at given endowments, exactly.
 *
 * How it is exact. A voter who could always pay the full price has left
 *     endowment − Σ utility · price      over the supported projects bought,
 * and one who could not has nothing. So all that is ever needed to the last digit are the prices,
 * one for each project bought: a price is
 *     (cost − what those who cannot pay it in full have left) / utility of the others,
 * in which both sums are whole-number combinations of endowments and earlier prices. They are kept
 * as GMP integers over one common denominator.
 *
 * How it is fast nevertheless. Beside that, everybody's money is kept in 64 bits, in units of
 * 2^-shift, each endowment and price rounded down. With U the sum of the largest utilities of the
 * projects bought so far, what somebody truly has left lies in
 *     [money − U, money + 1)
 * because an endowment loses less than one unit and each price is too small by less than one. From
 * the upper end follows a lower bound of each project's price. A project whose bound is above the
 * exact price of another cannot be next, and most never need more than that; only those that could
 * be are computed exactly and compared as fractions. Prices of a project never fall within a run,
 * because money only becomes less, so a bound stays one. Whether a voter can pay in full is decided
 * by the 64 bits where the interval allows it, else exactly.
 *
 * What two runs say about those between. Run the same order of purchases with larger endowments:
 * everybody has at least as much left after each purchase, and each price is at most what it was.
 * (By induction over purchases: Σ min(left, utility · price) = cost, so with more left the price
 * falls or stays, and max(left − utility · price, 0) rises or stays.) So if a later run buys in the
 * same order as an earlier one, and at each purchase every other project's price in the *later* run
 * is above the price that was paid in the *earlier* one, then all runs with endowments between
 * theirs buy in that order too, and what is not affordable at the end of the later run is not
 * affordable in them.
 *
 * Prices that fall side by side would need many small steps that way, so there is a second bound.
 * By the same induction whoever could pay in full still can with more, so if both runs had equally
 * many poor at each purchase so far they had the same, and what everybody has left is a straight
 * line between the two runs. A price then is a convex function of the endowment, because Σ
 * min(left, utility · price) is concave in both. So the price that was paid lies below its chord,
 * and any other project's price above (cost − what the poor of the later run have left) / utility
 * of the others, which is a straight line through its price in the later run. Two straight lines
 * need to be compared at the ends only: at the later end the project was not bought; at the earlier
 * one the line must be above what was paid.
 *
 * budget_run_at() reports this as "same". Between two changes of who is poor or what is bought
 * first, steps of any length are proven, and there are finitely many such changes however large the
 * amounts are. */
#ifndef BOGEN_SERVER_VOTING_BUDGET_RUN_H
#define BOGEN_SERVER_VOTING_BUDGET_RUN_H

#include "server/voting/budget_case.h"

struct budget_run;

/* Borrows the case. Returns owned. */
struct budget_run *budget_run_new(const struct budget_case *of);
void budget_run_free(struct budget_run *run);

/* Runs with these endowments (numerators by purse over one denominator). `before`, if not NULL, is
 * a finished run with everybody's smaller by the same amount, over the same denominator; true if
 * all runs between the two buy the same in the same order. With `or_stop` the run is given up as
 * soon as that is not sure, and holds nothing then. */
bool budget_run_at(struct budget_run *run, mpz_t *endowments, const mpz_t whole,
		   const struct budget_run *before, bool or_stop);

/* What was bought, in order. */
const uint32_t *budget_run_winners(const struct budget_run *run, uint32_t *count);
uint64_t budget_run_cost(const struct budget_run *run);
bool budget_run_bought(const struct budget_run *run, uint32_t project);

#endif
