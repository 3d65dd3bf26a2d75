/* See subscribers.h. Connections stand in one table by slot; those of a session also in its room,
 * round which its fan-outs go (rooms.h). */
#include "server/edge/subscribers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "server/edge/subscriber.h"

#define NO_SLOT UINT32_MAX

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

struct subscribers *subscribers_new(uint32_t edge, const struct subscribers_env *env)
{
	struct subscribers *subscribers = must(calloc(1, sizeof *subscribers));
	subscribers->env = *env;
	subscribers->edge = edge;
	subscribers->first_free = NO_SLOT;
	return subscribers;
}

/* ---- connections ---- */

struct subscriber *subscriber_find(const struct subscribers *subscribers, struct conn_id conn)
{
	if (conn.slot >= subscribers->slot_count)
		return NULL;
	struct subscriber *subscriber = subscribers->slots[conn.slot];
	return subscriber->socket && subscriber->generation == conn.generation ? subscriber : NULL;
}

static uint32_t slot_new(struct subscribers *subscribers)
{
	if (subscribers->first_free != NO_SLOT) {
		uint32_t slot = subscribers->first_free;
		subscribers->first_free = subscribers->slots[slot]->next_free;
		return slot;
	}
	if (subscribers->slot_count == subscribers->room_for_slots) {
		uint32_t room = subscribers->room_for_slots ? subscribers->room_for_slots * 2 : 64;
		subscribers->slots =
			must(realloc(subscribers->slots, room * sizeof *subscribers->slots));
		subscribers->room_for_slots = room;
	}
	uint32_t slot = subscribers->slot_count++;
	subscribers->slots[slot] = must(calloc(1, sizeof **subscribers->slots));
	return slot;
}

struct conn_id subscribers_add(struct subscribers *subscribers, void *socket)
{
	assert(socket);
	uint32_t slot = slot_new(subscribers);
	struct subscriber *subscriber = subscribers->slots[slot];
	uint32_t generation = subscriber->generation + 1;
	*subscriber = (struct subscriber){.socket = socket, .generation = generation};
	subscriber->outbox.end = &subscriber->outbox.first;
	subscribers->count++;
	return (struct conn_id){subscribers->edge, slot, generation};
}

static void outbox_clear(struct outbox *outbox)
{
	while (outbox->first) {
		struct edge_message *message = outbox->first;
		outbox->first = message->next;
		edge_message_free(message);
	}
	outbox->end = &outbox->first;
	outbox->count = 0;
}

void subscriber_moved(void *context, uint32_t slot, uint32_t place)
{
	struct subscribers *subscribers = context;
	subscribers->slots[slot]->place = place;
}

static void room_leave(struct subscribers *subscribers, struct subscriber *subscriber)
{
	struct room *room = subscriber->room;
	if (!room)
		return;
	subscriber->room = NULL;
	subscriber->standing = standing_apart;
	room_take_out(room, subscriber->place, subscriber_moved, subscribers);
	rooms_tidy(&subscribers->rooms, room);
}

void subscribers_remove(struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = subscriber_find(subscribers, conn);
	if (!subscriber)
		return;
	room_leave(subscribers, subscriber);
	outbox_clear(&subscriber->outbox);
	subscriber->socket = NULL;
	subscriber->next_free = subscribers->first_free;
	subscribers->first_free = conn.slot;
	subscribers->count--;
}

void subscribers_free(struct subscribers *subscribers)
{
	if (!subscribers)
		return;
	for (uint32_t slot = 0; slot < subscribers->slot_count; slot++) {
		outbox_clear(&subscribers->slots[slot]->outbox);
		free(subscribers->slots[slot]);
	}
	free(subscribers->slots);
	rooms_free(&subscribers->rooms);
	free(subscribers);
}

void *subscribers_socket(const struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = subscriber_find(subscribers, conn);
	return subscriber ? subscriber->socket : NULL;
}

uint32_t subscribers_waiting(const struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = subscriber_find(subscribers, conn);
	return subscriber ? subscriber->outbox.count : 0;
}

uint32_t subscribers_count(const struct subscribers *subscribers)
{
	return subscribers->count;
}

bool subscribers_next(const struct subscribers *subscribers, uint32_t *at, struct conn_id *conn)
{
	while (*at < subscribers->slot_count) {
		uint32_t slot = (*at)++;
		const struct subscriber *subscriber = subscribers->slots[slot];
		if (subscriber->socket) {
			*conn = (struct conn_id){subscribers->edge, slot, subscriber->generation};
			return true;
		}
	}
	return false;
}

/* ---- writing to one connection ---- */

/* Hands a packet to a socket that is not blocked. False if it took nothing. */
static bool write_packet(struct subscribers *subscribers, struct subscriber *subscriber,
			 struct packet *packet)
{
	assert(!subscriber->blocked);
	enum socket_room room =
		subscribers->env.write(subscribers->env.context, subscriber->socket, packet);
	subscriber->blocked = room != socket_free;
	return room != socket_refused;
}

bool subscriber_write(struct subscribers *subscribers, struct subscriber *subscriber,
		      struct packet *packet)
{
	return packet && !subscriber->blocked && write_packet(subscribers, subscriber, packet);
}

