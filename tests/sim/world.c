#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/disk.h"
#include "tests/support/log_memory.h"

/* ---- chance ---- */

uint64_t chance_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

uint32_t chance_below(uint64_t *state, uint32_t end)
{
	return (uint32_t)(chance_next(state) % end);
}

bool chance_percent(uint64_t *state, uint32_t percent)
{
	return chance_below(state, 100) < percent;
}

/* ---- what the core and the subscribers see of the world ---- */

static void post_core(struct world *world, struct core_message *message)
{
	message->next = NULL;
	*world->core_last = message;
	world->core_last = &message->next;
}

static uint64_t core_now(void *context)
{
	return ((struct world *)context)->now_ms;
}

static void core_random(void *context, void *out, size_t size)
{
	struct world *world = context;
	for (size_t i = 0; i < size; i++)
		((uint8_t *)out)[i] = (uint8_t)chance_next(&world->chance);
}

static void core_to_edge(void *context, uint32_t edge, struct edge_message *message)
{
	struct world *world = context;
	(void)edge;
	message->next = NULL;
	*world->edge_last = message;
	world->edge_last = &message->next;
}

static void core_to_disk(void *context, struct disk_message *message)
{
	struct world *world = context;
	message->next = NULL;
	*world->disk_last = message;
	world->disk_last = &message->next;
}

static void core_report(void *context, bool fatal, const char *line)
{
	struct world *world = context;
	(void)line;
	world->must_crash = world->must_crash || fatal;
}

static void host_made(void *context, bool made)
{
	(void)context;
	(void)made;
}

static enum socket_room edge_write(void *context, void *at, struct packet *packet)
{
	struct sim_socket *socket = at;
	(void)context;
	uint32_t size = (uint32_t)packet->size;
	size_t waiting = socket->inbox.size - socket->inbox_read;
	if (waiting >= socket->room) {
		socket->blocked = true;
		return socket_refused;
	}
	buffer_append(&socket->inbox, &size, sizeof size);
	buffer_append(&socket->inbox, packet->bytes, packet->size);
	socket->blocked = socket->inbox.size - socket->inbox_read >= socket->room;
	return socket->blocked ? socket_filled : socket_free;
}

static void edge_answered(void *context, void *socket, uint32_t commands)
{
	(void)context;
	(void)socket;
	(void)commands;
}

static void edge_close(void *context, void *socket)
{
	(void)context;
	(void)socket; /* the client reads the closing frame and hangs up */
}

static void edge_to_core(void *context, struct core_message *message)
{
	post_core(context, message);
}

/* ---- on and off ---- */

static void power_on(struct world *world)
{
	struct failure failure;
	world->core_last = &world->core_first;
	world->edge_last = &world->edge_first;
	world->disk_last = &world->disk_first;
	world->log = log_memory_open(world->memory, &failure);
	world->subscribers = subscribers_new(0, &(struct subscribers_env){.context = world,
									  .write = edge_write,
									  .answered = edge_answered,
									  .close = edge_close,
									  .to_core = edge_to_core});
	world->core = core_new(&(struct core_env){.context = world,
						  .now_ms = core_now,
						  .random = core_random,
						  .to_edge = core_to_edge,
						  .to_disk = core_to_disk,
						  .report = core_report,
						  .edges = 1,
						  .methods = world->methods});
	core_make_host(world->core, world->host_token, host_made, world);
	world->must_crash = false;
}

static void power_off(struct world *world)
{
	for (uint32_t i = 0; i < SIM_SOCKETS; i++)
		if (world->sockets[i])
			socket_disconnect(world->sockets[i]);
	core_free(world->core);
	subscribers_free(world->subscribers);
	world->log->ops->close(world->log);
	for (struct core_message *next; world->core_first; world->core_first = next) {
		next = world->core_first->next;
		core_message_free(world->core_first);
	}
	for (struct edge_message *next; world->edge_first; world->edge_first = next) {
		next = world->edge_first->next;
		edge_message_free(world->edge_first);
	}
	for (struct disk_message *next; world->disk_first; world->disk_first = next) {
		next = world->disk_first->next;
		disk_message_free(world->disk_first);
	}
}

