#include "message.h"

#include <stdlib.h>
#include <string.h>

#include "server/core/arena.h"
#include "server/core/disk.h"

static void *zeroed(size_t size)
{
	void *memory = calloc(1, size);
	if (!memory)
		abort();
	return memory;
}

struct packet *packet_new(const void *bytes, size_t size)
{
	struct packet *packet = malloc(sizeof *packet + size);
	if (!packet)
		abort();
	packet->size = size;
	if (size > 0)
		memcpy(packet->bytes, bytes, size);
	return packet;
}

/* ---- to the core ---- */

struct core_message *core_message_new(enum core_message_kind kind)
{
	struct core_message *message = zeroed(sizeof *message);
	message->kind = kind;
	return message;
}

/* What somebody chose stays in memory no longer than it must. */
static void free_command(struct core_command *command)
{
	if (command->kind == command_kind_cast && command->storage)
		explicit_bzero(command->storage, command->body.size);
	free(command->args);
	free(command->storage);
}

void core_message_free(struct core_message *message)
{
	if (!message)
		return;
	switch (message->kind) {
	case core_message_command:
		free_command(&message->command);
		break;
	case core_message_loaded:
		disk_load_free(message->load);
		break;
	case core_message_appended:
		disk_append_free(message->append);
		break;
	case core_message_keys:
		disk_key_list_free(message->keys);
		break;
	default:
		break;
	}
	free(message);
}

/* Copies what a text or bytes field points to into the storage; the limits of `hello` fit there. */
static const void *store(struct core_hello *hello, size_t *used, const void *at, size_t size)
{
	uint8_t *to = hello->storage + *used;
	if (size > 0)
		memcpy(to, at, size);
	*used += size;
	return to;
}

struct core_message *core_message_of_hello(struct conn_id conn, const struct frame_hello *frame)
{
	struct core_message *message = core_message_new(core_message_hello);
	struct core_hello *hello = &message->hello;
	size_t used = 0;
	message->conn = conn;
	hello->frame = *frame;
	hello->frame.code.at = store(hello, &used, frame->code.at, frame->code.size);
	hello->frame.token.at = store(hello, &used, frame->token.at, frame->token.size);
	hello->frame.cursor.at = store(hello, &used, frame->cursor.at, frame->cursor.size);
	hello->frame.client.at = store(hello, &used, frame->client.at, frame->client.size);
	return message;
}

struct core_message *core_message_of_command(struct conn_id conn, struct bytes whole)
{
	struct codec_reader *reader = codec_reader_new();
	struct core_message *message = NULL;
	union any_command args;
	struct frame frame;
	uint8_t *storage = zeroed(whole.size + 1u);
	memcpy(storage, whole.at, whole.size);
	if (codec_reader_start(reader, storage, whole.size) ||
	    codec_reader_next(reader, &frame) != codec_next_frame ||
	    frame.kind != frame_kind_command)
		goto out;

	message = core_message_new(core_message_command);
	struct core_command *command = &message->command;
	message->conn = conn;
	command->number = frame.command.number;
	command->kind = (enum command_kind)frame.command.kind;
	command->refusal = codec_reader_command(reader, &args, &command->field);
	command->body = (struct bytes){storage, whole.size};
	command->storage = storage;
	storage = NULL;
	if (!command->refusal) {
		size_t size = command_shapes[command->kind].size;
		command->args = zeroed(size);
		memcpy(command->args, &args, size);
	}
out:
	free(storage);
	codec_reader_free(reader);
	return message;
}

/* ---- to an edge ---- */

struct edge_message *edge_message_new(enum edge_message_kind kind)
{
	struct edge_message *message = zeroed(sizeof *message);
	message->kind = kind;
	return message;
}

void edge_message_free(struct edge_message *message)
{
	if (!message)
		return;
	for (uint32_t i = 0; i < message->list_packet_count; i++)
		free(message->list_packets[i].packet);
	free(message->list_packets);
	free(message->only);
	free(message->packet);
	free(message);
}

/* ---- to the disk ---- */

struct disk_message *disk_message_new(enum disk_message_kind kind)
{
	struct disk_message *message = zeroed(sizeof *message);
	message->kind = kind;
	return message;
}

void disk_message_free(struct disk_message *message)
{
	if (!message)
		return;
	if (message->kind == disk_message_load)
		disk_load_free(message->load);
	if (message->kind == disk_message_append)
		disk_append_free(message->append);
	if (message->kind == disk_message_list_keys)
		disk_key_list_free(message->key_list);
	free(message);
}

void disk_load_free(struct disk_load *load)
{
	if (!load)
		return;
	buffer_free(&load->frames);
	disk_keys_free(&load->keys);
	free(load);
}

void disk_append_free(struct disk_append *append)
{
	if (!append)
		return;
	arena_free(&append->arena);
	disk_keys_free(&append->keys_made);
	free(append->keys_dropped);
	free(append);
}

void disk_key_list_free(struct disk_key_list *list)
{
	if (!list)
		return;
	disk_keys_free(&list->keys);
	free(list);
}

/* There are few of them, and realloc() might leave a copy of a key behind. */
void disk_keys_add(struct disk_keys *keys, const struct disk_key *key)
{
	struct disk_key *at = zeroed((keys->count + 1) * sizeof *at);
	uint32_t count = keys->count;
	if (count > 0)
		memcpy(at, keys->at, count * sizeof *at);
	at[count] = *key;
	disk_keys_free(keys);
	*keys = (struct disk_keys){.at = at, .count = count + 1};
}

void disk_keys_free(struct disk_keys *keys)
{
	if (keys->at)
		explicit_bzero(keys->at, keys->count * sizeof *keys->at);
	free(keys->at);
	*keys = (struct disk_keys){0};
}
