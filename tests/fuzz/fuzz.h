/* What each fuzz target is: one function that libFuzzer, or replay.c without it, calls with bytes.
 * It aborts where a promise is broken. */
#ifndef BOGEN_TESTS_FUZZ_FUZZ_H
#define BOGEN_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size);

/* Aborts, saying what was promised. */
void fuzz_promise(int kept, const char *promise);

#endif
