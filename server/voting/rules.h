/* The rules across towns: scores, ranks, and the cut behind the last place. */
#ifndef BOGEN_SERVER_VOTING_RULES_H
#define BOGEN_SERVER_VOTING_RULES_H

#include <stdint.h>

struct conclusion;
struct standing;

/* Fills the scores of one option (by its index) under all three rules, and its `least`. */
uint64_t rules_score(const struct conclusion *conclusion, uint32_t index);

/* Ranks by a key: the higher the better, equals share a rank and the next is left out as often. */
void rules_rank(const uint64_t *keys, uint32_t count, uint32_t *ranks);

/* Leaves those carried that are among the best `places` of the carried; where equals stand on both
 * sides of the cut, all of them are tied, and who is behind is lost. */
void rules_cut(struct standing *standings, uint32_t count, uint32_t places);

#endif
