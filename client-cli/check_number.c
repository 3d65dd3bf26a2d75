#include "client-cli/check_number.h"

#include <stdio.h>
#include <string.h>

#include "protocol/link.h"

/* The lower 40 bits are written as a join code is; the upper 24 bits in five characters, as the end
 * of one. */
#define LOWER_BITS  40
#define UPPER_CHARS 5u
#define ALL_CHARS   (UPPER_CHARS + CODE_CHARACTERS)

void check_number_write(const uint8_t check[CHECK_BYTES], char out[CHECK_TEXT_BYTES])
{
	char upper[CODE_CHARACTERS + 1], lower[CODE_CHARACTERS + 1];
	uint64_t bits = 0;
	for (uint32_t i = 0; i < CHECK_BYTES; i++)
		bits = bits << 8 | check[i];
	code_write(bits >> LOWER_BITS, upper);
	code_write(bits & ((UINT64_C(1) << LOWER_BITS) - 1), lower);
	snprintf(out, CHECK_TEXT_BYTES, "%s-%.4s-%s", upper + CODE_CHARACTERS - UPPER_CHARS, lower,
		 lower + 4);
}

bool check_number_read(const char *text, uint8_t check[CHECK_BYTES])
{
	char all[ALL_CHARS + 1], padded[CODE_CHARACTERS + 1];
	uint64_t upper, lower;
	uint32_t count = 0;
	for (; *text; text++) {
		if (*text == '-' || *text == ' ')
			continue;
		if (count == ALL_CHARS)
			return false;
		all[count++] = *text;
	}
	if (count != ALL_CHARS)
		return false;
	all[count] = '\0';
	snprintf(padded, sizeof padded, "000%.5s", all);
	if (!code_read(padded, CODE_CHARACTERS, &upper) || upper >> (64 - LOWER_BITS) ||
	    !code_read(all + UPPER_CHARS, CODE_CHARACTERS, &lower))
		return false;
	uint64_t bits = upper << LOWER_BITS | lower;
	for (uint32_t i = 0; i < CHECK_BYTES; i++)
		check[i] = (uint8_t)(bits >> (8 * (CHECK_BYTES - 1 - i)));
	return true;
}
