#include "server/decide/seal.h"

#include "server/voting/voting.h"

#define VALUE_BYTES 2u
#define VALUE_NONE  0xFFFFu

#define PLAIN_BYTES_MAX (CHECK_BYTES + VALUE_BYTES * (BALLOT_OPTIONS_MAX + 1u))

static uint32_t plain_size(const struct row_ballot *ballot)
{
	return CHECK_BYTES + VALUE_BYTES * voting_option_count(ballot);
}

uint32_t seal_paper(const struct view *view, const struct row_ballot *ballot,
		    struct person_id person, struct bytes check, struct pairs choices,
		    uint8_t sealed[SEALED_BYTES_MAX])
{
	uint8_t plain[PLAIN_BYTES_MAX];
	uint32_t size = plain_size(ballot);
	if (!view->seal)
		return 0;
	memcpy(plain, check.at, CHECK_BYTES);
	for (uint32_t i = 0; i < voting_option_count(ballot); i++) {
		struct pair pair;
		bool named = pairs_find(choices, voting_option(ballot, i), &pair);
		unsigned value = named ? (unsigned)pair.number : VALUE_NONE;
		plain[CHECK_BYTES + VALUE_BYTES * i] = (uint8_t)(value >> 8);
		plain[CHECK_BYTES + VALUE_BYTES * i + 1] = (uint8_t)value;
	}
	bool ok = view->seal(view->keys_context, ballot->id.n, person.n, view->random, plain, size,
			     sealed);
	explicit_bzero(plain, sizeof plain);
	return ok ? SEAL_NONCE_BYTES + size + SEAL_TAG_BYTES : 0;
}

bool unseal_paper(const struct view *view, const struct row_ballot *ballot, struct person_id person,
		  struct bytes sealed, struct unsealed *out)
{
	uint8_t plain[PLAIN_BYTES_MAX];
	uint32_t size = plain_size(ballot);
	if (!view->unseal || sealed.size != SEAL_NONCE_BYTES + size + SEAL_TAG_BYTES ||
	    !view->unseal(view->keys_context, ballot->id.n, person.n, sealed, plain))
		return false;
	memcpy(out->check, plain, CHECK_BYTES);
	out->count = 0;
	for (uint32_t i = 0; i < voting_option_count(ballot); i++) {
		const uint8_t *at = plain + CHECK_BYTES + VALUE_BYTES * i;
		unsigned value = (unsigned)at[0] << 8 | at[1];
		if (value == VALUE_NONE)
			continue;
		pair_write(out->choices + (size_t)PAIR_BYTES * out->count++,
			   (struct pair){voting_option(ballot, i), value});
	}
	explicit_bzero(plain, sizeof plain);
	return true;
}
