#include "decide_urn.h"

#include <string.h>

#include "server/voting/voting.h"

/* ---- the running count ---- */

static const struct sheet *count_opinions(const void *context, uint32_t ballot)
{
	struct hall *hall = (struct hall *)(uintptr_t)context;
	struct row_ballot row = hall_ballot(hall, ballot);
	uint64_t voters = 0;
	uint32_t at = 0;
	sheet_free(hall->sheet);
	hall->sheet = sheet_new(&row);
	for (const struct row *next; (next = row_map_next(&hall->rows, &at));) {
		struct row_vote vote;
		if (next->kind != row_kind_vote || next->key[0] != ballot ||
		    !row_fields(next, &vote))
			continue;
		sheet_count_vote(hall->sheet, vote.town.n, vote.idea.n, vote.choice, 1);
		if (!(voters >> vote.person.n & 1))
			sheet_count_voter(hall->sheet, vote.town.n, 1);
		voters |= UINT64_C(1) << vote.person.n;
	}
	return hall->sheet;
}

/* ---- keys ---- */

struct keyed {
	uint32_t ballot, person;
	uint8_t nonce[SEAL_NONCE_BYTES];
};

static uint8_t stream_byte(const struct hall *hall, const struct keyed *keyed, size_t at)
{
	uint8_t from[sizeof *keyed + sizeof at], hash[32];
	memcpy(from, keyed, sizeof *keyed);
	memcpy(from + sizeof *keyed, &at, sizeof at);
	hall->view.sha256(from, sizeof from, hash);
	return hash[0];
}

static void tag_of(const struct hall *hall, const struct keyed *keyed, const uint8_t *plain,
		   size_t size, uint8_t tag[SEAL_TAG_BYTES])
{
	uint8_t from[sizeof *keyed + SEALED_BYTES_MAX], hash[32];
	assert_true(size <= SEALED_BYTES_MAX);
	memcpy(from, keyed, sizeof *keyed);
	memcpy(from + sizeof *keyed, plain, size);
	hall->view.sha256(from, sizeof *keyed + size, hash);
	memcpy(tag, hash, SEAL_TAG_BYTES);
}

static struct keyed keyed_of(uint32_t ballot, uint32_t person, const uint8_t *nonce)
{
	struct keyed keyed;
	memset(&keyed, 0, sizeof keyed);
	keyed.ballot = ballot;
	keyed.person = person;
	memcpy(keyed.nonce, nonce, SEAL_NONCE_BYTES);
	return keyed;
}

static bool seal(const void *context, uint32_t ballot, uint32_t person,
		 const uint8_t nonce[SEAL_NONCE_BYTES], const uint8_t *plain, size_t size,
		 uint8_t *sealed)
{
	const struct hall *hall = context;
	struct keyed keyed = keyed_of(ballot, person, nonce);
	if (!urn_has_key(hall, ballot))
		return false;
	memcpy(sealed, nonce, SEAL_NONCE_BYTES);
	for (size_t i = 0; i < size; i++)
		sealed[SEAL_NONCE_BYTES + i] = plain[i] ^ stream_byte(hall, &keyed, i);
	tag_of(hall, &keyed, plain, size, sealed + SEAL_NONCE_BYTES + size);
	return true;
}

static bool unseal(const void *context, uint32_t ballot, uint32_t person, struct bytes sealed,
		   uint8_t *plain)
{
	const struct hall *hall = context;
	struct keyed keyed = keyed_of(ballot, person, sealed.at);
	size_t size = sealed.size - SEAL_NONCE_BYTES - SEAL_TAG_BYTES;
	uint8_t tag[SEAL_TAG_BYTES];
	if (!urn_has_key(hall, ballot))
		return false;
	for (size_t i = 0; i < size; i++)
		plain[i] = sealed.at[SEAL_NONCE_BYTES + i] ^ stream_byte(hall, &keyed, i);
	tag_of(hall, &keyed, plain, size, tag);
	return memcmp(tag, sealed.at + SEAL_NONCE_BYTES + size, SEAL_TAG_BYTES) == 0;
}

bool urn_has_key(const struct hall *hall, uint32_t ballot)
{
	return hall->keys >> ballot & 1;
}

void urn_take_keys(struct hall *hall)
{
	if (hall->changes.key_made)
		hall->keys |= UINT64_C(1) << hall->changes.key_made;
	if (hall->changes.key_dropped)
		hall->keys &= ~(UINT64_C(1) << hall->changes.key_dropped);
}

void urn_furnish(struct hall *hall)
{
	hall->view.sheet = count_opinions;
	hall->view.seal = seal;
	hall->view.unseal = unseal;
	hall->view.keys_context = hall;
}

void urn_free(struct hall *hall)
{
	sheet_free(hall->sheet);
}
