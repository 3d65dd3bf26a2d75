/* The check number of a paper in a confidential ballot as people see it: 64 bits in 13 Crockford
 * characters, in groups, "2H7QA-0MZX-9K4T". */
#ifndef BOGEN_CLI_CHECK_NUMBER_H
#define BOGEN_CLI_CHECK_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/limits.h"

#define CHECK_TEXT_BYTES 16u /* 13 characters, two hyphens, the terminator */

void check_number_write(const uint8_t check[CHECK_BYTES], char out[CHECK_TEXT_BYTES]);
/* Any case, with or without hyphens and blanks. */
bool check_number_read(const char *text, uint8_t check[CHECK_BYTES]);

#endif
