#include "client-cli/money.h"

#include <stdio.h>

#include "protocol/limits.h"

bool money_read(const char *text, uint64_t *cents)
{
	uint64_t value = 0;
	uint32_t digits = 0, decimals = 0;
	bool point = false;
	for (; *text; text++) {
		if ((*text == '.' || *text == ',') && !point && digits > 0) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || (point && ++decimals > 2))
			return false;
		digits++;
		value = value * 10 + (uint64_t)(*text - '0');
		if (value > MONEY_MAX)
			return false;
	}
	if (digits == 0 || (point && decimals == 0))
		return false;
	for (; decimals < 2; decimals++)
		value *= 10;
	*cents = value;
	return value <= MONEY_MAX;
}

void money_show(uint64_t cents, char out[MONEY_TEXT_BYTES])
{
	if (cents % 100)
		snprintf(out, MONEY_TEXT_BYTES, "%llu.%02u", (unsigned long long)(cents / 100),
			 (unsigned)(cents % 100));
	else
		snprintf(out, MONEY_TEXT_BYTES, "%llu", (unsigned long long)(cents / 100));
}
