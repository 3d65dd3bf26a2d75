/* A key's file: 8 bytes that say what it is, session and ballot (4 bytes each, the highest byte
 * first), the key, and SHA-256 over all of that. */
#include "keys.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/lists.h"
#include "server/log/rowsum.h"

static const uint8_t record_kind[8] = "BogenKey";

#define KEY_AT   (sizeof record_kind + 2 * ID_BYTES)
#define CHECK_AT (KEY_AT + KEY_BYTES)
_Static_assert(CHECK_AT + LOG_HASH_BYTES == KEY_RECORD_BYTES, "the record's size");

static struct key *find(const struct keys *keys, uint32_t ballot)
{
	for (uint32_t i = 0; i < keys->count; i++)
		if (keys->at[i].ballot == ballot)
			return &keys->at[i];
	return NULL;
}

const struct key *keys_find(const struct keys *keys, uint32_t ballot)
{
	return find(keys, ballot);
}

/* Never by realloc(), which may leave a copy behind. */
static void make_room(struct keys *keys)
{
	if (keys->count < keys->room)
		return;
	uint32_t room = keys->room ? keys->room * 2 : 4;
	struct key *at = calloc(room, sizeof *at);
	if (!at)
		abort();
	if (keys->count > 0) {
		memcpy(at, keys->at, keys->count * sizeof *at);
		explicit_bzero(keys->at, keys->count * sizeof *at);
	}
	free(keys->at);
	keys->at = at;
	keys->room = room;
}

void keys_put(struct keys *keys, const struct key *key)
{
	struct key *place = find(keys, key->ballot);
	if (!place) {
		make_room(keys);
		place = &keys->at[keys->count++];
	}
	*place = *key;
}

void keys_remove(struct keys *keys, uint32_t ballot)
{
	struct key *place = find(keys, ballot);
	if (!place)
		return;
	struct key *last = &keys->at[--keys->count];
	*place = *last;
	explicit_bzero(last, sizeof *last);
}

void keys_clear(struct keys *keys)
{
	if (keys->at)
		explicit_bzero(keys->at, keys->room * sizeof *keys->at);
	free(keys->at);
	*keys = (struct keys){0};
}

void key_record_write(struct session_id session, const struct key *key,
		      uint8_t record[KEY_RECORD_BYTES])
{
	memcpy(record, record_kind, sizeof record_kind);
	id_write(record + sizeof record_kind, session.n);
	id_write(record + sizeof record_kind + ID_BYTES, key->ballot);
	memcpy(record + KEY_AT, key->bytes, KEY_BYTES);
	rowsum_hash(record, CHECK_AT, record + CHECK_AT);
}

bool key_record_read(struct bytes record, struct session_id session, uint32_t ballot,
		     struct key *key)
{
	uint8_t expected[KEY_RECORD_BYTES];
	if (record.size != KEY_RECORD_BYTES)
		return false;
	*key = (struct key){.ballot = ballot};
	memcpy(key->bytes, record.at + KEY_AT, KEY_BYTES);
	key_record_write(session, key, expected);
	bool same = memcmp(expected, record.at, sizeof expected) == 0;
	explicit_bzero(expected, sizeof expected);
	if (!same)
		explicit_bzero(key, sizeof *key);
	return same;
}
