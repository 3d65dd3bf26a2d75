#include "server/voting/share.h"

#include <stddef.h>

#include "protocol/limits.h"

#define FINE UINT64_C(1000000000000000000)

uint64_t share_billionths(struct share share)
{
	if (share.whole == 0)
		return 0;
	uint64_t part = share.part < share.whole ? share.part : share.whole;
	return (uint64_t)(((share_wide)part * 2 * SCORE_ONE + share.whole) /
			  ((share_wide)share.whole * 2));
}

bool share_at_least(struct share share, uint64_t threshold, uint64_t of)
{
	return share.whole > 0 &&
	       (share_wide)share.part * of >= (share_wide)threshold * share.whole;
}

bool share_more_than_half(struct share share)
{
	return (share_wide)share.part * 2 > share.whole;
}

/* ---- the mean ---- */

void share_mean_add(struct share_mean *mean, struct share share)
{
	if (share.whole == 0)
		return;
	uint64_t part = share.part < share.whole ? share.part : share.whole;
	mean->sum += (share_wide)part * FINE / share.whole;
	mean->count++;
}

/* Each share was rounded down by less than 1, so that the true sum is less than `count` above: what
 * is that near to a half is one. */
uint64_t share_mean_billionths(const struct share_mean *mean)
{
	if (mean->count == 0)
		return 0;
	share_wide billionth = (share_wide)mean->count * (FINE / SCORE_ONE);
	return (uint64_t)((mean->sum + mean->count + billionth / 2) / billionth);
}

bool share_mean_at_least(const struct share_mean *mean, uint64_t threshold, uint64_t of)
{
	return mean->count > 0 &&
	       (mean->sum + mean->count) * of > (share_wide)threshold * mean->count * FINE;
}

bool share_mean_more_than_half(const struct share_mean *mean)
{
	return mean->sum * 2 > (share_wide)mean->count * FINE;
}

/* ---- the geometric mean ---- */

/* `wide` times 2 to the power of `exponent`, cut to 64 binary digits; `wide` is not 0. */
static void keep_digits(struct share_product *product, share_wide wide, int64_t exponent)
{
	uint64_t high = (uint64_t)(wide >> 64);
	int zeros = high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)wide);
	int shift = 64 - zeros;
	product->digits = (uint64_t)(shift >= 0 ? wide >> shift : wide << -shift);
	product->exponent = exponent + shift;
}

static void times(struct share_product *product, uint64_t digits, int64_t exponent)
{
	keep_digits(product, (share_wide)product->digits * digits, product->exponent + exponent);
}

static void over(struct share_product *product, uint64_t divisor)
{
	keep_digits(product, ((share_wide)product->digits << 64) / divisor, product->exponent - 64);
}

struct share_product share_product_none(void)
{
	return (struct share_product){UINT64_C(1) << 63, -63, 0};
}

void share_product_times(struct share_product *product, struct share share)
{
	uint64_t part = share.part < share.whole ? share.part : share.whole;
	times(product, part + share.unit, 0);
	over(product, share.whole + 2 * share.unit);
	product->count++;
}

void share_product_halve(struct share_product *product, uint32_t count)
{
	product->exponent -= count;
	product->count += count;
}

/* base to the power of `exponent`; base is not 0. */
static struct share_product power(uint64_t base, uint32_t exponent)
{
	struct share_product result = share_product_none(), square = share_product_none();
	times(&square, base, 0);
	for (; exponent > 0; exponent >>= 1) {
		if (exponent & 1)
			times(&result, square.digits, square.exponent);
		times(&square, square.digits, square.exponent);
	}
	return result;
}

static bool at_most(const struct share_product *left, const struct share_product *right)
{
	if (left->exponent != right->exponent)
		return left->exponent < right->exponent;
	return left->digits <= right->digits;
}

/* The largest s with (s - 1/2)^count <= product * (10^9)^count, both sides times 2^count. */
uint64_t share_product_billionths(const struct share_product *product)
{
	if (product->count == 0)
		return 0;
	struct share_product scaled = power(2 * SCORE_ONE, product->count);
	times(&scaled, product->digits, product->exponent);
	uint64_t low = 0, high = SCORE_ONE;
	while (low < high) {
		uint64_t middle = (low + high + 1) / 2;
		struct share_product guess = power(2 * middle - 1, product->count);
		if (at_most(&guess, &scaled))
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}
