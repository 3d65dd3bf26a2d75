/* cmocka, with what it wants included before it. */
#ifndef BOGEN_TESTS_CONTRACT_TESTING_H
#define BOGEN_TESTS_CONTRACT_TESTING_H

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#endif
