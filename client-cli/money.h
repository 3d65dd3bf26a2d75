/* Sums of money as people write them: digits with a point or a comma before one or two decimals.
 * Travels and is kept in cents. Knows no currency. */
#ifndef BOGEN_CLI_MONEY_H
#define BOGEN_CLI_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MONEY_TEXT_BYTES 24u

/* "1234", "1234.5", "1234,50". False for anything else, "1.234" too: nobody can tell whether that
 * is a thousand, and for more than MONEY_MAX. */
bool money_read(const char *text, uint64_t *cents);

/* "1234.50"; without decimals where they are 0: "1234". */
void money_show(uint64_t cents, char out[MONEY_TEXT_BYTES]);

#endif
