/* The rules by which opinions become a ranking across towns. Pure arithmetic.
 *
 * In town t, a_t of the n_t people who answered agree (a pass is an answer). See "Measures across
 * towns" in the documentation:
 *
 *   people      one person, one vote: sum of a_t / sum of n_t; who belongs to no town counts too
 *   towns       towns are equal: the mean of a_t / n_t over the towns in which anybody answered
 *   every-town  carried in every town: (product of (a_t + 1) / (n_t + 2)) ^ (1 / T) over all T
 *               towns; a town in which nobody answered counts as undecided, 1/2 */
#ifndef BOGEN_CLI_RULE_H
#define BOGEN_CLI_RULE_H

#include <stdbool.h>
#include <stdint.h>

enum town_rule { town_rule_people, town_rule_towns, town_rule_every_town, rules_end };

/* "people", "towns", "every-town". */
extern const char *const rule_names[rules_end];
/* A sentence for people. */
extern const char *const rule_sentences[rules_end];
bool rule_read(const char *name, enum town_rule *rule);

struct counts {
	uint64_t agree, disagree, pass;
};

uint64_t counts_answers(struct counts counts);

/* `towns[i]` for each of the session's towns, `elsewhere` for people of no town. 0 … 1; 0 if nobody
 * has answered. */
double rule_score(enum town_rule rule, const struct counts *towns, uint32_t town_count,
		  struct counts elsewhere);

/* The smallest a_t / n_t over the towns in which anybody answered; 0 if nobody did. */
double rule_least_share(const struct counts *towns, uint32_t town_count);
/* In how many towns more than half of those who answered agree. */
uint32_t rule_carried(const struct counts *towns, uint32_t town_count);

/* Ranks scores that are sorted from high to low: equal ones share a rank and the next rank is left
 * out as often (1, 2, 2, 4). */
void rule_ranks(const double *scores, uint32_t count, uint32_t *ranks);
/* Whether two scores are equal but for rounding. */
bool rule_equal(double a, double b);

#endif
