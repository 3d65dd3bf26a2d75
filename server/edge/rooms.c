/* See rooms.h. */
#include "server/edge/rooms.h"

#include <assert.h>
#include <stdlib.h>

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- by session ---- */

static uint32_t bucket_of(const struct rooms *rooms, struct session_id session)
{
	/* Sessions are numbered in order, so their lowest bits spread well. */
	return session.n & (rooms->bucket_count - 1);
}

struct room *rooms_find(const struct rooms *rooms, struct session_id session)
{
	if (!rooms->bucket_count)
		return NULL;
	struct room *room = rooms->buckets[bucket_of(rooms, session)];
	while (room && room->session.n != session.n)
		room = room->next;
	return room;
}

static void link_in(struct rooms *rooms, struct room *room)
{
	struct room **bucket = &rooms->buckets[bucket_of(rooms, room->session)];
	room->next = *bucket;
	*bucket = room;
}

static void grow(struct rooms *rooms)
{
	struct room **old = rooms->buckets;
	uint32_t old_count = rooms->bucket_count;
	rooms->bucket_count = old_count ? old_count * 2 : 16;
	rooms->buckets = must(calloc(rooms->bucket_count, sizeof(struct room *)));
	for (uint32_t i = 0; i < old_count; i++) {
		while (old[i]) {
			struct room *room = old[i];
			old[i] = room->next;
			link_in(rooms, room);
		}
	}
	free(old);
}

struct room *rooms_open(struct rooms *rooms, struct session_id session)
{
	struct room *room = rooms_find(rooms, session);
	if (room)
		return room;
	if (rooms->count == rooms->bucket_count)
		grow(rooms);
	room = must(calloc(1, sizeof *room));
	room->session = session;
	room->fans_end = &room->fan;
	link_in(rooms, room);
	rooms->count++;
	return room;
}

void rooms_tidy(struct rooms *rooms, struct room *room)
{
	if (room->count || room->fan)
		return;
	struct room **at = &rooms->buckets[bucket_of(rooms, room->session)];
	while (*at != room)
		at = &(*at)->next;
	*at = room->next;
	rooms->count--;
	free(room->slots);
	free(room);
}

void rooms_free(struct rooms *rooms)
{
	for (uint32_t i = 0; i < rooms->bucket_count; i++) {
		while (rooms->buckets[i]) {
			struct room *room = rooms->buckets[i];
			rooms->buckets[i] = room->next;
			while (room->fan) {
				struct edge_message *fan = room->fan;
				room->fan = fan->next;
				edge_message_free(fan);
			}
			free(room->slots);
			free(room);
		}
	}
	free(rooms->buckets);
	*rooms = (struct rooms){0};
}

/* ---- members ---- */

uint32_t room_put_in(struct room *room, uint32_t slot)
{
	if (room->count == room->capacity) {
		room->capacity = room->capacity ? room->capacity * 2 : 4;
		room->slots = must(realloc(room->slots, room->capacity * sizeof *room->slots));
	}
	room->slots[room->count] = slot;
	return room->count++;
}

static void move(struct room *room, struct room_moves *moves, uint32_t from, uint32_t to)
{
	if (from == to)
		return;
	room->slots[to] = room->slots[from];
	moves->at[moves->count].slot = room->slots[to];
	moves->at[moves->count].place = to;
	moves->count++;
}

/* Fills the gap so that those who were visited stay apart from those still to come: an unseen
 * member's gap is filled by the last unseen one, whose place goes to the last of all. */
struct room_moves room_take_out(struct room *room, uint32_t place)
{
	assert(place < room->count);
	struct room_moves moves = {0};
	if (place < room->unseen) {
		room->unseen--;
		move(room, &moves, room->unseen, place);
		place = room->unseen;
	}
	room->count--;
	move(room, &moves, room->count, place);
	return moves;
}

/* ---- fan-outs ---- */

static void fan_begin(struct room *room)
{
	room->unseen = room->count;
	room->named = 0;
	room->fan_done = false;
}

static void ring_append(struct rooms *rooms, struct room *room)
{
	room->running = NULL;
	if (rooms->running)
		rooms->running_end->running = room;
	else
		rooms->running = room;
	rooms->running_end = room;
}

void rooms_queue_fan(struct rooms *rooms, struct room *room, struct edge_message *fan)
{
	bool idle = !room->fan;
	fan->next = NULL;
	*room->fans_end = fan;
	room->fans_end = &fan->next;
	if (idle) {
		fan_begin(room);
		ring_append(rooms, room);
	}
}

struct room *rooms_next_fan(struct rooms *rooms)
{
	struct room *room = rooms->running;
	if (!room)
		return NULL;
	rooms->running = room->running;
	ring_append(rooms, room);
	return room;
}

static void ring_remove(struct rooms *rooms, struct room *room)
{
	struct room *before = NULL;
	struct room **at = &rooms->running;
	while (*at != room) {
		before = *at;
		at = &before->running;
	}
	*at = room->running;
	if (rooms->running_end == room)
		rooms->running_end = before;
}

void rooms_fan_done(struct rooms *rooms, struct room *room)
{
	struct edge_message *fan = room->fan;
	room->fan = fan->next;
	edge_message_free(fan);
	if (room->fan) {
		fan_begin(room);
		return;
	}
	room->fans_end = &room->fan;
	ring_remove(rooms, room);
	rooms_tidy(rooms, room);
}
