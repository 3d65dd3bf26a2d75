/* Amounts as .pb files have them: digits with a point or a comma before decimals, kept exactly. */
#ifndef BOGEN_CLI_PB_NUMBER_H
#define BOGEN_CLI_PB_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

struct pb_number {
	uint64_t digits; /* 12.5 is 125 of 1 decimal; no zeros at the end of decimals */
	uint32_t decimals;
};

enum pb_number_found {
	pb_number_good,
	pb_number_none, /* no number at all */
	pb_number_negative,
	pb_number_large,
	pb_number_fine /* more decimals than PB_DECIMALS_MAX */
};

/* `comma`: a comma before decimals will do too. */
enum pb_number_found pb_number_read(const char *text, bool comma, struct pb_number *number);

/* With more decimals; false if it is above `most`. */
bool pb_number_scale(struct pb_number number, uint32_t decimals, uint64_t most, uint64_t *out);
/* False if the sum is too large. */
bool pb_number_add(struct pb_number *sum, struct pb_number number);
int pb_number_compare(struct pb_number left, struct pb_number right);

#endif
