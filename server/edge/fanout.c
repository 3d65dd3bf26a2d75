/* Fan-outs: whom each is for, and what one connection is written at one visit. See subscribers.h
 * for the states, rooms.h for the order of visits. */
#include <assert.h>
#include <stdlib.h>

#include "server/edge/subscriber.h"

#define BATCH_MAX 64u /* packets at one visit; whoever needs more comes for pieces */

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

void fanout_begin(struct subscribers *subscribers, struct edge_message *message)
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
	rooms_begin_fan(&subscribers->rooms, room, message);
}

/* What one connection is to be written at one visit, and where it stands after each packet: 0 where
 * that one moves it nowhere. */
struct batch {
	uint32_t count;
	struct packet *packets[BATCH_MAX];
	uint64_t positions[BATCH_MAX];
};

static bool batch_add(struct batch *batch, struct packet *packet, uint64_t position)
{
	if (!packet || batch->count == BATCH_MAX)
		return false;
	batch->packets[batch->count] = packet;
	batch->positions[batch->count++] = position;
	return true;
}

/* The packets of the lists that the connection has. */
static bool collect_lists(const struct subscriber *subscriber, const struct edge_message *fan,
			  struct batch *batch, bool *any)
{
	for (uint32_t i = 0; i < subscriber->list_count; i++) {
		struct edge_list_packet key = {.list = subscriber->lists[i]};
		const struct edge_list_packet *found = bsearch(
			&key, fan->list_packets, fan->list_packet_count, sizeof key, list_compare);
		if (!found)
			continue;
		*any = true;
		if (!batch_add(batch, found->packet, 0))
			return false;
	}
	return true;
}

/* What a fan-out has for a connection that stands at `*position`. False if the connection is to be
 * passed by. */
static bool collect(const struct subscriber *subscriber, const struct edge_message *fan, bool named,
		    struct batch *batch, uint64_t *position)
{
	bool any = false;
	if (!fan->passing && *position >= fan->position)
		return true;
	if (fan->list_packet_count && !collect_lists(subscriber, fan, batch, &any))
		return false;
	if (!fan->for_all && !any && !named)
		return true;
	if (!fan->passing)
		*position = fan->position;
	return batch_add(batch, fan->packet, fan->passing ? 0 : fan->position);
}

/* Writes as many packets as there is room for. Returns how many were taken. */
static uint32_t write_batch(struct subscribers *subscribers, struct subscriber *subscriber,
			    const struct batch *batch)
{
	const struct subscribers_env *env = &subscribers->env;
	uint32_t taken = 0;
	if (batch->count > 1 && env->write_many && !subscriber->blocked) {
		enum socket_room room = env->write_many(env->context, subscriber->socket,
							batch->packets, batch->count, &taken);
		subscriber->blocked = room != socket_free;
		assert(taken <= batch->count);
		return taken;
	}
	while (taken < batch->count &&
	       subscriber_write(subscribers, subscriber, batch->packets[taken]))
		taken++;
	return taken;
}

/* Writes what the fan-outs up to `last` have for one connection. Rows that were written before the
 * socket filled up come again in the answer to the want: their order and repetition make no
 * difference [ROW-2]. */
static void visit(struct subscribers *subscribers, struct room *room, uint32_t slot,
		  const struct room_fan *named_by)
{
	struct subscriber *subscriber = subscribers->slots[slot];
	struct batch batch;
	if (subscriber->standing != standing_live || subscriber->closing)
		return;
	batch.count = 0;
	bool whole = true;
	uint64_t position = subscriber->position;
	for (const struct room_fan *fan = room->fans; fan && whole; fan = fan->next) {
		bool repeats = named_by ? fan->message->passing : fan->swept;
		if (!repeats)
			whole = collect(subscriber, fan->message, fan == named_by, &batch,
					&position);
		if (fan == named_by)
			break;
	}
	uint32_t taken = write_batch(subscribers, subscriber, &batch);
	for (uint32_t i = 0; i < taken && i < batch.count; i++)
		if (batch.positions[i])
			subscriber->position = batch.positions[i];
	if (whole && taken == batch.count)
		return;
	subscriber->standing = standing_behind;
	subscriber_want(subscribers, subscriber,
			(struct conn_id){subscribers->edge, slot, subscriber->generation});
}

/* Those whom a fan-out names come first, so that the round needs no look at the names. */
static uint32_t visit_named(struct subscribers *subscribers, struct room *room)
{
	uint32_t visits = 0;
	for (struct room_fan *fan = room->fans; fan; fan = fan->next) {
		const struct edge_message *message = fan->message;
		uint32_t count = message->for_all ? 0 : message->only_count;
		while (fan->named < count) {
			if (visits == SUBSCRIBERS_SLICE)
				return visits;
			struct conn_id conn = message->only[fan->named++];
			struct subscriber *subscriber = subscriber_find(subscribers, conn);
			visits++;
			if (subscriber && subscriber->room == room)
				visit(subscribers, room, conn.slot, fan);
		}
	}
	return visits;
}

bool subscribers_step(struct subscribers *subscribers)
{
	struct room *room = rooms_next_fan(&subscribers->rooms);
	if (!room)
		return false;
	struct session_id session = room->session;
	uint32_t slot, visits = visit_named(subscribers, room);
	while (visits < SUBSCRIBERS_SLICE && room_move_hand(room, &slot)) {
		visits++;
		if (slot != ROOM_GAP)
			visit(subscribers, room, slot, NULL);
	}
	uint32_t ended = rooms_end_fans(&subscribers->rooms, room, subscriber_moved, subscribers);
	while (ended--)
		post_fanned(subscribers, session);
	return subscribers->rooms.running != NULL;
}
