#include "client-cli/pb_number.h"

#include "client-cli/pb_file.h"

#define DIGITS_MAX UINT64_C(1000000000000000000)

static bool is_digit(char character)
{
	return character >= '0' && character <= '9';
}

enum pb_number_found pb_number_read(const char *text, bool comma, struct pb_number *number)
{
	bool negative = text[0] == '-', behind = false, any = false, large = false, fine = false;
	uint32_t zeros = 0;
	*number = (struct pb_number){0};
	if (negative || text[0] == '+')
		text++;
	for (; *text; text++) {
		if (!behind && (*text == '.' || (comma && *text == ','))) {
			behind = true;
			continue;
		}
		if (!is_digit(*text))
			return pb_number_none;
		any = true;
		/* Zeros at the end of decimals say nothing. */
		if (behind && *text == '0') {
			zeros++;
			continue;
		}
		for (uint32_t i = 0; i <= zeros && !fine && !large; i++) {
			large = number->digits >= DIGITS_MAX;
			fine = behind && number->decimals == PB_DECIMALS_MAX;
			number->digits =
				number->digits * 10 + (i == zeros ? (uint64_t)(*text - '0') : 0);
			number->decimals += behind;
		}
		zeros = 0;
	}
	if (!any)
		return pb_number_none;
	if (negative && number->digits > 0)
		return pb_number_negative;
	if (large)
		return pb_number_large;
	return fine ? pb_number_fine : pb_number_good;
}

bool pb_number_scale(struct pb_number number, uint32_t decimals, uint64_t most, uint64_t *out)
{
	*out = number.digits;
	for (uint32_t i = number.decimals; i < decimals; i++)
		if (__builtin_mul_overflow(*out, 10u, out))
			return false;
	return *out <= most;
}

bool pb_number_add(struct pb_number *sum, struct pb_number number)
{
	uint32_t decimals = sum->decimals > number.decimals ? sum->decimals : number.decimals;
	uint64_t left, right;
	if (!pb_number_scale(*sum, decimals, UINT64_MAX, &left) ||
	    !pb_number_scale(number, decimals, UINT64_MAX, &right))
		return false;
	sum->decimals = decimals;
	return !__builtin_add_overflow(left, right, &sum->digits);
}

int pb_number_compare(struct pb_number left, struct pb_number right)
{
	__extension__ unsigned __int128 a = left.digits, b = right.digits;
	for (uint32_t i = left.decimals; i < right.decimals; i++)
		a *= 10;
	for (uint32_t i = right.decimals; i < left.decimals; i++)
		b *= 10;
	return (a > b) - (a < b);
}
