#include "session_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/view.h" /* ROW_KEY */

_Static_assert(CIPHER_KEY_BYTES == KEY_BYTES && CIPHER_NONCE_BYTES == SEAL_NONCE_BYTES &&
		       CIPHER_TAG_BYTES == SEAL_TAG_BYTES,
	       "a key is the cipher's, and so are nonce and tag");

/* ---- reading a session ---- */

static bool needs_key(const struct session *session, uint32_t id)
{
	struct row_ballot ballot;
	return state_get(session->state, row_kind_ballot, ROW_KEY(id), &ballot) &&
	       ballot.state == ballot_state_open && ballot.secrecy == secrecy_confidential;
}

static void destroy(struct core *core, struct session_id session, uint32_t ballot)
{
	struct disk_message *message = disk_message_new(disk_message_drop_key);
	message->drop_key = (struct disk_drop_key){.session = session, .ballot = ballot};
	core->env.to_disk(core->env.context, message);
}

void session_keys_load(struct session *session, const struct disk_load *load)
{
	keys_clear(&session->keys);
	for (uint32_t i = 0; i < load->keys.count; i++) {
		const struct disk_key *file = &load->keys.at[i];
		struct bytes record = {file->record, file->size};
		struct key key;
		if (!needs_key(session, file->ballot)) {
			destroy(session->core, session->id, file->ballot);
		} else if (key_record_read(record, session->id, file->ballot, &key)) {
			keys_put(&session->keys, &key);
			explicit_bzero(&key, sizeof key);
		}
	}
}

uint32_t session_next_lost_key(const struct session *session, uint32_t after)
{
	for (uint32_t id = after + 1; id <= session->state->id_max[row_kind_ballot]; id++)
		if (needs_key(session, id) && !keys_find(&session->keys, id))
			return id;
	return 0;
}

/* ---- in a batch ---- */

void session_key_make(struct session *session, uint32_t ballot)
{
	const struct core *core = session->core;
	struct key key = {.ballot = ballot, .pending = true};
	core->env.random(core->env.context, key.bytes, sizeof key.bytes);
	keys_put(&session->keys, &key);
	explicit_bzero(&key, sizeof key);
}

void session_key_drop(struct session *session, uint32_t ballot)
{
	struct batch *batch = &session->batch;
	size_t count = batch->keys_dropped_count + 1u;
	batch->keys_dropped = realloc(batch->keys_dropped, count * sizeof *batch->keys_dropped);
	if (!batch->keys_dropped)
		abort();
	batch->keys_dropped[batch->keys_dropped_count++] = ballot;
}

void session_keys_send(const struct session *session, struct disk_append *append)
{
	const struct batch *batch = &session->batch;
	for (uint32_t i = 0; i < session->keys.count; i++) {
		const struct key *key = &session->keys.at[i];
		struct disk_key file = {
			.session = session->id, .ballot = key->ballot, .size = KEY_RECORD_BYTES};
		if (!key->pending)
			continue;
		key_record_write(session->id, key, file.record);
		disk_keys_add(&append->keys_made, &file);
		explicit_bzero(&file, sizeof file);
	}
	if (batch->keys_dropped_count == 0)
		return;
	append->keys_dropped = calloc(batch->keys_dropped_count, sizeof *append->keys_dropped);
	if (!append->keys_dropped)
		abort();
	memcpy(append->keys_dropped, batch->keys_dropped,
	       batch->keys_dropped_count * sizeof *append->keys_dropped);
	append->keys_dropped_count = batch->keys_dropped_count;
}

/* From the end: removing puts the last in the place of what goes. */
static void settle_pending(struct keys *keys, bool appended)
{
	for (uint32_t i = keys->count; i-- > 0;) {
		if (!keys->at[i].pending)
			continue;
		keys->at[i].pending = false;
		if (!appended)
			keys_remove(keys, keys->at[i].ballot);
	}
}

void session_keys_settle(struct session *session, bool appended)
{
	struct batch *batch = &session->batch;
	settle_pending(&session->keys, appended);
	for (uint32_t i = 0; appended && i < batch->keys_dropped_count; i++)
		keys_remove(&session->keys, batch->keys_dropped[i]);
	batch->keys_dropped_count = 0;
}

/* ---- sealing ---- */

#define ABOUT_BYTES (3u * ID_BYTES)

/* A paper opens in its own place only: a copy in another person's row, ballot or session is no
 * paper. */
static void write_about(const struct session *session, uint32_t ballot, uint32_t person,
			uint8_t about[ABOUT_BYTES])
{
	id_write(about, session->id.n);
	id_write(about + ID_BYTES, ballot);
	id_write(about + 2 * ID_BYTES, person);
}

bool session_seal(const void *context, uint32_t ballot, uint32_t person,
		  const uint8_t nonce[CIPHER_NONCE_BYTES], const uint8_t *plain, size_t size,
		  uint8_t *sealed)
{
	const struct session *session = context;
	const struct key *key = keys_find(&session->keys, ballot);
	uint8_t about[ABOUT_BYTES];
	if (!key)
		return false;
	write_about(session, ballot, person, about);
	cipher_seal(key->bytes, nonce, (struct bytes){about, sizeof about}, plain, size, sealed);
	return true;
}

bool session_unseal(const void *context, uint32_t ballot, uint32_t person, struct bytes sealed,
		    uint8_t *plain)
{
	const struct session *session = context;
	const struct key *key = keys_find(&session->keys, ballot);
	uint8_t about[ABOUT_BYTES];
	if (!key)
		return false;
	write_about(session, ballot, person, about);
	return cipher_open(key->bytes, (struct bytes){about, sizeof about}, sealed, plain);
}

/* ---- at the process's start ---- */

void core_take_keys(struct core *core, struct disk_key_list *list)
{
	char line[sizeof list->failure.message + 64];
	core->under_way--;
	core->key_list = list;
	if (list->ok)
		return;
	snprintf(line, sizeof line, "keys of closed ballots may be left: %s",
		 list->failure.message);
	core->env.report(core->env.context, false, line);
}

/* Reading a session settles what becomes of its keys; one that is not listed has none to keep. */
void core_settle_keys(struct core *core)
{
	struct disk_key_list *list = core->key_list;
	if (!list || !core->sessions[DIRECTORY]->loaded)
		return;
	core->key_list = NULL;
	for (uint32_t i = 0; i < list->keys.count; i++) {
		const struct disk_key *file = &list->keys.at[i];
		if (file->session.n == DIRECTORY || !session_open(core, file->session))
			destroy(core, file->session, file->ballot);
	}
	disk_key_list_free(list);
}
