/* Shares, their mean and their geometric mean, in billionths.
 *
 * Whole numbers only, so that every machine gets the same billionths: a result is frozen by one and
 * counted again by another. */
#ifndef BOGEN_SERVER_VOTING_SHARE_H
#define BOGEN_SERVER_VOTING_SHARE_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef unsigned __int128 share_wide;

/* `part` of `whole`, both counted in units of which a person has `unit`: 3 of 4 people are
 * {3, 4, 1}, a resistance of 12 among 4 is an acceptance of {28, 40, 10}. Nobody: {0, 0, unit}. */
struct share {
	uint64_t part, whole, unit;
};

/* Rounded, halves upwards; 0 of 0 is 0. */
uint64_t share_billionths(struct share share);
/* Exactly. False for 0 of 0. */
bool share_at_least(struct share share, uint64_t threshold, uint64_t of);
bool share_more_than_half(struct share share);

/* A mean of shares, exact to 10^-18 for each of them: shares that add up to a threshold are equal
 * to it. Starts as {0}. */
struct share_mean {
	share_wide sum; /* in 10^-18 */
	uint32_t count;
};

void share_mean_add(struct share_mean *mean, struct share share);
uint64_t share_mean_billionths(const struct share_mean *mean);
bool share_mean_at_least(const struct share_mean *mean, uint64_t threshold, uint64_t of);
bool share_mean_more_than_half(const struct share_mean *mean);

/* The geometric mean of (part + unit) / (whole + 2 unit). */
struct share_product {
	uint64_t digits; /* times 2 to the power of `exponent`; the highest bit is set */
	int64_t exponent;
	uint32_t count;
};

struct share_product share_product_none(void);
void share_product_times(struct share_product *product, struct share share);
/* Times the share of nobody, 1/2, as often as that. */
void share_product_halve(struct share_product *product, uint32_t count);
uint64_t share_product_billionths(const struct share_product *product);

#endif
