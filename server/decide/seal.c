#include "server/decide/seal.h"

#include "server/voting/voting.h"

#define VALUE_BYTES 2u
#define VALUE_NONE  0xFFFFu

#define PLAIN_BYTES_MAX (CHECK_BYTES + VALUE_BYTES * (BALLOT_OPTIONS_MAX + 1u))

static uint32_t plain_size(const struct row_ballot *ballot)
{
	return CHECK_BYTES + VALUE_BYTES * voting_option_count(ballot);
}

/* Where a paper's choices stand, by option: five hundred options are not each looked for in a list
 * of five hundred. On the stack, so that nothing of it is left. */
#define LOOKUP_SLOTS 2048u
struct lookup {
	struct pairs choices;
	uint16_t place[LOOKUP_SLOTS]; /* index of a choice and 1; 0: free */
};

/* The slot of the option's choice, or the free one where it would go. */
static uint16_t *slot_of(struct lookup *lookup, uint32_t option)
{
	uint32_t at = (option * UINT32_C(0x9E3779B9)) >> 21;
	while (lookup->place[at] && pairs_get(lookup->choices, lookup->place[at] - 1u).id != option)
		at = (at + 1) % LOOKUP_SLOTS;
	return &lookup->place[at];
}

static void lookup_make(struct lookup *lookup, struct pairs choices)
{
	*lookup = (struct lookup){.choices = choices};
	for (uint32_t i = 0; i < choices.count; i++)
		*slot_of(lookup, pairs_get(choices, i).id) = (uint16_t)(i + 1);
}

static unsigned lookup_value(struct lookup *lookup, uint32_t option)
{
	uint16_t place = *slot_of(lookup, option);
	return place ? (unsigned)pairs_get(lookup->choices, place - 1u).number : VALUE_NONE;
}

uint32_t seal_paper(const struct view *view, const struct row_ballot *ballot,
		    struct person_id person, struct bytes check, struct pairs choices,
		    uint8_t sealed[SEALED_BYTES_MAX])
{
	uint8_t plain[PLAIN_BYTES_MAX];
	struct lookup lookup;
	uint32_t size = plain_size(ballot);
	if (!view->seal)
		return 0;
	memcpy(plain, check.at, CHECK_BYTES);
	lookup_make(&lookup, choices);
	for (uint32_t i = 0; i < voting_option_count(ballot); i++) {
		unsigned value = lookup_value(&lookup, voting_option(ballot, i));
		plain[CHECK_BYTES + VALUE_BYTES * i] = (uint8_t)(value >> 8);
		plain[CHECK_BYTES + VALUE_BYTES * i + 1] = (uint8_t)value;
	}
	bool ok = view->seal(view->keys_context, ballot->id.n, person.n, view->random, plain, size,
			     sealed);
	explicit_bzero(plain, sizeof plain);
	explicit_bzero(&lookup, sizeof lookup);
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