void subscriber_want(struct subscribers *subscribers, struct subscriber *subscriber,
		     struct conn_id conn)
{
	if (subscriber->standing != standing_behind || subscriber->blocked || subscriber->closing)
		return;
	struct core_message *want = core_message_new(core_message_want);
	want->conn = conn;
	want->position = subscriber->position;
	subscriber->standing = standing_asked;
	subscribers->env.to_core(subscribers->env.context, want);
}

/* What follows once a message has been handed to the socket. */
static void message_written(struct subscribers *subscribers, struct subscriber *subscriber,
			    struct edge_message *message)
{
	const struct subscribers_env *env = &subscribers->env;
	if (message->kind == edge_message_send)
		env->answered(env->context, subscriber->socket, message->answered);
	if (message->kind == edge_message_close)
		env->close(env->context, subscriber->socket);
	edge_message_free(message);
}

/* Writes what waits, in order, as far as there is room. */
static void flush(struct subscribers *subscribers, struct subscriber *subscriber)
{
	struct outbox *outbox = &subscriber->outbox;
	while (outbox->first && !subscriber->blocked) {
		struct edge_message *message = outbox->first;
		if (message->packet && !write_packet(subscribers, subscriber, message->packet))
			return;
		outbox->first = message->next;
		if (!outbox->first)
			outbox->end = &outbox->first;
		outbox->count--;
		message_written(subscribers, subscriber, message);
	}
}

/* Queues behind what waits already and writes what there is room for. Takes the message. */
static void write_in_turn(struct subscribers *subscribers, struct subscriber *subscriber,
			  struct edge_message *message)
{
	message->next = NULL;
	*subscriber->outbox.end = message;
	subscriber->outbox.end = &message->next;
	subscriber->outbox.count++;
	flush(subscribers, subscriber);
}

void subscribers_writable(struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = subscriber_find(subscribers, conn);
	if (!subscriber)
		return;
	subscriber->blocked = false;
	flush(subscribers, subscriber);
	subscriber_want(subscribers, subscriber, conn);
}

/* ---- messages for one connection ---- */

static void take_welcome(struct subscribers *subscribers, struct subscriber *subscriber,
			 struct edge_message *message)
{
	struct conn_id conn = message->conn;
	/* A want on its way is answered as that of the new welcome (subscribers.h). */
	bool asked = subscriber->standing == standing_asked;
	bool stays = subscriber->room && subscriber->room->session.n == message->session.n;
	if (!message->watch || !stays)
		room_leave(subscribers, subscriber);
	subscriber->list_count =
		(uint8_t)(message->list_count < CONN_LISTS_MAX ? message->list_count
							       : CONN_LISTS_MAX);
	memcpy(subscriber->lists, message->lists, subscriber->list_count * sizeof(uint32_t));
	if (message->watch) {
		if (!subscriber->room) {
			subscriber->room = rooms_open(&subscribers->rooms, message->session);
			subscriber->place = room_put_in(subscriber->room, conn.slot);
		}
		subscriber->standing = asked ? standing_asked : standing_behind;
		/* Welcomed again, it still stands where it stood with the lists it had before; the
		 * core knows which are new. */
		if (!stays)
			subscriber->position = POSITION_GO_ON;
	}
	write_in_turn(subscribers, subscriber, message);
	subscriber_want(subscribers, subscriber, conn);
}

/* Rows for one connection are not worth keeping for a full socket: it will ask for what it missed.
 */
static void take_rows(struct subscribers *subscribers, struct subscriber *subscriber,
		      struct edge_message *message)
{
	if (subscriber->standing == standing_live &&
	    !subscriber_write(subscribers, subscriber, message->packet)) {
		subscriber->standing = standing_behind;
		subscriber_want(subscribers, subscriber, message->conn);
	}
	edge_message_free(message);
}

static void take_piece(struct subscribers *subscribers, struct subscriber *subscriber,
		       struct edge_message *message)
{
	struct conn_id conn = message->conn;
	if (subscriber->standing == standing_apart) {
		edge_message_free(message);
		return;
	}
	subscriber->standing = message->last ? standing_live : standing_behind;
	subscriber->position = message->last ? message->position : POSITION_GO_ON;
	write_in_turn(subscribers, subscriber, message);
	subscriber_want(subscribers, subscriber, conn);
}

static void take_close(struct subscribers *subscribers, struct subscriber *subscriber,
		       struct edge_message *message)
{
	subscriber->closing = true;
	room_leave(subscribers, subscriber);
	write_in_turn(subscribers, subscriber, message);
}

void subscribers_take(struct subscribers *subscribers, struct edge_message *message)
{
	if (message->kind == edge_message_fan) {
		fanout_begin(subscribers, message);
		return;
	}
	struct subscriber *subscriber = subscriber_find(subscribers, message->conn);
	if (!subscriber || subscriber->closing) {
		edge_message_free(message);
		return;
	}
	switch (message->kind) {
	case edge_message_welcome:
		take_welcome(subscribers, subscriber, message);
		return;
	case edge_message_send:
		write_in_turn(subscribers, subscriber, message);
		return;
	case edge_message_rows:
		take_rows(subscribers, subscriber, message);
		return;
	case edge_message_piece:
		take_piece(subscribers, subscriber, message);
		return;
	case edge_message_close:
		take_close(subscribers, subscriber, message);
		return;
	case edge_message_fan:
		break;
	}
	edge_message_free(message);
}