void world_begin(struct world *world, uint64_t seed, const struct methods *methods)
{
	*world = (struct world){.chance = seed, .now_ms = 1700000000000, .methods = methods};
	world->memory = log_memory_new();
	core_random(world, world->host_token, sizeof world->host_token);
	power_on(world);
}

void world_end(struct world *world)
{
	power_off(world);
	log_memory_free(world->memory);
	keys_memory_free(&world->keys);
}

/* Somebody has tidied up where they should not. */
static void lose_a_key(struct world *world)
{
	struct disk_keys *files = &world->keys.files;
	if (files->count == 0 || !world->faults || !chance_percent(&world->chance, 5))
		return;
	world->keys_lost++;
	files->at[chance_below(&world->chance, files->count)] = files->at[files->count - 1];
	files->count--;
}

void world_crash(struct world *world)
{
	power_off(world);
	world->crashes++;
	world->keys.destroy_fails = false;
	lose_a_key(world);
	power_on(world);
}

/* ---- steps ---- */

static bool step_core(struct world *world)
{
	uint32_t take = 1 + chance_below(&world->chance, 8);
	bool any = false;
	for (uint32_t i = 0; i < take && world->core_first; i++) {
		struct core_message *message = world->core_first;
		world->core_first = message->next;
		if (!world->core_first)
			world->core_last = &world->core_first;
		core_take(world->core, message);
		any = true;
	}
	core_tick(world->core);
	return any;
}

static bool step_edge(struct world *world)
{
	struct edge_message *message = world->edge_first;
	if (!message || chance_percent(&world->chance, 30))
		return subscribers_step(world->subscribers) || message;
	world->edge_first = message->next;
	if (!world->edge_first)
		world->edge_last = &world->edge_first;
	subscribers_take(world->subscribers, message);
	return true;
}

static bool add_frame(void *context, const struct log_row *row)
{
	struct disk_load *load = context;
	buffer_append(&load->frames, row->frame.at, row->frame.size);
	load->row_count++;
	return true;
}

static void do_load(struct world *world, struct disk_load *load)
{
	load->ok = world->log->ops->read(world->log, load->session, &load->head, add_frame, load,
					 &load->failure);
	keys_memory_load(&world->keys, load);
	struct core_message *answer = core_message_new(core_message_loaded);
	answer->load = load;
	post_core(world, answer);
}

static void plan_fault(struct world *world)
{
	static const enum log_memory_fault faults[] = {
		log_memory_failed, log_memory_unknown_written, log_memory_unknown_unwritten};
	if (!world->faults || !chance_percent(&world->chance, 3))
		return;
	world->failures++;
	log_memory_plan(world->memory, 1, faults[chance_below(&world->chance, 3)]);
}

static void plan_key_faults(struct world *world)
{
	world->keys.write_fails = world->faults && chance_percent(&world->chance, 10);
	world->keys.destroy_fails = world->faults && chance_percent(&world->chance, 20);
}

static void do_append(struct world *world, struct disk_append *append)
{
	plan_fault(world);
	plan_key_faults(world);
	keys_memory_append(&world->keys, world->log, append);
	struct core_message *answer = core_message_new(core_message_appended);
	answer->append = append;
	post_core(world, answer);
}

static void do_list_keys(struct world *world, struct disk_key_list *list)
{
	struct core_message *answer = core_message_new(core_message_keys);
	keys_memory_list(&world->keys, list);
	answer->keys = list;
	post_core(world, answer);
}

static void do_blank(struct world *world, const struct disk_blank *blank)
{
	struct failure failure;
	uint32_t blanked;
	world->log->ops->blank(world->log, blank->session, blank->kind, blank->key, blank->before,
			       &blanked, &failure);
}

