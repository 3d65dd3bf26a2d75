/* See subscribers.h. Connections stand in one table by slot; those of a session also in its room,
 * which a fan-out walks from the end to the front, slice by slice. */
#include "server/edge/subscribers.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "server/edge/rooms.h"

enum standing {
	standing_apart, /* takes part in no fan-out */
	standing_behind,
	standing_asked,
	standing_live
};

/* Bounded because commands unanswered and wants under way are. */
struct outbox {
	struct edge_message *first, **end;
	uint32_t count;
};

struct subscriber {
	void *socket; /* NULL: the slot is free */
	uint32_t generation;
	uint32_t next_free;
	struct room *room; /* NULL while apart */
	uint32_t place;    /* in the room */
	enum standing standing;
	bool blocked; /* the socket will call when there is room */
	bool closing; /* nothing but what waits is written any more */
	uint64_t position;
	struct outbox outbox;
	uint8_t list_count;
	uint32_t lists[CONN_LISTS_MAX];
};

struct subscribers {
	struct subscribers_env env;
	uint32_t edge;
	struct subscriber **slots; /* by pointer: they must not move while a room walks them */
	uint32_t slot_count, room_for_slots, count;
	uint32_t first_free;
	struct rooms rooms;
};

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

static struct subscriber *find(const struct subscribers *subscribers, struct conn_id conn)
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

static void room_leave(struct subscribers *subscribers, struct subscriber *subscriber)
{
	struct room *room = subscriber->room;
	if (!room)
		return;
	subscriber->room = NULL;
	subscriber->standing = standing_apart;
	struct room_moves moves = room_take_out(room, subscriber->place);
	for (uint32_t i = 0; i < moves.count; i++)
		subscribers->slots[moves.at[i].slot]->place = moves.at[i].place;
	rooms_tidy(&subscribers->rooms, room);
}

void subscribers_remove(struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = find(subscribers, conn);
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
	struct subscriber *subscriber = find(subscribers, conn);
	return subscriber ? subscriber->socket : NULL;
}

