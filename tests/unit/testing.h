/* What cmocka wants included in front of it. */
#ifndef BOGEN_TESTS_UNIT_TESTING_H
#define BOGEN_TESTS_UNIT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A test whose name is a claim: a sentence, quoting the rule where there is one. */
#define CLAIM(sentence, function)                                                                  \
	{                                                                                          \
		.name = (sentence), .test_func = (function)                                        \
	}

#endif
