/* Numbers that look random and are the same in every run. */
#ifndef BOGEN_TESTS_CONTRACT_RANDOM_H
#define BOGEN_TESTS_CONTRACT_RANDOM_H

#include <stdint.h>

static inline uint32_t random_below(uint64_t *seed, uint32_t end)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33) % end;
}

#endif