uint32_t subscribers_waiting(const struct subscribers *subscribers, struct conn_id conn)
{
	struct subscriber *subscriber = find(subscribers, conn);
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

/* False if the socket has no room, or there is no packet: the connection is then passed by. */
static bool write_if_free(struct subscribers *subscribers, struct subscriber *subscriber,
			  struct packet *packet)
{
	return packet && !subscriber->blocked && write_packet(subscribers, subscriber, packet);
}

static void want_if_behind(struct subscribers *subscribers, struct subscriber *subscriber,
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
	struct subscriber *subscriber = find(subscribers, conn);
	if (!subscriber)
		return;
	subscriber->blocked = false;
	flush(subscribers, subscriber);
	want_if_behind(subscribers, subscriber, conn);
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
	want_if_behind(subscribers, subscriber, conn);
}

/* Rows for one connection are not worth keeping for a full socket: it will ask for what it missed.
 */
static void take_rows(struct subscribers *subscribers, struct subscriber *subscriber,
		      struct edge_message *message)
{
	if (subscriber->standing == standing_live &&
	    !write_if_free(subscribers, subscriber, message->packet)) {
		subscriber->standing = standing_behind;
		want_if_behind(subscribers, subscriber, message->conn);
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
	want_if_behind(subscribers, subscriber, conn);
}

static void take_close(struct subscribers *subscribers, struct subscriber *subscriber,
		       struct edge_message *message)
{
	subscriber->closing = true;
	room_leave(subscribers, subscriber);
	write_in_turn(subscribers, subscriber, message);
}

static void take_fan(struct subscribers *subscribers, struct edge_message *message);

void subscribers_take(struct subscribers *subscribers, struct edge_message *message)
{
	if (message->kind == edge_message_fan) {
		take_fan(subscribers, message);
		return;
	}
	struct subscriber *subscriber = find(subscribers, message->conn);
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

/* ---- fan-outs ---- */

static int list_compare(const void *a, const void *b)
{
	uint32_t x = ((const struct edge_list_packet *)a)->list;
	uint32_t y = ((const struct edge_list_packet *)b)->list;
	return x < y ? -1 : x > y;
}

static void post_fanned(struct subscribers *subscribers, struct session_id session)
{
	struct core_message *fanned = core_message_new(core_message_fanned);
	fanned->fanned.session = session;
	fanned->fanned.edge = subscribers->edge;
	subscribers->env.to_core(subscribers->env.context, fanned);
}

static void take_fan(struct subscribers *subscribers, struct edge_message *message)
{
	struct room *room = rooms_find(&subscribers->rooms, message->session);
	if (!room) {
		post_fanned(subscribers, message->session);
		edge_message_free(message);
		return;
	}
	if (message->list_packet_count > 1)
		qsort(message->list_packets, message->list_packet_count,
		      sizeof *message->list_packets, list_compare);
	rooms_queue_fan(&subscribers->rooms, room, message);
}

/* The packets of the lists that the connection has. False if the socket filled up before all were
 * taken. */
static bool fan_write_lists(struct subscribers *subscribers, struct subscriber *subscriber,
			    const struct edge_message *fan, bool *any)
{
	for (uint32_t i = 0; i < subscriber->list_count; i++) {
		struct edge_list_packet key = {.list = subscriber->lists[i]};
		const struct edge_list_packet *found = bsearch(
			&key, fan->list_packets, fan->list_packet_count, sizeof key, list_compare);
		if (!found)
			continue;
		*any = true;
		if (!write_if_free(subscribers, subscriber, found->packet))
			return false;
	}
	return true;
}

/* One connection's share of a fan-out. Rows that were written before the socket filled up come
 * again in the answer to the want: their order and repetition make no difference [ROW-2]. */
static void fan_to(struct subscribers *subscribers, const struct edge_message *fan,
		   struct conn_id conn, bool named)
{
	struct subscriber *subscriber = subscribers->slots[conn.slot];
	if (subscriber->standing != standing_live || subscriber->closing)
		return;
	if (!fan->passing && subscriber->position >= fan->position)
		return;
	bool any = false;
	if (fan->for_all && !fan->packet) { /* too much for one message: it comes in pieces */
		subscriber->standing = standing_behind;
		want_if_behind(subscribers, subscriber, conn);
		return;
	}
	bool whole = !fan->list_packet_count || fan_write_lists(subscribers, subscriber, fan, &any);
	if (!fan->for_all && !any && !named)
		return;
	if (whole)
		whole = write_if_free(subscribers, subscriber, fan->packet);
	if (!whole) {
		subscriber->standing = standing_behind;
		want_if_behind(subscribers, subscriber, conn);
	} else if (!fan->passing) {
		subscriber->position = fan->position;
	}
}

static struct conn_id conn_of_slot(const struct subscribers *subscribers, uint32_t slot)
{
	return (struct conn_id){subscribers->edge, slot, subscribers->slots[slot]->generation};
}

/* Members first: they are all looked at if the fan-out or one of its lists may be theirs. */
static uint32_t step_members(struct subscribers *subscribers, struct room *room)
{
	const struct edge_message *fan = room->fan;
	uint32_t looked_at = 0;
	if (!fan->for_all && !fan->list_packet_count)
		room->unseen = 0;
	while (room->unseen && looked_at < SUBSCRIBERS_SLICE) {
		uint32_t slot = room->slots[--room->unseen];
		looked_at++;
		fan_to(subscribers, fan, conn_of_slot(subscribers, slot), false);
	}
	return looked_at;
}

/* Then those who are named, unless everybody was written to. Whoever got it already stands at the
 * fan-out's position. */
static void step_named(struct subscribers *subscribers, struct room *room, uint32_t looked_at)
{
	const struct edge_message *fan = room->fan;
	uint32_t count = fan->for_all ? 0 : fan->only_count;
	while (room->named < count && looked_at < SUBSCRIBERS_SLICE) {
		struct conn_id conn = fan->only[room->named++];
		looked_at++;
		struct subscriber *subscriber = find(subscribers, conn);
		if (subscriber && subscriber->room == room)
			fan_to(subscribers, fan, conn, true);
	}
	room->fan_done = !room->unseen && room->named >= count;
}

bool subscribers_step(struct subscribers *subscribers)
{
	struct room *room = rooms_next_fan(&subscribers->rooms);
	if (!room)
		return false;
	uint32_t looked_at = step_members(subscribers, room);
	step_named(subscribers, room, looked_at);
	if (room->fan_done) {
		struct session_id session = room->session;
		rooms_fan_done(&subscribers->rooms, room);
		post_fanned(subscribers, session);
	}
	return subscribers->rooms.running != NULL;
}