static bool step_disk(struct world *world)
{
	struct disk_message *message = world->disk_first;
	if (!message)
		return false;
	world->disk_first = message->next;
	if (!world->disk_first)
		world->disk_last = &world->disk_first;
	switch (message->kind) {
	case disk_message_load:
		do_load(world, message->load);
		message->load = NULL;
		break;
	case disk_message_append:
		do_append(world, message->append);
		message->append = NULL;
		break;
	case disk_message_blank:
		do_blank(world, &message->blank);
		break;
	case disk_message_list_keys:
		do_list_keys(world, message->key_list);
		message->key_list = NULL;
		break;
	case disk_message_drop_key:
		keys_memory_drop(&world->keys, message->drop_key.session, message->drop_key.ballot);
		break;
	}
	disk_message_free(message);
	return true;
}

bool world_step(struct world *world)
{
	static bool (*const steps[])(struct world *) = {step_core, step_edge, step_disk};
	uint32_t first = chance_below(&world->chance, 3);
	world->now_ms += chance_below(&world->chance, 40);
	for (uint32_t i = 0; i < 3; i++) {
		bool did = steps[(first + i) % 3](world);
		if (world->must_crash) {
			world_crash(world);
			return true;
		}
		if (did)
			return true;
	}
	return false;
}

/* ---- sockets ---- */

void socket_connect(struct world *world, struct sim_socket *socket, size_t room)
{
	*socket = (struct sim_socket){.world = world, .open = true, .room = room};
	socket->reader = codec_reader_new();
	socket->conn = subscribers_add(world->subscribers, socket);
	for (uint32_t i = 0; i < SIM_SOCKETS; i++) {
		if (!world->sockets[i]) {
			world->sockets[i] = socket;
			return;
		}
	}
	abort();
}

void socket_disconnect(struct sim_socket *socket)
{
	struct world *world = socket->world;
	if (!socket->open)
		return;
	socket->open = false;
	subscribers_remove(world->subscribers, socket->conn);
	if (socket->said_hello) {
		struct core_message *closed = core_message_new(core_message_closed);
		closed->conn = socket->conn;
		post_core(world, closed);
	}
	buffer_free(&socket->inbox);
	codec_reader_free(socket->reader);
	for (uint32_t i = 0; i < SIM_SOCKETS; i++)
		if (world->sockets[i] == socket)
			world->sockets[i] = NULL;
}

void socket_send(struct sim_socket *socket, const struct buffer *message)
{
	struct frame frame;
	if (!socket->open || codec_reader_start(socket->reader, message->at, message->size))
		return;
	while (codec_reader_next(socket->reader, &frame) == codec_next_frame) {
		struct core_message *to_core =
			frame.kind == frame_kind_hello
				? core_message_of_hello(socket->conn, &frame.hello)
				: core_message_of_command(socket->conn, frame.whole);
		socket->said_hello = true;
		post_core(socket->world, to_core);
	}
}

bool socket_read(struct sim_socket *socket, struct bytes *message)
{
	uint32_t size;
	if (!socket->open || socket->inbox_read == socket->inbox.size)
		return false;
	if (socket->inbox_read > 65536) {
		size_t left = socket->inbox.size - socket->inbox_read;
		memmove(socket->inbox.at, socket->inbox.at + socket->inbox_read, left);
		socket->inbox.size = left;
		socket->inbox_read = 0;
	}
	memcpy(&size, socket->inbox.at + socket->inbox_read, sizeof size);
	*message = (struct bytes){socket->inbox.at + socket->inbox_read + sizeof size, size};
	socket->inbox_read += sizeof size + size;
	return true;
}

void socket_drain(struct sim_socket *socket)
{
	if (!socket->open || !socket->blocked ||
	    socket->inbox.size - socket->inbox_read >= socket->room)
		return;
	socket->blocked = false;
	subscribers_writable(socket->world->subscribers, socket->conn);
}
