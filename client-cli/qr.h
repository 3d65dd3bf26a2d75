/* QR codes for a terminal, two rows to a line, by half blocks. */
#ifndef BOGEN_CLI_QR_H
#define BOGEN_CLI_QR_H

#include <stdbool.h>
#include <stdio.h>

/* Draws with the light modules as blocks. False if the text does not fit. */
bool qr_print(FILE *to, const char *text);

#endif
